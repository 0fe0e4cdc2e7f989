"""Who works here: the person, their post, and what they may write, from the local records."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop.store import state
from desktop.store.tables import LIVE, RECORDS
from sync.scope import Post, Scope, scope_of


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

    @property
    def below(self) -> frozenset[str]:
        return self.scope.below


def who_am_i(connection: Connection) -> Me:
    """From the records as they are; before the first download only the ids are known."""
    person = state.get(connection, "person", "")
    assignment, posts = RECORDS["post_assignment"], RECORDS["post"]
    held = connection.scalars(
        select(assignment.c.post).where(
            assignment.c.person == person,
            assignment.c.deleted == LIVE,
            assignment.c.until.is_(None),
        )
    ).first()
    every = connection.execute(
        select(posts.c.id, posts.c.superior, posts.c.territories).where(posts.c.deleted == LIVE)
    )
    scope = scope_of(
        person,
        held,
        [
            Post(id, above, tuple(json.loads(territories or "[]")))
            for id, above, territories in every
        ],
    )
    return _named(connection, person, held, scope)


def _named(connection: Connection, person: str, post: str | None, scope: Scope) -> Me:
    people, posts, units = RECORDS["person"], RECORDS["post"], RECORDS["org_unit"]
    who = connection.execute(
        select(people.c.name, people.c.user, people.c.roles).where(people.c.id == person)
    ).first()
    where = connection.execute(
        select(posts.c.title, units.c.name)
        .select_from(posts.outerjoin(units, units.c.id == posts.c.unit))
        .where(posts.c.id == post)
    ).first()
    return Me(
        id=person,
        name=who.name if who else "",
        user=(who.user if who else None) or state.get(connection, "user", ""),
        roles=tuple(json.loads(who.roles or "[]")) if who else (),
        post=post,
        title=(where[0] if where else "") or "",
        unit=(where[1] if where else "") or "",
        scope=scope,
    )
