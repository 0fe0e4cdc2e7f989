"""The sum of everything held here, to be compared with the centre's (sync/digest.py).

Worked out from the rows themselves: triggers write down which rows changed, whoever changed them,
and before a comparison those are counted again. What counts is what the centre confirmed: the
shadow of a row with unsent changes, the row itself otherwise.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, tuple_, update

from desktop.store import state
from desktop.store.database import Database
from desktop.store.rows import slices
from desktop.store.tables import DIRTY, ERASED, LIVE, RECORDS, SHADOW
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import fields_of
from sync.digest import MODULUS, number_text, record_number, signed, weight
from sync.mutations.model import Record

AT_ONCE = 400  # rows counted in one transaction, about 20 ms
TOTAL = "digest"


def watch(execute: Callable[[str], object]) -> None:
    for sql in triggers().values():
        execute(sql)


def unwatch(execute: Callable[[str], object]) -> None:
    for name in triggers():
        execute(f"DROP TRIGGER IF EXISTS {name}")


def triggers() -> Mapping[str, str]:
    """By name. What only counts the rows again leaves no mark."""

    def mark(type: str, id: str) -> str:  # within an upsert OR IGNORE is not heeded
        known = f"SELECT 1 FROM dirty WHERE type = {type} AND id = {id}"
        return f"BEGIN INSERT INTO dirty SELECT {type}, {id} WHERE NOT EXISTS ({known}); END"

    made: dict[str, str] = {}
    for name in RECORDS:
        seen = mark(f"'{name}'", "NEW.id")
        made[f"{name}_added"] = (
            f"CREATE TRIGGER {name}_added AFTER INSERT ON {name} WHEN NEW.ver > 0 {seen}"
        )
        made[f"{name}_changed"] = (
            f"CREATE TRIGGER {name}_changed AFTER UPDATE ON {name} "
            f"WHEN NEW.digest = OLD.digest AND (NEW.ver > 0 OR OLD.ver > 0) {seen}"
        )
        made[f"{name}_erased"] = (
            f"CREATE TRIGGER {name}_erased AFTER DELETE ON {name} WHEN OLD.digest != 0 "
            "BEGIN INSERT INTO erased(digest) VALUES (OLD.digest); END"
        )
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        name = f"shadow_{event.lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} AFTER {event} ON shadow WHEN {row}.ver > 0 "
            f"{mark(f'{row}.type', f'{row}.id')}"
        )
    return made


def count_all(connection: Connection) -> None:
    """Everything is to be counted anew."""
    connection.execute(delete(ERASED))
    state.put(connection, TOTAL, 0)
    for name, table in RECORDS.items():
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO dirty(type, id) SELECT '{name}', id FROM {name} WHERE ver > 0"
        )
        connection.execute(update(table).where(table.c.digest != 0).values(digest=0))


def counted(database: Database) -> str:
    """The one number of what the centre confirmed, 16 hexadecimal digits."""
    while True:
        with database.read() as connection:
            some = connection.execute(select(DIRTY.c.type, DIRTY.c.id).limit(AT_ONCE)).all()
            erased = connection.execute(select(func.count()).select_from(ERASED)).scalar_one()
            total = state.get(connection, TOTAL, 0)
        if not some and not erased:
            return number_text(total)
        with database.write() as connection:
            _count(connection, [(type, id) for type, id in some])


def confirmed(connection: Connection, names: Collection[tuple[str, str]]) -> Iterator[Record]:
    """What the centre confirmed of these rows, as far as it is live."""
    for type in dict.fromkeys(type for type, _ in names):
        for some in slices(id for kind, id in names if kind == type):
            rows = connection.execute(select(RECORDS[type]).where(RECORDS[type].c.id.in_(some)))
            where = (SHADOW.c.type == type) & SHADOW.c.id.in_(some)
            shadows = connection.execute(select(SHADOW).where(where))
            yield from _confirmed(type, rows.mappings(), shadows.mappings())


def everything(connection: Connection) -> Iterator[Record]:
    """All that the centre confirmed and that is live, from the rows."""
    for type, table in RECORDS.items():
        shadows = connection.execute(select(SHADOW).where(SHADOW.c.type == type)).mappings()
        rows = connection.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings()
        yield from _confirmed(type, rows, shadows)


def _confirmed(type: str, rows: Iterable[Any], shadows: Iterable[Any]) -> Iterator[Record]:
    under = {row["id"]: row for row in shadows}
    for row in rows:
        shadow = under.pop(row["id"], None)
        if shadow is None and row["deleted"] == LIVE and row["ver"] > 0:
            fields = fields_of(CATALOGUE[type], row)
            yield Record(type, row["id"], fields, row["part"], row["ver"])
        elif shadow is not None:
            yield from _of_shadow(type, shadow)
    for shadow in under.values():
        yield from _of_shadow(type, shadow)


def _of_shadow(type: str, shadow: Any) -> Iterator[Record]:
    if shadow["fields"] is not None and shadow["deleted"] == LIVE and shadow["ver"] > 0:
        fields = json.loads(shadow["fields"])
        yield Record(type, shadow["id"], fields, shadow["part"], shadow["ver"])


def number_of(record: Record) -> int:
    return record_number(record.type, record.id, record.ver, record.fields)


def weighted(record: Record) -> int:
    """What the record adds to the one number, as the database holds it."""
    return signed(number_of(record) * weight(record.part))


def _count(connection: Connection, names: list[tuple[str, str]]) -> None:
    gone = connection.scalars(select(ERASED.c.digest)).all()
    connection.execute(delete(ERASED))
    change = -sum(gone)
    now = {(each.type, each.id): weighted(each) for each in confirmed(connection, names)}
    for type in dict.fromkeys(type for type, _ in names):
        table = RECORDS[type]
        new = []
        for some in slices(id for kind, id in names if kind == type):
            columns = select(table.c.key, table.c.id, table.c.digest)
            for key, id, before in connection.execute(columns.where(table.c.id.in_(some))):
                after = now.get((type, id), 0)
                if after != before:
                    change += after - before
                    new.append({"_key": key, "_digest": after})
        if new:
            statement = update(table).where(table.c.key == bindparam("_key"))
            connection.execute(statement.values(digest=bindparam("_digest")), new)
    for pairs in slices(names):
        connection.execute(delete(DIRTY).where(tuple_(DIRTY.c.type, DIRTY.c.id).in_(pairs)))
    total = state.get(connection, TOTAL, 0)
    state.put(connection, TOTAL, (total + change) % MODULUS)
