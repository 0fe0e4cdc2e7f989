"""Importing a foreign file: preview, then all or nothing, and undone as one step.

`preview` reads the file and compares it with the store; nothing is written. `write` stages new and
changed records invisibly, in short transactions, and commits to all of them in one (store/bulk.py);
if it is cancelled or killed before that, nothing of it was ever visible.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from sqlalchemy import Connection, select

from desktop.importing import Mapping, Prepared, Refusal, Source, prepare
from desktop.importing.prepare import TOLD_APART
from desktop.importing.values import DUPLICATE, UNKNOWN_TERRITORY
from desktop.me import Me
from desktop.store import bulk, state
from desktop.store.bulk import Batch, Change, New
from desktop.store.database import Database
from desktop.store.rows import Rows, slices, tidy
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue import Value
from sync.clock import Clock
from sync.errors import Refused
from sync.mutations import mutation
from sync.mutations.model import Context, Delete, Insert, Record, Update, value_at

Report = Callable[[int, int], None]
AT_ONCE = 150
"""Changes that appear, or go, in one transaction: under 50 ms."""
TAKEN_BACK_AT_ONCE = 100
"""Changes that are given up in one: each is drawn anew from what stood before."""
STAGED_AT_ONCE = 250
"""New records written out of sight in one transaction, with their search entries."""
TIDIED = 12 * STAGED_AT_ONCE
"""New records until the search index is merged: left alone it would, all at once, after 16."""
SECONDS_TO_TIDY = 0.3
"""After a cancel; what is left is invisible and goes before the next import."""
AGAIN = UUID("d1b0f6a2-0f0e-5d0c-8f43-7a3f5f1f9c11")


@dataclass(slots=True)
class Plan:
    """What is to be written: new records by type, in the order they need each other."""

    news: dict[str, list[New]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    befores: list[Record] = field(default_factory=list)
    unchanged: int = 0

    @property
    def made(self) -> int:
        """All new records, the customers that contacts bring among them."""
        return sum(len(news) for news in self.news.values())


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; `records` are the sound rows, `refused` the others."""

    source: Source
    mapping: Mapping
    records: tuple[Prepared, ...]
    refused: tuple[Prepared, ...]
    plan: Plan = field(repr=False)

    @property
    def created(self) -> int:
        return len(self.plan.news.get(self.mapping.type, ()))

    @property
    def updated(self) -> int:
        return len(self.plan.changes)

    @property
    def unchanged(self) -> int:
        return self.plan.unchanged

    @property
    def rows(self) -> int:
        return len(self.records) + len(self.refused)


@dataclass(frozen=True, slots=True)
class Imported:
    """One import as one step of undo: the keys of its entries and the changes that undo it."""

    title: str
    created: int
    updated: int
    first: int
    last: int
    opposite: tuple[Change, ...] = ()
    name: str = "import"
    id: str = ""
    key: int = 0


def preview(
    database: Database, me: Me, clock: Clock, source: Source, mapping: Mapping, report: Report
) -> Preview:
    """Reads the whole file; raises Problem when the file cannot be read at all."""
    sound: list[Prepared] = []
    refused: list[Prepared] = []
    with database.read() as connection:
        territories, book = _Territories(connection, me), _Book(connection, mapping.type)
        for one in prepare(source, mapping, owner=territories.own or "", report=report):
            checked = book.checked(territories.checked(one)) if one.refusal is None else one
            (sound if checked.refusal is None else refused).append(checked)
        plan = _plan(connection, me, clock, mapping.type, sound, report)
    return Preview(source, mapping, tuple(sound), tuple(refused), plan)


def write(database: Database, me: Me, clock: Clock, wanted: Preview, report: Report) -> Imported:
    """All sound rows or, when `report` raises, none."""
    finish(database)
    forget(database, seconds=None)
    plan = wanted.plan
    with database.read() as connection:
        if not _still_true(connection, plan):
            kind = wanted.mapping.type
            plan = _plan(connection, me, clock, kind, wanted.records, report)
    whole = False
    try:
        with bulk.tuned(database):
            _stage(database, clock, plan, report)
            done = _show(database, plan, wanted)
        whole = True
    finally:
        if not whole and not _decided(database):
            forget(database, seconds=SECONDS_TO_TIDY)
    return done


def take_back(database: Database, clock: Clock, done: Imported) -> bool:
    """Withdraws the whole import, or performs the inverse of what was sent."""
    if not done.last:
        return True
    with database.write() as connection:
        unsent = bulk.begin_undo(connection, done.first, done.last)
    if unsent:
        finish(database)
        return True
    _stage_changes(database, clock, done.opposite, lambda done, total: None)
    with database.write() as connection:
        bulk.commit_import(connection)
    finish(database)
    return True


def forget(database: Database, seconds: float | None) -> None:
    """Erases what an unfinished import staged, in short transactions."""
    until = None if seconds is None else time.monotonic() + seconds
    while until is None or time.monotonic() < until:
        with database.write() as connection:
            if not bulk.forget_some(connection, AT_ONCE):
                return


def _stage(database: Database, clock: Clock, plan: Plan, report: Report) -> None:
    at, done, total = clock.now_text(), 0, plan.made + len(plan.changes)
    report(0, total)
    for news in plan.news.values():
        for start in range(0, len(news), STAGED_AT_ONCE):
            some = news[start : start + STAGED_AT_ONCE]
            batch = Batch(some, at)
            with database.write() as connection:
                batch.stage(connection)
            if start % TIDIED == 0:
                _tidy(database)
            done += len(some)
            report(done, total)
    _stage_changes(database, clock, plan.changes, lambda more, _: report(done + more, total))


def _stage_changes(
    database: Database, clock: Clock, changes: Sequence[Change], report: Report
) -> None:
    at = clock.now_text()
    for start in range(0, len(changes), AT_ONCE):
        some = changes[start : start + AT_ONCE]
        with database.write() as connection:
            bulk.stage_changes(connection, some, at)
        report(start + len(some), len(changes))


def _decided(database: Database) -> bool:
    with database.read() as connection:
        return bulk.is_committed(connection)


def finish(database: Database) -> None:
    """Completes a committed import, in short transactions; after a crash, at the next start."""
    with database.read() as connection:
        appearing, leaving = (
            bulk.is_committed(connection),
            bulk.undo_range(state.everything(connection))[1] > 0,
        )
    while appearing:
        with database.write() as connection:
            appearing = bulk.reveal_some(connection, AT_ONCE)
    while leaving:
        with database.write() as connection:
            leaving = bulk.withdraw_some(connection, TAKEN_BACK_AT_ONCE)
    _tidy(database)


def _tidy(database: Database) -> None:
    more = True
    while more:
        with database.write() as connection:
            more = tidy(connection)


def _show(database: Database, plan: Plan, wanted: Preview) -> Imported:
    """Passes the commit point in one transaction, then makes the records visible in several."""
    with database.write() as connection:
        if bulk.staged(connection) != plan.made + len(plan.changes):
            raise Refused("import_disturbed")
        first, last = bulk.commit_import(connection)
    finish(database)
    created = len(plan.news.get(wanted.mapping.type, ()))
    title, opposite = wanted.source.path.name, tuple(_opposite(plan))
    return Imported(title, created, len(plan.changes), first, last, opposite)


def _opposite(plan: Plan) -> Iterator[Change]:
    for news in plan.news.values():
        for new in reversed(news):
            type = new.op.type
            yield Change(f"{type}.delete", {}, Delete(type, new.op.id))
    for change, before in zip(plan.changes, plan.befores, strict=True):
        old = {path: value_at(before.fields, path) for path in change.op.set}
        arguments = {
            name: _old(before.fields.get(name), value) for name, value in change.arguments.items()
        }
        op = Update(change.op.type, change.op.id, old)
        yield Change(change.name, arguments, op)


def _old(before: Value, now: Value) -> Value:
    """The previous values; of a map only the keys that changed, null for new ones."""
    return {key: (before or {}).get(key) for key in now} if isinstance(now, dict) else before


def _plan(
    connection: Connection,
    me: Me,
    clock: Clock,
    type: str,
    records: Sequence[Prepared],
    report: Report,
) -> Plan:
    """Plans the mutations, the same ones that a person's edits use."""
    plan, territories = Plan(), _Territories(connection, me)
    planner = _Planner(connection, me, clock.now_text(), clock.today().isoformat(), plan)
    ids = _ids(connection, type, records)
    if type == "contact":
        planner.customers(records, territories)
    for start in range(0, len(ids), AT_ONCE):
        report(len(ids), len(ids))  # so that it can be cancelled here, too
        some = ids[start : start + AT_ONCE]
        known = Rows(connection).several(type, some)
        for id, one in zip(some, records[start : start + AT_ONCE], strict=True):
            fields = territories.resolved(one.fields)
            if type == "contact":
                fields = {**fields, "customer": planner.customer_of[one.customer]}
            planner.add(type, id, fields, known.get(id))
    return plan


def _still_true(connection: Connection, plan: Plan) -> bool:
    """Whether the new records still do not exist, and the changed ones are as in the preview."""
    for type, news in plan.news.items():
        if bulk.taken(connection, type, [new.op.id for new in news]):
            return False
    rows = Rows(connection)
    return all(rows.get(before.type, before.id) == before for before in plan.befores)


def _ids(connection: Connection, type: str, records: Sequence[Prepared]) -> list[str]:
    """A record that was deleted since its last import comes back under a new id."""
    ids = [one.id for one in records]
    while gone := bulk.deleted(connection, type, ids):
        ids = [str(uuid5(AGAIN, id)) if id in gone else id for id in ids]
    return ids


class _Book:
    """Which rows are records of this profile: by the id they were exported with, else customers
    that read the same."""

    def __init__(self, connection: Connection, type: str) -> None:
        table = RECORDS[type]
        live = select(table.c.id).where(table.c.deleted == LIVE)
        self._ids = set(connection.execute(live).scalars())
        self._alike: dict[tuple[str, ...], str] = {}
        if type == "customer":
            told = live.add_columns(*(table.c[name] for name in TOLD_APART)).order_by(table.c.id)
            for id, *values in connection.execute(told):
                self._alike.setdefault(tuple(str(value or "") for value in values), id)
        self._rows: dict[str, int] = {}

    def checked(self, one: Prepared) -> Prepared:
        """Under the id it has here; refused where an earlier row was that record already."""
        if one.refusal is not None:
            return one
        id = next((id for id in (one.own, one.id) if id in self._ids), None)
        if id is None:
            said = tuple(str(one.fields.get(name) or "") for name in TOLD_APART)
            id = self._alike.get(said, one.id)
        before = self._rows.setdefault(id, one.row)
        if before != one.row:
            reason = Refusal(DUPLICATE, "name", f"{one.fields.get('name')} ({before})")
            return replace(one, refusal=reason)
        return replace(one, id=id)


class _Territories:
    """The territories this person works in, by id and by name; their own is the first."""

    def __init__(self, connection: Connection, me: Me) -> None:
        table = RECORDS["territory"]
        works = {part.removeprefix("terr:") for part in me.scope.works if part.startswith("terr:")}
        rows = connection.execute(select(table.c.id, table.c.name).where(table.c.deleted == LIVE))
        self._ids: dict[str, str] = {}
        for id, name in rows:
            if id in works:
                self._ids |= {id: id, str(name): id}
        own = me.scope.territories
        self.own = own[0] if own else (min(works) if len(works) == 1 else None)

    def checked(self, one: Prepared) -> Prepared:
        told = one.fields.get("territory")
        if told is None or told in self._ids:
            return one
        return replace(one, refusal=Refusal(UNKNOWN_TERRITORY, "territory", str(told)))

    def resolved(self, fields: dict[str, Value]) -> dict[str, Value]:
        told = fields.get("territory")
        return {**fields, "territory": self._ids[told]} if told is not None else fields


class _Reader:
    """Rows of one transaction, each read once, and the records that are about to be."""

    def __init__(self, connection: Connection) -> None:
        self._rows = Rows(connection)
        self._known: dict[tuple[str, str], Record | None] = {}

    def get(self, type: str, id: str) -> Record | None:
        if (type, id) not in self._known:
            self._known[type, id] = self._rows.get(type, id)
        return self._known[type, id]

    def find(self, type: str, field: str, value: Value) -> list[Record]:
        return self._rows.find(type, field, value)

    def remember(self, record: Record) -> None:
        self._known[record.type, record.id] = record


class _Planner:
    """Turns prepared records into changes."""

    def __init__(self, connection: Connection, me: Me, at: str, today: str, plan: Plan) -> None:
        self._connection, self._plan = connection, plan
        self._reader = _Reader(connection)
        self._context = Context(me.scope.actor, self._reader, at, today)
        self.customer_of: dict[str, str] = {}

    def add(self, type: str, id: str, fields: dict[str, Value], known: Record | None) -> None:
        if known is None:
            self._create(type, id, fields)
        else:
            self._edit(known, fields)

    def customers(self, records: Sequence[Prepared], territories: _Territories) -> None:
        """The customers that contacts name: found by their exact name, else made as prospects."""
        names = list(dict.fromkeys(one.customer for one in records))
        table = RECORDS["customer"]
        for some in slices(names):
            found = self._connection.execute(
                select(table.c.name, table.c.id)
                .where(table.c.name.in_(some), table.c.deleted == LIVE)
                .order_by(table.c.id.desc())
            )
            self.customer_of.update((name, id) for name, id in found)
        for name in names:
            if name not in self.customer_of:
                id = str(uuid5(AGAIN, f"{territories.own} {name}"))
                self.customer_of[name] = id
                known = Rows(self._connection).get("customer", id)
                self.add("customer", id, {"name": name}, known)

    def _create(self, type: str, id: str, fields: dict[str, Value]) -> None:
        wanted = mutation(f"{type}.create")
        arguments = wanted.check(id, fields)
        (op,) = wanted.run(self._context, id, arguments)
        assert isinstance(op, Insert)
        part = self._part(op)
        self._plan.news.setdefault(type, []).append(New(wanted.name, arguments, op, part))
        if type == "customer":
            self._reader.remember(Record(type, id, op.set, part))

    def _part(self, op: Insert) -> str:
        if op.type == "customer":
            return f"terr:{op.set['territory']}"
        parent = self._reader.get("customer", str(op.set["customer"]))
        return parent.part if parent else ""

    def _edit(self, known: Record, fields: dict[str, Value]) -> None:
        """Only what differs; whose customer a record is stays as it is here."""
        wanted = mutation(f"{known.type}.edit")
        told = {name: value for name, value in fields.items() if _differs(known, name, value)}
        told.pop("territory", None)
        told.pop("customer", None)
        if not told:
            self._plan.unchanged += 1
            return
        arguments = wanted.check(known.id, told)
        self._reader.remember(known)
        (op,) = wanted.run(self._context, known.id, arguments)
        assert isinstance(op, Update)
        self._plan.changes.append(Change(wanted.name, arguments, op))
        self._plan.befores.append(known)


def _differs(known: Record, name: str, value: Value) -> bool:
    before = known.fields.get(name)
    if isinstance(value, dict):
        return any((before or {}).get(key) != told for key, told in value.items())
    return bool(before != value)
