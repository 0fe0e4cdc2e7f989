"""sign-in and sign-out."""

import argparse
import getpass
import json
import platform
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop import credentials
from desktop.application import Application, opened
from desktop.commands.output import Exit, line
from desktop.errors import UnsentWork
from desktop.paths import Profile
from desktop.store import outbox, refusals, state
from desktop.store.outbox import Entry, Outbox
from desktop.store.refusals import Refusal
from desktop.store.tables import OURS, OUTBOX
from desktop.usecases.sign_in import Credentials, sign_in
from sync.errors import Refused


def ask_passphrase() -> str | None:
    """From the variable, or from a person; None where neither is there."""
    given = credentials.passphrase_from_environment()
    if given is None and sys.stdin.isatty():
        return getpass.getpass("口令 Passphrase: ") or None
    return given


def run_sign_in(options: argparse.Namespace) -> Exit:
    password = _password(options)
    given = Credentials(
        options.server, options.user, password, options.device_name or platform.node() or "laptop"
    )
    if options.clock_offset is not None and not options.trial:
        raise Refused("trial_only")
    application = sign_in(options.profile, given, ask_passphrase, options.trial)
    try:
        if options.clock_offset is not None:
            with application.database.write() as connection:
                state.put(connection, "clock_offset", options.clock_offset)
            application.clock.offset = timedelta(seconds=options.clock_offset)
        outcome = application.synchronise(lambda done, total: None)
        line(
            {
                "signed_in": application.me.user,
                "person": application.me.id,
                "pulled": outcome.pulled,
            }
        )
    finally:
        application.close()
    return Exit.DONE


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("密码 Password: ")


def run_sign_out(options: argparse.Namespace) -> Exit:
    profile = Profile(options.profile)
    with opened(options.profile, ask_passphrase) as application:
        exported = _export(application, options.export)
    credentials.forget(profile)
    profile.erase()
    line({"signed_out": True, "exported": exported})
    return Exit.DONE


def _export(application: Application, target: Path | None) -> int:
    """Unsent and refused work as lines that `apply` understands, and unsent files beside them."""
    alone = [each for each in application.contents.every() if each.is_here and not each.arrived]
    with application.database.read() as connection:
        waiting = outbox.unsent(connection) + refusals.waiting(connection)
        if (waiting or alone) and target is None:
            raise UnsentWork(count=waiting + len(alone))
        if target is None:
            return 0
        entries = list(_lines(Outbox(connection)))
    target.write_text("".join(f"{entry}\n" for entry in entries), "utf-8")
    for content in alone:  # by the hash that their record names
        folder = target.with_name(f"{target.name}.files")
        folder.mkdir(exist_ok=True)
        application.files.write(content.sha256, folder / content.sha256)
    return len(entries)


def _lines(box: Outbox) -> Iterator[str]:
    mine = select(OUTBOX.c.key).where(OURS).order_by(OUTBOX.c.key)
    found: list[Entry | Refusal] = [*refusals.every(box.connection)]
    found += [entry for key in box.connection.scalars(mine).all() if (entry := box.entry(key))]
    for each in found:
        wanted: dict[str, Any] = {
            "do": each.name,
            "id": each.record,
            "set": dict(each.arguments),
        }
        yield json.dumps(wanted, ensure_ascii=False)
