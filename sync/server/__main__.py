"""routebook-server: the centre from the command line. JSON lines on stdout, words on stderr."""

import argparse
import getpass
import json
import logging
import os
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from resources import files
from sync import words
from sync.catalogue import canonical
from sync.clock import Clock, from_text, instant_text
from sync.errors import Problem, Refused
from sync.server import (
    compacting,
    company,
    dumping,
    hub_running,
    keeping,
    ledger,
    logs,
    pack,
    unsealing,
)
from sync.server.admin import Administration
from sync.server.allotting import Allotting
from sync.server.announcing import announced
from sync.server.bundles import FILES, Carrier
from sync.server.centre import Centre
from sync.server.database import Database
from sync.server.hubs import Hubs
from sync.server.serving import Service, Where, address, bound
from sync.server.workers import Workers

DONE, SOME_REFUSED, WRONG_USAGE, CANNOT_OPEN = 0, 1, 2, 5
VARIABLE = "ROUTEBOOK_DATABASE"  # so that no password stands on a command line
UNUSABLE = frozenset({"not_initialised", "already_initialised"})


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 refused, 2 wrong usage, 5 the database cannot be opened."""
    asked = _parser().parse_args(arguments)
    logs.begin(asked.log_level)
    database = None
    try:
        database = Database(asked.database or os.environ.get(VARIABLE) or _default_database())
        return int(asked.run(database, asked))
    except (ArgumentError, NoSuchModuleError, ImportError):
        _tell(asked, "bad_database_address")
        return WRONG_USAGE
    except DatabaseError as error:
        logging.getLogger(__name__).error("database %s", type(error.orig).__name__)
        _tell(asked, "database_closed", detail=error.orig)
        return CANNOT_OPEN
    except OSError as error:
        return _refused(Problem("file_problem", detail=str(error)), asked)
    except Problem as problem:
        return _refused(problem, asked)
    finally:
        if database is not None:
            database.dispose()


def _refused(problem: Problem, asked: argparse.Namespace) -> int:
    _say({"ok": False, "problem": problem.kind, "facts": problem.facts})
    _print_words(words.explain(problem, asked.language))
    return CANNOT_OPEN if problem.kind in UNUSABLE else SOME_REFUSED


def _tell(asked: argparse.Namespace, kind: str, **facts: Any) -> None:
    """A sentence for whoever sits at the centre."""
    _print_words(words.explain(Problem(kind, **facts), asked.language))


def _ask(asked: argparse.Namespace, kind: str) -> str:
    return words.sentence(kind, asked.language, {})


def _print_words(notice: words.Notice) -> None:
    sys.stderr.write(f"{notice.text} {notice.rest}".strip() + "\n")


def _default_database() -> str:
    folder = Path(platformdirs.user_data_dir("routebook-server", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'centre.db'}"


def _say(*lines: Any) -> None:
    for line in lines:
        _print(canonical(line))


def _instant(text: str) -> str:
    """RFC 3339, or a date; UTC where no offset is said."""
    moment = from_text(text)
    return instant_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _days(text: str) -> int:
    days = int(text)
    if days < 0:
        raise ValueError
    return days


def _print(line: str) -> None:
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def _print_all(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def _password(asked: argparse.Namespace) -> str:
    if asked.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass(_ask(asked, "ask_password"))


def _init(database: Database, asked: argparse.Namespace) -> int:
    password = keeping.found(database)
    _say({"initialised": database.url.render_as_string(hide_password=True)})
    _tell(asked, "administrator", user="admin", password=password)
    return DONE


def _load(database: Database, asked: argparse.Namespace) -> int:
    keeping.opened(database)
    _say(company.load(database, Clock(), pack.read(Path(asked.file))))
    return DONE


def _example(database: Database, asked: argparse.Namespace) -> int:
    """Written, not printed: a shell may change the letters on their way into a file."""
    with Path(asked.file).open("xb") as file:  # never over a company that is there
        file.write(files("company", "example.yaml").read_bytes())
    _say({"written": asked.file})
    return DONE


def _serve(database: Database, asked: argparse.Namespace) -> int:
    where = Where(asked.host, asked.port, asked.tls_cert, asked.tls_key, asked.behind_proxy)
    if asked.workers > 1:
        return _serve_together(database, where, asked.workers)
    centre = Centre(keeping.opened(database))
    service = Service(centre, where, lambda address: _say({"listening": address}))
    if asked.until_eof:
        _stop_at_eof(service, sys.stdin.fileno())
    service.serve_forever()
    return DONE


def _serve_together(database: Database, where: Where, number: int) -> int:
    """Every process has its own lines to the database; they share only what they listen to."""
    if database.sqlite or not hasattr(os, "fork"):
        raise Refused("one_process_only")
    keeping.opened(database)
    database.dispose()

    def work(lifeline: int) -> None:
        service = Service(Centre(database), where, lambda _: None)
        _stop_at_eof(service, lifeline)
        service.serve_forever(listening)

    with bound(where) as listening:
        _say({"listening": address(where, listening)})
        Workers(work).run(number)
    return DONE


def _stop_at_eof(service: Service, lifeline: int) -> None:
    """Whoever holds the other end has started us; when they are gone, so are we."""

    def watch() -> None:
        while os.read(lifeline, 1_024):
            pass
        service.stop()

    threading.Thread(target=watch, daemon=True).start()


def _user_add(database: Database, asked: argparse.Namespace) -> int:
    administration = Administration(keeping.opened(database), Clock())
    _say(administration.add_user(asked.user, asked.name, asked.post, _password(asked)))
    return DONE


def _user_list(database: Database, asked: argparse.Namespace) -> int:
    _say(*Administration(keeping.opened(database), Clock()).users())
    return DONE


def _user_disable(database: Database, asked: argparse.Namespace) -> int:
    _say(Administration(keeping.opened(database), Clock()).disable(asked.user))
    return DONE


def _device_list(database: Database, asked: argparse.Namespace) -> int:
    _say(*Administration(keeping.opened(database), Clock()).devices())
    return DONE


def _device_revoke(database: Database, asked: argparse.Namespace) -> int:
    _say(Administration(keeping.opened(database), Clock()).revoke(asked.device))
    return DONE


def _device_unsent(database: Database, asked: argparse.Namespace) -> int:
    contents = asked.contents and Path(asked.contents)
    _say(*unsealing.lines(Centre(keeping.opened(database)), Path(asked.file), contents))
    return DONE


def _territory_move(database: Database, asked: argparse.Namespace) -> int:
    administration = Administration(keeping.opened(database), Clock())
    _say(administration.move(asked.customer, asked.to))
    return DONE


def _dump(database: Database, asked: argparse.Namespace) -> int:
    centre = Centre(keeping.opened(database))
    _print_all(dumping.lines(centre, asked.type, asked.as_user, asked.deleted))
    return DONE


def _ledger(database: Database, asked: argparse.Namespace) -> int:
    keeping.opened(database)
    received = ledger.lines(database, asked.since, asked.device)
    if asked.against is None:
        _print_all(canonical(line) for line in received)
        return DONE
    with Path(asked.against).open(encoding="utf-8") as file:
        *found, counted = ledger.compare(received, map(json.loads, file))
    _say(*found, counted)
    return SOME_REFUSED if found else DONE


def _hub(database: Database, asked: argparse.Namespace) -> int:
    """The centre's list of hubs, or being one."""
    if asked.action == "run":
        return _run_hub(database, asked)
    centre = Centre(keeping.opened(database))
    hubs = Hubs(centre)
    if asked.action == "add":
        if not asked.unit:
            _tell(asked, "option_needed", options="--unit")
            return WRONG_USAGE
        added, word = hubs.add(asked.unit, asked.name or asked.unit)
        _say(added)
        _tell(asked, "hub_code", code=f"{added['hub']}:{word}")
    elif asked.action == "revoke":
        for each in Allotting(centre).of_hub(asked.hub or ""):
            _say(Allotting(centre).take_back(each))
        _say(hubs.revoke(asked.hub or ""))
    elif asked.action in ("allot", "allotments", "take-back"):
        return _allot(Allotting(centre), asked)
    else:
        _say(*hubs.every())
    return DONE


def _allot(allotting: Allotting, asked: argparse.Namespace) -> int:
    """What a hub may rule on by itself while the centre is away."""
    if asked.action == "allotments":
        _say(*allotting.every())
        return DONE
    if asked.action == "take-back":
        _say(allotting.take_back(asked.hub or ""))
        return DONE
    if not (asked.kind and asked.amount and asked.until):
        _tell(asked, "option_needed", options="--kind --amount --until")
        return WRONG_USAGE
    terms = {name: getattr(asked, name) for name in ("each", "amount", "until")}
    _say(allotting.grant(asked.hub or "", {"kinds": asked.kind, **terms}))
    return DONE


def _run_hub(database: Database, asked: argparse.Namespace) -> int:
    if not asked.upstream:
        _tell(asked, "option_needed", options="--upstream")
        return WRONG_USAGE
    hub_running.opened(database)
    where = Where(asked.host, asked.port, asked.tls_cert, asked.tls_key, asked.behind_proxy)
    where = hub_running.secured(where, database)
    if not hub_running.enrolled(database):
        code = (
            sys.stdin.readline()
            if asked.code_stdin
            else getpass.getpass(_ask(asked, "ask_hub_code"))
        )
        hub_running.enrol(database, asked.upstream, code, where)
    with ExitStack() as shown:

        def ready(address: str) -> None:
            hub = hub_running.name(database)
            found = asked.announce and shown.enter_context(announced(address, hub))
            _say({"listening": address, "hub": hub, "announced": bool(found)})

        running = hub_running.Running(database, asked.upstream, where, ready)
        if asked.until_eof:
            _stop_at_eof(running.service, sys.stdin.fileno())
        running.serve_forever()
    return DONE


def _bundle_read(database: Database, asked: argparse.Namespace) -> int:
    taken = Carrier(Centre(keeping.opened(database))).take(Path(asked.file))
    _say(taken)
    return SOME_REFUSED if taken["refused"] or taken["quarantined"] else DONE


def _bundle_write(database: Database, asked: argparse.Namespace) -> int:
    if not (asked.device or asked.user):
        _tell(asked, "option_needed", options="--device / --user")
        return WRONG_USAGE
    carrier = Carrier(Centre(keeping.opened(database)))
    device = asked.device or carrier.device_of(asked.user)
    _say(carrier.give(device, Path(asked.file), asked.files_mb * 1024 * 1024))
    return DONE


def _backup(database: Database, asked: argparse.Namespace) -> int:
    _say(keeping.backup(keeping.opened(database), Path(asked.file)))
    return DONE


def _restore(database: Database, asked: argparse.Namespace) -> int:
    _say(keeping.restore(database, Path(asked.file), Clock()))
    return DONE


def _compact(database: Database, asked: argparse.Namespace) -> int:
    _say(compacting.compact(keeping.opened(database), Clock(), asked.keep_days))
    return DONE


def _check(database: Database, asked: argparse.Namespace) -> int:
    lines = list(keeping.check(keeping.opened(database)))
    _say(*lines)
    return DONE if all(line["ok"] for line in lines) else SOME_REFUSED


Options = tuple[str, dict[str, Any]]
NEEDED: dict[str, Any] = {"required": True}
HUB_ACTIONS = ("run", "add", "list", "revoke", "allot", "allotments", "take-back")
FILE: Options = ("file", {"metavar": "FILE"})
LISTENING: tuple[Options, ...] = (
    ("--host", {"default": "127.0.0.1"}),
    ("--port", {"type": int, "default": 0}),
    ("--tls-cert", {"metavar": "FILE"}),
    ("--tls-key", {"metavar": "FILE"}),
    ("--behind-proxy", {"action": "store_true"}),
    ("--until-eof", {"action": "store_true", "help": "ends when stdin closes"}),
)


class _Commands:
    """Every command takes the same options beside its own, before its name or after it."""

    def __init__(self) -> None:
        self._every = argparse.ArgumentParser(
            add_help=False, argument_default=argparse.SUPPRESS
        )  # what stood before the command remains
        self.parser = argparse.ArgumentParser("routebook-server", description=__doc__)
        for parser in (self._every, self.parser):
            _add_common(parser)
        self.parser.set_defaults(database=None, log_level="WARNING", language=words.language())
        self.top = self.parser.add_subparsers(required=True, metavar="command")

    def add(self, name: str, about: str, run: Any, *options: Options, under: Any = None) -> None:
        made = (under or self.top).add_parser(name, parents=[self._every], help=about)
        made.set_defaults(run=run)
        for option, how in options:
            made.add_argument(option, **how)

    def group(self, name: str, about: str) -> Any:
        made = self.top.add_parser(name, help=about)
        return made.add_subparsers(required=True, metavar="command")


def _add_common(parser: argparse.ArgumentParser) -> None:
    database = "default: $ROUTEBOOK_DATABASE, or a file in the data folder"
    parser.add_argument("--database", metavar="URL", help=database)
    parser.add_argument("--log-level", choices=("DEBUG", "INFO", "WARNING"))
    parser.add_argument("--language", choices=words.LANGUAGES)


def _parser() -> argparse.ArgumentParser:
    commands = _Commands()
    commands.add("init", "an empty centre", _init)
    group = commands.group("company", "its units, posts, people and customers")
    commands.add("load", "takes a company in, or what has changed of it", _load, FILE, under=group)
    commands.add("example", "writes one to begin with", _example, FILE, under=group)
    workers = {"type": int, "default": 1, "metavar": "N", "help": "processes; on PostgreSQL"}
    commands.add("serve", "the centre at work", _serve, *LISTENING, ("--workers", workers))
    for add in (_people, _routes, _keeping):
        add(commands)
    return commands.parser


def _people(commands: _Commands) -> None:
    user = commands.group("user", "who may sign in")
    device = commands.group("device", "their laptops")
    names = [("--user", NEEDED), ("--name", NEEDED), ("--post", NEEDED)]
    stdin = ("--password-stdin", {"action": "store_true"})
    commands.add("add", "a person with a password", _user_add, *names, stdin, under=user)
    commands.add("list", "everybody", _user_list, under=user)
    commands.add("disable", "signs in no more", _user_disable, ("user", {}), under=user)
    commands.add("list", "every laptop, and when it was last there", _device_list, under=device)
    commands.add(
        "revoke", "takes its data away when it calls", _device_revoke, ("device", {}), under=device
    )
    files = ("--contents", {"metavar": "DIR", "help": "its files go there"})
    commands.add(
        "unsent", "what a revoked one had not sent", _device_unsent, FILE, files, under=device
    )
    move = [("--customer", NEEDED), ("--to", NEEDED)]
    territory = commands.group("territory", "who looks after whom")
    commands.add("move", "a customer into another", _territory_move, *move, under=territory)


def _routes(commands: _Commands) -> None:
    """Hubs and sticks."""
    what = {"nargs": "?", "choices": HUB_ACTIONS, "default": "run"}
    commands.add(
        "hub",
        "be a branch hub; or the centre's list of them, and what they may rule on",
        _hub,
        ("action", what),
        ("hub", {"nargs": "?", "metavar": "HUB", "help": "revoke, allot: which; take-back: what"}),
        ("--unit", {"help": "add: the org unit that is its branch"}),
        ("--name", {"help": "add: what people call it"}),
        ("--upstream", {"metavar": "URL", "help": "run: the centre"}),
        ("--code-stdin", {"action": "store_true", "help": "run, the first time: what add printed"}),
        ("--kind", {"action": "append", "help": "allot: requests of this kind; may be repeated"}),
        ("--each", {"metavar": "AMOUNT", "help": "allot: for one request at most"}),
        ("--amount", {"help": "allot: for all of them together"}),
        ("--until", {"metavar": "DATE", "help": "allot: the last day"}),
        ("--announce", {"action": "store_true", "help": "run: laptops on the LAN may find it"}),
        *LISTENING,
    )
    stick = commands.group("bundle", "a laptop's USB stick")
    for name in ("read", "import"):
        commands.add(name, "takes a stick in", _bundle_read, FILE, under=stick)
    for name in ("write", "export"):
        files: Options = ("--files-mb", {"type": int, "default": FILES // 2**20, "metavar": "N"})
        names: list[Options] = [("--device", {}), ("--user", {}), files]
        commands.add(
            name, "writes the stick that answers", _bundle_write, FILE, *names, under=stick
        )


def _keeping(commands: _Commands) -> None:
    dump = [("--type", {}), ("--as-user", {}), ("--deleted", {"action": "store_true"})]
    commands.add("dump", "what the centre holds, or a person's laptops may", _dump, *dump)
    about = ("--against", {"metavar": "FILE", "help": "what `routebook ledger` printed"})
    since = ("--since", {"type": _instant, "metavar": "INSTANT"})
    what = "what became of every change received"
    commands.add("ledger", what, _ledger, since, ("--device", {}), about)
    commands.add("backup", "a copy of everything", _backup, FILE)
    commands.add("restore", "from a copy; laptops bring back what it lacks", _restore, FILE)
    commands.add("check", "is everything in order?", _check)
    days = {"type": _days, "default": compacting.KEPT_DAYS, "metavar": "N"}
    commands.add("compact", "lets go of the old log", _compact, ("--keep-days", days))


if __name__ == "__main__":
    sys.exit(main())
