"""The catalogue and the mutations as JSON lines, for authors of other clients.

`python -m sync.published > sync/vectors/catalogue.jsonl` after every change of either.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sync.catalogue import CATALOGUE, SCHEMA, Field, Merge, RecordType, Type, canonical
from sync.mutations import MUTATIONS, Mutation

MEASURED = frozenset({Type.TEXT, Type.MAP, Type.LIST, Type.ANY})  # in characters, of their JSON


def lines() -> Iterator[str]:
    """The schema, then a line a record type, then a line a mutation."""
    yield canonical({"schema": SCHEMA})
    for record in CATALOGUE.values():
        yield canonical(_record(record))
    for mutation in MUTATIONS.values():
        yield canonical(_mutation(mutation))


def _record(record: RecordType) -> Mapping[str, Any]:
    said = {"record": record.name, "kind": record.kind, "since": record.since}
    return said | {"fields": _fields(record.fields, merging=True)}


def _mutation(mutation: Mutation) -> Mapping[str, Any]:
    said = {"mutation": mutation.name, "new": mutation.new, "required": sorted(mutation.required)}
    return said | {"arguments": _fields(mutation.fields, merging=False)}


def _fields(fields: Iterable[Field], *, merging: bool) -> Mapping[str, Any]:
    return {each.name: _field(each, merging) for each in fields}


def _field(field: Field, merging: bool) -> Mapping[str, Any]:
    """Only what differs from the defaults: text, free, of schema 1."""
    said: dict[str, Any] = {"type": field.type}
    if field.type in MEASURED:
        said["longest"] = field.longest
    if merging and field.merge is not Merge.FREE:
        said["merge"] = field.merge
    if field.type is Type.DECIMAL:
        said["scale"] = field.scale
    if field.target:
        said["of"] = field.target
    if field.choices:
        said["choices"] = list(field.choices)
    said |= {name: bound for name, bound in _bounds(field) if bound is not None}
    if merging and field.required:
        said["required"] = True
    if field.since > 1:
        said["since"] = field.since
    return said


def _bounds(field: Field) -> Iterable[tuple[str, int | None]]:
    return (("least", field.least), ("most", field.most))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lines())
