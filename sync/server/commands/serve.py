"""serve: the centre at work, in one process or in several."""

import argparse
import os
import sys
import threading

from sync.errors import Refused
from sync.server import keeping
from sync.server.centre import Centre
from sync.server.commands.output import Exit, say
from sync.server.commands.parsing import Commands, Option
from sync.server.database import Database
from sync.server.serving import Service, Where, address, bound
from sync.server.workers import Workers

LISTENING: tuple[Option, ...] = (
    ("--host", {"default": "127.0.0.1"}),
    ("--port", {"type": int, "default": 0}),
    ("--tls-cert", {"metavar": "FILE"}),
    ("--tls-key", {"metavar": "FILE"}),
    ("--behind-proxy", {"action": "store_true"}),
    ("--until-eof", {"action": "store_true", "help": "ends when stdin closes"}),
)


def add(commands: Commands) -> None:
    workers = {"type": int, "default": 1, "metavar": "N", "help": "processes; on PostgreSQL"}
    commands.add("serve", "the centre at work", _serve, *LISTENING, ("--workers", workers))


def where(options: argparse.Namespace) -> Where:
    """What the options of LISTENING say."""
    return Where(
        options.host, options.port, options.tls_cert, options.tls_key, options.behind_proxy
    )


def stop_at_eof(service: Service, lifeline: int) -> None:
    """Ends the service when the process at the other end of the descriptor is gone."""

    def watch() -> None:
        while os.read(lifeline, 1_024):
            pass
        service.stop()

    threading.Thread(target=watch, daemon=True).start()


def _serve(database: Database, options: argparse.Namespace) -> Exit:
    if options.workers > 1:
        return _serve_in_processes(database, where(options), options.workers)
    centre = Centre(keeping.opened(database))
    service = Service(centre, where(options), lambda address: say({"listening": address}))
    if options.until_eof:
        stop_at_eof(service, sys.stdin.fileno())
    service.serve_forever()
    return Exit.DONE


def _serve_in_processes(database: Database, where: Where, number: int) -> Exit:
    """Each has its own connections to the database; they share only the listening socket."""
    if database.sqlite or not hasattr(os, "fork"):
        raise Refused("one_process_only")
    keeping.opened(database)
    database.dispose()

    def work(lifeline: int) -> None:
        service = Service(Centre(database), where, lambda _: None)
        stop_at_eof(service, lifeline)
        service.serve_forever(listening)

    with bound(where) as listening:
        say({"listening": address(where, listening)})
        Workers(work).run(number)
    return Exit.DONE
