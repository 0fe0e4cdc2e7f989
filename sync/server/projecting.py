"""Projection to an older schema: removes types and fields that a client does not know.

Clients write field by field, so that an older one never clears fields it does not know.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from sync.catalogue import CATALOGUE, SCHEMA
from sync.wire import Group, Result

OLDEST = 1  # below this a program may only send what it still has
T = TypeVar("T")


@cache
def known(type: str, schema: int) -> frozenset[str] | None:
    """The fields of a type in this schema; None if it does not have the type."""
    record = CATALOGUE[type]
    if record.since > schema:
        return None
    return frozenset(each.name for each in record.fields if each.since <= schema)


def groups_for(schema: int, groups: Sequence[Group]) -> list[Group]:
    """The changes without unknown fields; a change of only those still brings its version."""
    if schema >= SCHEMA:
        return list(groups)
    return [_group(each, fields) for each in groups if (fields := known(each.type, schema))]


def results_for(schema: int, results: Sequence[Result]) -> list[Result]:
    """Results whose fixes hold only what the schema has."""
    if schema >= SCHEMA:
        return list(results)
    return [
        msgspec.structs.replace(
            result,
            fix=[
                msgspec.structs.replace(fix, set=fields_for(schema, fix.type, fix.set))
                for fix in result.fix
                if known(fix.type, schema)
            ],
        )
        for result in results
    ]


def fields_for(schema: int, type: str, paths: Mapping[str, T]) -> dict[str, T]:
    """These paths without those of later fields."""
    fields = known(type, schema) or frozenset()
    return {path: value for path, value in paths.items() if path.partition(".")[0] in fields}


def _group(group: Group, fields: frozenset[str]) -> Group:
    kept = [place for place, path in enumerate(group.fields) if path.partition(".")[0] in fields]
    return msgspec.structs.replace(
        group, fields=_at(kept, group.fields), values=_at(kept, group.values)
    )


def _at(places: Iterable[int], items: Sequence[T]) -> list[T]:
    return [items[place] for place in places]
