"""Validates the fields of a new record, each once."""

from collections.abc import Mapping
from functools import cache

from sync.catalogue import CATALOGUE, Field, Value
from sync.errors import BadValue
from sync.mutations import MUTATIONS, Insert


def valid_fields(op: Insert, given: Mapping[str, Value], mutation: str) -> dict[str, Value]:
    """Every field of the record that this makes; raises BadValue.

    `given`: the arguments of the mutation, which were checked on arrival. What is passed on
    untouched into a field with the same rules need not be checked again.
    """
    record, alike = CATALOGUE[op.type], _alike(mutation, op.type)
    fields: dict[str, Value] = dict.fromkeys(record.names)
    for name, value in op.set.items():
        if value is None or (name in alike and given.get(name) is value):
            fields[name] = value
        else:
            fields[name] = record.field(name).check(value)
    for each in _required(op.type):
        if fields[each.name] is None:
            each.check(None)
    if len(fields) > len(record.names):
        raise BadValue(
            "unknown_field", type=op.type, field=min(fields.keys() - set(record.names))[:60]
        )
    return fields


@cache
def _required(type: str) -> tuple[Field, ...]:
    return tuple(each for each in CATALOGUE[type].fields if each.required)


@cache
def _alike(mutation: str, type: str) -> frozenset[str]:
    """The arguments that are checked by the rules of the fields whose names they bear."""
    rules = {each.name: _rule(each) for each in CATALOGUE[type].fields}
    known = MUTATIONS[mutation].fields
    return frozenset(it.name for it in known if rules.get(it.name) == _rule(it))


def _rule(field: Field) -> tuple[object, ...]:
    return field.type, field.scale, field.choices, field.longest, field.least, field.most
