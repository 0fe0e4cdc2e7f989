"""Requests that wait for me, requests of mine, and what one of them is about."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from desktop.domain.amounts import money, number
from desktop.queries import branch_allotments
from desktop.queries.holders import HOLDER
from desktop.store.entry_state import EntryState
from sync.catalogue import Value
from sync.catalogue.states import RequestState

Facts = Mapping[str, Value]
RECENT = 200  # requests of mine that are shown
DECIDED = 50  # requests that I decided that are shown


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the list shows it, with the facts its checks are computed from."""

    key: int
    id: str
    kind: str
    title: str
    requester: str
    requester_name: str
    unit: str
    post: str
    amount: Decimal | None
    facts: Facts
    reason: str
    state: str
    step: int
    path: tuple[str, ...]
    approver: str
    approver_name: str
    subject_type: str
    subject: str
    content_hash: str
    submitted_at: str
    due_at: str
    decided_at: str
    pending: bool  # something about it waits to be sent
    overdue_now: Decimal | None  # of the customer, as the laptop's own card says today
    overdue_days_now: int | None
    receivable_now: Decimal | None
    rev: int = 1
    waiting: tuple[str, ...] = ()  # posts that added a signer, to whom it goes back, last first out


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision on a request; `effective` is false of an opinion that came too late."""

    id: str
    step: int
    verdict: str
    comment: str
    decider: str
    decider_name: str
    decided_at: str
    pending: bool
    delegate_name: str
    rev: int | None = None
    effective: bool = True
    post: str = ""
    on_behalf: str = ""  # the post it was decided for, if not the decider's own
    # under a hub's allotment: "wanted" before the hub has ruled, "branch" when it has and the
    # centre has not heard of it
    ruled: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One post of a request's way, with who holds it now."""

    post: str
    title: str
    holder: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a request; without `sha256` it is only mentioned."""

    name: str
    size: int | None
    sha256: str
    media_type: str


_ASKED = f"""
SELECT r.key, r.id, r.kind, r.title, r.requester, p.name AS requester_name, u.name AS unit, r.post,
  r.amount, r.facts, r.reason, r.state, r.step, r.path, r.rev, r.waiting,
  r.approver, r.subject_type, r.subject,
  {HOLDER.format(post="r.approver")} AS approver_name,
  r.content_hash, r.submitted_at, r.due_at, r.decided_at, r.pending,
  c.overdue_amount, c.overdue_days, c.receivable
FROM approval_request r
LEFT JOIN person p ON p.id = r.requester AND p.deleted = 0
LEFT JOIN post o ON o.id = r.post AND o.deleted = 0
LEFT JOIN org_unit u ON u.id = o.unit AND u.deleted = 0
LEFT JOIN customer c ON r.subject_type = 'customer' AND c.id = r.subject AND c.deleted = 0
WHERE r.deleted = 0 AND """


def waiting(connection: Connection, post: str, today: str) -> list[Asked]:
    """What waits for this post, newest first."""
    where = f"r.state = '{RequestState.PENDING}' AND r.approver = :post"
    sql = f"{_ASKED} {where} ORDER BY r.submitted_at DESC"
    return _many(connection, sql, post=post, today=today)


def of_others(connection: Connection, post: str, today: str) -> list[Asked]:
    """What waits for any other post, newest first."""
    where = f"r.state = '{RequestState.PENDING}' AND r.approver <> :post"
    sql = f"{_ASKED} {where} ORDER BY r.submitted_at DESC"
    return _many(connection, sql, post=post, today=today)


def decided_by(connection: Connection, person: str, today: str) -> list[Asked]:
    """What this person decided, or came too late to decide, the latest first."""
    sql = _ASKED + (
        "r.id IN (SELECT request FROM decision WHERE deleted = 0 AND decider = :person)"
        " AND r.requester <> :person ORDER BY (SELECT max(decided_at) FROM decision"
        " WHERE deleted = 0 AND decider = :person AND request = r.id) DESC LIMIT :most"
    )
    return _many(connection, sql, person=person, today=today, most=DECIDED)


def mine(connection: Connection, person: str, today: str) -> list[Asked]:
    """What this person asked for: what is still open first, then the newest."""
    sql = _ASKED + (
        f"r.requester = :person ORDER BY r.state <> '{RequestState.PENDING}',"
        " r.submitted_at DESC LIMIT :most"
    )
    return _many(connection, sql, person=person, today=today, most=RECENT)


def asked(connection: Connection, id: str, today: str) -> Asked | None:
    rows = _many(connection, _ASKED + "r.id = :id", id=id, today=today)
    return rows[0] if rows else None


def handled_since(connection: Connection, person: str, instant: str) -> int:
    """How many decisions this person made since then."""
    sql = "SELECT count(*) FROM decision WHERE deleted = 0 AND decider = :who AND decided_at >= :at"
    return int(connection.execute(text(sql), {"who": person, "at": instant}).scalar_one())


def rulings(connection: Connection, request: str) -> list[Ruling]:
    rows = connection.execute(
        text(
            "SELECT d.id, d.step, d.verdict, d.comment, d.decider, p.name AS decider_name,"
            " d.decided_at, d.pending, d.rev, d.effective, d.post, d.on_behalf,"
            " d.on_hash, d.on_ver, d.allotment, d.ruling,"
            f" {HOLDER.format(post='d.delegate_to')} AS delegate_name"
            " FROM decision d LEFT JOIN person p ON p.id = d.decider AND p.deleted = 0"
            " WHERE d.deleted = 0 AND d.request = :request ORDER BY d.decided_at, d.key"
        ),
        {"request": request, "today": "0000"},
    )
    return [
        Ruling(
            id=row.id,
            step=row.step or 0,
            verdict=row.verdict,
            comment=row.comment or "",
            decider=row.decider,
            decider_name=row.decider_name or row.decider,
            decided_at=row.decided_at,
            pending=bool(row.pending),
            delegate_name=row.delegate_name or "",
            rev=row.rev,
            effective=row.effective is None or bool(row.effective),
            post=row.post or "",
            on_behalf=row.on_behalf or "",
            ruled=branch_allotments.standing(connection, row, request),
        )
        for row in rows
    ]


def is_relayed(connection: Connection, request: str) -> bool:
    """Whether everything unsent about it was handed to a branch hub or put onto a stick."""
    sql = (
        f"SELECT count(*), sum(state IN ('{EntryState.RELAYED}', '{EntryState.PROVISIONAL}'))"
        " FROM outbox WHERE record = :id OR json_extract(arguments, '$.request') = :id"
    )
    every, relayed = connection.execute(text(sql), {"id": request}).one()
    return bool(every) and every == relayed


def stations(connection: Connection, today: str) -> dict[str, Station]:
    """Every post by its id: its title and who holds it."""
    sql = f"""SELECT o.id, o.title, {HOLDER.format(post="o.id")} AS holder
      FROM post o WHERE o.deleted = 0"""
    rows = connection.execute(text(sql), {"today": today})
    return {row.id: Station(row.id, row.title, row.holder or "") for row in rows}


def deputies(connection: Connection, post: str, today: str) -> list[Station]:
    """Who could decide in my place: my superior, and those who share it or rank as high."""
    sql = f"""SELECT o.id, o.title, {HOLDER.format(post="o.id")} AS holder FROM post o
      JOIN post me ON me.id = :post AND me.deleted = 0
      WHERE o.deleted = 0 AND o.id <> :post AND o.level <= me.level ORDER BY o.level DESC, o.id"""
    rows = connection.execute(text(sql), {"post": post, "today": today})
    return [Station(row.id, row.title, row.holder) for row in rows if row.holder]


def files(connection: Connection, request: Asked) -> list[File]:
    """The attachments of a request, and those it only mentions."""
    sql = (
        "SELECT name, size, sha256, media_type FROM attachment"
        " WHERE deleted = 0 AND subject_type = 'approval_request' AND subject = :id ORDER BY key"
    )
    rows = connection.execute(text(sql), {"id": request.id})
    there = [File(row.name, row.size, row.sha256, row.media_type or "") for row in rows]
    names = {file.name for file in there}
    said = request.facts.get("attachments_said") or []
    return there + [File(str(name), None, "", "") for name in said if name not in names]


def rows(facts: Mapping[str, Value], name: str) -> list[Mapping[str, Value]]:
    """A table among the facts of a request, as far as it is one: any program may write them."""
    said = facts.get(name)
    return [each for each in said if isinstance(each, Mapping)] if isinstance(said, list) else []


def price_history(connection: Connection, since: str) -> dict[str, list[Decimal]]:
    """The price rates approved since then (asked over standard), by product."""
    sql = (
        "SELECT facts FROM approval_request"
        f" WHERE deleted = 0 AND state = '{RequestState.APPROVED}'"
        " AND kind IN ('special_price', 'discount') AND decided_at >= :since"
    )
    rates: dict[str, list[Decimal]] = {}
    for row in connection.execute(text(sql), {"since": since}):
        for line in rows(json.loads(row.facts or "{}"), "lines"):
            standard, wanted = number(line.get("standard")), number(line.get("asked"))
            if standard and wanted:
                name = str(line.get("product") or line.get("name"))
                rates.setdefault(name, []).append(wanted / standard)
    return rates


def signature_asked(connection: Connection, report: str, post: str) -> str | None:
    """The open request by which somebody asked this post to sign the report."""
    sql = (
        "SELECT id FROM approval_request WHERE deleted = 0 AND kind = 'report_sign'"
        f" AND state = '{RequestState.PENDING}' AND subject = :report AND approver = :post"
    )
    row = connection.execute(text(sql), {"report": report, "post": post}).first()
    return None if row is None else str(row.id)


def _many(connection: Connection, sql: str, **arguments: str | int) -> list[Asked]:
    found = connection.execute(text(sql), arguments)
    names = tuple(found.keys())
    return [_asked(names, tuple(row)) for row in found]


@lru_cache(maxsize=RECENT + DECIDED)  # of sixty requests one changes at a time
def _asked(names: tuple[str, ...], values: tuple[Any, ...]) -> Asked:
    row = dict(zip(names, values, strict=True))

    def words(name: str) -> str:
        return str(row[name] or "")

    path: Sequence[str] = json.loads(row["path"] or "[]")
    return Asked(
        key=row["key"],
        id=row["id"],
        kind=row["kind"],
        title=words("title"),
        requester=words("requester"),
        requester_name=words("requester_name") or words("requester"),
        unit=words("unit"),
        post=words("post"),
        amount=money(row["amount"]),
        facts=json.loads(row["facts"] or "{}"),
        reason=words("reason"),
        state=words("state"),
        step=row["step"] or 1,
        path=tuple(path),
        approver=words("approver"),
        approver_name=words("approver_name"),
        subject_type=words("subject_type"),
        subject=words("subject"),
        content_hash=words("content_hash"),
        submitted_at=words("submitted_at"),
        due_at=words("due_at"),
        decided_at=words("decided_at"),
        pending=bool(row["pending"]),
        overdue_now=money(row["overdue_amount"]),
        overdue_days_now=row["overdue_days"],
        receivable_now=money(row["receivable"]),
        rev=row["rev"] or 1,
        waiting=tuple(json.loads(row["waiting"] or "[]")),
    )
