"""A small company in a fresh centre, on SQLite and on PostgreSQL alike."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import centre
from tests.support.centre import Town
from tests.support.postgres import cluster_of_session, create

postgres_cluster = pytest.fixture(scope="session", name="postgres")(cluster_of_session)
NUMBERS = itertools.count(1)
BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    folder = tmp_path_factory.mktemp("centres")
    first = folder / "first.db"
    centre.found(f"sqlite:///{first}")

    def copy() -> str:
        made = folder / f"{next(NUMBERS)}.db"
        shutil.copy(first, made)
        return f"sqlite:///{made}"

    return copy


@pytest.fixture(scope="session")
def postgresql_copies(postgres: str) -> Callable[[], str]:
    centre.found(create(postgres, "first"))
    return lambda: create(postgres, f"n{next(NUMBERS)}", "first")


@pytest.fixture(params=BOTH)
def copies(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes databases that hold the company of tests/support/centre.py; founded once each."""
    made: Callable[[], str] = request.getfixturevalue(f"{request.param}_copies")
    return made


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
    return create(request.getfixturevalue("postgres"), f"n{next(NUMBERS)}")
