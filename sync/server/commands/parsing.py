"""How commands are declared: a name, what it is for, the function that runs it, its options."""

import argparse
from collections.abc import Callable
from typing import Any

from sync import words
from sync.server.database import Database

Run = Callable[[Database, argparse.Namespace], int]
Option = tuple[str, dict[str, Any]]  # a name, and how argparse treats it
Group = Any  # argparse keeps the type of its subparsers to itself

REQUIRED: dict[str, Any] = {"required": True}
FILE: Option = ("file", {"metavar": "FILE"})


class Commands:
    """Every command takes the same options beside its own, before its name or after it."""

    def __init__(self, about: str | None) -> None:
        self._every = argparse.ArgumentParser(
            add_help=False, argument_default=argparse.SUPPRESS
        )  # what stood before the command remains
        self.parser = argparse.ArgumentParser("routebook-server", description=about)
        for parser in (self._every, self.parser):
            _add_common(parser)
        self.parser.set_defaults(database=None, log_level="WARNING", language=words.language())
        self._top: Group = self.parser.add_subparsers(required=True, metavar="command")

    def add(
        self, name: str, about: str, run: Run, *options: Option, group: Group | None = None
    ) -> None:
        made = (group or self._top).add_parser(name, parents=[self._every], help=about)
        made.set_defaults(run=run)
        for option, how in options:
            made.add_argument(option, **how)

    def group(self, name: str, about: str) -> Group:
        made = self._top.add_parser(name, help=about)
        return made.add_subparsers(required=True, metavar="command")


def _add_common(parser: argparse.ArgumentParser) -> None:
    database = "default: $ROUTEBOOK_DATABASE, or a file in the data folder"
    parser.add_argument("--database", metavar="URL", help=database)
    parser.add_argument("--log-level", choices=("DEBUG", "INFO", "WARNING"))
    parser.add_argument("--language", choices=words.LANGUAGES)
