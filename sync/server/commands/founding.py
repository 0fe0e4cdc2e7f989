"""init and company: an empty centre, and the company that works with it."""

import argparse
from pathlib import Path

from resources import files
from sync.clock import Clock
from sync.server import company, keeping, pack
from sync.server.commands.output import Exit, say, tell
from sync.server.commands.parsing import FILE, Commands
from sync.server.database import Database


def add(commands: Commands) -> None:
    commands.add("init", "an empty centre", _init)
    group = commands.group("company", "its units, posts, people and customers")
    commands.add("load", "takes a company in, or what has changed of it", _load, FILE, group=group)
    commands.add("example", "writes one to begin with", _example, FILE, group=group)


def _init(database: Database, options: argparse.Namespace) -> Exit:
    password = keeping.found(database)
    say({"initialised": database.url.render_as_string(hide_password=True)})
    tell(options, "administrator", user="admin", password=password)
    return Exit.DONE


def _load(database: Database, options: argparse.Namespace) -> Exit:
    keeping.opened(database)
    say(company.load(database, Clock(), pack.read(Path(options.file))))
    return Exit.DONE


def _example(_: Database, options: argparse.Namespace) -> Exit:
    """Written, not printed: a shell may change the letters on their way into a file."""
    with Path(options.file).open("xb") as file:  # never over a company that is there
        file.write(files("company", "example.yaml").read_bytes())
    say({"written": options.file})
    return Exit.DONE
