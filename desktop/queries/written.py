"""What reports and forms have in common: the author's answers, and the superior's review."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from sync.catalogue import Value
from sync.catalogue.states import OPEN_REPORTS, ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`superior`: the post that signs it. Instants and dates as stored; "" where there is none."""

    id: str
    person: str
    person_name: str
    post: str
    kind: str
    date: str
    period: str
    form: str
    form_version: int
    answers: Mapping[str, Value]
    derived: Mapping[str, Value]
    state: str
    sealed_at: str
    reviewer_name: str
    review_comment: str
    reviewed_at: str
    pending: bool
    superior: str
    superior_name: str
    subject: str = ""
    subject_name: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its answers may still be changed."""
        return self.state in OPEN_REPORTS


def common(row: RowMapping) -> dict[str, Any]:
    """The fields that a report and a form have in columns of the same name."""

    def words(name: str) -> str:
        return str(row[name] or "")

    return {
        "id": row["id"],
        "person": row["person"],
        "person_name": words("person_name") or row["person"],
        "post": words("post"),
        "date": words("date"),
        "period": words("period"),
        "form": words("form"),
        "form_version": row["form_version"] or 0,
        "answers": json.loads(row["answers"] or "{}"),
        "derived": json.loads(row["derived"] or "{}"),
        "state": words("state") or ReportState.DRAFT,
        "sealed_at": words("sealed_at"),
        "reviewer_name": words("reviewer_name"),
        "review_comment": words("review_comment"),
        "reviewed_at": words("reviewed_at"),
        "pending": bool(row["pending"]),
        "superior": words("superior"),
        "superior_name": words("superior_name"),
    }
