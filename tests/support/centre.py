"""A centre over real HTTP, and a tiny honest client that speaks nothing but the protocol."""

import hashlib
import http.client
import itertools
import json
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, update

from sync import dump, signing, wire
from sync.catalogue import SCHEMA
from sync.clock import Clock
from sync.errors import Problem
from sync.mutations import Actor, Context, Delete, Insert, Op, Record, mutation
from sync.mutations.model import value_at, with_paths
from sync.partitions import audiences_of
from sync.rulings.records import holds
from sync.scope import Post, scope_of
from sync.server import company, dumping, keeping, pack
from sync.server.centre import Centre
from sync.server.database import Database
from sync.server.rows import Row, Rows
from sync.server.serving import Service, Where
from sync.server.tables import ACCOUNT, RECEIVED
from sync.wire import Envelope, Group, Request
from tests.support.patience import PATIENCE

LOOPBACK = Where()
PACK: Mapping[str, Any] = {
    "company": {"id": "demo", "name": "华东示范公司", "timezone": "Asia/Shanghai"},
    "units": [{"id": "hq", "name": "总部", "kind": "company"}],
    "territories": [
        {"id": "t1", "name": "一片", "unit": "hq"},
        {"id": "t2", "name": "二片", "unit": "hq"},
    ],
    "posts": [
        {"id": "gm", "title": "总经理", "unit": "hq"},
        {"id": "mgr", "title": "区域经理", "unit": "hq", "superior": "gm"},
        {"id": "peer", "title": "财务", "unit": "hq", "superior": "gm"},
        {"id": "r1", "title": "业务员", "superior": "mgr", "territories": ["t1"]},
        {"id": "r2", "title": "业务员", "superior": "mgr", "territories": ["t2"]},
    ],
    "people": [
        {"id": name, "name": name, "user": name, "password": f"pw-{name}", "post": post}
        for name, post in (
            ("ann", "r1"),
            ("ben", "r2"),
            ("cat", "mgr"),
            ("dan", "gm"),
            ("eve", "peer"),
        )
    ],
    "customers": [
        {"id": "c1", "name": "甲店", "territory": "t1", "class": "A", "phone": "0571-1"},
        {"id": "c2", "name": "乙店", "territory": "t1", "class": "B", "remark": "旧"},
        {"id": "d1", "name": "丙店", "territory": "t2", "class": "A"},
    ],
    "contacts": [
        {"id": "k1", "customer": "c1", "name": "王"},
        {"id": "k2", "customer": "d1", "name": "李"},
    ],
    "sites": [{"id": "s1", "customer": "c1", "name": "门店", "access_notes": "走后门"}],
}


class Refusal(Exception):
    """An answer that is not 2xx."""

    def __init__(self, status: int, failure: wire.Failure) -> None:
        super().__init__(status, failure)
        self.status = status
        self.problem = failure.problem
        self.facts = failure.facts


@dataclass
class Town:
    """One running centre."""

    centre: Centre
    address: str
    clock: Clock

    def laptop(self, user: str) -> "Laptop":
        laptop = Laptop(self.address, Clock())
        laptop.enrol(user, f"pw-{user}")
        laptop.sync()
        return laptop

    def load(self, contents: Mapping[str, Any]) -> dict[str, Any]:
        said = pack.understood(contents, Path())
        return company.load(self.centre.database, self.clock, said)

    def dump(self, **options: Any) -> list[str]:
        return list(dumping.lines(self.centre, **options))

    def records(self) -> set[tuple[str, str]]:
        return {(line["type"], line["id"]) for line in map(msgspec.json.decode, self.dump())}

    def read(self, type: str, id: str) -> Row:
        with self.centre.database.read() as connection:
            row = Rows(connection).get(type, id)
        assert row is not None
        return row

    def received(self, device: str) -> list[tuple[int, str]]:
        """What became of everything a device sent."""
        ledger = select(RECEIVED.c.mseq, RECEIVED.c.status).where(RECEIVED.c.device == device)
        with self.centre.database.read() as connection:
            return [tuple(row) for row in connection.execute(ledger.order_by(RECEIVED.c.mseq))]


def found(url: str, contents: Mapping[str, Any] = PACK) -> None:
    """A new centre with this company in the database; its passwords are cheap to check."""
    database = Database(url)
    keeping.found(database)
    company.load(database, Clock(), pack.understood(contents, Path()))
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with database.write() as connection:
        for user in list(connection.scalars(select(ACCOUNT.c.user))):
            its = cheap.hash(f"pw-{user}")
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.user == user).values(password=its))
    database.dispose()


@contextmanager
def town(url: str, where: Where = LOOPBACK) -> Iterator[Town]:
    """The centre of this database, answering on a port of its own."""
    database = keeping.opened(Database(url))
    clock = Clock()
    centre = Centre(database, clock)
    ready: list[str] = []
    up = threading.Event()

    def listening(address: str) -> None:
        ready.append(address)
        up.set()

    service = Service(centre, where, listening)
    thread = threading.Thread(target=service.serve_forever)
    thread.start()
    try:
        assert up.wait(PATIENCE)
        yield Town(centre, ready[0], clock)
    finally:
        service.stop()
        thread.join(PATIENCE)
        database.dispose()


def first_eight(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


@dataclass
class Laptop:
    """Keeps rows by (type, id), exactly as it is told; says what it is asked to say."""

    address: str
    clock: Clock
    epoch: str = ""
    cursor: int = 0
    scope: str = ""
    device: str = ""
    person: str = ""
    key: bytes = b""
    tokens: wire.Tokens | None = None
    parts: list[str] = field(default_factory=list)
    joined: dict[str, int] = field(default_factory=dict)
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    vers: dict[tuple[str, str], int] = field(default_factory=dict)
    said: dict[int, Sequence[Op]] = field(default_factory=dict)
    mseq: int = 0
    h: str = ""
    acked: int = 0
    repairs: int = 0
    checked: int = 0  # how often what it holds was compared with what the centre said it holds
    schema: int = SCHEMA

    # --- HTTP -----------------------------------------------------------------------------------

    def call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> bytes:
        parts = urlsplit(self.address)
        line = http.client.HTTPConnection(
            parts.hostname or "", parts.port or 0, timeout=2 * PATIENCE
        )
        try:
            line.request(method, path, body, dict(headers or {}))
            answer = line.getresponse()
            received = answer.read()
            if answer.headers.get("content-encoding") == "gzip":
                received = wire.unpack(received)
        finally:
            line.close()
        if answer.status // 100 != 2:
            raise Refusal(answer.status, wire.decode(received, wire.Failure))
        return received

    def authorised(self, method: str, path: str, body: bytes = b"") -> bytes:
        assert self.tokens is not None
        token = {"Authorization": f"Bearer {self.tokens.access}", "Accept-Encoding": "gzip"}
        return self.call(method, path, body, token)

    def enrol(self, user: str, password: str) -> wire.Enrolled:
        self.key = signing.new_key()
        wanted = wire.Enrol(user, password, f"{user} laptop", signing.public(self.key))
        told = wire.decode(self.call("POST", "/v1/enrol", wire.encode(wanted)), wire.Enrolled)
        self.device, self.epoch, self.tokens = told.device, told.epoch, told.tokens
        self.mseq = 0
        self.person = told.person
        return told

    # --- the conversation -----------------------------------------------------------------------

    def envelope(
        self, do: str, id: str, /, base: Mapping[str, int] | None = None, **set: Any
    ) -> Envelope:
        """The next mutation, signed; `base` is what this laptop holds unless given."""
        self.mseq += 1
        if do == "approval.decide" and "on_hash" not in set:
            seen = self.rows.get(("approval_request", set["request"]), {})
            names = {"on_hash": "content_hash", "on_ver": "rev", "on_step": "step"}
            set |= {name: seen.get(field) for name, field in names.items()}
        made = Envelope(self.mseq, do, id, set, self.clock.now_text(), v=self.schema)
        ops = self.foreseen(made)
        touched = {(op.type, op.id): op.set for op in ops if (op.type, op.id) in self.rows}
        made.base = {f"{type}/{of}": self.vers[type, of] for type, of in touched}
        if base is not None:
            made.base = dict(base)
        made.was = {
            f"{key[0]}/{key[1]}": {path: value_at(self.rows[key], path) for path in paths}
            for key, paths in touched.items()
        }
        key = Ed25519PrivateKey.from_private_bytes(self.key)
        made.sig = signing.sign(key, self.device, made)
        self.said[made.mseq] = ops
        return made

    def foreseen(self, envelope: Envelope) -> Sequence[Op]:
        """What the mutation does to the rows held here; nothing if it is a bad one."""
        try:
            named = mutation(envelope.name)
            arguments = named.check(envelope.id, envelope.set)
            context = Context(self.actor(), self, envelope.at, self.clock.today().isoformat())
            return list(named.run(context, envelope.id, arguments))
        except (Problem, ArithmeticError, TypeError):
            return []

    def actor(self) -> Actor:
        posts = [
            Post(id, row.get("superior"), tuple(row.get("territories") or ()))
            for (type, id), row in self.rows.items()
            if type == "post"
        ]
        held = self.rows.get(("post_assignment", self.person), {})
        return scope_of(self.person, held.get("post"), posts).actor

    def get(self, type: str, id: str) -> Record | None:
        """This laptop as the reader of mutations: what it holds, under what it has not sent."""
        key = (type, id)
        row = self.rows.get(key)
        for op in (op for ops in self.said.values() for op in ops if (op.type, op.id) == key):
            if isinstance(op, Delete):
                row = None
            elif row is not None or isinstance(op, Insert):
                row = with_paths(row or {}, op.set)
        return None if row is None else Record(type, id, row, self.homes.get(key, ""))

    def find(self, type: str, field: str, value: Any) -> list[Record]:
        """As the reader of mutations, over everything held and made here."""
        made = {op.id for ops in self.said.values() for op in ops if op.type == type}
        held = {id for kind, id in self.rows if kind == type}
        found = (self.get(type, id) for id in sorted(held | made))
        return [row for row in found if row is not None and holds(row, field, value)]

    def say(self, *push: Envelope, **changes: Any) -> wire.Reply:
        """One exchange, without believing the answer."""
        request = Request(
            self.epoch,
            self.cursor,
            self.scope,
            list(push),
            joined=dict(self.joined),
            schema=self.schema,
        )
        request.h, request.acked = self.h, self.acked
        request = msgspec.structs.replace(request, **changes)
        return wire.decode(self.authorised("POST", "/v1/sync", wire.encode(request)), wire.Reply)

    def sync(self, *push: Envelope) -> list[wire.Result]:
        """Everything until there is no more; the results of what was pushed."""
        results: list[wire.Result] = []
        waiting = list(push)
        for _ in itertools.count():
            try:
                reply = self.say(*waiting)
            except Refusal as refusal:
                if refusal.problem != "resync":
                    raise
                self.repair()
                continue
            waiting = []
            results += reply.results
            self.hear(reply)
            if reply.parts is not None:
                self.rescope(reply)
            elif not reply.more:
                return results
        raise AssertionError

    def do(self, do: str, id: str, /, **set: Any) -> wire.Result:
        return self.sync(self.envelope(do, id, **set))[0]

    def hear(self, reply: wire.Reply) -> None:
        for result in reply.results:
            self.settle(result)
        for group in reply.groups:
            self.take(group)
        self.cursor, self.h = reply.cursor, reply.h
        if reply.digest:
            assert reply.digest == self.digest()
            self.checked += 1
        self.joined = {part: seq for part, seq in self.joined.items() if seq > self.cursor}

    def settle(self, result: wire.Result) -> None:
        """What was done, with what the centre made of it; once."""
        self.acked = max(self.acked, result.mseq)
        ops = self.said.pop(result.mseq, [])
        if result.status in ("refused", "quarantined"):
            return
        gone = {(fix.type, fix.id) for fix in result.fix if fix.gone}
        for op in ops:
            key = (op.type, op.id)
            if isinstance(op, Delete) or key in gone:
                self.drop(key)
                continue
            if isinstance(op, Insert):
                self.rows.setdefault(key, {})
            if key not in self.rows:
                continue  # it has left our scope meanwhile
            self.rows[key] = with_paths(self.rows[key], op.set)
            self.vers[key] = max(result.seq, self.vers.get(key, 0))
        for fix in result.fix:
            key = (fix.type, fix.id)
            if key not in self.rows:
                continue
            self.rows[key] = with_paths(self.rows[key], fix.set)
            self.homes[key] = fix.part or self.homes[key]
            self.vers[key] = fix.ver or max(self.vers.get(key, 0), result.seq)

    def rescope(self, reply: wire.Reply) -> None:
        assert reply.parts is not None
        missing = [part for part in reply.parts if part not in self.parts]
        if missing:
            body = self.authorised(
                "POST", "/v1/snapshot", wire.encode(wire.Wanted(missing, self.schema))
            )
            manifest = wire.decode(body, wire.Manifest)
            for number in range(len(manifest.chunks)):
                packed = self.authorised("GET", f"/v1/snapshot/{manifest.sid}/{number}")
                for group in wire.decode(wire.unpack(packed), list[Group]):
                    self.take(group)
            self.joined |= dict.fromkeys(missing, manifest.seq)
        self.parts, self.scope = reply.parts, reply.scope
        held = set(self.parts)
        left = [key for key, part in self.homes.items() if part not in held]
        shown = {key: audiences_of(key[0], self.rows[key], self) & held for key in left}
        for key, through in shown.items():
            if through:
                self.homes[key] = min(through)
            else:
                self.drop(key)

    def take(self, group: Group) -> None:
        for place, id in enumerate(group.ids):
            key = (group.type, id)
            paths = {
                path: column[place] for path, column in zip(group.fields, group.values, strict=True)
            }
            if group.op == "I" and self.vers.get(key) == group.seqs[place]:
                self.homes[key] = group.part  # it may be seen through another partition by now
            if self.vers.get(key, 0) >= group.seqs[place] and group.op != "O":
                continue
            if group.op in "DO":
                self.drop(key)
                continue
            if group.op == "I":
                self.rows[key] = {name: v for name, v in paths.items() if v is not None}
            else:
                self.rows[key] = with_paths(self.rows[key], paths)
            self.homes[key] = group.part or self.homes[key]
            self.vers[key] = group.seqs[place]

    def repair(self) -> None:
        """As sync/README.md tells it."""
        first = self.check(wire.Check({part: self.sum_of(part) for part in self.parts}))
        bad = first.parts
        while bad:
            found = self.check(wire.Check(buckets={part: self.buckets_of(part) for part in bad}))
            for key, part in list(self.homes.items()):
                if first_eight("/".join(key)) >> 56 in found.buckets.get(part, []):
                    self.drop(key)
            for group in found.groups:
                for id in group.ids:
                    self.drop((group.type, id))
                self.take(group)
            bad = bad if found.more else []
        self.cursor, self.h, self.joined = first.cursor, first.h, {}
        self.repairs += 1

    def check(self, asked: wire.Check) -> wire.Checked:
        return wire.decode(self.authorised("POST", "/v1/digest", wire.encode(asked)), wire.Checked)

    def digest(self) -> str:
        """As sync/README.md tells it, from what is held here."""
        total = sum(self.number(key) * (first_eight(self.homes[key]) | 1) for key in self.rows)
        return f"{total % 2**64:016x}"

    def number(self, key: tuple[str, str]) -> int:
        fields = {name: value for name, value in self.rows[key].items() if value is not None}
        for name in {"latitude", "longitude"} & fields.keys():
            fields[name] = struct.pack(">d", fields[name]).hex()
        said = [*key, self.vers[key], fields]
        return first_eight(
            json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        )

    def sum_of(self, part: str, bucket: int | None = None) -> str:
        held = [
            self.number(key)
            for key, home in self.homes.items()
            if home == part and bucket in (None, first_eight("/".join(key)) >> 56)
        ]
        return f"{len(held)}:{sum(held) % 2**64:016x}"

    def buckets_of(self, part: str) -> list[str]:
        return [self.sum_of(part, place) for place in range(256)]

    def drop(self, key: tuple[str, str]) -> None:
        for kept in (self.rows, self.homes, self.vers):
            kept.pop(key, None)

    def dump(self) -> list[str]:
        """What it holds, in the order and shape of a dump."""
        return [dump.line(type, id, fields) for (type, id), fields in sorted(self.rows.items())]
