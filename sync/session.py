"""The algorithm of one synchronisation.

Push and pull in one round trip, until neither side has more. When the centre says that this
device's scope has changed, fetch the new partitions as snapshots, drop those no longer readable,
and go on. Every step is durable; after any interruption, run it again.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sync import divergence, wire
from sync.catalogue import Field, Type
from sync.errors import BadValue, PeerMisbehaved, PeerUnreachable, Refused
from sync.exchanges import Exchanges
from sync.peer import Peer
from sync.replica import Replica
from sync.wire import Group, Manifest, Reply, Status

Watch = Callable[[int, int], None]  # done, total; may raise to stop
TIME = Field("time", Type.INSTANT)
MOST_SCOPES = 20  # of one synchronisation; whoever says more of them would never end


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one synchronisation, as `routebook sync` prints them.

    `repaired`: rows that differed from the centre's and were replaced. `route`: centre | hub;
    `relayed`: changes that a hub took and the centre has yet to answer.
    """

    pushed: int
    pulled: int
    merged: int
    conflicts: int
    refused: int
    quarantined: int
    round_trips: int
    bytes_up: int
    bytes_down: int
    seconds: float
    repaired: int = 0
    route: str = "centre"
    relayed: int = 0


def run(replica: Replica, peer: Peer, watch: Watch) -> Outcome:
    """Synchronises until done; after PeerUnreachable nothing is lost, and it can be run again."""
    started = time.monotonic()
    trips, up, down = peer.round_trips, peer.bytes_up, peer.bytes_down
    seen: Counter[str] = Counter()
    pulled, repaired, scopes, more = 0, 0, 0, True
    met: set[str] = set()  # refusals handled so far: each at most once
    unsent, exchanges = replica.unsent(), Exchanges(replica, peer)
    while more:
        request = exchanges.request()
        try:
            reply = exchanges.reply()
            _must_have_a_time(reply)
            replica.apply(request, reply)
        except Refused as refusal:
            if refusal.kind in met:
                raise
            met.add(refusal.kind)
            resolved = divergence.resolve(replica, peer, request, refusal)
            seen.update(result.status for result in resolved.results)
            repaired += resolved.rows
            continue
        seen.update(result.status for result in reply.results)
        pulled += sum(len(group.ids) for group in reply.groups)
        if reply.parts is not None:
            scopes += 1
            if scopes > MOST_SCOPES:
                raise PeerMisbehaved("malformed", detail="scopes without end")
            pulled += _rescope(replica, peer, reply, watch)
        left = replica.unsent()
        watch(max(unsent - left, 0), max(unsent, 1))
        if reply.more and reply.cursor == request.cursor and not reply.results:
            raise PeerMisbehaved("malformed", detail="more without end")
        more = reply.more or reply.parts is not None or bool(reply.results and left)
        if reply.groups and left and "news" not in met:
            met.add("news")
            more = True  # deferred changes may be accepted now
        if exchanges.in_flight:
            more = True  # its reply brings a newer digest
        elif reply.digest and "digest" not in met and replica.digest() != reply.digest:
            met.add("digest")
            repaired += divergence.repair(replica, peer)
            more = True
    return Outcome(
        pushed=sum(seen.values()),
        pulled=pulled,
        merged=seen[Status.MERGED],
        conflicts=seen[Status.CONFLICT],
        refused=seen[Status.REFUSED],
        quarantined=seen[Status.QUARANTINED],
        round_trips=peer.round_trips - trips,
        bytes_up=peer.bytes_up - up,
        bytes_down=peer.bytes_down - down,
        seconds=round(time.monotonic() - started, 3),
        repaired=repaired,
    )


def _must_have_a_time(reply: Reply) -> None:
    """Raises PeerMisbehaved: acknowledged changes are kept until a day of the centre's clock."""
    try:
        TIME.check(reply.time or None)
    except BadValue:
        raise PeerMisbehaved("malformed", detail="time") from None


def _rescope(replica: Replica, peer: Peer, reply: Reply, watch: Watch) -> int:
    parts = reply.parts or []
    missing = replica.missing(parts)
    rows = 0
    if missing:
        manifest = peer.snapshot(missing, 0)
        number = 0
        while number < len(manifest.chunks) or not manifest.whole:
            if number == len(manifest.chunks):
                manifest = _longer(peer, manifest, missing)
                continue
            replica.stage(_groups(replica, peer, manifest, number))
            rows += manifest.chunks[number].rows
            number += 1
            watch(rows, sum(chunk.rows for chunk in manifest.chunks))
        replica.join(manifest, missing)
    replica.rescope(parts, reply.scope)
    return rows


def _longer(peer: Peer, manifest: Manifest, parts: list[str]) -> Manifest:
    """More chunks of the same snapshot, which the centre is still writing."""
    longer = peer.snapshot(parts, len(manifest.chunks))
    if longer.sid != manifest.sid or longer.seq != manifest.seq:
        raise PeerUnreachable("snapshot_restarted")
    return longer


def _groups(replica: Replica, peer: Peer, manifest: Manifest, number: int) -> list[Group]:
    """The groups of a chunk, which is fetched only if an earlier attempt did not cache it."""
    sha256 = manifest.chunks[number].sha256
    body = replica.arrived(sha256)
    if body is None:
        body = peer.chunk(manifest.sid, number)
        if hashlib.sha256(body).hexdigest() != sha256:
            raise PeerMisbehaved("damaged", chunk=number)
        replica.keep(sha256, body)
    return wire.decode(wire.unpack(body), list[Group])
