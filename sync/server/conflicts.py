"""Conflict records: they keep the values of one mutation that merging did not apply."""

import uuid
from collections.abc import Mapping

from sync.catalogue import CATALOGUE, Value
from sync.catalogue.states import ConflictState
from sync.merge import Clash
from sync.server.draft import Draft
from sync.server.journal import Journal, changed_at
from sync.server.rows import Key, Row

CONFLICTS = uuid.UUID("0b6f4d6e-9a0c-5f5b-8d8b-5f0d6a1f6c55")
WHOLE = "*"


class Conflicts:
    """Adds conflicts to a draft; `name` identifies the mutation, and makes their ids."""

    def __init__(self, journal: Journal, draft: Draft, name: str, author: str, at: str) -> None:
        self._journal = journal
        self._draft = draft
        self._name = name
        self._said = {"author": author, "authored_at": at}

    def clash(self, key: Key, clash: Clash) -> None:
        """A field with two concurrent values."""
        row = self._row(key)
        values = {"base": clash.base, "mine": clash.mine, "theirs": clash.theirs}
        stood = self._stood(changed_at(row, clash.path, clash.theirs))
        self._insert(key, clash.path, {**values, **stood})

    def deleted(self, key: Key, mine: Mapping[str, Value], base: Mapping[str, Value]) -> None:
        """An edit of a record that somebody else had deleted."""
        row = self._row(key)
        theirs = {name: value for name, value in row.fields.items() if value is not None}
        values = {"base": dict(base), "mine": dict(mine), "theirs": theirs}
        self._insert(key, WHOLE, {"kind": "deleted", **values, **self._stood(row.ver)})

    def proposal(self, key: Key, mine: Mapping[str, Value], base: Mapping[str, Value]) -> None:
        """An edit of a record that has left the author's scope: a proposal to its new readers."""
        self._insert(key, WHOLE, {"kind": "proposal", "base": dict(base), "mine": dict(mine)})

    def duplicate(self, key: Key, other: Row) -> None:
        """Two similar customers; without their fields: a reader may have access to one only."""
        stood = self._stood(other.fver.get("", 0))
        self._insert(key, WHOLE, {"kind": "duplicate", "other": other.id, **stood})

    def _row(self, key: Key) -> Row:
        row = self._draft.get(*key)
        assert row is not None
        return row

    def _stood(self, seq: int) -> dict[str, Value]:
        by, at = self._journal.made_by(seq) or (None, None)
        return {"stood_by": by or None, "stood_at": at}

    def _insert(self, key: Key, path: str, what: Mapping[str, Value]) -> None:
        type, id = key
        fields: dict[str, Value] = dict.fromkeys(CATALOGUE["conflict"].names)
        fields |= {
            "type": type,
            "record": id,
            "field": path,
            "state": ConflictState.OPEN,
            **self._said,
            **what,
        }
        made = str(uuid.uuid5(CONFLICTS, f"{self._name}|{type}|{id}|{path}"))
        self._draft.insert("conflict", made, fields, echo=False)
