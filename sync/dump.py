"""One line of a dump: the same bytes wherever two copies hold the same record."""

from collections.abc import Mapping
from typing import Any

from sync.catalogue import CATALOGUE, Value, canonical


def line(type: str, id: str, fields: Mapping[str, Value], deleted: bool = False) -> str:
    """Catalogue fields only, nulls printed, keys sorted, no spaces, no line end."""
    shown: dict[str, Any] = {
        "type": type,
        "id": id,
        "fields": {name: fields.get(name) for name in CATALOGUE[type].names},
    }
    if deleted:
        shown["deleted"] = True
    return canonical(shown)


def types(only: str | None = None) -> list[str]:
    """The record types in the order of a dump: by name."""
    return sorted(CATALOGUE) if only is None else [only]
