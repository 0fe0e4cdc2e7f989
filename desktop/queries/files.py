"""Attached files: those of a record, and which contents the records here name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select, text

from desktop.store.contents import Content, Contents
from desktop.store.entry_state import EntryState
from desktop.store.rows import slices
from desktop.store.tables import DELETED, LIVE, OUTBOX, RECORDS, REFUSED, UNDECIDED

A, PERSON = RECORDS["attachment"].c, RECORDS["person"].c
VISIT, REQUEST = RECORDS["visit"].c, RECORDS["approval_request"].c


@dataclass(frozen=True, slots=True)
class Named:
    """A file as its record tells it; `sent`: the centre has accepted the record."""

    id: str
    subject_type: str
    subject: str
    name: str
    media_type: str
    size: int
    sha256: str
    taken_at: str
    author: str
    sent: bool

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Hanging:
    """A file and what of its content is here; None: nothing."""

    file: Named
    content: Content | None

    @property
    def is_here(self) -> bool:
        return self.content is not None and self.content.is_here


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes of contents here, and what waits: (how many, bytes); `at_hub` a branch hub has taken,
    and the centre has not told of it yet."""

    here: int
    to_send: tuple[int, int]
    to_fetch: tuple[int, int]
    at_hub: tuple[int, int] = (0, 0)


def hanging(connection: Connection, contents: Contents, customer: str) -> list[Hanging]:
    """What hangs on a customer, its visits and requests, with what of it is on this laptop."""
    found = of_customer(connection, customer)
    known = contents.some({file.sha256 for file in found})
    return [Hanging(file, known.get(file.sha256)) for file in found]


def hanging_on(connection: Connection, contents: Contents, subject: str) -> list[Hanging]:
    """What hangs on that record itself."""
    found = of_record(connection, subject)
    known = contents.some({file.sha256 for file in found})
    return [Hanging(file, known.get(file.sha256)) for file in found]


def room(contents: Contents) -> Room:
    every = contents.every()
    unsent = [each for each in every if each.is_here and not each.arrived]
    up = [each.size for each in unsent if not each.handed]
    relayed = [each.size for each in unsent if each.handed]
    down = [each.size - each.have for each in every if each.waits and not each.is_here]
    here = sum(each.have for each in every)
    return Room(here, (len(up), sum(up)), (len(down), sum(down)), (len(relayed), sum(relayed)))


def of_customer(connection: Connection, customer: str) -> list[Named]:
    """The customer's own files and those of its visits and requests, the latest first."""
    visits = select(VISIT.id).where(VISIT.customer == customer, VISIT.deleted == LIVE)
    asked = select(REQUEST.id).where(REQUEST.subject == customer, REQUEST.deleted == LIVE)
    return _found(
        connection,
        or_(
            A.subject == customer,
            (A.subject_type == "visit") & A.subject.in_(visits),
            (A.subject_type == "approval_request") & A.subject.in_(asked),
        ),
    )


def of_customers(connection: Connection, customers: Collection[str]) -> list[Named]:
    """The own files of these customers and those of their visits."""
    visits = select(VISIT.id).where(VISIT.customer.in_(customers), VISIT.deleted == LIVE)
    return _found(
        connection,
        or_(A.subject.in_(customers), (A.subject_type == "visit") & A.subject.in_(visits)),
    )


def of_record(connection: Connection, subject: str) -> list[Named]:
    return _found(connection, A.subject == subject)


def one(connection: Connection, attachment: str) -> Named | None:
    found = _found(connection, A.id == attachment)
    return found[0] if found else None


def pictures_since(connection: Connection, since: str, largest: int) -> list[Named]:
    """Recent pictures that come by themselves, the latest first."""
    return _found(
        connection,
        (A.taken_at >= since) & A.media_type.like("image/%") & A.size.between(1, largest),
    )


def accepted(connection: Connection, digests: Collection[str]) -> dict[str, Named]:
    """One record for each content that the centre knows a live record of."""
    found: dict[str, Named] = {}
    for some in slices(digests):
        found |= {each.sha256: each for each in _found(connection, A.sha256.in_(some)) if each.sent}
    return found


def live(connection: Connection, digests: Collection[str]) -> dict[str, set[str]]:
    """The records that name each of these contents here, those included that wait to be sent."""
    found: dict[str, set[str]] = {}
    for some in slices(digests):
        rows = select(A.sha256, A.id).where(A.sha256.in_(some), A.deleted == LIVE)
        for sha256, id in connection.execute(rows):
            found.setdefault(sha256, set()).add(id)
    return found


def relayed(connection: Connection) -> list[Named]:
    """Files whose records a branch hub has, one's own and colleagues', and the centre not yet."""
    own = (OUTBOX.c.name == "attachment.add") & (OUTBOX.c.state == EntryState.RELAYED)
    taken = select(OUTBOX.c.record).where(or_(own, OUTBOX.c.state == EntryState.PROVISIONAL))
    return _found(connection, A.id.in_(taken))


def named_here(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Those of these contents that a record names: removed ones too, they may come back; and
    those of files that were refused, or are kept while a copy of their record is drawn anew."""
    named: set[str] = set()
    for some in slices(digests):
        rows = select(A.sha256).where(A.sha256.in_(some), A.deleted <= DELETED)
        named |= set(connection.scalars(rows))
    of_refused = select(func.json_extract(REFUSED.c.arguments, "$.sha256")).where(
        REFUSED.c.name == "attachment.add", UNDECIDED
    )
    of_unsent = select(func.json_extract(OUTBOX.c.arguments, "$.sha256")).where(
        OUTBOX.c.name == "attachment.add"
    )
    return named | set(connection.scalars(of_refused)) | set(connection.scalars(of_unsent))


def owed(connection: Connection, digests: Collection[str]) -> set[str]:
    """Of these contents those of one's own files whose record the centre has taken, and which is
    here no more: it is out of one's sight, and nobody else can send them."""
    out_of_sight = text(
        "SELECT json_extract(arguments, '$.sha256') FROM sent "
        "WHERE name = 'attachment.add' AND record NOT IN (SELECT id FROM attachment)"
    )
    return set(connection.scalars(out_of_sight)).intersection(digests)


def _found(connection: Connection, wanted: ColumnElement[bool]) -> list[Named]:
    author = select(PERSON.name).where(PERSON.id == A.author).scalar_subquery()
    columns = (
        A.id, A.subject_type, A.subject, A.name, A.media_type, A.size, A.sha256, A.taken_at,
        author, A.ver,
    )  # fmt: skip
    statement = (
        select(*columns).where(A.deleted == LIVE, wanted).order_by(A.taken_at.desc(), A.key.desc())
    )
    return [
        Named(
            *(row[0], row[1], row[2], row[3]),
            media_type=row[4] or "",
            size=row[5] or 0,
            sha256=row[6],
            taken_at=row[7] or "",
            author=row[8] or "",
            sent=row[9] > 0,
        )
        for row in connection.execute(statement)
    ]
