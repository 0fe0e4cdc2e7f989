"""A passphrase that is stretched early opens what it opens, and nothing else."""

from pathlib import Path

import pytest

from desktop import credentials
from desktop.errors import StoreLocked
from desktop.paths import Profile

KEY = bytes(range(32))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = Profile(tmp_path / "book")
    profile.make()
    credentials.wrap(profile, KEY, lambda: "口令")
    return profile


def test_the_right_passphrase_opens(profile: Profile) -> None:
    credentials.begin(profile, "口令")
    assert credentials.load(profile, lambda: "口令") == KEY


def test_a_wrong_one_begun_early_does_not_open(profile: Profile) -> None:
    credentials.begin(profile, "别的")
    with pytest.raises(StoreLocked, match="wrong_passphrase"):
        credentials.load(profile, lambda: "别的")


def test_what_is_asked_for_counts_not_what_was_begun(profile: Profile) -> None:
    credentials.begin(profile, "别的")
    assert credentials.load(profile, lambda: "口令") == KEY


def test_a_profile_that_is_not_there_is_no_reason_to_fail(tmp_path: Path) -> None:
    credentials.begin(Profile(tmp_path / "none"), "口令")
    with pytest.raises(StoreLocked):
        credentials.load(Profile(tmp_path / "none"), lambda: "口令")
