"""SQL columns of a record type: the same on the laptop and at the centre."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Double, SmallInteger, Text
from sqlalchemy.types import TypeEngine

from sync.catalogue import CATALOGUE
from sync.catalogue.model import JSON_TYPES, Field, RecordType, Type, Value

_TYPES: Mapping[Type, type[TypeEngine[Any]]] = {
    Type.INTEGER: BigInteger,
    Type.DECIMAL: BigInteger,
    Type.BOOLEAN: SmallInteger,
    Type.FLOAT: Double,
}

_SORTED = msgspec.json.Encoder(order="sorted")


def columns(record: RecordType) -> list[Column[Any]]:
    """One nullable column a field; the rules of the catalogue are checked before writing."""
    return [Column(field.name, _TYPES.get(field.type, Text)()) for field in record.fields]


def row_of(record: RecordType, fields: Mapping[str, Value]) -> dict[str, Any]:
    """Whole fields as a database row: every column, absent ones null."""
    return {field.name: field.to_sql(fields.get(field.name)) for field in record.fields}


def fields_in(type: str, values: Sequence[Any]) -> dict[str, Value]:
    """The canonical fields of a database row whose columns stand in catalogue order."""
    names, special = _shape(type)
    fields = dict(zip(names, values, strict=True))
    for name, canonical in special:
        if fields[name] is not None:
            fields[name] = canonical(fields[name])
    return fields


def values_of(type: str, fields: Mapping[str, Value]) -> list[Any]:
    """What the database holds for whole fields, in catalogue order; absent ones are null."""
    names, special = _written(type)
    values = list(map(fields.get, names))
    for place, to_sql in special:
        if values[place] is not None:
            values[place] = to_sql(values[place])
    return values


@cache
def _written(type: str) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[[Value], Any]], ...]]:
    fields = CATALOGUE[type].fields
    kinds = JSON_TYPES | {Type.DECIMAL, Type.BOOLEAN}
    special = ((place, it.to_sql) for place, it in enumerate(fields) if it.type in kinds)
    return CATALOGUE[type].names, tuple(special)


def column_to_sql(field: Field, values: Sequence[Value]) -> Sequence[Any]:
    """What the database holds for the canonical values of one field of many records."""
    if field.type in JSON_TYPES:
        lines = _SORTED.encode_lines(values).decode().split("\n")
        return [None if value is None else line for value, line in zip(values, lines, strict=False)]
    if field.type is Type.DECIMAL and None not in values and values:
        return list(map(int, "\n".join(values).replace(".", "").split("\n")))
    if field.type in (Type.DECIMAL, Type.BOOLEAN):
        return list(map(field.to_sql, values))
    return values


def column_from_sql(field: Field, values: Sequence[Any], *, raw: bool = False) -> list[Value]:
    """The canonical values of one field of many records; `raw`: JSON to be sent as it lies."""
    if field.type in JSON_TYPES:
        made = _raw if raw else _json
        return [None if value is None else made(value) for value in values]
    if field.type in (Type.DECIMAL, Type.BOOLEAN):
        known = {value: field.from_sql(value) for value in set(values)}
        return list(map(known.__getitem__, values))
    return list(values)


def _raw(value: str) -> msgspec.Raw:
    return msgspec.Raw(value.encode())


def decoder(field: Field) -> Callable[[Any], Value] | None:
    """What makes a database value that is not null canonical, where anything has to."""
    if field.type in JSON_TYPES:
        return _json
    return field.from_sql if field.type in (Type.DECIMAL, Type.BOOLEAN) else None


def _json(value: str) -> Value:
    return msgspec.json.decode(value)


@cache
def _shape(type: str) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Value]], ...]]:
    """The names of the fields, and of some what makes them canonical."""
    record = CATALOGUE[type]
    found = ((field.name, decoder(field)) for field in record.fields)
    special = tuple((name, canonical) for name, canonical in found if canonical is not None)
    return record.names, special


def fields_of(record: RecordType, row: Mapping[str, Any]) -> dict[str, Value]:
    """The canonical fields of a database row."""
    return {field.name: field.from_sql(row[field.name]) for field in record.fields}
