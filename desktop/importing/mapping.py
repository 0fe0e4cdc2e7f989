"""Which columns of a foreign table become which fields; a file a person can read and mend."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeGuard

from desktop.domain.geo import DATUMS, WGS84
from desktop.importing.problems import MAPPING_WRONG, FileProblem, refuse

PLAIN_FIELDS = {
    "customer": (
        "name", "class", "phone", "address", "region", "territory", "credit_code", "latitude",
        "longitude", "coordinates", "remark", "state", "industry", "terms_days", "next_visit",
    ),
    "contact": (
        "customer", "name", "position", "phone", "email", "decision_role", "remark",
    ),
}  # fmt: skip
"""What can be asked for. `coordinates` is one column with both numbers, `customer` of a contact a
name. Others of the catalogue are the centre's or a person's, never a spreadsheet's."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """`fields` names the columns of each field by their titles, several joined in their order
    (telephones: the first that has one). `identity` are the columns by which the other system knows
    a record; `one_per` the columns whose equal rows are one record (order lines), `sums` what is
    added up over them, `extra` what is kept under its own title. `sheet_name` is the field that the
    name of the sheet begins. No `sheets` means every one that has the columns of the name.
    """

    type: str
    fields: dict[str, tuple[str, ...]]
    sheets: tuple[str, ...] = ()
    header_row: int = 0
    identity: tuple[str, ...] = ()
    one_per: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    sheet_name: str = ""
    datum: str = WGS84
    datum_assumed: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        known = PLAIN_FIELDS.get(self.type)
        if known is None:
            raise FileProblem(MAPPING_WRONG, file="", why="type", value=self.type)
        for name in (*self.fields, *filter(None, (self.sheet_name,))):
            if name not in known:
                raise FileProblem(MAPPING_WRONG, file="", why="field", value=name)
        if self.datum not in DATUMS:
            raise FileProblem(MAPPING_WRONG, file="", why="datum", value=self.datum)

    @property
    def titles(self) -> tuple[str, ...]:
        """All columns that are looked at, each once."""
        groups = (*self.fields.values(), self.identity, self.one_per, self.sums, self.extra)
        return tuple(dict.fromkeys(title for group in groups for title in group))

    def with_fields(self, **changed: Iterable[str]) -> Mapping:
        """As the person corrected it; an empty column list takes the field out."""
        fields = {**self.fields, **{name: tuple(titles) for name, titles in changed.items()}}
        return replace(self, fields={name: titles for name, titles in fields.items() if titles})


def save_mapping(mapping: Mapping, path: Path) -> None:
    """TOML, or JSON where the name ends so."""
    told = {name: value for name, value in asdict(mapping).items() if value not in ((), "", 0)}
    told.pop("datum_assumed", None)
    if path.suffix.lower() == ".json":
        path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return
    fields = told.pop("fields")
    lines = [f"{name} = {_toml(value)}" for name, value in told.items()]
    lines += ["", "[fields]"]
    lines += [f"{_toml(name)} = {_toml(value)}" for name, value in fields.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load_mapping(path: Path, type: str = "") -> Mapping:
    """What a person wrote; a column may stand without brackets. `type` is what is wanted."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        told = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (OSError, ValueError) as why:
        raise refuse(MAPPING_WRONG, path, why=str(why), value="") from why
    try:
        found = _mapping({"type": type or "customer", **told})
        if type and found.type != type:
            raise FileProblem(MAPPING_WRONG, file="", why="type", value=found.type)
        return found
    except FileProblem as problem:
        raise FileProblem(MAPPING_WRONG, **{**problem.facts, "file": path.name}) from problem


def _mapping(told: dict[str, Any]) -> Mapping:
    unknown = told.keys() - Mapping.__dataclass_fields__.keys()
    if unknown:
        raise FileProblem(MAPPING_WRONG, file="", why="setting", value=min(unknown))
    fields = told.pop("fields", {})
    if not isinstance(fields, dict):
        raise FileProblem(MAPPING_WRONG, file="", why="setting", value="fields")
    settings: dict[str, Any] = {}
    for name, value in told.items():
        default = Mapping.__dataclass_fields__[name].default
        settings[name] = _titles(name, value) if isinstance(default, tuple) else value
        if not isinstance(default, tuple) and type(value) is not type(default) and name != "type":
            raise FileProblem(MAPPING_WRONG, file="", why="setting", value=name)
    return Mapping(
        fields={name: _titles(name, value) for name, value in fields.items()}, **settings
    )


def _titles(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if _is_texts(value):
        return tuple(value)
    raise FileProblem(MAPPING_WRONG, file="", why="setting", value=name)


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _toml(value: object) -> str:
    """JSON's strings, lists, numbers and booleans are TOML's, too."""
    return json.dumps(value, ensure_ascii=False)
