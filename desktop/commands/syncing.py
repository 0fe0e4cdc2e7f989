"""sync and watch."""

import argparse
import dataclasses
import time
from collections.abc import Sequence

from desktop.application import Application, opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, line
from desktop.store import state
from desktop.usecases.synchronise import line as line_to
from sync.errors import PeerUnreachable

PAUSE = 5.0  # seconds before trying again after the line was lost


def run_sync(options: argparse.Namespace) -> Exit:
    with opened(options.profile, ask_passphrase) as application:
        if options.peer:
            _meet(application, options.peer)
        if options.hub:
            outcome = application.synchronise_through(options.hub, lambda done, total: None)
        else:
            outcome = application.synchronise(lambda done, total: None)
        carried = _carry(application)
    line(dataclasses.asdict(outcome) | carried)
    return Exit.REFUSED if outcome.refused or outcome.quarantined else Exit.DONE


def _carry(application: Application) -> dict[str, int]:
    """Files after records; nothing is said, and nothing asked, where there are none."""
    carried = application.carry_files(lambda done, total: None)
    if carried is None:
        return {}
    return {f"files_{name}": number for name, number in dataclasses.asdict(carried).items()}


def _meet(application: Application, address: str) -> None:
    """The centre has another address from now on."""
    line_to(application.database, address).close()  # an address, or a problem
    with application.database.write() as connection:
        state.put(connection, "server", address)


def run_watch(options: argparse.Namespace) -> Exit:
    """Until interrupted; the first line lost is an error, later ones are waited out."""
    with opened(options.profile, ask_passphrase) as application:
        application.synchronise(lambda done, total: None, _tell)
        try:
            while True:
                _once(application)
        except KeyboardInterrupt:
            return Exit.DONE


def _once(application: Application) -> None:
    try:
        if application.listener.hear(lambda done, total: None):
            application.synchronise(lambda done, total: None, _tell)
    except PeerUnreachable:
        time.sleep(PAUSE)


def _tell(changes: Sequence[tuple[str, str, str]]) -> None:
    for type, id, what in changes:
        line({"type": type, "id": id, "what": what})
