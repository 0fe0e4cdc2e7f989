"""The laptop's end of repair and recovery: replaces rows that differ from the centre's."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desktop.store import (
    digests,
    envelopes,
    outbox,
    receiving,
    recovering,
    sending,
    settling,
    state,
)
from desktop.store.database import Database
from desktop.store.rows import index_due
from desktop.store.shadows import Base, Name, Shadows
from sync import signing
from sync.catalogue import CATALOGUE, Value
from sync.catalogue.model import LARGEST
from sync.clock import Clock
from sync.digest import BUCKETS, Sum, bucket
from sync.errors import PeerMisbehaved
from sync.mutations.model import Record
from sync.wire import Checked, Enrolled, Envelope, Group, NewDevice, Operation, Result, Status

AT_ONCE = 100  # results a transaction
RECOVERED_AT_ONCE = 500  # changes a request
REPAIRED_AT_ONCE = 50  # rows a transaction, with their search entries
STATUSES = frozenset(Status)
log = logging.getLogger(__name__)
Heard = Callable[[Sequence[tuple[str, str, str]]], None]


class Repair:
    """What `sync.divergence` asks of a store."""

    def __init__(self, database: Database, clock: Clock, heard: Heard | None = None) -> None:
        self._database = database
        self._clock = clock
        self._heard = heard

    def digest(self) -> str:
        return digests.counted(self._database)

    def recount(self) -> None:
        with self._database.write() as connection:
            digests.count_all(connection)

    def sums(self) -> dict[str, str]:
        """The sum of each partition held here, computed from all rows."""
        with self._database.read() as connection:
            found = {part: Sum() for part in state.get(connection, "parts", [])}
            for record in digests.everything(connection):
                found.setdefault(record.part, Sum()).add(digests.number_of(record))
        return {part: each.text() for part, each in found.items()}

    def buckets(self, parts: Sequence[str]) -> dict[str, list[str]]:
        found = {part: [Sum() for _ in range(BUCKETS)] for part in parts}
        with self._database.read() as connection:
            for record in digests.everything(connection):
                if record.part in found:
                    mine = found[record.part][bucket(record.type, record.id)]
                    mine.add(digests.number_of(record))
        return {part: [each.text() for each in sums] for part, sums in found.items()}

    def repair(self, checked: Checked) -> int:
        """Replaces rows that differ by the centre's; returns how many there were.

        In small transactions, so that no other writer waits. After a crash the remaining rows still
        differ at the next synchronisation: the cursor moves only when all are replaced.
        """
        for group in checked.groups:
            receiving.check(group)
            if group.op != Operation.INSERT:
                raise PeerMisbehaved("malformed", detail="not a whole record")
        theirs = {(each.type, each.id): each for each in _records(checked.groups)}
        differing_buckets = {
            (part, place) for part, places in checked.buckets.items() for place in places
        }
        with self._database.read() as connection:
            mine = {
                (each.type, each.id): each
                for each in digests.everything(connection)
                if (each.part, bucket(each.type, each.id)) in differing_buckets
                or (each.type, each.id) in theirs
            }
        differing = [name for name in mine | theirs if _unlike(mine.get(name), theirs.get(name))]
        for start in range(0, len(differing), REPAIRED_AT_ONCE):
            some = differing[start : start + REPAIRED_AT_ONCE]
            with self._database.write() as connection:
                Shadows(connection).rebase({name: Base(theirs.get(name)) for name in some})
        self._tell(differing, mine, theirs)
        return len(differing)

    def moved(self, checked: Checked, *, anew: bool) -> None:
        """Everything held is as of this commit; `anew`: of another history than before."""
        with self._database.write() as connection:
            if anew:
                recovering.change_history(connection)
            recovering.resume(connection)
            state.put(connection, "epoch", checked.epoch)
            state.put(connection, "cursor", checked.cursor)
            state.put(connection, "h", checked.h)
            state.put(connection, "joined", {})

    def epoch(self) -> str:
        with self._database.read() as connection:
            return str(state.get(connection, "epoch", ""))

    def reopen(self, last: int, epoch: str) -> None:
        with self._database.write() as connection:
            recovering.reopen(connection, last, epoch, self._centre_time(connection))

    def unanswered(self, after: int) -> list[Envelope]:
        with self._database.read() as connection:
            unanswered = envelopes.unanswered(connection, after, RECOVERED_AT_ONCE)
            return sending.signed(state.everything(connection), unanswered)

    def highest(self) -> int:
        """The highest number ever used."""
        with self._database.read() as connection:
            return int(state.get(connection, "next_mseq", 1)) - 1

    def settled(self, results: Sequence[Result], *, lost: bool) -> None:
        """Settles results; `lost`: the rows here are of a history that the centre has lost."""
        check_results(results, self.highest())
        for start in range(0, len(results), AT_ONCE):
            with self._database.write() as connection:
                heard_at = self._centre_time(connection)
                some = results[start : start + AT_ONCE]
                settling.settle(connection, some, heard_at, lost=lost)
                settling.acknowledge(connection, some)

    def another(self) -> tuple[bytes, NewDevice]:
        """A new device key, and the request that enrols it."""
        with self._database.read() as connection:
            name = str(state.get(connection, "device_name", ""))
        key = signing.new_key()
        return key, NewDevice(signing.public(key), name)

    def become(self, key: bytes, enrolled: Enrolled) -> None:
        """Takes on the identity of a new device; unsent changes get new numbers."""
        tokens = enrolled.tokens
        facts: dict[str, Any] = {
            "device": enrolled.device,
            "enrolled_in": enrolled.epoch,
            "key": key.hex(),
            "tokens": [tokens.access, tokens.refresh, tokens.expires_in],
            "next_mseq": 1,
            "acked": 0,
        }
        with self._database.write() as connection:
            for name, value in facts.items():
                state.put(connection, name, value)
            state.forget(
                connection, "centre"
            )  # the centre has yet to learn this device's bundle key
            recovering.forget_numbers(connection)
            outbox.send_again(connection)

    def _centre_time(self, connection: Any) -> str:
        return str(state.get(connection, "server_time") or self._clock.now_text())

    def _tell(
        self, names: Sequence[Name], mine: Mapping[Name, Record], theirs: Mapping[Name, Record]
    ) -> None:
        for type, id in names:
            log.warning(
                "repaired %s/%s ours=%s theirs=%s",
                *(type, id),
                *(_version(mine.get((type, id))), _version(theirs.get((type, id)))),
            )
        made = 1
        while made:
            with self._database.write() as connection:
                made = index_due(connection, AT_ONCE)
        if self._heard is not None and names:
            what = {True: "changed", False: "gone"}
            self._heard([(type, id, what[(type, id) in theirs]) for type, id in names])


def check_results(results: Sequence[Result], last: int) -> None:
    """Rejects all of them if one is of an unknown status, or of a number beyond the last sent."""
    for result in results:
        if not 0 < result.mseq <= last:
            raise PeerMisbehaved("malformed", detail="a result for nothing")
        if result.status not in STATUSES or not 0 <= result.seq <= LARGEST:
            raise PeerMisbehaved("malformed", detail="no such result")
    fixes = [fix for result in results for fix in result.fix]
    columns: dict[tuple[str, str], list[Value]] = {}
    for fix in fixes:
        for path, value in fix.set.items():
            columns.setdefault((fix.type, path), []).append(value)
    receiving.check_ids([fix.id for fix in fixes])
    for (type, path), column in columns.items():
        receiving.check_column(type, path, column)


def _unlike(mine: Record | None, theirs: Record | None) -> bool:
    if mine is None or theirs is None:
        return True
    return mine.part != theirs.part or digests.number_of(mine) != digests.number_of(theirs)


def _version(record: Record | None) -> str:
    return "none" if record is None else f"{record.part}@{record.ver}"


def _records(groups: Iterable[Group]) -> Iterable[Record]:
    for group in groups:
        empty = dict.fromkeys(CATALOGUE[group.type].names)
        for place, id in enumerate(group.ids):
            columns = zip(group.fields, group.values, strict=True)
            fields = empty | {path: column[place] for path, column in columns}
            yield Record(group.type, id, fields, group.part, group.seqs[place])
