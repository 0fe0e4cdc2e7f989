"""What lies in the repository: the fixed top level, words in every folder, no one machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOPS = {"desktop", "ui", "sync", "resources", "tests"}
FILES = {"pyproject.toml", "build.spec", "README.md", "requirements.lock", "LICENSE"}
# the dots are left out, so that this file does not find itself
HOSTS = ["pypi org", "pythonhosted org", "registry npmjs org", "deb debian org"]
ADDRESSES = re.compile(
    "|".join([*(host.replace(" ", r"\.") for host in HOSTS), "--(extra-)?index-url"])
)
MACHINE = re.compile(r"(?<![\w.])/(work|root|farm|tmp/\w+)/[\w.]")


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not ((ROOT / ".git").exists() and shutil.which("git")):
        pytest.skip("no clone, or no git: what is tracked cannot be told")
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True, text=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts(tracked) -> dict[str, str]:
    found = {}
    for name in tracked:
        body = (ROOT / name).read_bytes()
        if b"\0" not in body[:8192]:
            found[name] = body.decode("utf-8")
    return found


def test_the_top_level_is_the_fixed_one(tracked):
    heads = {name.split("/")[0] for name in tracked if not name.startswith(".")}
    assert heads - TOPS - FILES == set()


@pytest.mark.parametrize("top", sorted(TOPS))
def test_every_top_folder_explains_itself(top):
    words = (ROOT / top / "README.md").read_text(encoding="utf-8")
    assert words.startswith("# ")
    assert len(words) > 200


def test_no_package_registry_is_named(texts):
    assert [name for name, text in texts.items() if ADDRESSES.search(text)] == []


def test_no_path_of_one_machine_is_kept(texts):
    found = {name: MACHINE.search(text) for name, text in texts.items()}
    assert {name: match[0] for name, match in found.items() if match} == {}


def test_no_tracked_file_is_heavier_than_four_megabytes(tracked):
    assert [name for name in tracked if (ROOT / name).stat().st_size > 4 * 2**20] == []


def test_tests_have_no_packages_that_could_hide_ours(tracked):
    assert [name for name in tracked if re.fullmatch(r"tests/.*__init__\.py", name)] == []


def test_every_test_that_a_page_names_is_there(texts):
    pages = (text for name, text in texts.items() if name.endswith(".md"))
    named = {test for page in pages for test in re.findall(r"`(test_\w+)`", page)}
    sources = (text for name, text in texts.items() if name.startswith("tests/"))
    there = {test for text in sources for test in re.findall(r"^def (test_\w+)", text, re.M)}
    assert named - there == set()
