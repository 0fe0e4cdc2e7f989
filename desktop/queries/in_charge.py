"""Who may decide a request besides its approver, up to which limit, and what came too late."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from desktop.queries.approvals import Asked, of_others
from desktop.store.rows import Rows
from sync.rulings.authority import beyond, given_up_to, in_charge, stand_ins

Limits = Mapping[str, Mapping[str, Any]]


def stood_in(connection: Connection, person: str, post: str, today: str) -> list[Asked]:
    """What waits for another post and may be decided by this person today (BR-APR-02)."""
    rows, known = Rows(connection), {}
    found = []
    for asked in of_others(connection, post, today):
        case = (asked.approver, asked.kind)
        if case not in known:
            known[case] = in_charge(rows, person, post, asked.approver, asked.kind, today)
        if known[case] and asked.requester != person:
            found.append(asked)
    return found


def given_limits(
    connection: Connection, person: str, post: str, others: Sequence[Asked], today: str
) -> dict[str, str]:
    """Of those this person may decide for another: beyond which amount that was not given."""
    rows, found = Rows(connection), {}
    for asked in others:
        said = {"kind": asked.kind, "amount": asked.amount}
        limit = given_up_to(rows, person, post, asked.approver, said, today)
        if limit is not None and not asked.waiting:
            found[asked.id] = limit
    return found


def names_of_stand_ins(connection: Connection, asked: Asked, today: str) -> list[str]:
    """Those named to decide in place of the approver today."""
    rows = Rows(connection)
    given = stand_ins(rows, asked.approver, asked.kind, today)
    ids = [each.fields["delegate"] for each in given if each.fields["since"] <= today]
    people = rows.several("person", sorted(set(ids)))
    return [str(person.fields.get("name") or id) for id, person in sorted(people.items())]


def limits(connection: Connection) -> dict[str, Mapping[str, Any]]:
    """The limits of every post that has some."""
    posts = connection.execute(
        text("SELECT id FROM post WHERE deleted = 0 AND limits IS NOT NULL")
    ).scalars()
    found = Rows(connection).several("post", list(posts))
    return {id: post.fields.get("limits") or {} for id, post in found.items()}


def limit_of(asked: Asked, posts: Sequence[str], known: Limits) -> str | None:
    """The limit that approving would be beyond (BR-APR-01); who was added only agrees."""
    if asked.waiting:
        return None
    said = {"kind": asked.kind, "facts": asked.facts, "amount": asked.amount}
    for post in posts:
        limit = beyond(known.get(post), said)
        if limit is not None:
            return limit
    return None
