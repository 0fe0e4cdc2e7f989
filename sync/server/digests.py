"""The centre's digests, maintained with every commit; and the records that repair a replica.

Records with the same readers (their home partition and whoever else sees them) share one sum, so
that the sum of everything one device may hold is that of a few rows, whatever it holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from sync.catalogue import CATALOGUE
from sync.digest import MODULUS, Sum, by_bucket, combined, record_number, record_numbers, signed
from sync.server.any_of import any_of
from sync.server.rows import Key, Row, read_rows, shared, shown_part
from sync.server.tables import AUDIENCE, DIGEST, DIGEST_READER, RECORDS

PIECE = 900  # ids in one statement
BETWEEN = "\n"
_SUMS = select(DIGEST).where(any_of(DIGEST.c.readers, "whose"))
_MINE = select(DIGEST_READER.c.readers).where(any_of(DIGEST_READER.c.part, "parts"))
_READ = select(DIGEST).where(DIGEST.c.readers.in_(_MINE))
_MOVE = (
    update(DIGEST)
    .where(DIGEST.c.readers == bindparam("whose"))
    .values(count=bindparam("new_count"), total=bindparam("new_total"))
)


class Digests:
    """Updates the sums for the commits of one write transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._before: dict[Key, Row | None] = {}
        self._after: dict[Key, Row] = {}

    def replace(self, old: Row | None, new: Row) -> None:
        """One record, as it was and as it is from this commit on."""
        key = (new.type, new.id)
        self._before.setdefault(key, old)
        self._after[key] = new

    def flush(self) -> None:
        changed = self._changed()
        if not changed:
            return
        known = dict(_by_readers(self._connection, list(changed)))
        moved = []
        for readers, change in changed.items():
            now = known.get(readers)
            if now is None:
                _begin(self._connection, readers, change)
                continue
            moved.append((now.count + change.count, signed(now.total + change.total), readers))
        if moved:
            names = ("new_count", "new_total", "whose")
            self._connection.execute(_MOVE, [dict(zip(names, each, strict=True)) for each in moved])
        self._before.clear()
        self._after.clear()

    def _changed(self) -> dict[str, Sum]:
        """Of a record that several commits changed only the first and the last state count."""
        changed: dict[str, Sum] = {}
        for rows, times in ((self._before.values(), -1), (self._after.values(), 1)):
            by_type: dict[str, list[Row]] = {}
            for row in rows:
                if row is not None and not row.deleted:
                    by_type.setdefault(row.type, []).append(row)
            for type, some in by_type.items():
                for row, number in zip(some, _numbers(type, some), strict=True):
                    changed.setdefault(readers_text(row), Sum()).add(number, times)
        return changed


def _numbers(type: str, rows: Sequence[Row]) -> list[int]:
    names = CATALOGUE[type].names
    columns = zip(*(map(row.fields.get, names) for row in rows), strict=True)
    ids, vers = [row.id for row in rows], [row.ver for row in rows]
    return record_numbers(type, ids, vers, names, list(columns))


def readers_text(row: Row) -> str:
    return BETWEEN.join((row.part, *sorted(row.audience))) if row.audience else row.part


def sums(connection: Connection, reads: frozenset[str]) -> dict[str, Sum]:
    """For each partition of a scope, the sum of what its reader holds under it."""
    found: dict[str, Sum] = {}
    for readers, count, total in connection.execute(_READ, {"parts": sorted(reads)}):
        home, *others = readers.split(BETWEEN)
        part = home if home in reads else min(reads.intersection(others))
        held = found.setdefault(part, Sum())
        held.count += count
        held.total = (held.total + total) % MODULUS
    return found


def digest(connection: Connection, reads: frozenset[str]) -> str:
    """The digest of everything that a reader of these partitions holds."""
    return combined(sums(connection, reads))


def bad_parts(
    connection: Connection, reads: frozenset[str], theirs: Mapping[str, str]
) -> list[str]:
    """The partitions in which a replica differs, of those that it holds."""
    mine = sums(connection, reads)
    return [
        part
        for part, text in sorted(theirs.items())
        if part in reads and mine.get(part, Sum()).text() != text
    ]


def held_under(connection: Connection, reads: frozenset[str], part: str) -> Iterator[Row]:
    """Every live record that a reader of `reads` holds under this partition."""
    for type in CATALOGUE:
        ids = list(connection.scalars(_at_home(type), {"part": part}))
        if shared(type):
            ids += connection.scalars(_shown(type), {"part": part, "reads": sorted(reads)})
        for start in range(0, len(ids), PIECE):
            rows = read_rows(connection, type, ids[start : start + PIECE])
            yield from (row for row in rows if shown_part(row, reads) == part)


@cache
def _at_home(type: str) -> Select[Any]:
    table = RECORDS[type]
    return select(table.c.id).where(table.c.deleted == 0, table.c.part == bindparam("part"))


@cache
def _shown(type: str) -> Select[Any]:
    table = RECORDS[type]
    mine = (AUDIENCE.c.type == type) & (AUDIENCE.c.part == bindparam("part"))
    shown = table.c.id.in_(select(AUDIENCE.c.id).where(mine))
    elsewhere = ~any_of(table.c.part, "reads")
    return select(table.c.id).where(table.c.deleted == 0, shown, elsewhere)


def bucket_sums(rows: Iterable[Row]) -> list[Sum]:
    return by_bucket(
        (row.type, row.id, record_number(row.type, row.id, row.ver, row.fields)) for row in rows
    )


def rebuild(connection: Connection) -> None:
    """Computes all sums from the records, after a migration."""
    connection.execute(delete(DIGEST))
    connection.execute(delete(DIGEST_READER))
    for readers, each in counted(connection).items():
        _begin(connection, readers, each)


def wrong(connection: Connection) -> int:
    """How many stored sums differ from those computed from the records."""
    true = {readers: each for readers, each in counted(connection).items() if each.count}
    kept = {
        readers: Sum(count, total % MODULUS)
        for readers, count, total in connection.execute(select(DIGEST).where(DIGEST.c.count != 0))
    }
    return sum(true.get(readers) != kept.get(readers) for readers in true.keys() | kept.keys())


def counted(connection: Connection) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for type, table in RECORDS.items():
        ids = connection.scalars(select(table.c.id).where(table.c.deleted == 0)).all()
        for start in range(0, len(ids), PIECE):
            for row in read_rows(connection, type, ids[start : start + PIECE]):
                number = record_number(type, row.id, row.ver, row.fields)
                found.setdefault(readers_text(row), Sum()).add(number)
    return found


def _begin(connection: Connection, readers: str, held: Sum) -> None:
    connection.execute(
        insert(DIGEST).values(readers=readers, count=held.count, total=signed(held.total))
    )
    parts = dict.fromkeys(readers.split(BETWEEN))
    connection.execute(
        insert(DIGEST_READER), [{"part": part, "readers": readers} for part in parts]
    )


def _by_readers(connection: Connection, names: Sequence[str]) -> Iterator[tuple[str, Sum]]:
    for start in range(0, len(names), PIECE):
        some = names[start : start + PIECE]
        found = connection.execute(_SUMS, {"whose": some})
        yield from ((readers, Sum(count, total % MODULUS)) for readers, count, total in found)
