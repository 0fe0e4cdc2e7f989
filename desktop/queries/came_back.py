"""One's own requests and forms that were returned, to be changed and submitted again."""

from sqlalchemy import Connection, text

from desktop.queries import definitions
from desktop.queries.today import Task
from sync.catalogue.states import ReportState, RequestState

MOST = 6


def requests(connection: Connection, person: str) -> list[Task]:
    """Returned requests, with who returned them and why; the latest first."""
    sql = f"""
      SELECT r.id, r.title, r.decided_at, d.comment, p.name FROM approval_request r
      LEFT JOIN decision d ON d.id = (SELECT x.id FROM decision x WHERE x.request = r.id
        AND x.deleted = 0 AND x.verdict = 'return' ORDER BY x.decided_at DESC LIMIT 1)
      LEFT JOIN person p ON p.id = d.decider
      WHERE r.deleted = 0 AND r.requester = :person AND r.state = '{RequestState.RETURNED}'
      ORDER BY r.decided_at DESC LIMIT :most"""
    rows = connection.execute(text(sql), {"person": person, "most": MOST})
    return [
        Task(
            "mend_request",
            "today",
            row.id,
            row.title or "",
            {"who": row.name or "", "comment": row.comment or "", "at": row.decided_at or ""},
        )
        for row in rows
    ]


def forms(connection: Connection, person: str, today: str) -> list[Task]:
    """Returned forms; reports that came back have a line of their own with what is due."""
    sql = f"""
      SELECT f.id, f.form, f.date, f.period, f.review_comment, p.name AS who, c.name AS subject
      FROM form_instance f LEFT JOIN person p ON p.id = f.reviewer
      LEFT JOIN customer c ON c.id = f.subject AND f.subject_type = 'customer'
      WHERE f.deleted = 0 AND f.person = :person AND f.state = '{ReportState.RETURNED}'
      ORDER BY f.reviewed_at DESC LIMIT :most"""
    rows = connection.execute(text(sql), {"person": person, "most": MOST}).all()
    every = definitions.every(connection, today) if rows else []
    titles = {form.code: form.title for form in every}
    return [
        Task(
            "mend_form",
            "today",
            row.id,
            row.subject or row.period or row.date or "",
            {
                "title": titles.get(row.form),
                "who": row.who or "",
                "comment": row.review_comment or "",
            },
        )
        for row in rows
    ]
