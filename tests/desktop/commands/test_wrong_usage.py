"""What was asked for wrongly ends with 2 and changes nothing, so that a script can tell it."""

from pathlib import Path

import pytest

from desktop import credentials
from tests.support.laptops import laptop
from tests.support.processes import PASSPHRASE, run_inside


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profile")
    app = laptop(folder)
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    app.close()
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "dump --type zzz",
        "export --as zzz --to {folder}/x.csv",
        "export --as customer --to {folder}/x.doc",
        "export --as customer --to {folder}/x.csv --filter class",
    ],
)
def test_a_wrong_option_is_wrong_usage(profile: Path, command: str) -> None:
    words = command.format(folder=profile).split()
    done = run_inside("desktop", "--profile", str(profile), *words)
    assert (done.code, done.printed) == (2, "")
    assert not list(profile.glob("x.*"))
