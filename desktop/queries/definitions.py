"""Which definition of a form holds: the company's newest in force, or the one an instance names."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from desktop import forms
from desktop.forms import BadForm, Form


def in_force(connection: Connection, code: str, today: str) -> Form:
    """The newest definition in force: the centre's, or the one that came with the program.

    Raises BadForm for a form that neither of them has."""
    row = connection.execute(
        text(
            "SELECT version, title, body FROM form_definition WHERE deleted = 0 AND code = :code"
            " AND (effective_from IS NULL OR effective_from <= :today)"
            " ORDER BY version DESC LIMIT 1"
        ),
        {"code": code, "today": today},
    ).first()
    return _holding(code, row)


def _holding(code: str, row: Any) -> Form:
    """The newest published one (None: there is none) or, where that is newer, our own."""
    own = forms.read(code) if code in forms.CODES else None
    found = _understood(code, row) if row is not None else None
    if found is not None and (own is None or found.version > own.version):
        return found
    if own is None:
        raise BadForm("unknown_form", form=code)
    return own


def pinned(connection: Connection, code: str, version: int, today: str) -> Form:
    """The definition in which an instance was written, as long as it is known at all."""
    if not version:
        return in_force(connection, code, today)
    row = connection.execute(
        text(
            "SELECT version, title, body FROM form_definition"
            " WHERE deleted = 0 AND code = :code AND version = :version"
        ),
        {"code": code, "version": version},
    ).first()
    found = _understood(code, row) if row is not None else None
    if found is not None:
        return found
    try:
        return forms.read(code, version)
    except BadForm:
        return in_force(connection, code, today)


def every(connection: Connection, today: str) -> list[Form]:
    """Each form in force, first those that came with the program, then the company's own."""
    newest = text(
        "SELECT code, max(version) AS version, title, body FROM form_definition WHERE deleted = 0"
        " AND (effective_from IS NULL OR effective_from <= :today) GROUP BY code ORDER BY code"
    )
    published = {row.code: row for row in connection.execute(newest, {"today": today})}
    found = []
    for code in dict.fromkeys((*forms.CODES, *published)):
        try:
            found.append(_holding(code, published.get(code)))
        except BadForm:
            continue  # not to be understood here
    return found


def _understood(code: str, row: Any) -> Form | None:
    """What a company's version of our own form leaves out stays as it is in ours."""
    found = _parsed(code, row.version, row.title or "", row.body or "")
    if found is None or code not in forms.CODES:
        return found
    own = forms.read(code)
    return replace(
        found,
        kind=own.kind,
        period=own.period,
        write=found.write or own.write,
        figures=found.figures or own.figures,
    )


@lru_cache(maxsize=64)
def _parsed(code: str, version: int, title: str, said: str) -> Form | None:
    """A published definition; one that says nothing, or nothing we understand, does not hold."""
    try:
        body = json.loads(said or "{}")
        return forms.form_of(body, code, version, title) if body else None
    except (BadForm, ValueError, TypeError):
        return None
