"""Signing out: the store is erased, and no unsent work with it unless that was exported first."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop import credentials
from desktop.errors import UnsentWork
from desktop.paths import Profile
from desktop.store import outbox, refusals
from desktop.store.contents import Content
from desktop.store.entries import Entry
from desktop.store.outbox import Outbox
from desktop.store.refusals import Refusal
from desktop.store.tables import OURS, OUTBOX
from sync import bundle

if TYPE_CHECKING:
    from desktop.application import Application


def unsent(application: "Application") -> int:
    """Changes and files that only this laptop has, refused ones among them."""
    with application.database.read() as connection:
        waiting = outbox.unsent(connection) + refusals.waiting(connection)
    return waiting + len(_alone(application))


def export_unsent(application: "Application", target: Path | None) -> int:
    """Unsent and refused work as lines that `apply` understands, and unsent files beside them; all
    of it is on the disk when this returns.

    Raises UnsentWork if there is some and nowhere to write it."""
    waiting = unsent(application)
    if target is None:
        if waiting:
            raise UnsentWork(count=waiting)
        return 0
    with application.database.read() as connection:
        entries = list(_lines(Outbox(connection)))
    with bundle.written(target) as file:
        file.write("".join(f"{entry}\n" for entry in entries).encode())
    for content in _alone(application):  # by the hash that their record names
        folder = target.with_name(f"{target.name}.files")
        folder.mkdir(exist_ok=True)
        application.files.write(content.sha256, folder / content.sha256)
    return len(entries)


def erase(profile: Profile) -> None:
    """The key first: without it the rest is noise. Whoever had the store open has closed it."""
    credentials.forget(profile)
    profile.erase()


def _alone(application: "Application") -> list[Content]:
    return [each for each in application.contents.every() if each.is_here and not each.arrived]


def _lines(box: Outbox) -> Iterator[str]:
    mine = select(OUTBOX.c.key).where(OURS).order_by(OUTBOX.c.key)
    found: list[Entry | Refusal] = [*refusals.every(box.connection)]
    found += [entry for key in box.connection.scalars(mine).all() if (entry := box.entry(key))]
    for each in found:
        wanted: dict[str, Any] = {"do": each.name, "id": each.record, "set": dict(each.arguments)}
        yield json.dumps(wanted, ensure_ascii=False)
