"""`--demo`: a company, a centre and a laptop of its own, in one folder that goes afterwards."""

import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keyring
from keyring.backends import fail

from desktop.commands import output
from desktop.demo import centre, company
from desktop.demo.days import CHINA
from desktop.usecases.sign_in import Credentials, sign_in
from sync import words
from sync.clock import Clock
from sync.errors import Problem

USERS = {"rep": "zhou", "manager": "zhang"}
PREFIX = "routebook-demo-"
STALE = 7 * 24 * 3600  # seconds; where a process cannot be asked for, age tells
Window = Callable[[Path, str | None], int]


def run_demo(role: str, language: str, window: Window) -> int:
    """Opens the window of the demo's rep or manager; answers its exit code."""
    sys.stderr.write(words.sentence("demo_preparing", language, {}) + "\n")
    try:
        with prepared(role) as (folder, passphrase):
            return window(folder, passphrase)
    except Problem as error:
        output.say(error, language)
        return int(output.code_of(error))


@contextmanager
def prepared(role: str) -> Iterator[tuple[Path, str]]:
    """A signed-in profile with everything downloaded, and the passphrase of its store.

    Nothing of the demo touches the person's keyring or profile; the secrets are new every time
    and known to nobody.
    """
    sweep()
    password, passphrase = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
    with (
        _no_keyring(),
        tempfile.TemporaryDirectory(
            prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
        ) as name,
    ):
        folder = Path(name)
        with centre.served(folder, lambda: pack(password)) as address:
            _enrol(folder / "profile", address, USERS[role], password, passphrase)
            yield folder / "profile", passphrase


def pack(password: str) -> dict[str, Any]:
    """The company as it is at this moment; only the rep and the manager can sign in."""
    now = Clock().now().astimezone(CHINA)
    made = company.build(now.date(), password=password, at=now.time())
    for person in made["people"]:
        if person["user"] not in USERS.values():
            del person["password"]
    return made


@contextmanager
def _no_keyring() -> Iterator[None]:
    """The store's key is wrapped by a passphrase that lives in memory only."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        keyring.set_keyring(before)


def _enrol(profile: Path, address: str, user: str, password: str, passphrase: str) -> None:
    given = Credentials(address, user, password, "demo")
    application = sign_in(profile, given, lambda: passphrase)
    try:
        application.synchronise(lambda done, total: None)
    finally:
        application.close()


def sweep() -> None:
    """Takes away the folders of demos that were killed before they could tidy up."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if _is_left_behind(left):
                shutil.rmtree(left)
        except OSError:
            continue  # another person's, or still held open: not ours to worry about


def _is_left_behind(folder: Path) -> bool:
    owner = folder.name.removeprefix(PREFIX).split("-")[0]
    if os.name != "posix" or not owner.isdigit():
        return time.time() - folder.stat().st_mtime > STALE
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return True
    return False
