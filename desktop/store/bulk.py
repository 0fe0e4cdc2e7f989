"""Many changes at once: new records wait out of sight until all are there, then appear.

The single change goes through `outbox.Outbox`; here the same rows, entries, touches and shadows are
written many to a statement. New records are staged in short transactions (nobody sees them: their
`deleted` is IMPORTING, their entries are `staged`). `decide` is the moment from which all of them
will appear; `appear` then shows them a few at a time, so that no other writer waits, and goes on
after a crash.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import ledger, search, state
from desktop.store.database import Database
from desktop.store.outbox import Outbox, encode_ops
from desktop.store.rows import Rows, applied, index, slices
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
from sync.catalogue.columns import row_of
from sync.mutations.model import Delete, Insert, Record, Update, value_at

NOTHING = "{}"
PAGES_IN_LOG = 25_000  # about 100 MB
CACHE_KIB = 96 << 10
OF_TYPE = "substr(name, 1, instr(name, '.') - 1)"


DECIDED = "import_decided"
THESE = "state = 'staged' AND key BETWEEN :first AND :last"


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


@contextmanager
def roomy(database: Database) -> Iterator[None]:
    """For a long import: pages are not copied out of the log again and again, nor read twice."""
    wanted = {"wal_autocheckpoint": PAGES_IN_LOG, "cache_size": -CACHE_KIB}
    with database.write() as connection:
        usual = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
        _set(connection, wanted)
    try:
        yield
    finally:
        with database.write() as connection:
            _set(connection, usual)


def _set(connection: Connection, pragmas: Mapping[str, int]) -> None:
    for name, value in pragmas.items():
        connection.exec_driver_sql(f"PRAGMA {name} = {value}")


def deleted(connection: Connection, type: str, ids: Iterable[str]) -> set[str]:
    """Those of the ids whose records were deleted."""
    table, found = RECORDS[type], set[str]()
    for some in slices(ids):
        gone = select(table.c.id).where(table.c.id.in_(some), table.c.deleted == DELETED)
        found.update(connection.scalars(gone))
    return found


def taken(connection: Connection, type: str, ids: Iterable[str]) -> bool:
    """Whether any record has one of these ids, seen or not."""
    table = RECORDS[type]
    return any(
        connection.execute(select(table.c.key).where(table.c.id.in_(some)).limit(1)).first()
        for some in slices(ids)
    )


class Batch:
    """New records of one type, made ready before the transaction that writes them."""

    def __init__(self, news: Sequence[New], at: str) -> None:
        self._type = type = news[0].op.type
        record = CATALOGUE[type]
        used = {name for new in news for name in new.op.set}
        fields = [field for field in record.fields if field.name in used]
        names = ("key", "id", "part", "ver", "deleted", "pending", *(f.name for f in fields))
        self._rows = _insert_into(type, names)
        self._values = [
            (
                new.op.id,
                new.part,
                0,
                IMPORTING,
                1,
                *(f.to_sql(new.op.set.get(f.name)) for f in fields),
            )
            for new in news
        ]
        entries = [_entry(new.name, new.arguments, new.op, at, None) for new in news]
        self._entries = [tuple(entry.values()) for entry in entries]
        self._outbox = _insert_into("outbox", entries[0])
        self._words = [search.entry(new.op.set, record.search) for new in news]

    def stage(self, connection: Connection) -> None:
        """Writes them and their entries, unseen."""
        newest = connection.exec_driver_sql(f"SELECT max(key) FROM {self._type}").scalar() or 0
        keys = range(newest + 1, newest + 1 + len(self._values))
        rows = [(key, *values) for key, values in zip(keys, self._values, strict=True)]
        connection.exec_driver_sql(self._rows, rows)
        connection.exec_driver_sql(self._outbox, self._entries)
        if self._type in SEARCHED:
            words = [(key, *words) for key, words in zip(keys, self._words, strict=True)]
            connection.exec_driver_sql(
                _insert_into(f"{self._type}_fts", ("rowid", "words", "grams")), words
            )


def _insert_into(table: str, names: Iterable[str]) -> str:
    columns = [f'"{name}"' for name in names]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def staged(connection: Connection) -> int:
    """How many new records wait to appear."""
    statement = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state == "staged")
    return int(connection.execute(statement).scalar_one())


def decide(connection: Connection) -> tuple[int, int]:
    """From now on what was staged will appear, whatever happens; its first and last entry."""
    waiting = OUTBOX.c.state == "staged"
    first, last = connection.execute(
        select(func.min(OUTBOX.c.key), func.max(OUTBOX.c.key)).where(waiting)
    ).one()
    state.put(connection, DECIDED, True)
    return first or 0, last or 0


def decided(connection: Connection) -> bool:
    """Whether an import was decided on and has not wholly appeared yet."""
    return bool(state.get(connection, DECIDED, False))


def appear(connection: Connection, most: int) -> bool:
    """Shows up to so many staged records and lets them be sent; False when none were left."""
    keys = connection.scalars(
        select(OUTBOX.c.key).where(OUTBOX.c.state == "staged").order_by(OUTBOX.c.key).limit(most)
    ).all()
    if not keys:
        state.forget(connection, DECIDED)
        return False
    some = {"first": keys[0], "last": keys[-1]}
    for type in ("customer", "contact"):
        connection.execute(
            text(
                f"UPDATE {type} SET deleted = {LIVE} WHERE deleted = {IMPORTING} AND id IN "
                f"(SELECT record FROM outbox WHERE name = '{type}.create' AND {THESE})"
            ),
            some,
        )
    connection.execute(
        text(
            f"INSERT OR IGNORE INTO shadow (type, id, fields, part, ver, deleted) "
            f"SELECT {OF_TYPE}, record, NULL, '', 0, 0 FROM outbox "
            f"WHERE name LIKE '%.create' AND {THESE}"
        ),
        some,
    )
    connection.execute(
        text(
            f"INSERT OR IGNORE INTO touch (type, id, entry) SELECT {OF_TYPE}, record, key "
            f"FROM outbox WHERE {THESE}"
        ),
        some,
    )
    connection.execute(text(f"UPDATE outbox SET state = 'waiting' WHERE {THESE}"), some)
    return True


def change(connection: Connection, changes: Sequence[Change], at: str) -> tuple[int, int]:
    """Applies many changes to records that are seen; the keys of the first and last entry."""
    newest = connection.execute(select(func.max(OUTBOX.c.key))).scalar() or 0
    by_type: dict[str, dict[str, Change]] = {}
    for one in changes:
        by_type.setdefault(one.op.type, {})[one.op.id] = one
    for type, wanted in by_type.items():
        for ids in slices(wanted):
            before = Rows(connection).several(type, ids)
            _change_some(connection, type, [(wanted[id], before[id]) for id in before], at)
    return _let_go(connection, newest)


def withdraw(connection: Connection, first: int, last: int) -> bool:
    """Takes a whole range of unsent entries back; False, and nothing done, where it cannot be."""
    mine = OUTBOX.c.key.between(first, last)
    states = set(connection.scalars(select(OUTBOX.c.state).where(mine).distinct()))
    count = connection.execute(select(func.count()).select_from(OUTBOX).where(mine)).scalar_one()
    if states != {"waiting"} or count != last - first + 1 or _built_upon(connection, first, last):
        return False
    edited = connection.execute(
        select(OUTBOX.c.name, OUTBOX.c.record).where(mine, OUTBOX.c.name.not_like("%.create"))
    ).all()
    _erase(connection, first, last)
    ledger.withdrawn(connection, first, last)
    connection.execute(delete(TOUCH).where(TOUCH.c.entry.between(first, last)))
    connection.execute(delete(OUTBOX).where(mine))
    box = Outbox(connection)
    for name, id in edited:
        box.redraw(name.partition(".")[0], id)
    return True


def forget_some(connection: Connection, most: int) -> bool:
    """Takes away up to so many staged records of a broken-off import; False when none were left."""
    keys = connection.scalars(
        select(OUTBOX.c.key).where(OUTBOX.c.state == "staged").order_by(OUTBOX.c.key).limit(most)
    ).all()
    if not keys:
        return False
    _erase(connection, keys[0], keys[-1])
    connection.execute(
        delete(OUTBOX).where(OUTBOX.c.state == "staged", OUTBOX.c.key.between(keys[0], keys[-1]))
    )
    return True


def _let_go(connection: Connection, after: int) -> tuple[int, int]:
    """The entries that are newer than `after` may be sent; the keys of the first and last."""
    connection.execute(
        text(
            f"INSERT OR IGNORE INTO touch (type, id, entry) SELECT {OF_TYPE}, record, key "
            "FROM outbox WHERE state = 'staged' AND key > :after"
        ),
        {"after": after},
    )
    ours = (OUTBOX.c.state == "staged") & (OUTBOX.c.key > after)
    first, last = connection.execute(
        select(func.min(OUTBOX.c.key), func.max(OUTBOX.c.key)).where(ours)
    ).one()
    connection.execute(update(OUTBOX).where(ours).values(state="waiting"))
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
    base, was = NOTHING, NOTHING
    if before is not None:
        name_of = f"{op.type}/{op.id}"
        base = canonical({name_of: before.ver})
        was = canonical({name_of: {path: value_at(before.fields, path) for path in op.set}})
    return {
        "name": name,
        "record": op.id,
        "arguments": canonical(arguments),
        "ops": encode_ops([op]),
        "base": base,
        "was": was,
        "at": at,
        "state": "staged",
    }


def _erase(connection: Connection, first: int, last: int) -> None:
    """The rows that entries of this range made, which nobody but this laptop has."""
    types = connection.scalars(
        text(
            f"SELECT DISTINCT {OF_TYPE} FROM outbox "
            "WHERE key BETWEEN :first AND :last AND name LIKE '%.create'"
        ),
        {"first": first, "last": last},
    ).all()
    for type in types:
        ids = f"SELECT record FROM outbox WHERE key BETWEEN ? AND ? AND name = '{type}.create'"
        which = (first, last)
        if type in SEARCHED:
            keys = f"SELECT key FROM {type} WHERE id IN ({ids})"
            connection.exec_driver_sql(f"DELETE FROM {type}_fts WHERE rowid IN ({keys})", which)
        connection.exec_driver_sql(f"DELETE FROM {type} WHERE id IN ({ids})", which)
        connection.exec_driver_sql(
            f"DELETE FROM shadow WHERE type = '{type}' AND id IN ({ids})", which
        )


def _built_upon(connection: Connection, first: int, last: int) -> bool:
    """Whether a later change touches one of these records."""
    mine = select(TOUCH.c.type, TOUCH.c.id).where(TOUCH.c.entry.between(first, last)).subquery()
    later = select(TOUCH.c.entry).join(
        mine, (TOUCH.c.type == mine.c.type) & (TOUCH.c.id == mine.c.id)
    )
    return connection.execute(later.where(TOUCH.c.entry > last).limit(1)).first() is not None
