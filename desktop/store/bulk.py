"""Many changes at once, in transactions so short that no other writer waits.

The single change goes through `outbox.Outbox`; here the same rows, entries, touches and shadows are
written many to a statement. Changes are staged first: their entries are `staged`, new records are
out of sight (`deleted` is IMPORTING). `decide` is the moment from which all of them will appear;
`appear` then shows them a few at a time. Taking everything back goes the same way: `give_up`
decides, `withdraw_some` does it. Both go on after a crash.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from desktop.store import ledger, search, state
from desktop.store.database import Database
from desktop.store.outbox import Outbox, encode_ops
from desktop.store.rows import Rows, slices
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


DECIDED = "import_decided"
GIVEN_UP = "import_given_up"  # [first, last] entry
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
        database.flush_log()
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
        columns = {name: [new.op.set.get(name) for new in news] for name in record.search}
        self._words = search.entries(columns)
        listed = type == search.LISTED
        self._places = search.places(columns) if listed else []

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
        if self._places:
            placed = [(key, *place) for key, place in zip(keys, self._places, strict=True)]
            connection.exec_driver_sql(search.PLACE, placed)


def _insert_into(table: str, names: Iterable[str]) -> str:
    columns = [f'"{name}"' for name in names]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def staged(connection: Connection) -> int:
    """How many changes wait to appear."""
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
    connection.execute(text(f"UPDATE outbox SET state = 'waiting' WHERE {THESE}"), some)
    box = Outbox(connection)
    box.redraw_all(box.bases([(type, id) for type, id in edited]))
    return True


def stage_changes(connection: Connection, changes: Sequence[Change], at: str) -> None:
    """Writes down changes of records that are seen; those that are gone are passed over."""
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


def give_up(connection: Connection, first: int, last: int) -> bool:
    """From now on these entries will not be sent; False where one is, or is built upon."""
    mine = OUTBOX.c.key.between(first, last) & (OUTBOX.c.state == "waiting")
    count = connection.execute(select(func.count()).select_from(OUTBOX).where(mine)).scalar_one()
    if count != last - first + 1 or _built_upon(connection, first, last):
        return False
    state.put(connection, GIVEN_UP, [first, last])
    return True


def given_up(known: Mapping[str, Any]) -> tuple[int, int]:
    """The first and last entry that will be taken back; (1, 0) where there are none.

    `known`: what this laptop is (state.py).
    """
    first, last = known.get(GIVEN_UP, (1, 0))
    return first, last


def withdraw_some(connection: Connection, most: int) -> bool:
    """Takes up to so many of the given-up entries back, newest first; False when none are left.

    One whose record was changed again meanwhile stays.
    """
    first, last = given_up(state.everything(connection))
    mine = OUTBOX.c.key.between(first, last) & (OUTBOX.c.state == "waiting")
    found = select(OUTBOX.c.key).where(mine).order_by(OUTBOX.c.key.desc()).limit(most)
    keys = connection.scalars(found).all()
    if not keys:
        state.forget(connection, GIVEN_UP)
        return False
    state.put(connection, GIVEN_UP, [first, keys[-1] - 1])
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
    box.redraw_all(box.bases([(name.partition(".")[0], id) for name, id in edited]))


def forget_some(connection: Connection, most: int) -> bool:
    """Takes away up to so many staged records of a broken-off import; False when none were left."""
    keys = connection.scalars(
        select(OUTBOX.c.key).where(OUTBOX.c.state == "staged").order_by(OUTBOX.c.key).limit(most)
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
        "state": "staged",
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
