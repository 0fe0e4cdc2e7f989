"""Push: runs each mutation of a device exactly once, in order; a bad one never blocks the rest."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, bindparam, select, update
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from sync import signing, wire
from sync.catalogue import SCHEMA, Field, Type, Value
from sync.clock import Clock
from sync.errors import BadValue, NotSignedIn, NotUnderstood, PeerMisbehaved, Problem, Refused
from sync.mutations import Mutation, mutation
from sync.rulings.likeness import keys
from sync.server.bulk import insert_rows
from sync.server.database import Database, same_history
from sync.server.executor import Author, Executor
from sync.server.journal import Journal
from sync.server.prefetching import likely_keys
from sync.server.replays import in_sight
from sync.server.rows import Rows
from sync.server.scopes import Scopes
from sync.server.tables import APPLIED, ENROLMENT, RECEIVED
from sync.wire import Envelope, Request, Result, Status

LARGEST_PUSH = 5_000  # envelopes: nobody holds the turn for long
log = logging.getLogger(__name__)
_KNOWN = select(ENROLMENT).where(ENROLMENT.c.id == bindparam("of"))
_ANSWERS = select(APPLIED).where(
    APPLIED.c.device == bindparam("of"),
    APPLIED.c.mseq.between(bindparam("first"), bindparam("last")),
)
_SEEN = (
    update(ENROLMENT)
    .where(ENROLMENT.c.id == bindparam("of"))
    .values(last_mseq=bindparam("last"), acked=bindparam("heard"), seen_at=bindparam("now"))
)
AT = Field("at", Type.INSTANT, required=True)
# What a database says about one value it cannot hold; anything else is no mutation's fault.
POISON = (
    DataError,
    IntegrityError,
    InterfaceError,
    OverflowError,
    ProgrammingError,
    UnicodeError,
)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An envelope after everything that can be checked before its turn."""

    envelope: Envelope
    hash: str
    mutation: Mutation | None
    arguments: dict[str, Value]
    problem: Problem | None


class Sequencer:
    """Appends pushes to the log."""

    def __init__(self, database: Database, scopes: Scopes, clock: Clock) -> None:
        self._database = database
        self._scopes = scopes
        self._clock = clock

    def push(
        self, device: str, key: Ed25519PublicKey, request: Request, recovering: bool = False
    ) -> list[Result]:
        """The result of every envelope; raises Refused if the request as a whole is not in order.

        `recovering`: the device's base versions are of another history (replays.py).

        A batch runs without savepoints; only if the database rejects it, it is run again one by
        one, to quarantine the envelope that fails.
        """
        if len(request.push) > LARGEST_PUSH:
            raise PeerMisbehaved("too_large", limit=LARGEST_PUSH)
        batch = _proven(key, device, request)
        try:
            return self._commit(device, batch, request, recovering)
        except POISON as error:
            log.error("batch redone one by one device=%s error=%s", device, type(error).__name__)
            return [self._alone(device, each, request, recovering) for each in batch]

    def _alone(self, device: str, one: _Prepared, request: Request, recovering: bool) -> Result:
        try:
            return self._commit(device, [one], request, recovering)[0]
        except POISON as error:
            problem = NotUnderstood(detail=type(error).__name__)
            spoiled = _Prepared(one.envelope, one.hash, None, {}, problem)
            return self._commit(device, [spoiled], request, recovering)[0]

    def _commit(
        self, device: str, batch: Sequence[_Prepared], request: Request, recovering: bool
    ) -> list[Result]:
        with self._database.write() as connection:
            journal = Journal(connection)  # the first statement: our turn
            same_history(connection, journal.before, request)
            known = connection.execute(_KNOWN, {"of": device}).one()
            if known.revoked:
                raise NotSignedIn("revoked")
            results = _answered(connection, device, known.last_mseq, batch, recovering)
            fresh = batch[len(results) :]
            scope = self._scopes.of(connection, journal.org, known.person)
            results = [in_sight(journal.rows, scope.reads, each) for each in results]
            now = self._clock.now_text()
            former = partial(self._scopes.former, connection, scope, journal.seq)
            author = Author(device, scope, recovering, former)
            executor = Executor(journal, author, now, self._clock.today().isoformat())
            journal.rows.prefetch(likely_keys([(each.envelope, each.mutation) for each in fresh]))
            journal.lookalikes.expect(_likenesses(journal.rows, fresh))
            executor.prefetch(each.envelope for each in fresh)
            new = [(each, _run(executor, each)) for each in fresh]
            journal.flush()
            _remember(connection, device, now, new)
            _seen(connection, device, now, known, request, new)
        return results + [result for _, result in new]


def _proven(key: Ed25519PublicKey, device: str, request: Request) -> list[_Prepared]:
    """Verifies the signatures, or the one of the whole push, and prepares the envelopes."""
    try:
        contents = [signing.content(device, each) for each in request.push]
    except (RecursionError, ValueError):
        raise PeerMisbehaved("malformed", detail="no canonical form") from None
    hashes = [signing.hash_of(each) for each in contents]
    if request.seal:
        whole = signing.holds(key, signing.sealed(device, hashes), request.seal)
        forged = None if whole else request.push[0]
    else:
        signed = zip(request.push, contents, strict=True)
        forged = next(
            (it for it, content in signed if not signing.holds(key, content, it.sig)), None
        )
    if forged is not None:
        log.warning("bad signature device=%s mseq=%s", device, forged.mseq)
        raise Refused("bad_signature", mseq=forged.mseq)
    return list(map(_prepare, request.push, hashes))


def _prepare(envelope: Envelope, digest: str) -> _Prepared:
    try:
        if envelope.v > SCHEMA:
            raise NotUnderstood("newer_schema", wanted=envelope.v, known=SCHEMA)
        AT.check(envelope.at)
        named = mutation(envelope.name)
        return _Prepared(envelope, digest, named, named.check(envelope.id, envelope.set), None)
    except Problem as problem:
        return _Prepared(envelope, digest, None, {}, problem)
    except (ArithmeticError, RecursionError, UnicodeError) as error:
        spoiled = NotUnderstood(detail=type(error).__name__)
        return _Prepared(envelope, digest, None, {}, spoiled)


def _answered(
    connection: Connection, device: str, last: int, batch: Sequence[_Prepared], gaps: bool
) -> list[Result]:
    """Stored results of envelopes received before; raises Refused for a gap or a fork."""
    first = batch[0].envelope.mseq if batch else last + 1
    numbers = [each.envelope.mseq for each in batch]
    whole = first <= last + 1 and numbers == list(range(first, first + len(batch)))
    if not whole and not (gaps and numbers == sorted(set(numbers))):
        raise Refused("gap", last=last)
    known = {}
    if first <= last:
        parameters = {"of": device, "first": first, "last": last}
        known = {row.mseq: row for row in connection.execute(_ANSWERS, parameters)}
    results = []
    for each in batch:
        if each.envelope.mseq > last:
            break
        row = known.get(each.envelope.mseq)
        if row is None or row.hash != each.hash:
            raise Refused("fork", mseq=each.envelope.mseq, last=last)
        results.append(wire.decode(row.result.encode(), Result))
    return results


def _run(executor: Executor, one: _Prepared) -> Result:
    mseq = one.envelope.mseq
    try:
        if one.problem is not None:
            raise one.problem
        assert one.mutation is not None
        return executor.run(one.envelope, one.mutation, one.arguments)
    except Refused as problem:
        refused = _no(mseq, Status.REFUSED, problem)
        if one.envelope.after and executor.all_here(one.envelope):
            refused.facts["after"] = "here"
        return refused
    except (BadValue, NotUnderstood) as problem:
        return _no(mseq, Status.QUARANTINED, problem)


def _no(mseq: int, status: Status, problem: Problem) -> Result:
    return Result(mseq, status, problem=problem.kind, rule=problem.rule, facts=dict(problem.facts))


def _remember(
    connection: Connection, device: str, now: str, new: Sequence[tuple[_Prepared, Result]]
) -> None:
    if not new:
        return
    answers: list[tuple[Any, ...]] = [
        (device, it.mseq, one.hash, it.status, it.seq, wire.encode(it).decode()) for one, it in new
    ]
    bodies: list[tuple[Any, ...]] = [
        (
            device,
            it.mseq,
            now,
            it.status,
            _storable(msgspec.json.encode(one.envelope)),
            *map(_word, _named(one.envelope)),
            it.seq,
            it.problem or None,
        )
        for one, it in new
    ]
    insert_rows(connection, APPLIED, answers)
    insert_rows(connection, RECEIVED, bodies)


def _named(envelope: Envelope) -> tuple[str, str, str]:
    return envelope.name, envelope.id, envelope.at


def _storable(body: bytes) -> str:
    return body.decode("utf-8", "replace").replace("\x00", "")


def _word(text: str) -> str:
    plain = text.isascii() and text.isprintable()
    return text if plain else _storable(text.encode("utf-8", "replace"))


def _seen(
    connection: Connection,
    device: str,
    now: str,
    known: Row[Any],
    request: Request,
    new: Sequence[tuple[_Prepared, Result]],
) -> None:
    last = new[-1][1].mseq if new else known.last_mseq
    acked = max(known.acked, min(request.acked, last))
    connection.execute(_SEEN, {"of": device, "last": last, "heard": acked, "now": now})


def _likenesses(rows: Rows, batch: Iterable[_Prepared]) -> Iterator[str]:
    """What the customers of a batch will be compared by, as far as can be said before."""
    for each in batch:
        if each.envelope.name.startswith("customer."):
            row = rows.known("customer", each.envelope.id)
            yield from keys({**row.fields, **each.arguments} if row else each.arguments)
