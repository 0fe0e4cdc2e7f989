"""Synchronising through a branch hub, when the centre does not answer or one is asked for."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.store import ruling, state
from desktop.store.database import Database
from desktop.store.relaying import ThroughHub
from sync import session
from sync.client.http import checked_address
from sync.client.hub import DeviceIdentity, HubPeer
from sync.clock import Clock
from sync.errors import NotSignedIn, PeerUnreachable, Problem, Refused
from sync.relay import Rule
from sync.session import Outcome, Watch

Heard = Callable[[Sequence[tuple[str, str, str]]], None]
LOOK = "auto"  # instead of an address: whatever hub is on the LAN


def line_to_hub(database: Database, clock: Clock, address: str) -> HubPeer:
    """Raises Refused("not_a_hub") for anything that this centre does not vouch for."""
    with database.read() as connection:
        known = state.everything(connection)
    if "centre" not in known:
        raise Refused("no_box", device=known.get("device", ""))
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))
    me = DeviceIdentity(known["device"], key, known["centre"]["key"], clock.now_text())
    peer = HubPeer(address, me)
    try:
        peer.enter()
    except Problem as problem:
        peer.close()
        if isinstance(problem, Refused) and problem.kind == "not_found":
            raise Refused("not_a_hub", hub=address[:64]) from None
        raise
    return peer


def through(
    database: Database, clock: Clock, address: str, watch: Watch, heard: Heard | None = None
) -> Outcome:
    """One synchronisation with this hub; what it takes is relayed, not done."""
    peer = line_to_hub(database, clock, address)
    replica = ThroughHub(database, clock, peer.hub, heard)
    try:
        rulings(database, peer)
        outcome = session.run(replica, peer, watch)
        before = -1
        while replica.unsent() and replica.relayed > before:  # a push takes so many at once
            before = replica.relayed
            outcome = _together(outcome, session.run(replica, peer, watch))
    finally:
        peer.close()
    pulled = outcome.pulled + replica.shown
    return dataclasses.replace(outcome, route="hub", relayed=replica.relayed, pulled=pulled)


def rulings(database: Database, peer: HubPeer) -> None:
    """Asks the hub about every decision that is its to rule; what it refuses comes back."""
    with database.read() as connection:
        waiting = ruling.unruled(connection)
        hubs = ruling.hubs_of(connection, waiting)
    for entry in waiting:
        if hubs[entry.key] != peer.hub:
            continue
        try:
            said = peer.rule(Rule(entry.record, dict(entry.arguments), entry.at))
        except Refused as problem:
            with database.write() as connection:
                ruling.refuse(connection, entry.key, problem)
        else:
            with database.write() as connection:
                ruling.give(connection, entry.key, said)


def nearest(
    database: Database, clock: Clock, watch: Watch, heard: Heard | None = None
) -> Outcome | None:
    """With the first hub that answers and is vouched for; None if there is none.

    Only a laptop that was told of a hub once (`sync --hub`) looks for one.
    """
    for address in _addresses(database):
        try:
            return through(database, clock, address, watch, heard)
        except (PeerUnreachable, Refused, NotSignedIn):  # not, or no longer, a hub of ours
            continue
    return None


def nearest_line(database: Database, clock: Clock) -> HubPeer | None:
    """To the first hub that answers and is vouched for."""
    for address in _addresses(database):
        try:
            return line_to_hub(database, clock, address)
        except (PeerUnreachable, Refused, NotSignedIn):
            continue
    return None


def remember(database: Database, address: str) -> None:
    """Raises Refused("bad_address") or Refused("plain_http") for what is no hub's address."""
    if address not in ("", LOOK):
        checked_address(address)
    with database.write() as connection:
        state.put(connection, "hub_address", address)


def _addresses(database: Database) -> Iterator[str]:
    """The one it met last, then what the LAN says; nothing for a laptop that has no hub."""
    with database.read() as connection:
        known = state.get(connection, "hub_address", "")
    if not known:
        return
    if known != LOOK:
        yield known
    from sync.client import discovery  # not before it is needed

    yield from (found for found in discovery.hubs() if found != known)


def _together(first: Outcome, second: Outcome) -> Outcome:
    numbers = {
        field.name: getattr(first, field.name) + getattr(second, field.name)
        for field in dataclasses.fields(Outcome)
        if field.name != "route"
    }
    return Outcome(**numbers)
