"""The product as its users run it: a centre and laptops, each a process of its own."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from sync.server.__main__ import main as centre_command
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[2]
PASSPHRASE = "钥匙在口袋里"

PACK: Mapping[str, Any] = {
    "company": {"id": "demo", "name": "华东示范公司", "timezone": "Asia/Shanghai"},
    "units": [{"id": "east", "name": "华东大区", "kind": "region"}],
    "territories": [
        {"id": "hz1", "name": "杭州一片", "unit": "east"},
        {"id": "hz2", "name": "杭州二片", "unit": "east"},
    ],
    "posts": [
        {"id": "gm", "title": "总经理", "unit": "east"},
        {"id": "mgr", "title": "区域经理", "unit": "east", "superior": "gm"},
        {
            "id": "rep1",
            "title": "业务员",
            "unit": "east",
            "superior": "mgr",
            "territories": ["hz1"],
        },
        {
            "id": "rep2",
            "title": "业务员",
            "unit": "east",
            "superior": "mgr",
            "territories": ["hz1"],
        },
        {
            "id": "rep3",
            "title": "业务员",
            "unit": "east",
            "superior": "mgr",
            "territories": ["hz2"],
        },
    ],
    "people": [
        {"id": "zhou", "name": "周婷", "user": "zhou", "password": "zhou-1234", "post": "rep1"},
        {"id": "wang", "name": "王海燕", "user": "wang", "password": "wang-1234", "post": "rep2"},
        {"id": "li", "name": "李建国", "user": "li", "password": "li-12345", "post": "rep3"},
        {"id": "zhang", "name": "张立群", "user": "zhang", "password": "zhang-123", "post": "mgr"},
    ],
    "products": [
        {
            "id": "p1",
            "code": "RM-25",
            "name": "稻香五常大米 25 kg",
            "unit": "袋",
            "list_price": "168.00",
            "status": "active",
        },
    ],
    "customers": [
        {
            "id": "c1",
            "name": "联佳超市文三路店",
            "territory": "hz1",
            "class": "A",
            "phone": "0571-1",
        },
        {"id": "c2", "name": "仁济大药房凤起路店", "territory": "hz1", "class": "B"},
        {"id": "c3", "name": "好邻里生鲜城西总仓", "territory": "hz1", "class": "A"},
        {"id": "c9", "name": "九堡东方便利", "territory": "hz2", "class": "C"},
    ],
}
PASSWORDS = {person["user"]: person["password"] for person in PACK["people"]}


def environment() -> dict[str, str]:
    without_keyring = "keyring.backends.fail.Keyring"
    return {
        **os.environ,
        "ROUTEBOOK_PASSPHRASE": PASSPHRASE,
        "PYTHON_KEYRING_BACKEND": without_keyring,
        "PYTHONUTF8": "1",
    }


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and the JSON lines it printed."""

    code: int
    lines: list[Any]
    said: str
    printed: str


def run(module: str, *arguments: str, stdin: str = "") -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(),
        timeout=300,
        check=False,
    )
    return _ran(done.returncode, done.stdout, done.stderr)


def _ran(code: int, printed: str, said: str) -> Ran:
    return Ran(code, [json.loads(line) for line in printed.splitlines()], said, printed)


def run_inside(module: str, *arguments: str, stdin: str = "") -> Ran:
    """The same command in this process: what it prints, without the cost of a start."""
    assert module == "desktop"
    out, said, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(stdin)
    try:
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(said),
        ):
            patch.setenv("ROUTEBOOK_PASSPHRASE", PASSPHRASE)
            code = cli.run(cli.parser().parse_args(arguments))
    finally:
        sys.stdin = before
    return _ran(code, out.getvalue(), said.getvalue())


def centre_inside(*arguments: str) -> Ran:
    """A command of the centre in this process, beside the server that runs elsewhere."""
    out, said = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        code = centre_command(arguments)
    out.seek(0)
    return _ran(code, out.read(), said.getvalue())


@dataclass(frozen=True, slots=True)
class Centre:
    """A central server at work."""

    database: str
    url: str

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def dump(self, user: str) -> list[Any]:
        return self.dumped(user).lines

    def dumped(self, user: str) -> Ran:
        return run("sync.server", "dump", "--as-user", user, "--database", self.database)


@contextmanager
def centre(folder: Path, pack: Mapping[str, Any] = PACK) -> Iterator[Centre]:
    database = f"sqlite:///{folder / 'centre.db'}"
    packed = folder / "pack.json"
    packed.write_text(json.dumps(pack, ensure_ascii=False), "utf-8")
    assert run("sync.server", "init", "--database", database).code == 0
    assert run("sync.server", "company", "load", str(packed), "--database", database).code == 0
    with serving(database) as url:
        yield Centre(database, url)


@contextmanager
def serving(database: str, port: int = 0) -> Iterator[str]:
    """The address of the running server."""
    server = subprocess.Popen(
        [sys.executable, "-m", "sync.server", "serve", "--port", str(port), "--database", database],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(),
    )
    assert server.stdout is not None
    try:
        yield json.loads(server.stdout.readline())["listening"]
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
        server.stdout.close()


@dataclass(frozen=True, slots=True)
class Laptop:
    """One person's profile."""

    folder: Path
    user: str
    how: Callable[..., Ran] = run

    def run(self, *arguments: str, stdin: str = "") -> Ran:
        return self.how("desktop", "--profile", str(self.folder), *arguments, stdin=stdin)

    def sign_in(self, url: str) -> Ran:
        return self.run(
            "sign-in", "--server", url, "--user", self.user, "--password-stdin",
            stdin=PASSWORDS[self.user] + "\n",
        )  # fmt: skip

    def apply(self, *asked: Mapping[str, Any]) -> list[Any]:
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in asked)
        return self.run("apply", stdin=lines).lines

    def sync(self) -> Mapping[str, Any]:
        done = self.run("sync")
        assert done.lines, done.said
        first: Mapping[str, Any] = done.lines[0]
        return first

    def dump(self, *options: str) -> list[Any]:
        return self.run("dump", *options).lines


def is_in_step(laptop: Laptop, where: Centre) -> bool:
    """Whether the laptop holds what the centre holds for its person, byte for byte."""
    return laptop.run("dump").printed == where.dumped(laptop.user).printed


def signed_in(
    folder: Path, url: str, users: Iterable[str], how: Callable[..., Ran] = run_inside
) -> dict[str, Laptop]:
    laptops = {user: Laptop(folder / user, user, how) for user in users}
    for user, laptop in laptops.items():
        done = laptop.sign_in(url)
        assert done.code == 0, f"{user}: {done.said}"
    return laptops
