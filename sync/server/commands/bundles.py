"""bundle: synchronising a laptop by file (a USB stick)."""

import argparse
from pathlib import Path

from sync.server import keeping
from sync.server.bundles import FILES, Carrier
from sync.server.centre import Centre
from sync.server.commands.output import Exit, say, tell
from sync.server.commands.parsing import FILE, Commands, Option
from sync.server.database import Database


def add(commands: Commands) -> None:
    """Also under the names of what people do with a stick."""
    group = commands.group("bundle", "a laptop's USB stick")
    for name in ("read", "import"):
        commands.add(name, "takes a stick in", _read, FILE, group=group)
    files: Option = ("--files-mb", {"type": int, "default": FILES // 2**20, "metavar": "N"})
    names: list[Option] = [("--device", {}), ("--user", {}), files]
    for name in ("write", "export"):
        commands.add(name, "writes the stick that answers", _write, FILE, *names, group=group)


def _read(database: Database, options: argparse.Namespace) -> Exit:
    taken = Carrier(Centre(keeping.opened(database))).take(Path(options.file))
    say(taken)
    return Exit.REFUSED if taken["refused"] or taken["quarantined"] else Exit.DONE


def _write(database: Database, options: argparse.Namespace) -> Exit:
    if not (options.device or options.user):
        tell(options, "option_needed", options="--device / --user")
        return Exit.USAGE
    carrier = Carrier(Centre(keeping.opened(database)))
    device = options.device or carrier.device_of(options.user)
    say(carrier.give(device, Path(options.file), options.files_mb * 1024 * 1024))
    return Exit.DONE
