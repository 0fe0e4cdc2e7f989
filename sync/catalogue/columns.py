"""SQL columns of a record type: the same on the laptop and at the centre."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Column, Double, SmallInteger, Text
from sqlalchemy.types import TypeEngine

from sync.catalogue.model import RecordType, Type, Value

_TYPES: Mapping[Type, type[TypeEngine[Any]]] = {
    Type.INTEGER: BigInteger,
    Type.DECIMAL: BigInteger,
    Type.BOOLEAN: SmallInteger,
    Type.FLOAT: Double,
}


def columns(record: RecordType) -> list[Column[Any]]:
    """One nullable column a field; the rules of the catalogue are checked before writing."""
    return [Column(field.name, _TYPES.get(field.type, Text)()) for field in record.fields]


def row_of(record: RecordType, fields: Mapping[str, Value]) -> dict[str, Any]:
    """Whole fields as a database row: every column, absent ones null."""
    return {field.name: field.to_sql(fields.get(field.name)) for field in record.fields}


def fields_of(record: RecordType, row: Mapping[str, Any]) -> dict[str, Value]:
    """The canonical fields of a database row."""
    return {field.name: field.from_sql(row[field.name]) for field in record.fields}
