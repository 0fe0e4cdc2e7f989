"""The log: each commit gets the next seq, its changes field by field, and who may read them."""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from sync.server.bulk import insert_rows
from sync.server.database import Head, lock_head, move_head
from sync.server.digests import Digests
from sync.server.draft import Draft, Touched
from sync.server.lookalikes import Lookalikes
from sync.server.provenance import Provenance
from sync.server.rows import NOBODY, Row, Rows
from sync.server.tables import CHANGE, CHANGE_PART, COMMIT_LOG
from sync.wire import Operation

_MADE = select(COMMIT_LOG.c.actor, COMMIT_LOG.c.at).where(COMMIT_LOG.c.seq == bindparam("seq"))
ORGANISATION = frozenset({"post", "post_assignment", "person", "delegation", "absence"})


class Journal:
    """The commits of one write transaction; locks the head of the log when it is made."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.before = before = self._turn(connection)
        self.epoch = before.epoch
        self.first = before.seq + 1
        self.seq = before.seq
        self.org = before.org
        self.h = before.h
        self.began = before.began
        self.rows = Rows(connection)
        self.lookalikes = Lookalikes(connection)
        # only when the commits are not all of one device: device by seq, seq by (device, mseq)
        self.devices: dict[int, str] = {}
        self.dots: dict[tuple[str, int], int] = {}
        self._digests = Digests(connection)
        self._commits: list[tuple[Any, ...]] = []
        self._changes: list[tuple[Any, ...]] = []
        self._parts: list[tuple[Any, ...]] = []

    def _turn(self, connection: Connection) -> Head:
        return lock_head(connection)

    def commit(self, draft: Draft, by: Provenance) -> int:
        """The number of the commit; 0 if the draft changes nothing."""
        changed = [each for each in draft.touched.values() if _changes(each)]
        if not changed:
            return 0
        self.seq += 1
        first = len(self._changes)
        for n, touched in enumerate(changed):
            self._record(n, touched)
            self._settle(touched)
        commit = (self.seq, by.device, by.mseq, by.actor, by.name, by.at, by.received_at)
        self.h = chained(self.h, commit, self._changes[first:])
        self._commits.append((*commit, self.h))
        return self.seq

    def made_by(self, seq: int) -> tuple[str, str] | None:
        """Who made this commit, and when by their clock; also of commits not flushed yet."""
        first = self._commits[0][0] if self._commits else seq + 1
        if seq >= first:
            _, _, _, actor, _, at, _, _ = self._commits[seq - first]
            return actor, at
        made = self.connection.execute(_MADE, {"seq": seq}).one_or_none()
        return None if made is None else (made.actor, made.at)

    def flush(self) -> None:
        """Writes the commits, rows and digests, and moves the head of the log."""
        for table, rows in (
            (COMMIT_LOG, self._commits),
            (CHANGE, self._changes),
            (CHANGE_PART, self._parts),
        ):
            insert_rows(self.connection, table, rows)
            rows.clear()
        self.rows.flush()
        self.lookalikes.flush()
        self._digests.flush()
        move_head(self.connection, self.seq, self.org, self.h)

    def _record(self, n: int, touched: Touched) -> None:
        before = touched.old.readers if touched.old is not None else NOBODY
        after = before if touched.op == Operation.DELETE else touched.new.readers
        new = touched.new
        image = None
        if touched.op == Operation.UPDATE and after - before:
            image = _text({name: v for name, v in new.fields.items() if v is not None})
        self._changes.append(
            (
                self.seq,
                n,
                new.type,
                new.id,
                touched.op,
                _text(touched.delta),
                image,
                int(touched.echo),
            )
        )
        for part in before | after:
            how = "out" if part not in after else "up" if part in before else "in"
            self._parts.append((part, self.seq, n, how, int(part == new.part)))

    def _settle(self, touched: Touched) -> None:
        new = touched.new
        new.ver = self.seq
        if touched.op == Operation.INSERT:
            new.fver = {"": self.seq}
        elif touched.delta:
            new.fver = versions(new.fver, touched.delta, self.seq)
        if new.type in ORGANISATION:
            self.org = self.seq
        if new.type == "customer":
            self.lookalikes.replace(touched.old, new)
        self._digests.replace(touched.old, new)
        self.rows.put(new)


def chained(before: str, commit: tuple[Any, ...], changes: list[tuple[Any, ...]]) -> str:
    """The hash chain after this commit: equal in two histories only if all before is equal."""
    content = msgspec.json.encode([before, commit, changes])
    return hashlib.sha256(content).hexdigest()[:16]


def versions(fver: dict[str, int], paths: Iterable[str], seq: int) -> dict[str, int]:
    """The versions by path after setting these; setting a whole map removes those of its keys."""
    newer = dict(fver)
    for path in paths:
        if "." not in path:
            for key in [key for key in newer if key.startswith(f"{path}.")]:
                del newer[key]
        newer[path] = seq
    return newer


def changed_at(row: Row, path: str, standing: Any) -> int:
    """The commit that last gave this path its value; 0 if it never had one."""
    name, _, key = path.partition(".")
    found = [row.fver[path]] if path in row.fver else []
    if key and name in row.fver:
        found.append(row.fver[name])
    if not key:
        found += [seq for each, seq in row.fver.items() if each.startswith(f"{name}.")]
    if found:
        return max(found)
    return row.fver.get("", 0) if standing is not None else 0


def _changes(touched: Touched) -> bool:
    if touched.op != Operation.UPDATE or touched.delta or touched.old is None:
        return True
    return touched.old.readers != touched.new.readers


_ENCODE = msgspec.json.Encoder(order="sorted").encode  # so that equal changes are equal text


def _text(value: Any) -> str:
    return _ENCODE(value).decode()
