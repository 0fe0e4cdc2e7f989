"""Imports: thousands of changes, in transactions so short that no other writer waits.

A single change goes through `outbox.Outbox`; here the same rows, entries, touches and shadows are
written in bulk. Entries are first STAGED and new records invisible (`deleted` is IMPORTING).
`commit_import` is the commit point; `reveal_some` then makes some of it visible at a time. An undo
works likewise: `begin_undo` is its commit point, `withdraw_some` carries it out. Both go on after a
crash.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from desktop.store import ledger, plain, search, state
from desktop.store.database import Database
from desktop.store.entries import encode_ops
from desktop.store.entry_state import EntryState
from desktop.store.outbox import Outbox
from desktop.store.rows import Rows, slices
from desktop.store.shadows import Shadows
from desktop.store.tables import (
    DELETED,
    IMPORTING,
    LIVE,
    OUTBOX,
    RECORDS,
    SEARCHED,
    SHADOW,
)
from sync.catalogue import CATALOGUE, Value, canonical
from sync.mutations.model import Delete, Insert, Record, Update, value_at

NOTHING = "{}"
PAGES_IN_LOG = 25_000  # about 100 MB
CACHE_KIB = 96 << 10
OF_TYPE = "substr(name, 1, instr(name, '.') - 1)"
COMMITTED = "import_decided"
UNDO = "import_given_up"  # [first, last] entry
STAGED = OUTBOX.c.state == EntryState.STAGED
THESE = f"state = '{EntryState.STAGED}' AND key BETWEEN :first AND :last"


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
def tuned(database: Database) -> Iterator[None]:
    """For a long import: pages are not copied out of the log again and again, nor read twice."""
    wanted = {"wal_autocheckpoint": PAGES_IN_LOG, "cache_size": -CACHE_KIB}
    with database.write() as connection:
        usual = {name: plain.value(connection, f"PRAGMA {name}") for name in wanted}
        _set(connection, wanted)
    try:
        yield
    finally:
        database.flush_log()
        with database.write() as connection:
            _set(connection, usual)


def _set(connection: Connection, pragmas: Mapping[str, int]) -> None:
    for name, value in pragmas.items():
        plain.run(connection, f"PRAGMA {name} = {value}")


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
        columns = {name: [new.op.set.get(name) for new in news] for name in record.search}
        self._words = search.entries(columns)
        listed = type == search.LISTED
        self._places = search.places(columns) if listed else []

    def stage(self, connection: Connection) -> None:
        """Writes them and their entries, unseen."""
        newest = plain.value(connection, f"SELECT max(key) FROM {self._type}") or 0
        keys = range(newest + 1, newest + 1 + len(self._values))
        rows = [(key, *values) for key, values in zip(keys, self._values, strict=True)]
        plain.run(connection, self._rows, rows)
        plain.run(connection, self._outbox, self._entries)
        if self._type in SEARCHED:
            words = [(key, *words) for key, words in zip(keys, self._words, strict=True)]
            plain.run(
                connection, _insert_into(f"{self._type}_fts", ("rowid", "words", "grams")), words
            )
        if self._places:
            placed = [(key, *place) for key, place in zip(keys, self._places, strict=True)]
            plain.run(connection, search.PLACE, placed)


def _insert_into(table: str, names: Iterable[str]) -> str:
    columns = [f'"{name}"' for name in names]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def staged(connection: Connection) -> int:
    """The number of staged changes."""
    statement = select(func.count()).select_from(OUTBOX).where(STAGED)
    return int(connection.execute(statement).scalar_one())


def commit_import(connection: Connection) -> tuple[int, int]:
    """The commit point: everything staged will appear. Returns the first and last entry."""
    first, last = connection.execute(
        select(func.min(OUTBOX.c.key), func.max(OUTBOX.c.key)).where(STAGED)
    ).one()
    state.put(connection, COMMITTED, True)
    return first or 0, last or 0


def is_committed(connection: Connection) -> bool:
    """Whether an import has passed its commit point but is not wholly visible yet."""
    return bool(state.get(connection, COMMITTED, False))


def reveal_some(connection: Connection, most: int) -> bool:
    """Makes up to `most` staged changes visible and ready to send; False when none were left."""
    keys = connection.scalars(
        select(OUTBOX.c.key).where(STAGED).order_by(OUTBOX.c.key).limit(most)
    ).all()
    if not keys:
        state.forget(connection, COMMITTED)
        return False
    some = {"first": keys[0], "last": keys[-1]}
    edited = connection.execute(
        text(f"SELECT {OF_TYPE}, record FROM outbox WHERE name NOT LIKE '%.create' AND {THESE}"),
        some,
    ).all()
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
    connection.execute(
        text(f"UPDATE outbox SET state = '{EntryState.WAITING}' WHERE {THESE}"), some
    )
    Shadows(connection).reapply([(type, id) for type, id in edited])
    return True


def stage_changes(connection: Connection, changes: Sequence[Change], at: str) -> None:
    """Stages changes of existing records; those of records that are gone are skipped."""
    by_type: dict[str, list[Change]] = {}
    for one in changes:
        by_type.setdefault(one.op.type, []).append(one)
    for type, mine in by_type.items():
        before = Rows(connection).several(type, [one.op.id for one in mine])
        entries = [
            _entry(one.name, one.arguments, one.op, at, before[one.op.id])
            for one in mine
            if one.op.id in before
        ]
        if entries:
            connection.execute(insert(OUTBOX), entries)


def begin_undo(connection: Connection, first: int, last: int) -> bool:
    """The commit point of an undo; False if one was sent or a later change depends on one."""
    mine = OUTBOX.c.key.between(first, last) & (OUTBOX.c.state == EntryState.WAITING)
    count = connection.execute(select(func.count()).select_from(OUTBOX).where(mine)).scalar_one()
    if count != last - first + 1 or _built_upon(connection, first, last):
        return False
    state.put(connection, UNDO, [first, last])
    return True


def undo_range(known: Mapping[str, Any]) -> tuple[int, int]:
    """The first and last entry of the undo under way; (1, 0) where there is none.

    `known`: the table `state`.
    """
    first, last = known.get(UNDO, (1, 0))
    return first, last


def withdraw_some(connection: Connection, most: int) -> bool:
    """Undoes up to `most` of the given-up entries, newest first; False when none are left.

    Entries whose record was changed again meanwhile stay.
    """
    first, last = undo_range(state.everything(connection))
    mine = OUTBOX.c.key.between(first, last) & (OUTBOX.c.state == EntryState.WAITING)
    found = select(OUTBOX.c.key).where(mine).order_by(OUTBOX.c.key.desc()).limit(most)
    keys = connection.scalars(found).all()
    if not keys:
        state.forget(connection, UNDO)
        return False
    state.put(connection, UNDO, [first, keys[-1] - 1])
    kept = _built_upon(connection, keys[-1], keys[0])
    _take_back(connection, [key for key in keys if key not in kept])
    return True


def _take_back(connection: Connection, keys: Sequence[int]) -> None:
    mine = OUTBOX.c.key.in_(keys)
    edited = connection.execute(
        select(OUTBOX.c.name, OUTBOX.c.record).where(mine, OUTBOX.c.name.not_like("%.create"))
    ).all()
    _erase(connection, keys)
    ledger.withdrawn(connection, keys)
    box = Outbox(connection)
    box.forget(*keys)
    box.shadows.reapply([(name.partition(".")[0], id) for name, id in edited])


def forget_some(connection: Connection, most: int) -> bool:
    """Erases up to `most` staged changes of an abandoned import; False when none were left."""
    keys = connection.scalars(
        select(OUTBOX.c.key).where(STAGED).order_by(OUTBOX.c.key).limit(most)
    ).all()
    if not keys:
        return False
    _erase(connection, keys)
    connection.execute(delete(OUTBOX).where(OUTBOX.c.key.in_(keys)))
    return True


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
        "state": EntryState.STAGED,
    }


def _erase(connection: Connection, keys: Sequence[int]) -> None:
    """The rows that these entries made, which nobody but this laptop has."""
    made = connection.execute(
        select(OUTBOX.c.name, OUTBOX.c.record).where(
            OUTBOX.c.key.in_(keys), OUTBOX.c.name.like("%.create")
        )
    ).all()
    for type in {name.partition(".")[0] for name, _ in made}:
        ids = [id for name, id in made if name.partition(".")[0] == type]
        Rows(connection).erase(type, ids)
        shadow = (SHADOW.c.type == type) & SHADOW.c.id.in_(ids)
        connection.execute(delete(SHADOW).where(shadow))


def _built_upon(connection: Connection, first: int, last: int) -> set[int]:
    """Those of the entries whose records a later change touches."""
    return set(
        connection.scalars(
            text(
                "SELECT mine.entry FROM touch AS later CROSS JOIN touch AS mine "
                "ON mine.type = later.type AND mine.id = later.id "
                "WHERE later.entry > :last AND mine.entry BETWEEN :first AND :last"
            ),
            {"first": first, "last": last},
        )
    )
