"""The program without a window: its arguments, and which command answers them."""

import argparse
import sqlite3
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop.paths import default_profile
from sync import words
from sync.errors import Problem

Run = Callable[[argparse.Namespace], int]
Commands = Any  # argparse keeps the type of its subparsers to itself


def parser() -> argparse.ArgumentParser:
    """Everything the command line offers; without a command the window opens."""
    top = argparse.ArgumentParser(prog="routebook", description="路书 Routebook")
    top.add_argument("--profile", type=Path, default=None, help="data folder of one person")
    top.add_argument("--language", choices=words.LANGUAGES, default=words.language())
    top.add_argument("--demo", action="store_true", help="a demo company with its own centre")
    top.add_argument("--as", dest="demo_as", choices=("rep", "manager"), default="rep")
    commands = top.add_subparsers(dest="command", metavar="command")
    for add in (_account, _syncing, _records, _files, _sticks, _keeping):
        add(commands)
    return top


def _command(commands: Commands, name: str, run: str, help: str) -> argparse.ArgumentParser:
    """`run` names module.function under desktop.commands; it is imported when it is needed."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=help)
    command.set_defaults(run=run)
    # also after the command; what stood before it remains
    command.add_argument("--profile", type=Path, default=argparse.SUPPRESS)
    command.add_argument("--language", choices=words.LANGUAGES, default=argparse.SUPPRESS)
    return command


def _account(commands: Commands) -> None:
    enter = _command(commands, "sign-in", "account.run_sign_in", "enrol this laptop")
    enter.add_argument("--server", required=True)
    enter.add_argument("--user", required=True)
    enter.add_argument("--password-stdin", action="store_true")
    enter.add_argument("--device-name")
    enter.add_argument("--trial", action="store_true", help="a profile that may set the time")
    enter.add_argument("--clock-offset", type=float, default=None, help="seconds; trials only")
    leave = _command(commands, "sign-out", "account.run_sign_out", "forget this profile")
    leave.add_argument("--export", type=Path, default=None, help="unsent work goes here first")


def _syncing(commands: Commands) -> None:
    sync = _command(commands, "sync", "syncing.run_sync", "one synchronisation")
    sync.add_argument("--peer", default=None, help="another address of the centre")
    sync.add_argument("--hub", default=None, help="through this branch hub, also later")
    _command(commands, "watch", "syncing.run_watch", "print changes as they arrive")


def _records(commands: Commands) -> None:
    apply = _command(commands, "apply", "applying.run_apply", "use cases from JSON lines")
    apply.add_argument("file", type=Path, nargs="?")
    apply.add_argument("--atomic", action="store_true", help="all or nothing")
    apply.add_argument("--list", action="store_true", help="every use case and its fields")
    apply.add_argument("--at", default=None, help="authored time; trial profiles only")
    apply.add_argument("--clock-offset", type=float, default=None, help="seconds; trials only")
    dump = _command(commands, "dump", "dumping.run_dump", "every record of this profile")
    dump.add_argument("--type")
    dump.add_argument("--deleted", action="store_true")
    what = dump.add_mutually_exclusive_group()
    what.add_argument("--unsent", action="store_true")
    what.add_argument("--conflicts", action="store_true")
    what.add_argument("--quarantine", action="store_true")
    told = "what was done on this laptop, and what became of it"
    _command(commands, "ledger", "dumping.run_ledger", told)


def _files(commands: Commands) -> None:
    bring = _command(commands, "import", "exchange.run_import", "from xlsx, xls, csv or vcf")
    bring.add_argument("file", type=Path)
    bring.add_argument("--as", dest="type", required=True, choices=("customer", "contact"))
    bring.add_argument("--mapping", type=Path, default=None)
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--skip-bad", action="store_true")
    take = _command(commands, "export", "exchange.run_export", "to .xlsx, .csv or .pdf")
    take.add_argument("--as", dest="type", required=True)
    take.add_argument("--to", type=Path, required=True)
    take.add_argument("--filter", action="append", default=[], help="field=value, repeated")
    attach = _command(commands, "attach", "files.run_attach", "hang a file on a record")
    attach.add_argument("file", type=Path)
    attach.add_argument("--to", required=True, help="TYPE/ID, as customer/c1")
    fetch = _command(commands, "fetch", "files.run_fetch", "an attached file's content")
    fetch.add_argument("attachment")
    fetch.add_argument("--to", type=Path, required=True)


def _sticks(commands: Commands) -> None:
    """Also under the names of what people do with a stick."""
    stick = _command(commands, "bundle", "bundling.run_write", "synchronise by file (USB stick)")
    ways = stick.add_subparsers(dest="way", metavar="write|read", required=True)
    for names, run in ((("write", "export"), "run_write"), (("read", "import"), "run_read")):
        way = ways.add_parser(names[0], aliases=names[1:])
        way.set_defaults(run=f"bundling.{run}")
        way.add_argument("file", type=Path)


def _keeping(commands: Commands) -> None:
    backup = _command(commands, "backup", "keeping.run_backup", "an encrypted copy")
    backup.add_argument("file", type=Path)
    restore = _command(commands, "restore", "keeping.run_restore", "from an encrypted copy")
    restore.add_argument("file", type=Path)
    told = "what a damaged store had not sent; then sign in again"
    _command(commands, "rescue", "keeping.run_rescue", told)
    _command(commands, "doctor", "keeping.run_doctor", "is everything in order?")


def run(options: argparse.Namespace) -> int:
    """Runs one command; a problem becomes its sentences on stderr and an exit code."""
    from desktop.commands import output

    options.profile = options.profile or default_profile()
    module, _, function = options.run.partition(".")
    command: Run = getattr(import_module(f"desktop.commands.{module}"), function)
    try:
        return int(command(options))
    except Problem as error:
        return int(output.tell(error, options.language))
    except (OSError, sqlite3.OperationalError) as error:
        return int(output.tell(Problem("file_problem", detail=str(error)), options.language))
    except KeyboardInterrupt:
        return 130
