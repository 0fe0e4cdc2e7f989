"""dump and ledger: what the centre holds, and what became of every change it received."""

import argparse
import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path

from sync.catalogue import canonical
from sync.clock import from_text, instant_text
from sync.errors import BadValue
from sync.server import dumping, keeping, ledger
from sync.server.centre import Centre
from sync.server.commands.output import Exit, say, write
from sync.server.commands.parsing import Commands
from sync.server.database import Database


def add(commands: Commands) -> None:
    dump = [("--type", {}), ("--as-user", {}), ("--deleted", {"action": "store_true"})]
    commands.add("dump", "what the centre holds, or a person's laptops may", _dump, *dump)
    against = ("--against", {"metavar": "FILE", "help": "what `routebook ledger` printed"})
    since = ("--since", {"type": _instant, "metavar": "INSTANT"})
    about = "what became of every change received"
    commands.add("ledger", about, _ledger, since, ("--device", {}), against)


def _ledger_lines(file: Iterable[str]) -> Iterator[ledger.Line]:
    """The lines of a laptop's ledger. Raises BadValue for a file that is none."""
    for number, text in enumerate(file, start=1):
        try:
            line = json.loads(text)
            yield {name: line[name] for name in ledger.OF_A_LAPTOP}
        except (ValueError, KeyError, TypeError, RecursionError):
            raise BadValue("not_a_ledger", line=number) from None


def _instant(text: str) -> str:
    """RFC 3339, or a date; UTC where no offset is said."""
    moment = from_text(text)
    return instant_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _dump(database: Database, options: argparse.Namespace) -> Exit:
    centre = Centre(keeping.opened(database))
    write(dumping.lines(centre, options.type, options.as_user, options.deleted))
    return Exit.DONE


def _ledger(database: Database, options: argparse.Namespace) -> Exit:
    keeping.opened(database)
    received = ledger.lines(database, options.since, options.device)
    if options.against is None:
        write(canonical(line) for line in received)
        return Exit.DONE
    with Path(options.against).open(encoding="utf-8") as file:
        *found, counted = ledger.compare(received, _ledger_lines(file))
    say(*found, counted)
    return Exit.REFUSED if found else Exit.DONE
