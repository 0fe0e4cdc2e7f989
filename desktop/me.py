"""The signed-in person: their post and what they may write, from the local records."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop.store import plain, state
from desktop.store.tables import LIVE
from sync.scope import Post, Scope, scope_of

_HELD = (
    "SELECT post FROM post_assignment WHERE person = ? AND deleted = ? "
    "AND COALESCE(since, '') <= ? AND COALESCE(until, '9999-12-31') >= ? "
    "ORDER BY COALESCE(acting, 0), since DESC, id"
)
_POSTS = "SELECT id, superior, territories FROM post WHERE deleted = ?"
_NAMED = (
    "SELECT person.name, person.user, person.roles, post.title, org_unit.name FROM (SELECT 1) "
    "LEFT JOIN person ON person.id = ? LEFT JOIN post ON post.id = ? "
    "LEFT JOIN org_unit ON org_unit.id = post.unit"
)


@dataclass(frozen=True, slots=True)
class Me:
    """The signed-in person; `below` are the posts under theirs, however far down."""

    id: str
    name: str
    user: str
    roles: tuple[str, ...]
    post: str | None
    title: str
    unit: str
    scope: Scope

    @property
    def is_manager(self) -> bool:
        return bool(self.scope.below)

    def writes(self, writers: Collection[str]) -> bool:
        """Whether a form that these roles write is one of this person's; none: it is everyone's."""
        roles = set(self.roles) | ({"manager"} if self.is_manager else set())
        return not writers or bool((roles or {"rep"}) & set(writers))

    @property
    def below(self) -> frozenset[str]:
        return self.scope.below


def who_am_i(connection: Connection, today: date) -> Me:
    """From the records as they are, with the post that is held on this day, as at the centre.

    Before the first download only the ids are known. In plain SQL: it is asked after every
    synchronisation.
    """
    person = state.get(connection, "person", "")
    day = today.isoformat()
    held = plain.value(connection, _HELD, (person, LIVE, day, day))
    every = plain.run(connection, _POSTS, (LIVE,)).fetchall()
    posts = [
        Post(id, above, tuple(json.loads(territories or "[]"))) for id, above, territories in every
    ]
    name, user, roles, title, unit = plain.run(connection, _NAMED, (person, held)).fetchone()
    return Me(
        id=person,
        name=name or "",
        user=user or state.get(connection, "user", ""),
        roles=tuple(json.loads(roles or "[]")),
        post=held,
        title=title or "",
        unit=unit or "",
        scope=scope_of(person, held, posts),
    )
