"""A definition as it travels: JSON sorts the keys of maps, so what has an order is a list."""

from collections.abc import Mapping
from typing import Any


def published(body: Mapping[str, Any]) -> dict[str, Any]:
    """The same definition with its choices as pairs of code and words, in their order."""
    sections = [
        {**section, "fields": [_field(field) for field in section.get("fields") or ()]}
        for section in body.get("sections") or ()
    ]
    return {**body, "sections": sections}


def _field(field: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(field)
    if isinstance(made.get("choices"), Mapping):
        made["choices"] = [[code, words] for code, words in made["choices"].items()]
    if made.get("columns"):
        made["columns"] = [_field(column) for column in made["columns"]]
    return made
