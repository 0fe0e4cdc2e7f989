"""The algorithm of one synchronisation.

Push and pull in one round trip, until neither side has more. When the centre says that this
device's scope has changed, fetch the new partitions as snapshots, drop those no longer readable,
and go on. Every step is durable; after any interruption, run it again.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sync import divergence, wire
from sync.catalogue import Field, Type
from sync.errors import BadValue, PeerMisbehaved, PeerUnreachable, Refused
from sync.exchanges import Exchanges
from sync.peer import Peer
from sync.replica import Replica
from sync.wire import Group, Manifest, Reply, Request, Result, Status

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
    return _Session(replica, peer, watch).run()


class _Tally:
    """What one synchronisation has done so far."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._started = time.monotonic()
        self._before = peer.round_trips, peer.bytes_up, peer.bytes_down
        self._statuses: Counter[str] = Counter()
        self.pulled = 0
        self.repaired = 0

    def answered(self, results: Iterable[Result]) -> None:
        self._statuses.update(result.status for result in results)

    def outcome(self) -> Outcome:
        trips, up, down = self._before
        return Outcome(
            pushed=self._statuses.total(),
            pulled=self.pulled,
            merged=self._statuses[Status.MERGED],
            conflicts=self._statuses[Status.CONFLICT],
            refused=self._statuses[Status.REFUSED],
            quarantined=self._statuses[Status.QUARANTINED],
            round_trips=self._peer.round_trips - trips,
            bytes_up=self._peer.bytes_up - up,
            bytes_down=self._peer.bytes_down - down,
            seconds=round(time.monotonic() - self._started, 3),
            repaired=self.repaired,
        )


class _Session:
    """One synchronisation, exchange by exchange."""

    def __init__(self, replica: Replica, peer: Peer, watch: Watch) -> None:
        self._replica, self._peer, self._watch = replica, peer, watch
        self._exchanges = Exchanges(replica, peer)
        self._tally = _Tally(peer)
        self._unsent = replica.unsent()  # when it began
        self._scopes = 0
        self._done: set[str] = set()

    def run(self) -> Outcome:
        more = True
        while more:
            request = self._exchanges.request()
            try:
                reply = self._exchanges.reply()
                _must_have_a_time(reply)
                self._replica.apply(request, reply)
            except Refused as refusal:
                self._resolve(request, refusal)
            else:
                more = self._follow(request, reply)
        return self._tally.outcome()

    def _first(self, what: str) -> bool:
        """Whether this is its first time: what did not help once is not done again."""
        first = what not in self._done
        self._done.add(what)
        return first

    def _resolve(self, request: Request, refusal: Refused) -> None:
        if not self._first(refusal.kind):
            raise refusal
        resolved = divergence.resolve(self._replica, self._peer, request, refusal)
        self._tally.answered(resolved.results)
        self._tally.repaired += resolved.rows

    def _follow(self, request: Request, reply: Reply) -> bool:
        """Does what a reply, once applied, asks for; whether there is more to say or to hear."""
        self._tally.answered(reply.results)
        self._tally.pulled += sum(len(group.ids) for group in reply.groups)
        if reply.parts is not None:
            self._rescope(reply)
        left = self._replica.unsent()
        self._watch(max(self._unsent - left, 0), max(self._unsent, 1))
        moved = reply.cursor != request.cursor
        if reply.more and not moved and not reply.results:
            raise PeerMisbehaved("malformed", detail="more without end")
        more = reply.more or reply.parts is not None or bool(reply.results and left)
        if moved and left and self._first("again"):
            more = True  # deferred changes may be accepted now
        return self._repair(reply) or more

    def _rescope(self, reply: Reply) -> None:
        self._scopes += 1
        if self._scopes > MOST_SCOPES:
            raise PeerMisbehaved("malformed", detail="scopes without end")
        self._tally.pulled += _rescope(self._replica, self._peer, reply, self._watch)

    def _repair(self, reply: Reply) -> bool:
        """Repairs what differs from the reply's digest; whether another reply is needed."""
        if self._exchanges.in_flight:
            return True  # its reply brings a newer digest
        if not reply.digest or self._replica.digest() == reply.digest or not self._first("digest"):
            return False
        self._tally.repaired += divergence.repair(self._replica, self._peer)
        return True


def _must_have_a_time(reply: Reply) -> None:
    """Raises PeerMisbehaved: acknowledged changes are kept until a day of the centre's clock."""
    try:
        TIME.check(reply.time or None)
    except BadValue:
        raise PeerMisbehaved("malformed", detail="time") from None


def _rescope(replica: Replica, peer: Peer, reply: Reply, watch: Watch) -> int:
    """The rows that came: partitions that are new here, as a snapshot."""
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
    hashes = {chunk.sha256 for chunk in longer.chunks}
    grown = longer.whole or len(longer.chunks) > len(manifest.chunks)
    if not grown or len(hashes) < len(longer.chunks):  # no record is in two chunks
        raise PeerMisbehaved("malformed", detail="chunks without end")
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
