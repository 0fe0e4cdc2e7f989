"""A laptop with a book of customers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.application import Application
from tests.support.customer_records import fill_book
from tests.support.laptops import laptop


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path / "profile")
    fill_book(application)
    yield application
    application.close()
