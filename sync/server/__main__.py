"""routebook-server: the centre from the command line. JSON lines on stdout, words on stderr."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from sync.errors import Problem
from sync.server import logs
from sync.server.commands import bundles, founding, hubs, maintenance, people, records, serve
from sync.server.commands.output import Exit, say, tell, tell_problem
from sync.server.commands.parsing import Commands
from sync.server.database import Database

VARIABLE = "ROUTEBOOK_DATABASE"  # so that no password stands on a command line
UNUSABLE = frozenset({"not_initialised", "already_initialised"})


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 refused, 2 wrong usage, 5 the database cannot be opened."""
    options = _parser().parse_args(arguments)
    logs.begin(options.log_level)
    database = None
    try:
        database = Database(options.database or os.environ.get(VARIABLE) or _default_database())
        return int(options.run(database, options))
    except (ArgumentError, NoSuchModuleError, ImportError):
        tell(options, "bad_database_address")
        return Exit.USAGE
    except DatabaseError as error:
        logging.getLogger(__name__).error("database %s", type(error.orig).__name__)
        tell(options, "database_closed", detail=error.orig)
        return Exit.CANNOT_OPEN
    except OSError as error:
        return _refused(Problem("file_problem", detail=str(error)), options)
    except Problem as problem:
        return _refused(problem, options)
    finally:
        if database is not None:
            database.dispose()


def _parser() -> argparse.ArgumentParser:
    commands = Commands(__doc__)
    for module in (founding, serve, people, hubs, bundles, records, maintenance):
        module.add(commands)
    return commands.parser


def _refused(problem: Problem, options: argparse.Namespace) -> Exit:
    say({"ok": False, "problem": problem.kind, "facts": problem.facts})
    tell_problem(problem, options.language)
    if problem.kind in UNUSABLE:
        return Exit.CANNOT_OPEN
    return Exit.USAGE if problem.kind == "unknown_type" else Exit.REFUSED


def _default_database() -> str:
    folder = Path(platformdirs.user_data_dir("routebook-server", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'centre.db'}"


if __name__ == "__main__":
    sys.exit(main())
