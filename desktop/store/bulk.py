"""Many changes at once: new records wait out of sight until all are there, then appear together.

The single change goes through `outbox.Outbox`; here the same rows, entries, touches and shadows are
written many to a statement. New records are staged in short transactions (nobody sees them: their
`deleted` is IMPORTING, their entries are `staged`); `appear` shows them all in one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store.outbox import Outbox, encode_ops
from desktop.store.rows import applied, index, slices, unindex
from desktop.store.tables import (
    DELETED,
    IMPORTING,
    LIVE,
    OUTBOX,
    RECORDS,
    SEARCHED,
    SHADOW,
    TOUCH,
)
from sync.catalogue import CATALOGUE, Value, canonical
from sync.catalogue.columns import fields_of, row_of
from sync.mutations.model import Delete, Insert, Record, Update, value_at

OF_TYPE = "substr(name, 1, instr(name, '.') - 1)"


@dataclass(frozen=True, slots=True)
class New:
    """A record to be: the change that makes it, and where it will live."""

    name: str
    arguments: dict[str, Value]
    op: Insert
    part: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a record that everybody sees already."""

    name: str
    arguments: dict[str, Value]
    op: Update | Delete


def existing(connection: Connection, type: str, ids: Iterable[str]) -> dict[str, Record]:
    """Those of the records that are here, deleted ones too."""
    table, found = RECORDS[type], {}
    for some in slices(ids):
        rows = connection.execute(
            select(table).where(table.c.id.in_(some), table.c.deleted <= DELETED)
        )
        for row in rows.mappings():
            fields = fields_of(CATALOGUE[type], dict(row))
            found[row["id"]] = Record(
                type, row["id"], fields, row["part"], row["ver"], row["deleted"] == DELETED
            )
    return found


def stage(connection: Connection, news: Sequence[New], at: str) -> None:
    """Writes new records and their entries, unseen; all of one type."""
    if not news:
        return
    type = news[0].op.type
    rows = [
        {
            "id": new.op.id,
            "part": new.part,
            "ver": 0,
            "deleted": IMPORTING,
            "pending": 1,
            **row_of(CATALOGUE[type], new.op.set),
        }
        for new in news
    ]
    connection.execute(insert(RECORDS[type]), rows)
    entries = [_entry(new.name, new.arguments, new.op, at, None) for new in news]
    connection.execute(insert(OUTBOX), entries)
    if type in SEARCHED:
        index(connection, type, [new.op.id for new in news])


def staged(connection: Connection) -> int:
    """How many new records wait to appear."""
    statement = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state == "staged")
    return int(connection.execute(statement).scalar_one())


def appear(connection: Connection, types: Iterable[str]) -> tuple[int, int]:
    """Shows what was staged and lets it be sent; the keys of the first and last entry."""
    for type in types:
        table = RECORDS[type]
        connection.execute(update(table).where(table.c.deleted == IMPORTING).values(deleted=LIVE))
    connection.execute(
        text(
            f"INSERT OR IGNORE INTO shadow (type, id, fields, part, ver, deleted) "
            f"SELECT {OF_TYPE}, record, NULL, '', 0, 0 FROM outbox "
            "WHERE state = 'staged' AND name LIKE '%.create'"
        )
    )
    return _let_go(connection)


def change(connection: Connection, changes: Sequence[Change], at: str) -> tuple[int, int]:
    """Applies many changes to records that are seen; the keys of the first and last entry."""
    by_type: dict[str, dict[str, Change]] = {}
    for one in changes:
        by_type.setdefault(one.op.type, {})[one.op.id] = one
    for type, wanted in by_type.items():
        for ids in slices(wanted):
            before = existing(connection, type, ids)
            _change_some(connection, type, [(wanted[id], before[id]) for id in before], at)
    return _let_go(connection)


def withdraw(connection: Connection, first: int, last: int) -> bool:
    """Takes a whole range of unsent entries back; False, and nothing done, where it cannot be."""
    mine = OUTBOX.c.key.between(first, last)
    states = set(connection.scalars(select(OUTBOX.c.state).where(mine).distinct()))
    count = connection.execute(select(func.count()).select_from(OUTBOX).where(mine)).scalar_one()
    if states != {"waiting"} or count != last - first + 1 or _built_upon(connection, first, last):
        return False
    touched = connection.execute(
        select(OUTBOX.c.name, OUTBOX.c.record).where(mine).order_by(OUTBOX.c.key)
    ).all()
    connection.execute(delete(TOUCH).where(TOUCH.c.entry.between(first, last)))
    connection.execute(delete(OUTBOX).where(mine))
    box = Outbox(connection)
    made: dict[str, list[str]] = {}
    for name, id in touched:
        type, _, verb = name.partition(".")
        if verb == "create":
            made.setdefault(type, []).append(id)
        else:
            box.redraw(type, id)
    for type, ids in made.items():
        _erase(connection, type, ids)
    return True


def forget_some(connection: Connection, most: int) -> int:
    """Takes away up to so many staged records of a broken-off import; how many there were."""
    entries = connection.execute(
        select(OUTBOX.c.key, OUTBOX.c.name, OUTBOX.c.record)
        .where(OUTBOX.c.state == "staged")
        .order_by(OUTBOX.c.key)
        .limit(most)
    ).all()
    made: dict[str, list[str]] = {}
    for _, name, id in entries:
        made.setdefault(name.partition(".")[0], []).append(id)
    for type, ids in made.items():
        _erase(connection, type, ids)
    if entries:
        connection.execute(
            delete(OUTBOX).where(OUTBOX.c.state == "staged", OUTBOX.c.key <= entries[-1].key)
        )
    return len(entries)


def _let_go(connection: Connection) -> tuple[int, int]:
    connection.execute(
        text(
            f"INSERT OR IGNORE INTO touch (type, id, entry) SELECT {OF_TYPE}, record, key "
            "FROM outbox WHERE state = 'staged'"
        )
    )
    waiting = OUTBOX.c.state == "staged"
    first, last = connection.execute(
        select(func.min(OUTBOX.c.key), func.max(OUTBOX.c.key)).where(waiting)
    ).one()
    connection.execute(update(OUTBOX).where(waiting).values(state="waiting"))
    return first or 0, last or 0


def _change_some(
    connection: Connection, type: str, pairs: Sequence[tuple[Change, Record]], at: str
) -> None:
    """The shadow first, then the entry, then the row and its search entry."""
    if not pairs:
        return
    shadows = [
        {
            "type": type,
            "id": before.id,
            "fields": canonical(dict(before.fields)),
            "part": before.part,
            "ver": before.ver,
            "deleted": int(before.deleted),
        }
        for _, before in pairs
    ]
    connection.execute(insert(SHADOW).on_conflict_do_nothing(), shadows)
    connection.execute(
        insert(OUTBOX), [_entry(one.name, one.arguments, one.op, at, old) for one, old in pairs]
    )
    table = RECORDS[type]
    names = (*CATALOGUE[type].names, "deleted")
    statement = (
        update(table)
        .where(table.c.id == bindparam("_id"))
        .values(pending=table.c.pending + 1, **{name: bindparam(f"v_{name}") for name in names})
    )
    connection.execute(statement, [_row_after(one, before) for one, before in pairs])
    if type in SEARCHED:
        index(connection, type, [before.id for _, before in pairs])


def _row_after(change: Change, before: Record) -> dict[str, Any]:
    gone = isinstance(change.op, Delete)
    after = before if gone else applied(before, change.op.set)
    values = row_of(CATALOGUE[before.type], after.fields)
    row: dict[str, Any] = {f"v_{name}": value for name, value in values.items()}
    return {**row, "v_deleted": DELETED if gone else int(before.deleted), "_id": before.id}


def _entry(
    name: str,
    arguments: dict[str, Value],
    op: Insert | Update | Delete,
    at: str,
    before: Record | None,
) -> dict[str, Any]:
    base, was = {}, {}
    if before is not None:
        base[f"{op.type}/{op.id}"] = before.ver
        was[f"{op.type}/{op.id}"] = {path: value_at(before.fields, path) for path in op.set}
    return {
        "name": name,
        "record": op.id,
        "arguments": canonical(arguments),
        "ops": encode_ops([op]),
        "base": canonical(base),
        "was": canonical(was),
        "at": at,
        "state": "staged",
    }


def _erase(connection: Connection, type: str, ids: Sequence[str]) -> None:
    """Rows that nobody but this laptop has, with all that belongs to them."""
    table = RECORDS[type]
    for some in slices(ids):
        if type in SEARCHED:
            keys = connection.scalars(select(table.c.key).where(table.c.id.in_(some))).all()
            unindex(connection, type, keys)
        connection.execute(delete(table).where(table.c.id.in_(some)))
        connection.execute(delete(SHADOW).where(SHADOW.c.type == type, SHADOW.c.id.in_(some)))


def _built_upon(connection: Connection, first: int, last: int) -> bool:
    """Whether a later change touches one of these records."""
    mine = select(TOUCH.c.type, TOUCH.c.id).where(TOUCH.c.entry.between(first, last)).subquery()
    later = select(TOUCH.c.entry).join(
        mine, (TOUCH.c.type == mine.c.type) & (TOUCH.c.id == mine.c.id)
    )
    return connection.execute(later.where(TOUCH.c.entry > last).limit(1)).first() is not None
