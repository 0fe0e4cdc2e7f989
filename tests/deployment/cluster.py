"""Three PostgreSQL nodes under Patroni and an etcd, on this machine, as DEPLOYMENT.md describes.

Made from the files of resources/deployment. A node dies as a machine does: Patroni and PostgreSQL
at once, by SIGKILL.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import requests

import resources
from tests.support import postgres

NODES = ("n1", "n2", "n3")
PATIENCE = 120.0  # seconds
SHIPPED = Path(resources.__file__).parent / "deployment"


class Missing(Exception):
    """A program this needs is not on this machine."""


class Cluster:
    """Running nodes; `url(name)` leads to a database on whichever is the primary."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._password = secrets.token_hex(8)
        self._ports = dict.fromkeys(NODES, 0) | {name: free_port() for name in NODES}
        self._apis = {name: free_port() for name in NODES}
        self._etcd = free_port()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        self._start_etcd()
        for name in NODES:
            self.start_node(name)
        wait_until(lambda: self._members() == ["leader", "replica", "sync_standby"], "a cluster")

    def start_node(self, name: str) -> None:
        data = self._folder / name
        words = {
            "name": name,
            "address": "127.0.0.1",
            "network": "127.0.0.1/32",
            "api-port": self._apis[name],
            "port": self._ports[name],
            "etcd": f"127.0.0.1:{self._etcd}",
            "data": data,
            "bin": postgres.binaries(),
            "sockets": self._folder,
            **dict.fromkeys(
                ("superuser-password", "replication-password", "rewind-password"), self._password
            ),
        }
        self._run(name, [_found("patroni"), str(self._written("patroni.yml", name, words))])

    def database(self, name: str) -> str:
        """Makes a database; its address names every node, and asks for the one that writes."""
        with psycopg.connect(self._libpq("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        hosts = "&".join(f"host=127.0.0.1:{port}" for port in self._ports.values())
        return (
            f"postgresql+psycopg://postgres:{self._password}@/{name}?{hosts}"
            "&target_session_attrs=read-write&connect_timeout=3"
        )

    def kill_primary(self) -> str:
        """The name of the node that is no more."""
        name = self.primary()
        patroni = psutil.Process(self._processes[name].pid)
        postmaster = int((self._folder / name / "postmaster.pid").read_text().split()[0])
        doomed = [patroni, *patroni.children(recursive=True), psutil.Process(postmaster)]
        doomed += psutil.Process(postmaster).children(recursive=True)
        for process in doomed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._processes.pop(name).wait(20)
        (self._folder / name / "postmaster.pid").unlink(missing_ok=True)
        return name

    def primary(self) -> str:
        found = [each["name"] for each in self._status() if each["role"] == "leader"]
        assert found, "no primary"
        return str(found[0])

    def whole(self) -> bool:
        return self._members() == ["leader", "replica", "sync_standby"]

    def stop(self) -> None:
        for name in list(self._processes):
            process = self._processes.pop(name)
            with suppress(psutil.NoSuchProcess):
                for each in psutil.Process(process.pid).children(recursive=True):
                    with suppress(psutil.NoSuchProcess):
                        each.kill()
            self._end_postgres(name)
            process.kill()
            process.wait(20)

    def _end_postgres(self, name: str) -> None:
        with suppress(OSError, psutil.NoSuchProcess, ValueError):
            pid = int((self._folder / name / "postmaster.pid").read_text().split()[0])
            postmaster = psutil.Process(pid)
            for each in (postmaster, *postmaster.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    each.kill()

    def _start_etcd(self) -> None:
        peer = free_port()
        words = {
            "name": "e1",
            "data": self._folder / "etcd",
            "address": "127.0.0.1",
            "peer-port": peer,
            "client-port": self._etcd,
            "members": f"e1=http://127.0.0.1:{peer}",
        }
        file = self._written("etcd.yml", "e1", words)
        self._run("etcd", [_found("etcd"), "--config-file", str(file)])

        def healthy() -> bool:
            asked = requests.get(f"http://127.0.0.1:{self._etcd}/health", timeout=2)
            return asked.ok

        wait_until(healthy, "etcd")

    def _written(self, template: str, name: str, words: dict[str, Any]) -> Path:
        text = (SHIPPED / template).read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(f"<{word}>", str(value))
        file = self._folder / f"{name}-{template}"
        file.write_text(text, encoding="utf-8")
        return file

    def _run(self, name: str, command: list[str]) -> None:
        as_postgres: list[str] = []
        if os.geteuid() == 0:
            as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [*as_postgres, *command], cwd=self._folder, stdout=log, stderr=log
            )

    def _status(self) -> list[dict[str, Any]]:
        for port in self._apis.values():
            with suppress(requests.RequestException):
                answer = requests.get(f"http://127.0.0.1:{port}/cluster", timeout=2).json()
                return [each for each in answer["members"] if _running(each)]
        return []

    def _members(self) -> list[str]:
        return sorted(str(each["role"]) for each in self._status())

    def _libpq(self, name: str) -> str:
        hosts = ",".join(["127.0.0.1"] * len(NODES))
        ports = ",".join(str(port) for port in self._ports.values())
        return (
            f"host={hosts} port={ports} dbname={name} user=postgres password={self._password} "
            "target_session_attrs=read-write"
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Raises Missing where Patroni or etcd is not installed."""
    for program in ("patroni", "etcd"):
        _found(program)
    folder = Path(tempfile.mkdtemp(prefix="routebook-ha-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    made = Cluster(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _running(member: dict[str, Any]) -> bool:
    return member.get("state") in ("running", "streaming")


def _found(program: str) -> str:
    """Where it is: ROUTEBOOK_PATRONI names Patroni where it has an environment of its own."""
    named = os.environ.get(f"ROUTEBOOK_{program.upper()}") or shutil.which(program)
    if named is None:
        raise Missing(f"{program} is not on this machine (see sync/server/DEPLOYMENT.md)")
    return named


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def wait_until(what: Callable[[], bool], name: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(requests.RequestException, psycopg.OperationalError):
            if what():
                return
        time.sleep(0.2)
    raise TimeoutError(name)
