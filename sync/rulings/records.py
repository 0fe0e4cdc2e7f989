"""Records as rulings and mutations read them: within the actor's scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sync.catalogue import Value


@dataclass(frozen=True, slots=True)
class Record:
    """A record as its reader sees it; `ver` is the sequence number of its last change."""

    type: str
    id: str
    fields: Mapping[str, Value]
    part: str = ""
    ver: int = 0
    deleted: bool = False


class Reader(Protocol):
    """Current records; those the actor may not read do not exist."""

    def get(self, type: str, id: str) -> Record | None:
        """The record, also if deleted; None if there is none."""
        ...

    def find(self, type: str, field: str, value: Value) -> Sequence[Record]:
        """The live records whose field is this value, or a list that holds it; by id."""
        ...


def holds(record: Record, field: str, value: Value) -> bool:
    """Whether `Reader.find` would give this record."""
    if record.deleted:
        return False
    standing = record.fields.get(field)
    return value in standing if isinstance(standing, list) else bool(standing == value)
