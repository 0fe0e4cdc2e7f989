"""A small company in a fresh centre, on SQLite and on PostgreSQL alike."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import centre, postgres
from tests.support.centre import Town

postgres_cluster = pytest.fixture(scope="session", name="postgres")(postgres.cluster_of_session)
NUMBERS = itertools.count(1)
BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]


@pytest.fixture(scope="session", params=BOTH)
def copies(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes databases that hold the company of tests/support/centre.py; founded only once."""
    folder = tmp_path_factory.mktemp("centres")
    if request.param == "sqlite":
        first = folder / "first.db"
        centre.found(f"sqlite:///{first}")

        def copy() -> str:
            made = folder / f"{next(NUMBERS)}.db"
            shutil.copy(first, made)
            return f"sqlite:///{made}"

        return copy
    socket = request.getfixturevalue("postgres")
    centre.found(postgres.create(socket, "first"))
    return lambda: postgres.create(socket, f"n{next(NUMBERS)}", "first")


@pytest.fixture
def url(copies: Callable[[], str]) -> str:
    return copies()


@pytest.fixture
def town(url: str) -> Iterator[Town]:
    with centre.town(url) as running:
        yield running


@pytest.fixture
def empty(copies: Callable[[], str], request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a centre, of the same kind."""
    if copies().startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return postgres.create(request.getfixturevalue("postgres"), f"n{next(NUMBERS)}")
