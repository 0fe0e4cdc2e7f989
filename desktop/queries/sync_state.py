"""What has not reached the centre, what came back, and what two people disagree on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)

from desktop.store import state
from desktop.store.entry_state import EntryState
from desktop.store.tables import LIVE, OURS, OUTBOX, RECORDS, REFUSED, UNDECIDED
from sync.catalogue import CATALOGUE, Type
from sync.catalogue.states import ConflictState
from sync.wire import REFUSALS


@dataclass(frozen=True, slots=True)
class Item:
    """A change in the queue: the use case, the record's name, and what it sets.

    `status` is an EntryState or, of a refused one, a Status (sync/wire.py), with the reason.
    """

    key: int
    name: str
    record: str
    title: str
    at: str
    status: str
    arguments: Mapping[str, Any]
    before: Mapping[str, Any]
    problem: str = ""
    rule: str = ""
    facts: Mapping[str, Any] | None = None

    @property
    def is_refused(self) -> bool:
        return self.status in REFUSALS


@dataclass(frozen=True, slots=True)
class Clash:
    """`theirs` stands, `mine` is kept beside it; of one field unless there is a `kind`.

    `kind` is "" | deleted | proposal | duplicate (sync/README.md, section 6); of those `field` is
    "*", and `mine` is what was written, {path: value}.
    """

    key: int
    id: str
    type: str
    record: str
    title: str
    field: str
    base: Any
    mine: Any
    theirs: Any
    author: str
    author_name: str
    authored_at: str
    stood_by: str
    stood_by_name: str
    stood_at: str
    pending: int
    kind: str = ""
    other: str = ""
    other_title: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    name: str
    enrolled_at: str
    revoked: bool
    is_this: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """With whom this laptop exchanges, and how far they are in step.

    `heard_at`: as of when the centre is known to have had what this laptop had sent, whatever the
    way it was told. `restored`: a stick told that the centre lost what this laptop must write onto
    another one.
    """

    server: str
    company: str
    user: str
    device: str
    last_sync_at: str | None
    cursor: int
    heard_at: str | None
    hub: str
    restored: bool = False


def _shown_state() -> ColumnElement[str]:
    """What waits for another device to bring what it hangs on waits like anything else."""
    return case(
        (OUTBOX.c.state == EntryState.DEFERRED, EntryState.WAITING.value), else_=OUTBOX.c.state
    )


def waiting(connection: Connection, limit: int = 1_000) -> list[Item]:
    """Unsent changes, the oldest first."""
    c = OUTBOX.c
    statement = (
        select(c.key, c.name, c.record, _title(OUTBOX), c.at, _shown_state(), c.arguments, c.was)
        .where(OURS)
        .order_by(c.key)
        .limit(limit)
    )
    return [
        Item(key, name, record, title or "", at, status, json.loads(arguments), _first(was))
        for key, name, record, title, at, status, arguments, was in connection.execute(statement)
    ]


def refused(connection: Connection) -> list[Item]:
    """What the centre would not take and nobody has given up, the newest first."""
    c = REFUSED.c
    statement = (
        select(
            c.key, c.name, c.record, _title(REFUSED), c.at, c.status, c.arguments,
            c.problem, c.rule, c.facts,
        )
        .where(UNDECIDED)
        .order_by(c.key.desc())
    )  # fmt: skip
    return [
        Item(
            row.key, row.name, row.record, row[3] or "", row.at, row.status,
            json.loads(row.arguments), {}, row.problem, row.rule or "", json.loads(row.facts),
        )
        for row in connection.execute(statement)
    ]  # fmt: skip


def clashes(connection: Connection, record: str | None = None) -> list[Clash]:
    """Open conflicts, those of one record (of a pair: either of them) or all, the oldest first."""
    asked, c = _clashes(), RECORDS["conflict"].c
    if record is not None:
        asked = asked.where((c.record == record) | (c.other == record))
    return [_clash(row) for row in connection.execute(asked)]


@cache
def _clashes() -> Select[Any]:
    c, person = RECORDS["conflict"].c, RECORDS["person"].c
    author = select(person.name).where(person.id == c.author).scalar_subquery()
    stood = select(person.name).where(person.id == c.stood_by).scalar_subquery()
    customer = RECORDS["customer"].c
    here = (customer.id == c.other, customer.deleted == LIVE)
    other = select(customer.name).where(*here).scalar_subquery()
    return (
        select(
            RECORDS["conflict"],
            author.label("who"),
            stood.label("whom"),
            other.label("other_name"),
            _named(c.type, c.record),
        )
        .where(c.state == ConflictState.OPEN, c.deleted == LIVE)
        .order_by(c.authored_at, c.key)
    )  # fmt: skip


def _clash(row: Any) -> Clash:
    value = CATALOGUE["conflict"].field("mine").from_sql
    theirs = value(row.theirs)
    gone = str(theirs.get("name") or "") if row.kind == "deleted" and theirs else ""
    return Clash(
        row.key, row.id, row.type, row.record, row[-1] or gone, row.field,
        value(row.base), value(row.mine), theirs,
        row.author or "", row.who or "", row.authored_at or "",
        row.stood_by or "", row.whom or "", row.stood_at or "", row.pending,
        row.kind or "", row.other or "", row.other_name or "",
    )  # fmt: skip


def devices(connection: Connection, person: str) -> list[Device]:
    """The person's devices, this one first."""
    c, this = RECORDS["device"].c, state.get(connection, "device", "")
    statement = (
        select(c.id, c.name, c.enrolled_at, c.revoked)
        .where(c.person == person, c.deleted == LIVE)
        .order_by((c.id == this).desc(), c.enrolled_at.desc())
    )
    return [
        Device(id, name or id, at or "", bool(revoked), id == this)
        for id, name, at, revoked in connection.execute(statement)
    ]


def exchange(connection: Connection) -> Exchange:
    known = state.everything(connection)
    return Exchange(
        known.get("server", ""),
        known.get("company", ""),
        known.get("user", ""),
        known.get("device", ""),
        known.get("last_sync_at"),
        known.get("cursor", 0),
        max(known.get("last_sync_at") or "", known.get("heard_at") or "") or None,
        known.get("hub_address", ""),
        "restored" in known,
    )


def stored(connection: Connection) -> list[tuple[str, int]]:
    """How many live records of each type this laptop holds, the most first."""
    counts = [
        select(literal(name).label("type"), func.count().label("number"))
        .select_from(table)
        .where(table.c.deleted == LIVE)
        for name, table in RECORDS.items()
    ]
    whole = union_all(*counts).subquery()
    rows = connection.execute(
        select(whole.c.type, whole.c.number)
        .where(whole.c.number > 0)
        .order_by(whole.c.number.desc())
    )
    return [(row.type, row.number) for row in rows]


def store_size(connection: Connection) -> int:
    """Bytes of the store's pages."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    return int(pages) * int(size)


def written_as(type: str, field: str, text: str) -> Any:
    """What a person typed, as the value of that field; raises BadValue."""
    definition = CATALOGUE[type].field(field)
    if not text.strip():
        return None
    if definition.type is Type.INTEGER and text.strip().lstrip("-").isdigit():
        return int(text)
    if definition.type is Type.BOOLEAN:
        return text == "true"
    return CATALOGUE[type].check(field, text.strip())


def _first(was: str) -> Mapping[str, Any]:
    """The values a change replaces, of the record it was made on."""
    replaced = json.loads(was or "{}")
    return next(iter(replaced.values()), {})


def _title(entry: Table) -> Any:
    """The name a person knows the touched record by."""
    c = entry.c
    verb = func.substr(c.name, 1, func.instr(c.name, ".") - 1)
    request = RECORDS["approval_request"].c
    clash = RECORDS["conflict"].c
    decided = select(request.title).where(request.id == _argument(c, "request")).scalar_subquery()
    torn = select(_named(clash.type, clash.record)).where(clash.id == c.record).scalar_subquery()
    known = case(
        (c.name == "approval.decide", decided),
        (verb == "conflict", torn),
        (verb == "approval", _named(literal("approval_request"), c.record)),
        (verb == "plan", _named(literal("plan_item"), c.record)),
        (verb == "route", _named(literal("route_template"), c.record)),
        else_=_named(verb, c.record),
    )
    customer = _named(literal("customer"), _argument(c, "customer"))
    return func.coalesce(known, customer, _argument(c, "name"), _argument(c, "title"), "")


def _argument(c: Any, name: str) -> Any:
    return func.json_extract(c.arguments, f"$.{name}")


def _named(type: Any, id: Any) -> Any:
    """The name of a record of that type: its own, or its customer's."""
    own = {
        "customer": "name", "contact": "name", "site": "name", "route_template": "name",
        "approval_request": "title", "attachment": "name", "product": "name", "report": "date",
    }  # fmt: skip
    whens = []
    for name, field in own.items():
        table = RECORDS[name]
        called = select(cast(table.c[field], String)).where(table.c.id == id)
        whens.append((type == name, called.scalar_subquery()))
    customer = RECORDS["customer"].c
    for name in ("visit", "plan_item"):
        table = RECORDS[name]
        called = (
            select(cast(customer.name, String))
            .join(table, table.c.customer == customer.id)
            .where(table.c.id == id)
        )
        whens.append((type == name, called.scalar_subquery()))
    return case(*whens, else_=None)
