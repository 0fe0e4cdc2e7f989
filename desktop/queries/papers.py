"""Forms that somebody filled in, as they are listed, read and signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, RowMapping, bindparam, text

from desktop import forms
from desktop.queries.holders import HOLDER
from desktop.queries.written import Written, common
from desktop.store import state
from sync.catalogue.states import ReportState
from sync.clock import Clock

MOST = 240
# the superior has something to say
WAITING = (ReportState.SEALED, ReportState.ACKNOWLEDGED, ReportState.HANDLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Written):
    """A filled form; `kind` is its form. Undated, it is of the day on which it was sealed."""

    type: str = "form_instance"


_PAPER = f"""
SELECT f.id, f.person, p.name AS person_name, f.post, f.date, f.period, f.form, f.form_version,
  f.subject, c.name AS subject_name, f.answers, f.derived, f.state, f.sealed_at,
  w.name AS reviewer_name, f.review_comment, f.reviewed_at, f.pending, o.superior,
  {HOLDER.format(post="o.superior")} AS superior_name
FROM form_instance f LEFT JOIN person p ON p.id = f.person
LEFT JOIN person w ON w.id = f.reviewer LEFT JOIN post o ON o.id = f.post
LEFT JOIN customer c ON c.id = f.subject AND f.subject_type = 'customer'
WHERE f.deleted = 0 AND """


def paper(connection: Connection, id: str) -> Paper | None:
    found = _many(connection, _PAPER + "f.id = :id", id=id)
    return found[0] if found else None


def mine(connection: Connection, person: str) -> list[Paper]:
    """The person's forms, newest first."""
    where = "f.person = :person ORDER BY f.date DESC, f.key DESC LIMIT :most"
    return _many(connection, _PAPER + where, person=person, most=MOST)


def of_period(connection: Connection, person: str, form: str, period: str) -> Paper | None:
    where = (
        "f.person = :person AND f.form = :form AND f.period = :period"
        " ORDER BY f.subject IS NULL DESC LIMIT 1"
    )
    found = _many(connection, _PAPER + where, person=person, form=form, period=period)
    return found[0] if found else None


def previous(connection: Connection, one: Paper) -> Paper | None:
    """The same person's last form of the kind before this one, about the same customer."""
    same = " AND f.subject = :subject" if one.subject else ""
    where = (
        "f.person = :person AND f.form = :form AND f.id <> :id"
        f" AND f.state <> '{ReportState.DRAFT}' AND f.date <= :date{same}"
        " ORDER BY f.date DESC, f.sealed_at DESC LIMIT 1"
    )
    said = {"person": one.person, "form": one.form, "id": one.id, "date": one.date}
    subject = {"subject": one.subject} if one.subject else {}
    found = _many(connection, _PAPER + where, **said, **subject)
    return found[0] if found else None


def to_sign(connection: Connection, post: str) -> list[Paper]:
    """Forms that wait for this post's word, urgent ones first, then the oldest."""
    where = (
        f"o.superior = :post AND f.state IN :waiting AND {_SIGNED}"
        " ORDER BY f.form = 'urgent_report' DESC, f.sealed_at"
    )
    return _many(connection, _PAPER + where, post=post)


def count_to_sign(connection: Connection, post: str) -> int:
    sql = text(
        "SELECT count(*) FROM form_instance f JOIN post o ON o.id = f.post"
        f" WHERE f.deleted = 0 AND o.superior = :post AND f.state IN :waiting AND {_SIGNED}"
    ).bindparams(bindparam("waiting", expanding=True), bindparam("unsigned", expanding=True))
    said = {"post": post, "waiting": WAITING, "unsigned": _unsigned()}
    return int(connection.execute(sql, said).scalar_one())


def team(connection: Connection, post: str, since: str) -> list[Paper]:
    """What the people right below this post sealed since that day and nobody has to sign now."""
    where = (
        "o.superior = :post AND f.date >= :since AND f.sealed_at IS NOT NULL"
        f" AND NOT (f.state IN :waiting AND {_SIGNED})"
        " ORDER BY f.sealed_at DESC LIMIT 60"
    )
    return _many(connection, _PAPER + where, post=post, since=since)


def superior_of(connection: Connection, post: str) -> str:
    """The name of whoever holds the post above this one."""
    sql = text(f"SELECT {HOLDER.format(post='o.superior')} FROM post o WHERE o.id = :post")
    today = state.clock(connection).today().isoformat()
    return str(connection.scalar(sql, {"post": post, "today": today}) or "")


def company(connection: Connection) -> str:
    """The name at the head of what is printed: the company's, or its uppermost unit's."""
    known = state.get(connection, "company", "")
    sql = text(
        "SELECT name FROM org_unit WHERE deleted = 0"
        " ORDER BY (kind = 'company') DESC, parent IS NOT NULL, id LIMIT 1"
    )
    return str(known or connection.scalar(sql) or "")


# a form whose chain is "none" waits for nobody
_SIGNED = """f.form NOT IN :unsigned AND NOT EXISTS (SELECT 1 FROM form_definition d
    WHERE d.deleted = 0 AND d.code = f.form AND d.version = f.form_version
      AND json_extract(d.body, '$.chain') = 'none')"""


@cache
def _unsigned() -> tuple[str, ...]:
    return tuple(form.code for form in forms.shipped() if form.chain == "none")


def _many(connection: Connection, sql: str, **arguments: str | int) -> list[Paper]:
    lists: dict[str, Sequence[str]] = {"waiting": WAITING, "unsigned": _unsigned()}
    needed = {name: value for name, value in lists.items() if f":{name}" in sql}
    asked = text(sql).bindparams(*(bindparam(name, expanding=True) for name in needed))
    clock = state.clock(connection)
    said = {**arguments, **needed, "today": clock.today().isoformat()}
    rows = connection.execute(asked, said).mappings()
    return [_paper(row, clock) for row in rows]


def _paper(row: RowMapping, clock: Clock) -> Paper:
    found = common(row)
    if not found["date"] and found["sealed_at"]:
        found["date"] = clock.day_of(found["sealed_at"]).isoformat()
    return Paper(
        kind=row["form"],
        subject=row["subject"] or "",
        subject_name=row["subject_name"] or "",
        **found,
    )
