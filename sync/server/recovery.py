"""Recovery of changes that a restored centre has lost, and repair of replicas that differ."""

import logging
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select, update

from sync import signing
from sync.catalogue import SCHEMA
from sync.catalogue.model import LARGEST
from sync.digest import MODULUS, Sum, bucket, differing
from sync.errors import BadValue, Refused
from sync.server import digests, pull
from sync.server.accounts import Device
from sync.server.database import Database, head, lock_head
from sync.server.projecting import fields_for, known
from sync.server.rows import Row
from sync.server.scopes import Scopes
from sync.server.sequencer import Sequencer
from sync.server.tables import ENROLMENT
from sync.wire import Check, Checked, Recover, Recovered, Request

PAGE_ROWS = 4_000
log = logging.getLogger(__name__)


class Recovery:
    """The answers of /v1/recover and /v1/digest."""

    def __init__(self, database: Database, scopes: Scopes, sequencer: Sequencer) -> None:
        self._database = database
        self._scopes = scopes
        self._sequencer = sequencer

    def recover(self, device: Device, asked: Recover) -> Recovered:
        """Replays the device's changes that were lost; idempotent by mseq."""
        if not 0 <= asked.upto <= LARGEST:
            raise BadValue(field="upto", value=str(asked.upto)[:60], wanted="a number")
        results = []
        if asked.push:
            log.warning("recovering device=%s mutations=%d", device.id, len(asked.push))
            request = Request("", 0, push=asked.push, schema=asked.schema)
            key = signing.public_key(device.key)
            results = self._sequencer.push(device.id, key, request, recovering=True)
        with self._database.write() as connection:
            epoch = lock_head(connection).epoch
            mine = ENROLMENT.c.id == device.id
            last = connection.execute(select(ENROLMENT.c.last_mseq).where(mine)).scalar_one()
            if asked.upto > last:
                last = asked.upto
                connection.execute(update(ENROLMENT).where(mine).values(last_mseq=last))
        return Recovered(epoch, last, results)

    def check(self, device: Device, check: Check) -> Checked:
        """The partitions that differ; for sums of buckets, the records of the buckets that differ.

        A record counts in the partition where a reader without the missing ones holds it. Stored
        sums are of the newest schema; those of an older one are computed from the rows.
        """
        if check.schema > SCHEMA:
            raise Refused("other_version", schema=SCHEMA)
        with self._database.read() as connection:
            now = head(connection)
            reads = self._scopes.of(connection, now.org, device.person).reads
            answer = Checked(now.epoch, now.seq, now.h)
            answer.unread = sorted(check.parts.keys() - reads)
            held = reads & check.parts.keys() if check.parts else reads
            if check.buckets:
                _mend(connection, held, check, answer)
            elif check.schema == SCHEMA:
                answer.parts = digests.bad_parts(connection, held, check.parts)
            else:
                answer.parts = _bad_parts(connection, held, check)
        if answer.buckets:
            log.warning("repaired device=%s buckets=%s", device.id, answer.buckets)
        return answer


def _mend(
    connection: Connection,
    reads: frozenset[str],
    check: Check,
    answer: Checked,
) -> None:
    """All records of the buckets that differ, as many buckets as make a page; one at least."""
    rows = 0
    for part, texts in sorted(check.buckets.items()):
        if part not in reads:
            continue
        held = list(_as_known(digests.held_under(connection, reads, part), check.schema))
        sums = digests.bucket_sums(held)
        by_bucket = _sorted_into(held)
        for place in differing(sums, texts):
            if rows >= PAGE_ROWS:
                answer.more = True
                return
            found = by_bucket.get(place, [])
            answer.buckets.setdefault(part, []).append(place)
            answer.groups += pull.whole_records(found, reads)
            rows += len(found)


def _bad_parts(connection: Connection, reads: frozenset[str], check: Check) -> list[str]:
    bad = []
    for part in sorted(reads & check.parts.keys()):
        whole = Sum()
        for each in digests.bucket_sums(
            _as_known(digests.held_under(connection, reads, part), check.schema)
        ):
            whole.count += each.count
            whole.total = (whole.total + each.total) % MODULUS
        if whole.text() != check.parts[part]:
            bad.append(part)
    return bad


def _as_known(rows: Iterable[Row], schema: int) -> Iterator[Row]:
    """The records as a client of this schema holds them."""
    for row in rows:
        if schema < SCHEMA:
            if known(row.type, schema) is None:
                continue
            row.fields = fields_for(schema, row.type, row.fields)
        yield row


def _sorted_into(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(bucket(row.type, row.id), []).append(row)
    return found
