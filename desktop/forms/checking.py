"""Whether answers fit their form; what is wrong names the field, so that focus can go there."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.forms.model import Form, FormField

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: needed, too_short, too_long, not_money, not_number,
    not_date, not_a_choice; `row` counts from 0 in a table."""

    field: str
    reason: str
    row: int = -1
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def faults(form: Form, answers: Answers) -> list[Fault]:
    """In the order of the form: the first is where the focus goes."""
    found = []
    for asked in form.answers():
        fault = _check(asked, answers.get(asked.key))
        if fault is not None:
            found.append(fault)
    return found


def totals(form: Form, answers: Answers) -> dict[str, str]:
    """The fields that are sums of a table's column ("expenses.amount")."""
    sums = {}
    for asked in form.answers():
        if asked.type == "sum":
            table, _, column = asked.sum_of.partition(".")
            rows = answers.get(table) or []
            amounts = (_decimal(row.get(column)) for row in rows if isinstance(row, Mapping))
            sums[asked.key] = f"{sum((one for one in amounts if one), Decimal(0)):.2f}"
    return sums


def is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _check(asked: FormField, value: Any) -> Fault | None:
    if is_empty(value):
        return Fault(asked.key, "needed") if asked.required else None
    if asked.type == "table":
        return _check_table(asked, value)
    return _check_value(asked, value)


def _check_value(asked: FormField, value: Any) -> Fault | None:
    if asked.type in ("text", "long_text"):
        length = len(str(value).strip())
        if length < asked.least:
            return Fault(asked.key, "too_short", facts={"least": asked.least})
        if length > asked.longest:
            return Fault(asked.key, "too_long", facts={"longest": asked.longest})
    codes = {choice.code for choice in asked.choices}
    if asked.type == "choice" and codes and value not in codes:
        return Fault(asked.key, "not_a_choice")
    if asked.type in ("money", "sum") and _decimal(value) is None:
        return Fault(asked.key, "not_money")
    if asked.type == "integer" and not str(value).lstrip("-").isdecimal():
        return Fault(asked.key, "not_number")
    if asked.type == "date" and not _is_date(value):
        return Fault(asked.key, "not_date")
    return None


def _check_table(asked: FormField, rows: Any) -> Fault | None:
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        for column in asked.columns:
            fault = _check(column, row.get(column.key) if isinstance(row, Mapping) else None)
            if fault is not None:
                return Fault(asked.key, fault.reason, number, {**fault.facts, "column": column.key})
    return None


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _is_date(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
