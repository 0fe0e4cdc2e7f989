"""Who works here: the person, their post, and what they may write, from the local records."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from desktop.store import state
from desktop.store.tables import LIVE, RECORDS
from sync.scope import Post, Scope, scope_of

_PEOPLE, _UNITS = RECORDS["person"], RECORDS["org_unit"]
_POST, _ASSIGNMENT = RECORDS["post"], RECORDS["post_assignment"]
_HELD = select(_ASSIGNMENT.c.post).where(
    _ASSIGNMENT.c.person == bindparam("person"),
    _ASSIGNMENT.c.deleted == LIVE,
    _ASSIGNMENT.c.until.is_(None),
)
_POSTS = select(_POST.c.id, _POST.c.superior, _POST.c.territories).where(_POST.c.deleted == LIVE)
_WHO = select(_PEOPLE.c.name, _PEOPLE.c.user, _PEOPLE.c.roles).where(
    _PEOPLE.c.id == bindparam("person")
)
_WHERE = (
    select(_POST.c.title, _UNITS.c.name)
    .select_from(_POST.outerjoin(_UNITS, _UNITS.c.id == _POST.c.unit))
    .where(_POST.c.id == bindparam("post"))
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

    @property
    def below(self) -> frozenset[str]:
        return self.scope.below


def who_am_i(connection: Connection) -> Me:
    """From the records as they are; before the first download only the ids are known."""
    person = state.get(connection, "person", "")
    held = connection.scalars(_HELD, {"person": person}).first()
    every = connection.execute(_POSTS)
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
    who = connection.execute(_WHO, {"person": person}).first()
    where = connection.execute(_WHERE, {"post": post}).first()
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
