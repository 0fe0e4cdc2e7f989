"""backup, restore, check and compact."""

import argparse
from pathlib import Path

from sync.clock import Clock
from sync.server import compacting, keeping
from sync.server.commands.output import Exit, say
from sync.server.commands.parsing import FILE, Commands
from sync.server.database import Database


def add(commands: Commands) -> None:
    commands.add("backup", "a copy of everything", _backup, FILE)
    commands.add("restore", "from a copy; laptops bring back what it lacks", _restore, FILE)
    commands.add("check", "is everything in order?", _check)
    days = {"type": _days, "default": compacting.KEPT_DAYS, "metavar": "N"}
    commands.add("compact", "lets go of the old log", _compact, ("--keep-days", days))


def _days(text: str) -> int:
    days = int(text)
    if days < 0:
        raise ValueError
    return days


def _backup(database: Database, options: argparse.Namespace) -> Exit:
    say(keeping.backup(keeping.opened(database), Path(options.file)))
    return Exit.DONE


def _restore(database: Database, options: argparse.Namespace) -> Exit:
    say(keeping.restore(database, Path(options.file), Clock()))
    return Exit.DONE


def _check(database: Database, _: argparse.Namespace) -> Exit:
    lines = list(keeping.check(keeping.opened(database)))
    say(*lines)
    return Exit.DONE if all(line["ok"] for line in lines) else Exit.REFUSED


def _compact(database: Database, options: argparse.Namespace) -> Exit:
    say(compacting.compact(keeping.opened(database), Clock(), options.keep_days))
    return Exit.DONE
