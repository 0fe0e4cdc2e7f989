"""Which customers look alike, anywhere in the company: kept with every commit of a customer."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, delete, or_, select

from sync.rulings.likeness import alike, keys
from sync.server.any_of import any_of
from sync.server.bulk import insert_rows
from sync.server.draft import Draft
from sync.server.rows import SLICE, Row
from sync.server.tables import LIKENESS

_ALIKE = select(LIKENESS.c.key, LIKENESS.c.id).where(any_of(LIKENESS.c.key, "keys"))
NONE = frozenset[str]()
TOLD = frozenset({"name", "credit_code", "region", "phone"})


class Lookalikes:
    """The index as one write transaction sees it: the table, and changes not flushed yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, set[str]] = {}
        self._come: set[tuple[str, str]] = set()
        self._gone: set[tuple[str, str]] = set()

    def expect(self, wanted: Iterable[str]) -> None:
        """Prefetches the customers with these keys."""
        new = [key for key in dict.fromkeys(wanted) if key not in self._known]
        if not new:
            return
        for start in range(0, len(new), SLICE):
            some = new[start : start + SLICE]
            self._known |= {key: set() for key in some}
            for key, id in self._connection.execute(_ALIKE, {"keys": some}):
                self._known[key].add(id)
            for key, id in self._come:
                if key in some:
                    self._known[key].add(id)
            for key, id in self._gone:
                if key in some:
                    self._known[key].discard(id)

    def replace(self, old: Row | None, new: Row) -> None:
        """One customer, as it was and as it is from this commit on."""
        before = NONE if old is None or old.deleted else keys(old.fields)
        after = NONE if new.deleted else keys(new.fields)
        for key in after - before:
            _move((key, new.id), self._gone, self._come)
            self._known.get(key, set()).add(new.id)
        for key in before - after:
            _move((key, new.id), self._come, self._gone)
            self._known.get(key, set()).discard(new.id)

    def earliest(self, row: Row, draft: Draft) -> Row | None:
        """The first of the other live customers that this one looks like."""
        own = keys(row.fields)
        if not own <= self._known.keys():
            self.expect(own)
        ids = {id for key in own for id in self._known[key]} - {row.id}
        if not ids:
            return None
        found = [
            other
            for id in sorted(ids)
            if (other := draft.get("customer", id)) is not None
            and not other.deleted
            and not other.fields.get("archived")
            and alike(row.fields, other.fields)
        ]
        return min(found, key=lambda each: (each.fver.get("", 0), each.id), default=None)

    def flush(self) -> None:
        there = [and_(LIKENESS.c.key == key, LIKENESS.c.id == id) for key, id in self._gone]
        for start in range(0, len(there), SLICE // 2):
            some = or_(*there[start : start + SLICE // 2])
            self._connection.execute(delete(LIKENESS).where(some))
        insert_rows(self._connection, LIKENESS, sorted(self._come))
        self._come.clear()
        self._gone.clear()


def _move(pair: tuple[str, str], undone: set[tuple[str, str]], done: set[tuple[str, str]]) -> None:
    """Notes a row to add or remove; the opposite in the same transaction cancels out."""
    if pair in undone:
        undone.discard(pair)
    else:
        done.add(pair)
