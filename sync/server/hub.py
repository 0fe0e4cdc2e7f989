"""A branch hub: a partial replica of the centre that serves pulls and queues pushes.

A change that it holds is *relayed*: it is settled only by the centre's result. The hub itself
decides only under an allotment (hub_ruling.py). It serves its branch's partitions to laptops whose
whole scope lies within them; for other laptops, and those with a later cursor than its copy, it
only queues pushes and passes results on.
"""

import secrets
import threading
import time
from collections.abc import Callable, Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, func, insert, select, update

from sync import relay, signing, wire
from sync.catalogue import SCHEMA
from sync.clock import Clock
from sync.errors import NotSignedIn, PeerMisbehaved, PeerUnreachable, Refused
from sync.relay import Certificate, Hello, Pass, Passed, Proof, Rule, SignIn
from sync.scope import Scope
from sync.server import pull
from sync.server.accounts import Device
from sync.server.centre import Centre
from sync.server.database import Database, Head, chain_at, head
from sync.server.hub_copy import known
from sync.server.hub_files import HubBlobs
from sync.server.hub_provisional import Provisional
from sync.server.hub_ruling import HubRulings
from sync.server.replays import in_sight
from sync.server.rows import Rows
from sync.server.tables import APPLIED, ENROLMENT, RELAY
from sync.wire import VERSION, Envelope, Reply, Request, Result, Tokens

LARGEST_PUSH = 5_000
OFFERED = ("/v1/sync", "/v1/snapshot", "/v1/wait", "/v1/blob/", "/v1/hub/")
RESULTS_AT_ONCE = 500
NONCE_SECONDS = 60
MOST_NONCES = 10_000


class Hub(Centre):
    """Answers laptops like a centre; `handed_in` is called when something was queued."""

    def __init__(
        self,
        database: Database,
        key: bytes,
        handed_in: Callable[[], None],
        clock: Clock | None = None,
    ) -> None:
        super().__init__(database, clock)
        self.hubs = HubEndpoints(self, key)
        self._handed_in = handed_in
        self.upwards: Callable[[Pass], Passed] = _nowhere
        self._provisional = Provisional(self.scopes)
        self.blobs = HubBlobs(database, self.clock, self._provisional)
        self.rulings = HubRulings(database, key, self.scopes, self._provisional, self.clock)

    def sync(self, device: Device, request: Request) -> Reply:
        """Queues the push, then returns results and, if this copy serves the device, changes."""
        if request.v != VERSION or request.schema > SCHEMA:
            raise Refused("other_version", known=VERSION, schema=SCHEMA)
        if request.epoch == self.head().epoch:  # versions of another history mean nothing here
            self._take(device, request)
        with self.database.read() as connection:
            now = head(connection)
            if request.epoch in known(connection, "histories").get("left", ()):
                raise Refused("new_epoch", epoch=now.epoch)  # the centre recovers it, through us
            reply = Reply(
                epoch=request.epoch or now.epoch,
                cursor=request.cursor,
                scope=request.scope,
                time=known(connection, "contact").get("at") or self.clock.now_text(),
                h=request.h,
            )
            if request.epoch == now.epoch:  # what it holds of another history it will let go
                reply.relayed = _held(connection, device.id)
            scope = self.scopes.of(connection, now.org, device.person)
            rows = Rows(connection)
            held = _results(connection, device.id, request.acked)
            reply.results = [in_sight(rows, scope.reads, each) for each in held]
            reply.behind = not self._serves(connection, now, scope, request, reply)
            paged = not reply.behind and self._page(connection, device, request, reply, scope, now)
            joined = paged and self.snapshots.waits(connection, device.id)
        if joined:
            self.snapshots.joined(device.id)
        return reply

    def _serves(
        self, connection: Connection, now: Head, scope: Scope, request: Request, reply: Reply
    ) -> bool:
        """Whether this copy can serve the device.

        Raises Refused("resync") for one below the horizon, once it has nothing to hear or say.
        """
        copy = known(connection, "copy")
        ready = copy and not copy["copying"]["types"] and now.seq >= copy["true_at"]
        if not ready or (request.epoch and request.epoch != now.epoch):
            return False
        newest = max([request.cursor, *request.joined.values()])
        if newest > now.seq or not scope.reads <= set(copy["parts"]):
            return False
        if not _beyond_the_log(scope.reads, request, now):
            return True
        if not request.push and not reply.results:  # those are told first
            raise Refused("resync", horizon=now.horizon)  # the centre repairs, through us
        return False

    def _page(
        self,
        connection: Connection,
        device: Device,
        request: Request,
        reply: Reply,
        scope: Scope,
        now: Head,
    ) -> bool:
        """Whether it gave a page: more results, or another scope, are told first."""
        reply.epoch = now.epoch
        if len(reply.results) == RESULTS_AT_ONCE:
            reply.more = True  # pages tell of later
            return False
        reply.scope = scope.fingerprint
        if request.scope != scope.fingerprint:
            reply.parts = sorted(scope.reads)
            return False
        told = request.acked + len(reply.results)
        last = pull.limit(connection, device.id, request.cursor, told, now.seq)
        page = pull.page(connection, device.id, scope.reads, request.cursor, request.joined, last)
        reply.groups, reply.cursor, reply.more = page.groups, page.cursor, page.more
        reply.h = chain_at(connection, page.cursor)
        if not page.more:
            reply.ahead = self._provisional.groups(connection, device.id, scope.reads)
        return True

    def _take(self, device: Device, request: Request) -> None:
        """Queues envelopes durably; idempotent."""
        key = signing.public_key(device.key)
        if len(request.push) > LARGEST_PUSH:
            raise PeerMisbehaved("too_large", limit=LARGEST_PUSH)
        for envelope in request.push:
            if not signing.genuine(key, device.id, envelope):
                raise Refused("bad_signature", mseq=envelope.mseq)
        with self.database.write() as connection:
            new = self._keep(connection, device.id, request.push)
            heard = (RELAY.c.device == device.id) & (RELAY.c.mseq <= request.acked)
            connection.execute(delete(RELAY).where(heard))
            mine = ENROLMENT.c.id == device.id
            connection.execute(update(ENROLMENT).where(mine).values(acked=request.acked))
        if new:
            self._handed_in()

    def _keep(self, connection: Connection, device: str, push: Sequence[Envelope]) -> int:
        mine = RELAY.c.device == device
        numbers = [envelope.mseq for envelope in push]
        rows = connection.execute(
            select(RELAY.c.mseq, RELAY.c.hash).where(mine, RELAY.c.mseq.in_(numbers))
        )
        held: dict[int, str] = {row.mseq: row.hash for row in rows}
        known = connection.execute(
            select(APPLIED.c.mseq, APPLIED.c.hash).where(
                APPLIED.c.device == device, APPLIED.c.mseq.in_(numbers)
            )
        )
        answered: dict[int, str] = {row.mseq: row.hash for row in known}
        said = {mseq: hash for mseq, hash in answered.items() if hash} | held
        last = connection.execute(select(func.max(RELAY.c.n))).scalar() or 0
        new = []
        for envelope in push:
            digest = signing.hash_of(signing.content(device, envelope))
            if said.get(envelope.mseq, digest) != digest:
                raise Refused("fork", mseq=envelope.mseq, last=max(said))
            if envelope.mseq not in held and envelope.mseq not in answered:
                last += 1
                row = {"device": device, "mseq": envelope.mseq, "n": last, "hash": digest}
                row |= {"body": wire.encode(envelope).decode(), "answered": 0}
                new.append(row | {"at": self.clock.now_text()})
        if new:
            connection.execute(insert(RELAY), new)
        return len(new)

    def news(self, device: Device, cursor: int) -> bool:
        """Whether there are changes or provisional changes since the device last asked."""
        with self.database.read() as connection:
            now = head(connection)
            waiting = select(APPLIED.c.mseq).join(
                RELAY, (RELAY.c.device == APPLIED.c.device) & (RELAY.c.mseq == APPLIED.c.mseq)
            )
            mine = waiting.where(APPLIED.c.device == device.id).limit(1)
            if connection.execute(mine).first() is not None:
                return True
            reads = self.scopes.of(connection, now.org, device.person).reads
            return now.seq > cursor and pull.anything(connection, device.id, reads, cursor)

    def offers(self, path: str) -> bool:
        """Whether the hub has the endpoint: not for enrolment, recovery or repair."""
        return path.startswith(OFFERED)


def _nowhere(asked: Pass) -> Passed:
    raise PeerUnreachable


class HubEndpoints:
    """Mutual authentication of laptop and hub, without the centre."""

    def __init__(self, hub: Hub, key: bytes) -> None:
        self._hub = hub
        self._key = Ed25519PrivateKey.from_private_bytes(key)
        self._nonces: dict[str, tuple[str, float]] = {}
        self._guard = threading.Lock()

    def answer(self, what: str, authorization: str, body: bytes) -> bytes:
        """The endpoints under /v1/hub/."""
        if what == "hello":
            return wire.encode(self._hello(wire.decode(body, Hello)))
        if what == "sign-in":
            return wire.encode(self._sign_in(wire.decode(body, SignIn)))
        if what == "rule":
            device = self._signed_in(authorization)
            return wire.encode(self._hub.rulings.rule(device, wire.decode(body, Rule)))
        if what == "pass":
            said = wire.decode(body, Pass)
            said.device = self._signed_in(authorization).id
            return wire.encode(self._hub.upwards(said))
        raise Refused("not_found")

    def _signed_in(self, authorization: str) -> Device:
        scheme, _, token = authorization.partition(" ")
        if scheme != "Bearer":
            raise NotSignedIn
        return self._hub.accounts.known("access", token.strip())

    def must_know(self, authorization: str) -> None:
        """Authenticates before the body is read; raises NotSignedIn."""
        self._signed_in(authorization)

    def reader(self, authorization: str) -> tuple[Scope, str]:
        """Always refused: hubs do not serve hubs."""
        raise NotSignedIn

    def _hello(self, hello: Hello) -> Proof:
        with self._hub.database.read() as connection:
            said = known(connection, "certificate")
        if not said:
            raise Refused("not_found")
        certificate = msgspec.convert(said, Certificate)
        nonce = secrets.token_urlsafe(24)
        now = time.monotonic()
        with self._guard:
            fresh = {k: v for k, v in self._nonces.items() if v[1] > now}
            if len(fresh) > MOST_NONCES:
                raise Refused("too_many_attempts", seconds=NONCE_SECONDS)
            self._nonces = fresh | {nonce: (hello.device, now + NONCE_SECONDS)}
        content = relay.proof("hello", certificate.hub, hello.device, hello.nonce)
        return Proof(certificate, signing.signature(self._key, content), nonce)

    def _sign_in(self, wanted: SignIn) -> Tokens:
        with self._guard:
            asked = self._nonces.pop(wanted.nonce, None)
        if asked is None or asked[0] != wanted.device or asked[1] < time.monotonic():
            raise NotSignedIn
        database = self._hub.database
        with database.read() as connection:
            mine = ENROLMENT.c.id == wanted.device
            device = connection.execute(select(ENROLMENT).where(mine)).first()
            hub = known(connection, "certificate").get("hub", "")
        if device is None:
            raise NotSignedIn
        content = relay.proof("sign-in", hub, wanted.device, wanted.nonce)
        if not signing.holds(signing.public_key(device.key), content, wanted.sig):
            raise NotSignedIn
        if device.revoked:
            raise NotSignedIn("revoked")
        return self._hub.accounts.admit(wanted.device)


def _beyond_the_log(reads: frozenset[str], request: Request, now: Head) -> bool:
    """Whether the device's cursor is below the horizon of this copy."""
    held = request.scope != ""  # who holds nothing yet begins with a snapshot
    return held and pull.start(reads, request.cursor, request.joined, now.seq) < now.horizon


def _held(connection: Connection, device: str) -> int:
    found = select(func.max(RELAY.c.mseq)).where(RELAY.c.device == device)
    return int(connection.execute(found).scalar() or 0)


def _results(connection: Connection, device: str, acked: int) -> list[Result]:
    """Results in order of mseq, up to the first that the centre has yet to give."""
    stored = (
        select(APPLIED.c.mseq, APPLIED.c.result)
        .where(APPLIED.c.device == device, APPLIED.c.mseq > acked)
        .order_by(APPLIED.c.mseq)
        .limit(RESULTS_AT_ONCE)
    )
    found: list[Result] = []
    for mseq, result in connection.execute(stored):
        if mseq != acked + len(found) + 1:
            break
        found.append(wire.decode(result.encode(), Result))
    return found
