"""hub: being a branch hub, or the centre's list of them and of what they may approve."""

import argparse
import getpass
import sys
from contextlib import ExitStack

from sync.server import hub_running, keeping
from sync.server.allotting import Allotting
from sync.server.announcing import announced
from sync.server.centre import Centre
from sync.server.commands.output import Exit, prompt, say, tell
from sync.server.commands.parsing import Commands, Run
from sync.server.commands.serve import LISTENING, stop_at_eof, where
from sync.server.database import Database
from sync.server.hubs import Hubs


def add(commands: Commands) -> None:
    action = {"nargs": "?", "choices": tuple(ACTIONS), "default": "run"}
    commands.add(
        "hub",
        "be a branch hub; or the centre's list of them, and what they may rule on",
        lambda database, options: ACTIONS[options.action](database, options),
        ("action", action),
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


def _centre(database: Database) -> Centre:
    return Centre(keeping.opened(database))


def _add(database: Database, options: argparse.Namespace) -> Exit:
    hubs = Hubs(_centre(database))
    if not options.unit:
        tell(options, "option_needed", options="--unit")
        return Exit.USAGE
    added, word = hubs.add(options.unit, options.name or options.unit)
    say(added)
    tell(options, "hub_code", code=f"{added['hub']}:{word}")
    return Exit.DONE


def _list(database: Database, _: argparse.Namespace) -> Exit:
    say(*Hubs(_centre(database)).every())
    return Exit.DONE


def _revoke(database: Database, options: argparse.Namespace) -> Exit:
    centre, hub = _centre(database), options.hub or ""
    allotting = Allotting(centre)
    for each in allotting.of_hub(hub):
        say(allotting.take_back(each))
    say(Hubs(centre).revoke(hub))
    return Exit.DONE


def _allot(database: Database, options: argparse.Namespace) -> Exit:
    """What a hub may rule on by itself while the centre is away."""
    allotting = Allotting(_centre(database))
    if not (options.kind and options.amount and options.until):
        tell(options, "option_needed", options="--kind --amount --until")
        return Exit.USAGE
    terms = {name: getattr(options, name) for name in ("each", "amount", "until")}
    say(allotting.grant(options.hub or "", {"kinds": options.kind, **terms}))
    return Exit.DONE


def _allotments(database: Database, _: argparse.Namespace) -> Exit:
    say(*Allotting(_centre(database)).every())
    return Exit.DONE


def _take_back(database: Database, options: argparse.Namespace) -> Exit:
    say(Allotting(_centre(database)).take_back(options.hub or ""))
    return Exit.DONE


def _run(database: Database, options: argparse.Namespace) -> Exit:
    if not options.upstream:
        tell(options, "option_needed", options="--upstream")
        return Exit.USAGE
    hub_running.opened(database)
    listening = hub_running.secured(where(options), database)
    if not hub_running.enrolled(database):
        hub_running.enrol(database, options.upstream, _code(options), listening)
    with ExitStack() as announcement:

        def ready(address: str) -> None:
            hub = hub_running.name(database)
            found = options.announce and announcement.enter_context(announced(address, hub))
            say({"listening": address, "hub": hub, "announced": bool(found)})

        running = hub_running.Running(database, options.upstream, listening, ready)
        if options.until_eof:
            stop_at_eof(running.service, sys.stdin.fileno())
        running.serve_forever()
    return Exit.DONE


def _code(options: argparse.Namespace) -> str:
    if options.code_stdin:
        return sys.stdin.readline()
    return getpass.getpass(prompt(options, "ask_hub_code"))


ACTIONS: dict[str, Run] = {
    "run": _run,
    "add": _add,
    "list": _list,
    "revoke": _revoke,
    "allot": _allot,
    "allotments": _allotments,
    "take-back": _take_back,
}
