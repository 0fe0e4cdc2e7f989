"""A machine that lacks something says what."""

import sys

import pytest

from ui import preflight

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux leaves libraries to its packages"
)


def test_a_missing_library_is_named_by_its_debian_package():
    there, absent = {"libc.so.6": "libc6"}, {"libnot-there.so.9": "libnot-there9"}
    assert preflight.missing({**there, **absent}) == ["libnot-there9"]


def test_a_machine_without_a_screen_is_told_how_to_go_on():
    assert "xvfb-run" in (preflight.obstacle({}) or "")


def test_a_screen_or_a_platform_without_one_is_no_obstacle():
    assert preflight.obstacle({"DISPLAY": ":7"}) is None
    assert preflight.obstacle({"QT_QPA_PLATFORM": "offscreen"}) is None
