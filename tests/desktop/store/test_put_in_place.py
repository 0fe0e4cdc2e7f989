"""A first download puts another file in the store's place; other programs on it follow."""

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.bootstrap import Bootstrap
from desktop.store.database import Database


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def two(tmp_path: Path, key: bytes) -> Iterator[tuple[Database, Database]]:
    """The same store, opened as two programs open it."""
    profile = Profile(tmp_path)
    profile.make()
    downloading, other = Database(profile.store, key), Database(profile.store, key)
    migrate.upgrade(downloading)
    yield downloading, other
    downloading.close()
    other.close()


def put(database: Database, name: str, value: str) -> None:
    with database.write() as connection:
        state.put(connection, name, value)


def got(database: Database, name: str) -> object:
    with database.read() as connection:
        return state.get(connection, name)


def test_what_another_program_writes_afterwards_is_in_the_new_file(
    two: tuple[Database, Database],
) -> None:
    downloading, other = two
    put(other, "before", "旧")
    Bootstrap(downloading).finish({"parts": '["all"]'})
    put(other, "after", "新")
    assert [got(downloading, name) for name in ("before", "after")] == ["旧", "新"]
    assert got(other, "parts") == ["all"]


def test_a_program_that_waits_while_the_files_change_writes_into_the_new_one(
    two: tuple[Database, Database],
) -> None:
    downloading, other = two
    put(other, "before", "旧")
    first = Bootstrap(downloading)
    writing = threading.Thread(target=put, args=(other, "meanwhile", "等着写的"))
    take_over = first._take_over

    def slowly() -> int:
        version = take_over()
        writing.start()
        writing.join(0.3)  # it waits for the lock, or the value is lost
        return version

    first._take_over = slowly  # type: ignore[method-assign]
    first.finish({"parts": '["all"]'})
    writing.join()
    assert got(downloading, "meanwhile") == "等着写的"
