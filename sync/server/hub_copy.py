"""A hub's replica of its branch: the centre's tables, restricted to what the branch reads.

Records are copied first, then the log is followed; a change that a copied record includes already
is skipped. The copy is consistent once it has passed the last commit made during the copying.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sync import wire
from sync.catalogue import CATALOGUE
from sync.mutations.model import with_paths
from sync.relay import Copied, Fed, HubDevice, Outcome
from sync.server.bulk import insert_rows
from sync.server.database import Database, head
from sync.server.journal import ORGANISATION
from sync.server.rows import Row, Rows
from sync.server.tables import (
    APPLIED,
    AUDIENCE,
    CHANGE,
    CHANGE_PART,
    COMMIT_LOG,
    ENROLMENT,
    META,
    RECORDS,
    RELAY,
    SEQ_HEAD,
    SNAPSHOT,
    SNAPSHOT_CHUNK,
)
from sync.wire import Operation

HISTORY = 20_000  # commits before the copy began that laptops may still have to hear
Hows = dict[str, tuple[str, bool]]  # partition: how it is concerned, whether it is the home


def known(connection: Connection, name: str) -> dict[str, Any]:
    found = connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
    return dict(json.loads(found)) if found else {}


def remember(connection: Connection, name: str, value: Mapping[str, Any]) -> None:
    connection.execute(delete(META).where(META.c.name == name))
    connection.execute(insert(META).values(name=name, value=json.dumps(dict(value))))


class BranchCopy:
    """Each method is one transaction; the position is kept in META "copy"."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, fed: Fed) -> None:
        """Deletes the copy; queued envelopes only if the history is another one.

        The laptops still have those, and recover them with the centre.
        """
        with self._database.write() as connection:
            before = head(connection).epoch
            if before != fed.epoch:
                connection.execute(delete(RELAY))
                left = known(connection, "histories").get("left", [])
                if known(connection, "copy"):
                    remember(connection, "histories", {"left": [*left, before]})
            for table in (COMMIT_LOG, CHANGE, CHANGE_PART, AUDIENCE, APPLIED, *RECORDS.values()):
                connection.execute(delete(table))
            for table in (SNAPSHOT_CHUNK, SNAPSHOT):
                connection.execute(delete(table))
            start = max(fed.horizon, fed.head - HISTORY, 0)
            connection.execute(
                update(SEQ_HEAD).values(
                    epoch=fed.epoch, next_seq=start + 1, org=0, h="", horizon=start, began=0
                )
            )
            copying = {"types": list(RECORDS), "after": ""}
            whole = {"parts": fed.parts or [], "true_at": fed.head, "copying": copying}
            remember(connection, "copy", whole)

    def add(self, type: str, copied: Copied) -> None:
        with self._database.write() as connection:
            rows = Rows(connection)
            for id, part, ver, fields, audience in copied.rows:
                whole = dict.fromkeys(CATALOGUE[type].names) | fields
                rows.put(Row(type, id, whole, part, ver, {}, False, frozenset(audience)))
            rows.flush()
            copy = known(connection, "copy")
            copy["true_at"] = max(copy["true_at"], copied.head)
            copying = copy["copying"]
            if copied.more:
                copying["after"] = copied.rows[-1][0]
            else:
                copying["types"], copying["after"] = copying["types"][1:], ""
            remember(connection, "copy", copy)
            if type in ORGANISATION and copied.rows:
                connection.execute(update(SEQ_HEAD).values(org=copied.head))

    def follow(self, fed: Fed) -> None:
        """Applies one page of the log."""
        with self._database.write() as connection:
            insert_rows(connection, COMMIT_LOG, [tuple(row) for row in fed.commits])
            insert_rows(connection, CHANGE, [tuple(row) for row in fed.changes])
            insert_rows(connection, CHANGE_PART, [tuple(row) for row in fed.hows])
            hows: dict[tuple[int, int], Hows] = {}
            for part, seq, n, how, home in fed.hows:
                hows.setdefault((seq, n), {})[part] = (how, bool(home))
            rows = Rows(connection)
            rows.prefetch((change[2], change[3]) for change in fed.changes)
            for change in fed.changes:
                _apply(rows, change, hows[change[0], change[1]])
            rows.flush()
            hear(connection, fed.results)
            _mark(connection, fed)

    def people(self, devices: Iterable[HubDevice], now: str) -> None:
        """Replaces the devices that may sign in here."""
        with self._database.write() as connection:
            connection.execute(update(ENROLMENT).values(revoked=1))
            before = set(connection.scalars(select(ENROLMENT.c.id)))
            for each in devices:
                values: dict[str, Any] = {"person": each.person, "key": each.key, "name": each.name}
                values["revoked"] = int(each.revoked)
                if each.id in before:
                    mine = ENROLMENT.c.id == each.id
                    connection.execute(update(ENROLMENT).where(mine).values(**values))
                    continue
                values |= {"id": each.id, "account": "", "last_mseq": 0, "acked": 0}
                values |= {"enrolled_at": now, "seen_at": now, "renewable": 0}
                connection.execute(insert(ENROLMENT).values(**values))


def hear(connection: Connection, outcomes: Iterable[Outcome]) -> None:
    """Stores results by device and mseq; known ones are not changed."""
    for outcome in outcomes:
        numbers = [result.mseq for result in outcome.results]
        if not numbers:
            continue
        mine = (APPLIED.c.device == outcome.device) & APPLIED.c.mseq.between(
            min(numbers), max(numbers)
        )
        held = set(connection.scalars(select(APPLIED.c.mseq).where(mine)))
        new = [
            (outcome.device, result.mseq, result.of, result.status, result.seq, _text(result))
            for result in outcome.results
            if result.mseq not in held
        ]
        insert_rows(connection, APPLIED, new)


def _text(result: Any) -> str:
    return wire.encode(result).decode()


def _apply(rows: Rows, change: list[Any], hows: Hows) -> None:
    """Applies one change to one record, as far as the branch reads it."""
    seq, _, type, id, op, delta, image, _ = change
    row = rows.get(type, id)
    if row is not None and row.ver >= seq:
        return  # copied after it happened
    if op == Operation.DELETE:
        if row is not None:
            rows.put(Row(type, id, row.fields, row.part, seq, {}, True, row.audience))
        return
    readers = {part for part, (how, _) in hows.items() if how != "out"}
    home = next((part for part in readers if hows[part][1]), "")
    empty = dict.fromkeys(CATALOGUE[type].names)
    if not readers:
        if row is not None:  # it has left the branch: nothing of it stays
            rows.put(Row(type, id, empty, "", seq, {}, False, frozenset()))
        return
    if op == Operation.INSERT or image is not None:
        fields = empty | json.loads(image if op != Operation.INSERT else delta)
    elif row is None:
        return  # it left the branch later
    else:
        fields = with_paths(row.fields, json.loads(delta))
    rows.put(Row(type, id, fields, home, seq, {}, False, frozenset(readers - {home})))


def _mark(connection: Connection, fed: Fed) -> None:
    """Stores the position, and the hash chain there even if the commit is not of this branch."""
    here = select(COMMIT_LOG.c.seq).where(COMMIT_LOG.c.seq == fed.cursor)
    if fed.cursor and connection.execute(here).first() is None:
        insert_rows(connection, COMMIT_LOG, [(fed.cursor, None, None, "", "", "", "", fed.h)])
    values: dict[str, Any] = {"next_seq": fed.cursor + 1, "h": fed.h}
    own = [change[0] for change in fed.changes if change[2] in ORGANISATION]
    if own:
        values["org"] = max(own)
    connection.execute(update(SEQ_HEAD).values(**values))
