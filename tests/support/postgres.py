"""A PostgreSQL of our own for one test session, from the binaries of this machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

HURRIED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="


def binaries() -> Path | None:
    """The newest PostgreSQL of the distribution, or whatever is on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster(safe: bool = False) -> Iterator[str]:
    """The socket folder of a running, empty cluster; skips where there is no PostgreSQL.

    `safe`: as it ships, every commit on the disk before it is acknowledged.
    """
    bin = binaries()
    if bin is None:
        pytest.skip("no PostgreSQL binaries on this machine (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="routebook-pg-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_postgres, *command], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    data = str(folder / "data")
    utf8 = ["-E", "UTF8", "--locale=C.UTF-8"]
    run(str(bin / "initdb"), "-A", "trust", "-U", "postgres", "--no-sync", *utf8, "-D", data)
    hurried = "-c listen_addresses=" if safe else HURRIED
    options = f"{hurried} -c max_connections=200 -k {folder}"
    log = str(folder / "log")
    run(str(bin / "pg_ctl"), "start", "-w", "-D", data, "-l", log, "-o", options)
    try:
        yield str(folder)
    finally:
        run(str(bin / "pg_ctl"), "stop", "-w", "-m", "immediate", "-D", data)
        shutil.rmtree(folder, ignore_errors=True)


def cluster_of_session() -> Iterator[str]:
    """To be made a session fixture: `pytest.fixture(scope="session")(cluster_of_session)`."""
    with cluster() as socket:
        yield socket


def url_of(socket: str, name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"


def create(socket: str, name: str, template: str = "template0") -> str:
    """A new database, perhaps a copy of another that nobody is connected to."""
    address = f"host={socket} user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return url_of(socket, name)
