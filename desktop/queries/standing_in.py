"""Who may stand in for me, to whom I gave that, and for whom I do it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from desktop.domain.amounts import money


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a post, so that they can decide."""

    person: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Given:
    """A delegation. `state`: coming | running | over; `kinds` is empty for all of them.

    `up_to`: the largest amount that may be approved; none: the limits of the posts alone hold.
    """

    id: str
    name: str
    title: str
    since: str
    until: str
    kinds: tuple[str, ...]
    state: str
    pending: bool
    up_to: Decimal | None = None


def candidates(connection: Connection, person: str, post: str, today: str) -> list[Colleague]:
    """Those of my rank or above, and those right below me: the highest last, nobody twice."""
    sql = """
      SELECT DISTINCT h.id, h.name, o.title, o.level FROM post me
      JOIN post o ON o.deleted = 0 AND o.id <> me.id
        AND (o.superior = me.id OR o.level <= me.level)
      JOIN post_assignment a ON a.post = o.id AND a.deleted = 0
        AND (a.since IS NULL OR a.since <= :today) AND (a.until IS NULL OR a.until >= :today)
      JOIN person h ON h.id = a.person AND h.deleted = 0 AND h.id <> :person
      WHERE me.id = :post ORDER BY o.level DESC, o.id"""
    rows = connection.execute(text(sql), {"person": person, "post": post, "today": today})
    found: dict[str, Colleague] = {}
    for row in rows:
        found.setdefault(row.id, Colleague(row.id, row.name, row.title or ""))
    return list(found.values())


def given(connection: Connection, post: str, today: str) -> list[Given]:
    """What I gave: what runs or is to come first, then the latest that are over."""
    sql = """
      SELECT d.id, d.since, d.until, d.kinds, d.ended_at, d.pending, d.up_to, p.name, o.title
      FROM delegation d LEFT JOIN person p ON p.id = d.delegate
      LEFT JOIN post o ON o.id = d.delegate_post
      WHERE d.deleted = 0 AND d.post = :post ORDER BY d.since DESC, d.key DESC LIMIT 20"""
    found = [_given(row, today) for row in connection.execute(text(sql), {"post": post})]
    return sorted(found, key=lambda one: one.state == "over")


def _given(row: Any, today: str) -> Given:
    over = row.ended_at is not None or row.until < today
    state = "over" if over else "coming" if row.since > today else "running"
    kinds: Sequence[str] = json.loads(row.kinds or "[]")
    return Given(
        row.id, row.name or "", row.title or "", row.since, row.until, tuple(kinds), state,
        bool(row.pending), money(row.up_to),
    )  # fmt: skip
