"""Who may read and write where, worked out from the organisation and kept until it changes."""

import threading
from dataclasses import dataclass, field
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from sync.clock import Clock
from sync.scope import Post, Scope, scope_of
from sync.server.tables import RECORDS

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
