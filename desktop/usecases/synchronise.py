"""Synchronising this profile with its centre: one at a time, whoever asks."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.paths import Profile
from desktop.store import provisional, state
from desktop.store.database import Database
from desktop.store.replica import LaptopReplica
from desktop.usecases.through_hub import LOOK, nearest, remember, through
from sync import sealing, session, signing
from sync.client.http import HttpPeer
from sync.clock import Clock
from sync.errors import NotSignedIn, PeerUnreachable, Problem
from sync.session import Outcome
from sync.wire import Box, Renew, Tokens

Report = Callable[[int, int], None]
Heard = Callable[[Sequence[tuple[str, str, str]]], None]


def synchronise(
    profile: Profile, database: Database, clock: Clock, report: Report, heard: Heard | None = None
) -> Outcome:
    """With the centre, or while it does not answer through a hub that does.

    Raises PeerUnreachable when there is neither, PeerUnreachable("sync_running") while another
    process does the same.
    """
    with one_at_a_time(profile):
        try:
            outcome = _with_centre(database, clock, report, heard)
        except PeerUnreachable:
            relayed = nearest(database, clock, report, heard)
            if relayed is None:
                raise
            return relayed
        provisional.show(database, [], clock.now_text())  # the centre has spoken
        return outcome


def synchronise_through(
    profile: Profile, database: Database, clock: Clock, hub: str, report: Report
) -> Outcome:
    """With this hub, or "auto" for any on the LAN; remembered for when the centre is silent."""
    with one_at_a_time(profile):
        outcome = None if hub == LOOK else through(database, clock, hub, report)
        remember(database, hub)
        outcome = outcome or nearest(database, clock, report)
    if outcome is None:
        raise PeerUnreachable("no_hub")
    return outcome


def _with_centre(database: Database, clock: Clock, report: Report, heard: Heard | None) -> Outcome:
    with database.read() as connection:
        known = state.everything(connection)
    peer = _line(database, known)
    replica = LaptopReplica(database, clock, heard)
    try:
        try:
            if "centre" not in known:
                _exchange_keys(database, peer)
            return session.run(replica, peer, report)
        except NotSignedIn as problem:
            if problem.kind != "not_signed_in":
                raise
        _renew_by_key(database, peer)
        return session.run(replica, peer, report)
    finally:
        peer.close()


def _renew_by_key(database: Database, peer: HttpPeer) -> None:
    """A centre restored from a backup does not know newer tokens, but it knows the device."""
    with database.read() as connection:
        known = state.everything(connection)
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))
    device, epoch = known["device"], known.get("epoch", "")
    peer.renew_by_key(Renew(device, epoch, signing.sign_renewal(key, device, epoch)))


def _exchange_keys(database: Database, peer: HttpPeer) -> None:
    """Once, for a laptop enrolled before there were bundles."""
    with database.read() as connection:
        known = state.everything(connection)
    box = sealing.new_key()
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))
    mine = sealing.public(box)
    theirs = peer.exchange_keys(Box(mine, signing.sign_box(key, known["device"], mine)))
    with database.write() as connection:
        state.put(connection, "box", box.hex())
        state.put(connection, "centre", {"key": theirs.key, "box": theirs.box})


def line(database: Database, server: str | None = None, *, renews: bool = True) -> HttpPeer:
    """The line to this profile's centre; raises NotSignedIn."""
    with database.read() as connection:
        known = state.everything(connection)
    return _line(database, known, server, renews=renews)


def _line(
    database: Database,
    known: Mapping[str, Any],
    server: str | None = None,
    *,
    renews: bool = True,
) -> HttpPeer:
    if "tokens" not in known:
        raise NotSignedIn

    def keep(tokens: Tokens) -> None:
        with database.write() as connection:
            state.put(connection, "tokens", [tokens.access, tokens.refresh, tokens.expires_in])

    return HttpPeer(server or known["server"], Tokens(*known["tokens"]), keep, renews=renews)


@contextmanager
def one_at_a_time(profile: Profile, path: Path | None = None) -> Iterator[None]:
    """A lock that the operating system lets go when its holder dies; it needs no free disk."""
    lock = sqlite3.connect(path or profile.lock, timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise PeerUnreachable("sync_running") from None
            raise Problem("file_problem", detail=str(error)) from None
        yield
    finally:
        with suppress(sqlite3.Error):
            lock.rollback()
        lock.close()
