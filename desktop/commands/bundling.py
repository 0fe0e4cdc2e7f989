"""bundle write and bundle read."""

import argparse
import dataclasses

from desktop.application import opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, line, say
from sync.errors import PeerMisbehaved, Refused


def run_write(options: argparse.Namespace) -> Exit:
    with opened(options.profile, ask_passphrase) as application:
        written = application.write_bundle(options.file, lambda done, total: None)
    line({"kind": "up", **dataclasses.asdict(written)})
    return Exit.DONE


def run_read(options: argparse.Namespace) -> Exit:
    with opened(options.profile, ask_passphrase) as application:
        try:
            taken = application.read_bundle(options.file, lambda done, total: None)
        except PeerMisbehaved as damaged:  # a file that stays as it is, not a line to try again
            raise Refused(damaged.kind, **damaged.facts) from damaged
    if taken.again:
        say(Refused("another_stick"), options.language)
    line({"kind": "down", "file": str(options.file), **dataclasses.asdict(taken)})
    return Exit.REFUSED if taken.refused or taken.quarantined else Exit.DONE
