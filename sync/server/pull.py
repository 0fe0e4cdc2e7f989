"""Pull: the changes beyond a cursor for one device, coalesced per record, in columns.

A page ends between two commits. Within it a record appears once, as it is at the page's end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, and_, bindparam, func, not_, select

from sync.catalogue import CATALOGUE, Value
from sync.mutations.model import with_paths
from sync.server.any_of import any_of
from sync.server.rows import Key, Row, read_rows, shown_part
from sync.server.tables import CHANGE, CHANGE_PART, COMMIT_LOG
from sync.wire import Group, Operation

PAGE_ROWS = 1_000
PAGE_BYTES = 256_000
WINDOW = 2_000  # commits looked at in one statement, at first
WITH_FIELDS = (Operation.INSERT, Operation.UPDATE)


@dataclass(slots=True)
class _Seen:
    """One change as this device sees it: what it does in each of its partitions."""

    seq: int
    type: str
    id: str
    op: Operation
    delta: str
    image: str | None
    hows: dict[str, str] = field(default_factory=dict)
    home: str = ""
    skipped: bool = False

    @property
    def enters(self) -> bool:
        """Whether an existing record enters the scope of this device."""
        return "in" in self.hows.values() and "up" not in self.hows.values()

    @property
    def shifts(self) -> bool:
        """Whether it stays in scope, but maybe under another of its partitions."""
        return not self.home and len(set(self.hows.values())) > 1

    @property
    def size(self) -> int:
        return len(self.image or self.delta) + 60


@dataclass(slots=True)
class _Net:
    """The net effect of a record's changes on this page."""

    op: Operation
    seq: int
    part: str
    paths: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Page:
    """`cursor` is the last commit the groups contain everything of."""

    groups: list[Group]
    cursor: int
    more: bool


def page(
    connection: Connection,
    device: str,
    reads: frozenset[str],
    cursor: int,
    joined: Mapping[str, int],
    head: int,
) -> Page:
    """The next page beyond the cursor; partitions in `joined` only beyond what they hold."""
    cursor = start(reads, cursor, joined, head)
    met: list[_Seen] = []
    end, width = cursor, WINDOW
    while end < head and not _full(met):
        last = min(end + width, head)
        met += _window(connection, device, reads, end, last, joined)
        end, width = last, width * 2
    kept, end = _cut(met, end)
    own = _own(connection, device, cursor, end) if kept else {}
    groups = _groups(_net(connection, kept, own, reads))
    return Page(groups, end, end < head)


def start(reads: frozenset[str], cursor: int, joined: Mapping[str, int], head: int) -> int:
    """The commit beyond which a device has still to hear; all it reads may be newer than that."""
    if reads and all(part in joined for part in reads):
        return max(cursor, min(min(joined[part] for part in reads), head))
    return cursor


def limit(connection: Connection, device: str, cursor: int, told: int, head: int) -> int:
    """The last commit to serve: before any of the device's own whose result it has yet to hear."""
    own = select(func.min(COMMIT_LOG.c.seq)).where(
        COMMIT_LOG.c.device == device, COMMIT_LOG.c.mseq > told, COMMIT_LOG.c.seq > cursor
    )
    first = connection.execute(own).scalar()
    return head if first is None else first - 1


def anything(connection: Connection, device: str, reads: frozenset[str], cursor: int) -> bool:
    """Whether a page beyond the cursor would not be empty."""
    said = {"of": device, "parts": sorted(reads), "after": cursor}
    return connection.execute(_ANY, said).first() is not None


def _full(met: list[_Seen]) -> bool:
    return len(met) > PAGE_ROWS or sum(each.size for each in met) > PAGE_BYTES


def _cut(met: list[_Seen], end: int) -> tuple[list[_Seen], int]:
    """As many whole commits as fit, one at least."""
    size = 0
    for place, each in enumerate(met):
        size += each.size
        if place and (place >= PAGE_ROWS or size > PAGE_BYTES) and met[place - 1].seq != each.seq:
            return met[:place], met[place - 1].seq
    return met, end


_MADE_HERE = and_(CHANGE.c.echo == 1, COMMIT_LOG.c.device.is_not_distinct_from(bindparam("of")))
# Changes of my partitions beyond a commit, without those this device made itself.
_CHANGES = (
    select(
        CHANGE_PART.c.seq,
        CHANGE_PART.c.n,
        CHANGE_PART.c.part,
        CHANGE_PART.c.how,
        CHANGE_PART.c.home,
        CHANGE.c.type,
        CHANGE.c.id,
        CHANGE.c.op,
        CHANGE.c.delta,
        CHANGE.c.image,
    )
    .join(CHANGE, and_(CHANGE.c.seq == CHANGE_PART.c.seq, CHANGE.c.n == CHANGE_PART.c.n))
    .join(COMMIT_LOG, COMMIT_LOG.c.seq == CHANGE_PART.c.seq)
    .where(
        any_of(CHANGE_PART.c.part, "parts"),
        CHANGE_PART.c.seq > bindparam("after"),
        not_(_MADE_HERE),
    )
)
_WINDOW = _CHANGES.where(CHANGE_PART.c.seq <= bindparam("last")).order_by(
    CHANGE_PART.c.seq, CHANGE_PART.c.n
)
_ANY = _CHANGES.limit(1)
_OWN = (
    select(CHANGE.c.type, CHANGE.c.id, CHANGE.c.delta)
    .join(COMMIT_LOG, COMMIT_LOG.c.seq == CHANGE.c.seq)
    .where(
        COMMIT_LOG.c.seq > bindparam("after"),
        COMMIT_LOG.c.seq <= bindparam("last"),
        COMMIT_LOG.c.device == bindparam("of"),
        CHANGE.c.echo == 1,
    )
)


def _window(
    connection: Connection,
    device: str,
    reads: frozenset[str],
    after: int,
    last: int,
    joined: Mapping[str, int],
) -> list[_Seen]:
    said = {"of": device, "parts": sorted(reads), "after": after, "last": last}
    met: dict[tuple[int, int], _Seen] = {}
    for seq, n, part, how, home, type, id, op, delta, image in connection.execute(_WINDOW, said):
        seen = met.get((seq, n))
        if seen is None:
            seen = met[seq, n] = _Seen(seq, type, id, op, delta, image)
        if joined.get(part, 0) >= seq:
            seen.skipped = True
            continue
        seen.hows[part] = how
        if home and how != "out":
            seen.home = part
    return [each for each in met.values() if each.hows]


def _own(connection: Connection, device: str, after: int, last: int) -> dict[Key, set[str]]:
    """The fields of each record that this device itself set on this page."""
    own: dict[Key, set[str]] = {}
    said = {"of": device, "after": after, "last": last}
    for type, id, delta in connection.execute(_OWN, said):
        own.setdefault((type, id), set()).update(_names(msgspec.json.decode(delta)))
    return own


def _names(paths: Iterable[str]) -> set[str]:
    return {path.partition(".")[0] for path in paths}


def _net(
    connection: Connection,
    met: Iterable[_Seen],
    own: Mapping[Key, set[str]],
    reads: frozenset[str],
) -> dict[Key, _Net]:
    """Coalesces each record's changes into one.

    A record of which this device set the same fields itself meanwhile is sent whole, and so is
    one that is new to it and that it has changed (a hub had shown it).
    """
    rolled: dict[Key, _Net] = {}
    unsure: dict[Key, int] = {}
    for each in met:
        key = (each.type, each.id)
        if each.skipped or (each.image is not None and each.enters) or each.shifts:
            unsure[key] = each.seq
        now = _net_of(each)
        rolled[key] = _after(rolled.get(key), now)
    for key in own.keys() & rolled.keys():
        net = rolled[key]
        alike = not own[key].isdisjoint(_names(net.paths))
        if net.op == Operation.INSERT or (net.op == Operation.UPDATE and alike):
            unsure[key] = net.seq
    for key in unsure:
        rolled.pop(key, None)
    return rolled | _as_they_stand(connection, unsure, reads)


def _net_of(seen: _Seen) -> _Net:
    """A single change for this device; one that shows nothing new tells only the version."""
    hows = set(seen.hows.values())
    if seen.op == Operation.DELETE:
        return _Net(Operation.DELETE, seen.seq, "", {})
    if hows == {"out"}:
        return _Net(Operation.OUT, seen.seq, "", {})
    moved_here = seen.hows.get(seen.home) == "in"
    if "up" in hows and not moved_here:
        return _Net(Operation.UPDATE, seen.seq, seen.home, msgspec.json.decode(seen.delta))
    part = seen.home or min(part for part, how in seen.hows.items() if how != "out")
    return _Net(Operation.INSERT, seen.seq, part, msgspec.json.decode(seen.image or seen.delta))


def _after(before: _Net | None, now: _Net) -> _Net:
    if before is None or now.op != Operation.UPDATE or before.op not in WITH_FIELDS:
        return now
    part = now.part or before.part
    if before.op == Operation.INSERT:
        return _Net(Operation.INSERT, now.seq, part, with_paths(before.paths, now.paths))
    paths = dict(before.paths)
    for path, value in now.paths.items():
        name, _, key = path.partition(".")
        if key and name in paths:
            paths = with_paths(paths, {path: value})
            continue
        for older in [each for each in paths if each.startswith(f"{path}.")]:
            del paths[older]
        paths[path] = value
    return _Net(Operation.UPDATE, now.seq, part, paths)


def _as_they_stand(
    connection: Connection, unsure: Mapping[Key, int], reads: frozenset[str]
) -> dict[Key, _Net]:
    """Whole records, as they are now, that entered the scope or were in a snapshot already.

    Later changes by this device itself are included: they would not be sent again.
    """
    found: dict[Key, Row] = {}
    for type in {type for type, _ in unsure}:
        ids = [id for kind, id in unsure if kind == type]
        for start in range(0, len(ids), 500):
            for row in read_rows(connection, type, ids[start : start + 500]):
                found[type, row.id] = row
    nets = {}
    for key, seq in unsure.items():
        row = found[key]
        if not row.readable(reads):
            nets[key] = _Net(Operation.OUT, seq, "", {})
        elif row.deleted:
            nets[key] = _Net(Operation.DELETE, row.ver, "", {})
        else:
            nets[key] = _whole(row, reads)
    return nets


def whole_records(rows: Iterable[Row], reads: frozenset[str]) -> list[Group]:
    """Records as they stand, for a reader of these partitions."""
    return _groups({(row.type, row.id): _whole(row, reads) for row in rows})


def _whole(row: Row, reads: frozenset[str]) -> _Net:
    fields = {name: value for name, value in row.fields.items() if value is not None}
    return _Net(Operation.INSERT, row.ver, shown_part(row, reads), fields)


def _groups(rolled: Mapping[Key, _Net]) -> list[Group]:
    """Columns: whole records by type and partition, edits by the fields they set."""
    sets: dict[tuple[str, Operation, str, tuple[str, ...]], list[tuple[str, _Net]]] = {}
    for (type, id), net in rolled.items():
        fields = () if net.op == Operation.INSERT else tuple(sorted(net.paths))
        sets.setdefault((type, net.op, net.part, fields), []).append((id, net))
    order = {name: place for place, name in enumerate(CATALOGUE)}
    return [
        _group(type, op, part, members)
        for (type, op, part, _), members in sorted(
            sets.items(), key=lambda item: (item[0][1] not in WITH_FIELDS, order[item[0][0]])
        )
    ]


def _group(type: str, op: Operation, part: str, members: list[tuple[str, _Net]]) -> Group:
    fields = sorted({path for _, net in members for path in net.paths})
    return Group(
        type=type,
        op=op,
        ids=[id for id, _ in members],
        seqs=[net.seq for _, net in members],
        part=part,
        fields=fields,
        values=[list(_column(members, path)) for path in fields],
    )


def _column(members: list[tuple[str, _Net]], path: str) -> Iterator[Value]:
    return (net.paths.get(path) for _, net in members)
