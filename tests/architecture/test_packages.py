"""The lock holds what pyproject.toml asks for, by hash and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ASKED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.fixture(scope="module")
def locked() -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^ ;\\]+)", LOCK, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("line", ASKED)
def test_every_package_asked_for_is_locked_at_a_version_that_fits(line, locked):
    asked = Requirement(line)
    version = locked[canonicalize_name(asked.name)]
    assert asked.specifier.contains(version, prereleases=True)


def test_every_locked_package_has_hashes_and_none_an_address():
    """A package may stand there twice, for older and for newer Pythons."""
    entries = re.split(r"\n(?=[\w.-]+==)", LOCK)
    assert len({entry.split(" \\")[0] for entry in entries}) == len(entries)
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK


def test_nothing_refused_came_in(locked):
    """Licences that would bind us, or secrets kept in the clear (GPL widgets, keyrings.alt)."""
    refused = {"pyside6", "pyside6-addons", "pyside6-fluent-widgets", "lunardate", "keyrings-alt"}
    assert refused & locked.keys() == set()
