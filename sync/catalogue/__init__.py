"""Every record type, its fields and how each merges: the single definition of what travels."""

from collections.abc import Mapping
from types import MappingProxyType

from sync.catalogue import (
    approvals,
    books,
    conflicts,
    customers,
    files,
    organisation,
    reports,
    visits,
)
from sync.catalogue.model import (
    Field,
    Home,
    Kind,
    Merge,
    RecordType,
    Type,
    Value,
    canonical,
    canonical_bytes,
)
from sync.errors import BadValue

MODULES = (organisation, customers, visits, reports, approvals, files, conflicts, books)
CATALOGUE: Mapping[str, RecordType] = MappingProxyType(
    {record.name: record for module in MODULES for record in module.TYPES}
)
SCHEMA = 5  # grows by one with every change of the catalogue


def record_type(name: str) -> RecordType:
    """The type of that name; raises BadValue."""
    try:
        return CATALOGUE[name]
    except KeyError:
        raise BadValue("unknown_type", type=name[:60]) from None


__all__ = [
    "CATALOGUE",
    "SCHEMA",
    "Field",
    "Home",
    "Kind",
    "Merge",
    "RecordType",
    "Type",
    "Value",
    "canonical",
    "canonical_bytes",
    "record_type",
]
