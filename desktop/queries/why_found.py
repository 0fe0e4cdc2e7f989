"""What of a customer the typed words stand in, where the line of the list does not show it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from desktop.domain.pinyin import initials
from desktop.queries.customers import CustomerRow, Hit
from desktop.store.search import NAMES, NOT_DIGIT, PHONES
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue import CATALOGUE

CARD, CONTACT = CATALOGUE["customer"].search, CATALOGUE["contact"].search
BETWEEN = re.compile(r"[\W_]+")  # what stands between the letters, and is not looked for
K = RECORDS["contact"].c
CONTACTS = select(K.customer, *(K[name] for name in CONTACT)).where(
    K.customer.in_(bindparam("customers", expanding=True)), K.deleted == LIVE
)


def with_hits(
    connection: Connection, rows: Mapping[int, CustomerRow], text: str
) -> Mapping[int, CustomerRow]:
    """The same rows; those found by more than the name and region they show say by what.

    One statement for a page of rows, none where every name says it."""
    parts = [part for part in (BETWEEN.sub("", word) for word in text.lower().split()) if part]
    hidden = {key: row for key, row in rows.items() if not _shows(row, parts)}
    if not parts or not hidden:
        return rows
    contacts: dict[str, list[dict[str, Any]]] = {}
    people = connection.execute(CONTACTS, {"customers": [row.id for row in hidden.values()]})
    for row in people:
        contacts.setdefault(row[0], []).append(dict(zip(CONTACT, row[1:], strict=True)))
    told = {
        key: replace(row, hit=_hit(parts, _card(row), contacts.get(row.id, ())))
        for key, row in hidden.items()
    }
    return {**rows, **told}


def _card(row: CustomerRow) -> dict[str, str]:
    """What is searched of a customer: all of it stands in the row."""
    return {name: getattr(row, name) for name in CARD}


def _shows(row: CustomerRow, parts: Iterable[str]) -> bool:
    return all(_holds("name", row.name, part) or _holds("", row.region, part) for part in parts)


def _hit(
    parts: list[str], card: Mapping[str, Any], contacts: Iterable[Mapping[str, Any]]
) -> Hit | None:
    """The card before its contacts: as the search does, all words stand in one of them."""
    for known, name in ((card, ""), *((one, str(one["name"] or "")) for one in contacts)):
        fields = list(_fields(known))
        found = [next((f for f in fields if _holds(*f, part)), None) for part in parts]
        told = [field for field in found if field is not None]
        if len(told) == len(parts):
            unseen = [field for field in told if field[0] not in NAMES]
            field, value = (unseen or told)[0]
            return Hit(field, value, name, _place(value, parts[told.index((field, value))]))
    return None


def _place(value: str, part: str) -> int:
    """Where the part begins in the value, as far as it stands there letter for letter."""
    return max(0, value.lower().find(part))


def _fields(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, str) and value:
            yield name, value


def _holds(field: str, value: str | None, part: str) -> bool:
    """As the index looks: letters in a row, digits of a number, first letters of a name."""
    if not value:
        return False
    if field in PHONES:
        return part.isdigit() and part in NOT_DIGIT.sub("", value)
    said = value.lower()
    if part in said or (len(part) > 1 and part in BETWEEN.sub("", said)):
        return True
    return field in NAMES and part.isascii() and part in initials(value)
