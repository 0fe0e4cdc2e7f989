"""Who may decide a request besides its approver, up to which limit, and what came too late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from desktop.queries.approvals import Asked, of_others
from desktop.store.rows import Rows
from sync.catalogue import Value
from sync.rulings.authority import given_up_to, in_charge, limit_of, stand_ins
from sync.rulings.records import Record, holds


@dataclass(frozen=True, slots=True)
class Limits:
    """The posts of the company, read once: a Reader of nothing else (sync/rulings)."""

    posts: Mapping[str, Record] = field(default_factory=dict)

    def get(self, type: str, id: str) -> Record | None:
        return self.posts.get(id) if type == "post" else None

    def find(self, type: str, field: str, value: Value) -> Sequence[Record]:
        return [one for one in self.posts.values() if type == "post" and holds(one, field, value)]

    def of(self, post: str) -> Mapping[str, Value]:
        """By kind of request; of a kind without a limit there is none."""
        found = self.posts.get(post)
        return (found.fields.get("limits") if found else None) or {}


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


def limits(connection: Connection) -> Limits:
    """Every post with its limits."""
    posts = connection.execute(text("SELECT id FROM post WHERE deleted = 0")).scalars()
    return Limits(Rows(connection).several("post", list(posts)))


def beyond_limit(asked: Asked, posts: Sequence[str], known: Limits) -> str | None:
    """The limit that approving would be beyond (BR-APR-01); who was added only agrees."""
    if asked.waiting:
        return None
    said = {"kind": asked.kind, "facts": asked.facts, "amount": asked.amount, "post": asked.post}
    for post in posts:
        limit = limit_of(known, post, said)
        if limit is not None:
            return limit
    return None
