"""The demo company of one ordinary Wednesday, built once."""

from datetime import date

import pytest

from desktop.demo.company import build

WEDNESDAY = date(2026, 11, 18)


@pytest.fixture(scope="session")
def pack():
    return build(WEDNESDAY, password="only-for-this-test")


@pytest.fixture(scope="session")
def today():
    return WEDNESDAY
