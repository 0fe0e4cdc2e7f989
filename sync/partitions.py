"""The partitions of a record: its home, and others whose readers see it, from its fields."""

from collections.abc import Mapping

from sync.catalogue import Value, record_type
from sync.catalogue.model import PREFIXES
from sync.errors import Refused
from sync.mutations.model import Reader

EVERYBODY = "all"


def parent_of(type: str, fields: Mapping[str, Value]) -> tuple[str, str] | None:
    """(type, id) of the record whose partition this one shares, if it shares one."""
    record = record_type(type)
    home = record.home
    if home.rule != "parent":
        return None
    parent = fields.get(home.type_field) if home.type_field else record.field(home.field).target
    return str(parent), str(fields.get(home.field))


def home_of(type: str, fields: Mapping[str, Value], read: Reader) -> str:
    """The partition of a record; raises Refused when its parent does not exist for the reader."""
    home = record_type(type).home
    if home.rule == "all":
        return EVERYBODY
    parent = parent_of(type, fields)
    if parent is None:
        return f"{PREFIXES[home.rule]}{fields[home.field]}"
    found = read.get(*parent)
    if found is None:
        raise Refused("not_found", type=parent[0], id=parent[1])
    return found.part


def audience_of(type: str, fields: Mapping[str, Value], read: Reader) -> str | None:
    """A second partition whose readers may see the record: of a visit, its customer's."""
    record = record_type(type)
    if not record.audience:
        return None
    target = record.field(record.audience).target or ""
    found = read.get(target, str(fields.get(record.audience)))
    return found.part if found is not None else None


def audiences_of(type: str, fields: Mapping[str, Value], read: Reader) -> frozenset[str]:
    """Every other partition whose readers may see the record.

    A visit is read by its customer's territory, a request by every post it was put before;
    a child record is read by whoever reads its parent; a proposal also by its author,
    who no longer reads the record.
    """
    if type == "approval_request":
        posts = [*(fields.get("path") or ()), *(fields.get("informed") or ())]
        return frozenset(f"{PREFIXES['post']}{post}" for post in posts)
    found = audience_of(type, fields, read)
    own = frozenset() if found is None else frozenset({found})
    if type == "conflict" and fields.get("kind") == "proposal":
        own |= {f"{PREFIXES['user']}{fields.get('author')}"}
    parent = parent_of(type, fields)
    above = read.get(*parent) if parent is not None else None
    return own if above is None else own | audiences_of(above.type, above.fields, read)
