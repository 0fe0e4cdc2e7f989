"""The centre's end of its branch hubs: enrolment, relayed pushes, and the feed of the branch.

A hub's branch is an org unit with everything below it: whatever the people in its posts may read,
and the unit's territories. It is computed at every call, so a change of the organisation reaches
the hub with the next one.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from sync import relay, signing, wire
from sync.clock import instant_text
from sync.errors import NotSignedIn, PeerMisbehaved, Refused
from sync.partitions import EVERYBODY
from sync.relay import (
    Certificate,
    Copied,
    Copy,
    Fed,
    Feed,
    HubDevice,
    HubEnrol,
    HubEnrolled,
    Outcome,
    Pass,
    Passed,
    Relayed,
)
from sync.scope import Scope
from sync.server.accounts import Device
from sync.server.database import chain_at, head
from sync.server.replays import carried
from sync.server.rows import read_rows, shared
from sync.server.tables import (
    ACCOUNT,
    APPLIED,
    AUDIENCE,
    CHANGE,
    CHANGE_PART,
    COMMIT_LOG,
    ENROLMENT,
    HUB,
    RECORDS,
)
from sync.wire import Check, Checked, Recover, Recovered, Request

if TYPE_CHECKING:
    from sync.server.centre import Centre

VOUCHED_FOR = timedelta(days=30)  # without hearing from the centre
PAGE_ROWS = 5_000
COPIED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Branch:
    """The partitions of a branch, and its people."""

    parts: frozenset[str]

    @property
    def fingerprint(self) -> str:
        return fingerprint(sorted(self.parts))

    def has(self, person: str) -> bool:
        return f"user:{person}" in self.parts


def fingerprint(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


class Hubs:
    """Hubs of one centre."""

    def __init__(self, centre: "Centre") -> None:
        self._centre = centre
        self._database = centre.database

    # --- administration

    def add(self, unit: str, name: str) -> tuple[dict[str, Any], str]:
        """The new hub, and its one-time enrolment code."""
        hub, code = str(uuid.uuid4()), secrets.token_urlsafe(12)
        with self._database.write() as connection:
            units = RECORDS["org_unit"]
            found = select(units.c.id).where(units.c.id == unit, units.c.deleted == 0)
            if connection.execute(found).first() is None:
                raise Refused("not_found", type="org_unit", id=unit[:64])
            row: dict[str, Any] = {
                "id": hub,
                "unit": unit,
                "name": name,
                "key": "",
                "tls": "",
                "secret": "",
            }
            row |= {"code": _hash(code), "added_at": self._centre.clock.now_text(), "revoked": 0}
            connection.execute(insert(HUB).values(row))
        return {"hub": hub, "unit": unit, "name": name}, code

    def every(self) -> Iterator[dict[str, Any]]:
        with self._database.read() as connection:
            for row in connection.execute(select(HUB).order_by(HUB.c.added_at)):
                yield {
                    "hub": row.id,
                    "unit": row.unit,
                    "name": row.name,
                    "enrolled": bool(row.secret),
                    "seen_at": row.seen_at,
                    "revoked": bool(row.revoked),
                }

    def revoke(self, hub: str) -> dict[str, Any]:
        """Rejects the hub from now on; laptops do when its certificate expires."""
        with self._database.write() as connection:
            done = connection.execute(update(HUB).where(HUB.c.id == hub).values(revoked=1))
        if not done.rowcount:
            raise Refused("not_found", type="hub", id=hub[:64])
        return {"hub": hub, "revoked": True}

    # --- what a hub asks

    def answer(self, what: str, authorization: str, body: bytes) -> bytes:
        """The endpoints under /v1/hub/."""
        if what == "enrol":
            return wire.encode(self._enrol(wire.decode(body, HubEnrol)))
        hub = self._known(authorization)
        if what == "feed":
            return wire.encode(self._feed(hub, wire.decode(body, Feed)))
        if what == "copy":
            return wire.encode(self._copy(hub, wire.decode(body, Copy)))
        if what == "pass":
            return wire.encode(self._pass(hub, wire.decode(body, Pass)))
        raise Refused("not_found")

    def must_know(self, authorization: str) -> None:
        """Authenticates before the body is read; raises NotSignedIn."""
        self._known(authorization)

    def reader(self, authorization: str) -> tuple[Scope, str]:
        """The branch of a hub, and its name, for the contents of files that it passes on."""
        hub = self._known(authorization)
        with self._database.read() as connection:
            parts = self._branch(connection, hub.unit).parts
        return Scope("", None, (), frozenset(), parts, frozenset()), hub.id

    def _enrol(self, wanted: HubEnrol) -> HubEnrolled:
        signing.public_key(wanted.key)
        secret = secrets.token_urlsafe(32)
        with self._database.write() as connection:
            mine = (HUB.c.id == wanted.hub) & (HUB.c.code == _hash(wanted.code))
            changes = {"key": wanted.key, "tls": wanted.tls[:64], "secret": _hash(secret)}
            known = mine & (HUB.c.revoked == 0)
            done = connection.execute(update(HUB).where(known).values(code="", **changes))
            if not done.rowcount:
                raise NotSignedIn("wrong_credentials")
        return HubEnrolled(
            secret, self._centre.keys.public, self._centre.zone, self._centre.company
        )

    def _known(self, authorization: str) -> Row[Any]:
        scheme, _, credentials = authorization.partition(" ")
        hub, _, secret = credentials.partition(":")
        if scheme != "Hub":
            raise NotSignedIn
        with self._database.read() as connection:
            row = connection.execute(select(HUB).where(HUB.c.id == hub)).first()
        if row is None or not hmac.compare_digest(row.secret, _hash(secret)):
            raise NotSignedIn
        if row.revoked:
            raise NotSignedIn("revoked")
        return row

    def _feed(self, hub: Row[Any], feed: Feed) -> Fed:
        with self._database.read() as connection:
            branch = self._branch(connection, hub.unit)
            same = feed.epoch == head(connection).epoch
        outcomes = [self._relay(each, branch) for each in feed.push if same]
        with self._database.read() as connection:
            now = head(connection)
            branch = self._branch(connection, hub.unit)
            fed = Fed(now.epoch, feed.cursor, "", self._certificate(hub), outcomes)
            fed.horizon, fed.head = now.horizon, now.seq
            devices = _devices(connection, branch)
            if fingerprint(map(repr, devices)) != feed.devices:
                fed.devices = devices
            lost = feed.cursor > now.seq or feed.cursor < now.horizon
            if feed.epoch != now.epoch or feed.parts != branch.fingerprint or lost:
                fed.anew, fed.parts = True, sorted(branch.parts)
                return fed
            self._news(connection, branch, now.seq, fed)
        return fed

    def _news(self, connection: Connection, branch: Branch, last: int, fed: Fed) -> None:
        """As many whole commits as fit a page, and the hash chain up to the last of them."""
        mine = CHANGE_PART.c.part.in_(sorted(branch.parts)) & (CHANGE_PART.c.seq > fed.cursor)
        seqs = select(CHANGE_PART.c.seq).where(mine).order_by(CHANGE_PART.c.seq).limit(PAGE_ROWS)
        found = list(connection.scalars(seqs))
        if len(found) == PAGE_ROWS:
            last = found[-1] if found[0] == found[-1] else found[-1] - 1
        after, fed.cursor = fed.cursor, last
        fed.more = last < fed.head
        fed.h = chain_at(connection, last)
        within = mine & (CHANGE_PART.c.seq <= last)
        hows = select(CHANGE_PART).where(within).order_by(CHANGE_PART.c.seq, CHANGE_PART.c.n)
        fed.hows = [list(row) for row in connection.execute(hows)]
        seen = {(row[1], row[2]) for row in fed.hows}
        between = (CHANGE.c.seq > after) & (CHANGE.c.seq <= last)
        changes = select(CHANGE).where(between).order_by(CHANGE.c.seq, CHANGE.c.n)
        fed.changes = [list(row) for row in connection.execute(changes) if (row[0], row[1]) in seen]
        numbers = {seq for seq, _ in seen}
        commits = select(COMMIT_LOG).where(COMMIT_LOG.c.seq > after, COMMIT_LOG.c.seq <= last)
        fed.commits = [list(row) for row in connection.execute(commits) if row[0] in numbers]
        fed.results = _results(connection, branch, fed.commits)

    def _relay(self, relayed: Relayed, branch: Branch) -> Outcome:
        """Accepts signed envelopes of any device, but returns results of the branch's only."""
        outcome = Outcome(relayed.device)
        with self._database.read() as connection:
            mine = ENROLMENT.c.id == relayed.device
            device = connection.execute(select(ENROLMENT).where(mine)).first()
        try:
            if device is None:
                raise Refused("not_found", type="device")
            ours = branch.has(device.person)
            outcome.heard, acked = device.acked, relayed.acked if ours else 0
            push = [envelope for envelope in relayed.push if envelope.mseq > device.acked]
            request = Request("", 0, push=push, acked=acked)
            key = signing.public_key(device.key)
            results = self._centre.sequencer.push(device.id, key, request)
            for envelope, result in zip(push, results, strict=True):
                result.of = signing.hash_of(signing.content(device.id, envelope))
            if ours:
                outcome.results = results
        except (Refused, NotSignedIn, PeerMisbehaved) as problem:
            outcome.problem, outcome.facts = problem.kind, dict(problem.facts)
        return outcome

    def _pass(self, hub: Row[Any], asked: Pass) -> Passed:
        """Answers a device's request that its hub forwards; request and answer are signed."""
        with self._database.read() as connection:
            mine = ENROLMENT.c.id == asked.device
            row = connection.execute(select(ENROLMENT).where(mine)).first()
            there = row is not None and self._branch(connection, hub.unit).has(row.person)
        if row is None or not there:
            raise Refused("not_found", type="device")
        if row.revoked:
            raise NotSignedIn("revoked")
        said = relay.passing(row.id, asked.what, asked.body)
        if not signing.holds(signing.public_key(row.key), said, asked.sig):
            raise Refused("bad_signature", mseq=0)
        device, recovery = (
            Device(row.id, row.person, row.key, "", "access", False),
            self._centre.recovery,
        )
        answer: Recovered | Checked
        if asked.what == "recover":
            answer = recovery.recover(device, wire.decode(asked.body, Recover))
        elif asked.what == "digest":
            answer = recovery.check(device, wire.decode(asked.body, Check))
        else:
            raise Refused("not_found")
        body = wire.encode(answer)
        content = relay.passed(row.id, asked.body, body)
        return Passed(body, signing.signature(self._centre.keys.signer, content))

    def _copy(self, hub: Row[Any], asked: Copy) -> Copied:
        if asked.type not in RECORDS:
            raise Refused("not_found", type="type")
        with self._database.read() as connection:
            now = head(connection)
            branch = self._branch(connection, hub.unit)
            ids = _ids(connection, asked, sorted(branch.parts))
            rows = [
                [
                    row.id,
                    row.part if row.part in branch.parts else "",
                    row.ver,
                    {name: value for name, value in row.fields.items() if value is not None},
                    sorted(row.audience & branch.parts),
                ]
                for row in read_rows(connection, asked.type, ids)
            ]
        place = {id: n for n, id in enumerate(ids)}  # as the database orders them
        rows.sort(key=lambda row: place[str(row[0])])
        return Copied(now.epoch, now.seq, rows, len(ids) == COPIED_AT_ONCE)

    def _branch(self, connection: Connection, unit: str) -> Branch:
        units = _below(connection, unit)
        posts, held, territories = (
            RECORDS[name] for name in ("post", "post_assignment", "territory")
        )
        people = connection.scalars(
            select(held.c.person)
            .join(posts, posts.c.id == held.c.post)
            .where(posts.c.unit.in_(units), held.c.deleted == 0, posts.c.deleted == 0)
        )
        parts = {EVERYBODY}
        for person in set(people):
            parts |= self._centre.scopes.of(connection, head(connection).org, person).reads
        own = select(territories.c.id).where(
            territories.c.unit.in_(units), territories.c.deleted == 0
        )
        parts |= {f"terr:{id}" for id in connection.scalars(own)}
        return Branch(frozenset(parts))

    def _certificate(self, hub: Row[Any]) -> Certificate:
        until = instant_text(self._centre.clock.now() + VOUCHED_FOR)
        certificate = Certificate(hub.id, hub.unit, hub.name, hub.key, hub.tls, until)
        return relay.certify(self._centre.keys.signer, certificate)


def _below(connection: Connection, unit: str) -> list[str]:
    """The unit and every unit below it; tolerates cycles in bad data."""
    table = RECORDS["org_unit"]
    rows = connection.execute(select(table.c.id, table.c.parent).where(table.c.deleted == 0))
    children: dict[str, list[str]] = {}
    for id, parent in rows:
        children.setdefault(parent or "", []).append(id)
    found, waiting = [], [unit]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.append(current)
            waiting += children.get(current, ())
    return found


def _devices(connection: Connection, branch: Branch) -> list[HubDevice]:
    rows = connection.execute(
        select(ENROLMENT, ACCOUNT.c.disabled)
        .outerjoin(ACCOUNT, ACCOUNT.c.user == ENROLMENT.c.account)
        .order_by(ENROLMENT.c.id)
    )
    return [
        HubDevice(row.id, row.person, row.key, row.name, bool(row.revoked or row.disabled))
        for row in rows
        if branch.has(row.person)
    ]


def _results(
    connection: Connection, branch: Branch, commits: Sequence[Sequence[Any]]
) -> list[Outcome]:
    """Of the branch's devices, by the commits that came of them."""
    numbers: dict[str, list[int]] = {}
    for commit in commits:
        if commit[1] is not None:
            numbers.setdefault(commit[1], []).append(commit[2])
    outcomes = []
    for device, mseqs in numbers.items():
        mine = select(ENROLMENT.c.person).where(ENROLMENT.c.id == device)
        if not branch.has(str(connection.execute(mine).scalar())):
            continue
        found = select(APPLIED.c.result, APPLIED.c.hash).where(
            APPLIED.c.device == device, APPLIED.c.mseq.in_(mseqs)
        )
        stored = connection.execute(found.order_by(APPLIED.c.mseq))
        outcomes.append(Outcome(device, [carried(*each) for each in stored]))
    return outcomes


def _ids(connection: Connection, asked: Copy, parts: Sequence[str]) -> list[str]:
    table = RECORDS[asked.type]
    readable: Any = table.c.part.in_(parts)
    if shared(asked.type):
        also = select(AUDIENCE.c.id).where(
            AUDIENCE.c.type == asked.type, AUDIENCE.c.part.in_(parts)
        )
        readable = or_(readable, table.c.id.in_(also))
    live = (table.c.deleted == 0) & (table.c.id > asked.after)
    found = select(table.c.id).where(live, readable).order_by(table.c.id).limit(COPIED_AT_ONCE)
    return list(connection.scalars(found))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
