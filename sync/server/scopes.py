"""Scopes of people, computed from the organisation and cached until it changes."""

import threading
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, insert, select, update

from sync.clock import Clock
from sync.scope import Post, Scope, scope_of
from sync.server.database import Database
from sync.server.journal import Journal
from sync.server.late_changes import Grant
from sync.server.tables import ENROLMENT, GRANTED, RECORDS

REMEMBERED = 8  # former scopes
POSTS, ASSIGNMENTS = RECORDS["post"], RECORDS["post_assignment"]


@dataclass(slots=True)
class _Organisation:
    posts: list[Post]
    held: dict[str, list[tuple[str, str, str]]]  # person: post, since, until
    scopes: dict[tuple[str, date], Scope] = field(default_factory=dict)


class Scopes:
    """Scopes as of the organisation's last change, `org` (database.Head)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._org = -1
        self._known = _Organisation([], {})

    def today(self) -> str:
        """The business date by which scopes and stand-ins count."""
        return self._clock.today().isoformat()

    def of(self, connection: Connection, org: int, person: str) -> Scope:
        """The person's scope on this business day."""
        today = self._clock.today()
        with self._guard:
            if org != self._org:
                self._known, self._org = _organisation(connection), org
            known = self._known
            if (person, today) not in known.scopes:
                post = _post_on(known.held.get(person, []), today.isoformat())
                known.scopes[person, today] = scope_of(person, post, known.posts)
            return known.scopes[person, today]

    def told(self, database: Database, person: str, scope: Scope, seq: int) -> None:
        """Records the scope sent to a person; the one before ends now."""
        with database.write() as connection:
            _remember(connection, person, scope, seq)

    def former(self, connection: Connection, scope: Scope, seq: int) -> tuple[Grant, ...]:
        """Former scopes of this person, the latest first; `seq` is the last commit."""
        others = _grants(scope.person).where(GRANTED.c.scope != scope.fingerprint)
        return tuple(
            Grant(_scope(scope.person, row.body), seq if row.until is None else row.until)
            for row in connection.execute(others.limit(REMEMBERED))
        )


def flush(journal: Journal, clock: Clock) -> None:
    """Flushes administrative commits, and at once records the scopes before and after them.

    A hub serves both to its laptops without the centre knowing.
    """
    if journal.org == journal.before.org:
        journal.flush()
        return
    before = _everybodys(journal.connection, clock.today())
    journal.flush()
    for person, scope in _everybodys(journal.connection, clock.today()).items():
        if scope != before[person]:
            _remember(journal.connection, person, before[person], journal.seq)
            _remember(journal.connection, person, scope, journal.seq)


def _everybodys(connection: Connection, day: date) -> dict[str, Scope]:
    """The scope of everybody who has a device."""
    known = _organisation(connection)
    return {
        person: scope_of(person, _post_on(known.held.get(person, []), day.isoformat()), known.posts)
        for person in connection.scalars(select(ENROLMENT.c.person).distinct())
    }


def _remember(connection: Connection, person: str, scope: Scope, seq: int) -> None:
    latest = connection.execute(_grants(person).limit(1)).one_or_none()
    if latest is not None and latest.scope == scope.fingerprint:
        return
    mine = GRANTED.c.person == person
    connection.execute(update(GRANTED).where(mine, GRANTED.c.until.is_(None)).values(until=seq))
    connection.execute(GRANTED.delete().where(mine, GRANTED.c.scope == scope.fingerprint))
    connection.execute(
        insert(GRANTED).values(
            person=person,
            scope=scope.fingerprint,
            n=(latest.n if latest is not None else 0) + 1,
            until=None,
            body=_body(scope),
        )
    )


def _grants(person: str) -> Select[Any]:
    return select(GRANTED).where(GRANTED.c.person == person).order_by(GRANTED.c.n.desc())


def _body(scope: Scope) -> str:
    fields = {
        "post": scope.post,
        "territories": list(scope.territories),
        "below": sorted(scope.below),
        "reads": sorted(scope.reads),
        "works": sorted(scope.works),
    }
    return msgspec.json.encode(fields).decode()


def _scope(person: str, body: str) -> Scope:
    fields = msgspec.json.decode(body)
    return Scope(
        person,
        fields["post"],
        tuple(fields["territories"]),
        frozenset(fields["below"]),
        frozenset(fields["reads"]),
        frozenset(fields["works"]),
    )


def _post_on(held: list[tuple[str, str, str]], day: str) -> str | None:
    for post, since, until in held:
        if since <= day <= until:
            return post
    return None


def _organisation(connection: Connection) -> _Organisation:
    posts = [
        Post(row.id, row.superior, tuple(msgspec.json.decode(row.territories or "[]")))
        for row in connection.execute(
            select(POSTS.c.id, POSTS.c.superior, POSTS.c.territories).where(POSTS.c.deleted == 0)
        )
    ]
    held: dict[str, list[tuple[str, str, str]]] = {}
    own_before_acting = (ASSIGNMENTS.c.acting, ASSIGNMENTS.c.since.desc(), ASSIGNMENTS.c.id)
    for row in connection.execute(
        select(ASSIGNMENTS).where(ASSIGNMENTS.c.deleted == 0).order_by(*own_before_acting)
    ):
        term = (row.post, row.since or "", row.until or "9999-12-31")
        held.setdefault(row.person, []).append(term)
    return _Organisation(posts, held)
