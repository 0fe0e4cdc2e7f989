"""Whether answers fit their form; what is wrong names the field, so that focus can go there."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sync.forms.model import Form, FormField

Answers = Mapping[str, Any]
NOTHING_TO_SAY = ("无", "none")  # what is required may be nothing, but that has to be said


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: needed, too_short, too_long, not_money, not_number, not_date,
    not_time, not_a_choice, too_low, too_high, too_few, too_many; `row` counts from 0 in a table."""

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


def totals(form: Form, answers: Answers) -> dict[str, str | None]:
    """The fields that work themselves out: sums of a table's column ("expenses.amount"), and the
    score of the weighted marks, 0 to 100, as soon as every mark is given."""
    found: dict[str, str | None] = {}
    for asked in form.answers():
        if asked.type == "sum":
            table, _, column = asked.sum_of.partition(".")
            rows = answers.get(table) or []
            amounts = (_decimal(row.get(column)) for row in rows if isinstance(row, Mapping))
            found[asked.key] = f"{sum((one for one in amounts if one), Decimal(0)):.2f}"
        elif asked.type == "score":
            found[asked.key] = _score(form, answers)
    return found


def _score(form: Form, answers: Answers) -> str | None:
    score = Decimal(0)
    for asked in form.answers():
        if asked.weight:
            mark = _decimal(answers.get(asked.key))
            if mark is None:
                return None
            score += mark * asked.weight / asked.best
    return f"{score:.1f}"


def is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _check(asked: FormField, value: Any) -> Fault | None:
    if is_empty(value):
        return Fault(asked.key, "needed") if asked.required else None
    if asked.type == "table":
        return _check_table(asked, value)
    return _check_value(asked, value)


def _check_value(asked: FormField, value: Any) -> Fault | None:
    check = _CHECKS.get(asked.type)
    return check(asked, value) if check else None


def _check_text(asked: FormField, value: Any) -> Fault | None:
    said = str(value).strip()
    length = len(said)
    if length < asked.least and said.casefold() not in NOTHING_TO_SAY:
        return Fault(asked.key, "too_short", facts={"least": asked.least})
    if length > asked.longest:
        return Fault(asked.key, "too_long", facts={"longest": asked.longest})
    return None


def _check_choice(asked: FormField, value: Any) -> Fault | None:
    codes = {choice.code for choice in asked.choices}
    chosen = value if isinstance(value, list) else [value]
    if codes and any(str(one) not in codes for one in chosen):
        return Fault(asked.key, "not_a_choice")
    return None


def _check_number(asked: FormField, value: Any) -> Fault | None:
    found = _decimal(value)
    whole = asked.type in ("integer", "rating")
    if found is None or (whole and found != found.to_integral_value()):
        return Fault(asked.key, "not_money" if asked.type in ("money", "sum") else "not_number")
    lowest = 1 if asked.type == "rating" else asked.lowest
    highest = asked.best if asked.type == "rating" else asked.highest
    if lowest is not None and found < Decimal(str(lowest)):
        return Fault(asked.key, "too_low", facts={"lowest": lowest})
    if highest is not None and found > Decimal(str(highest)):
        return Fault(asked.key, "too_high", facts={"highest": highest})
    return None


def _check_date(asked: FormField, value: Any) -> Fault | None:
    return None if _is(date.fromisoformat, value) else Fault(asked.key, "not_date")


def _check_time(asked: FormField, value: Any) -> Fault | None:
    return None if _is(time.fromisoformat, value) else Fault(asked.key, "not_time")


_CHECKS: Mapping[str, Callable[[FormField, Any], Fault | None]] = {
    "text": _check_text,
    "product": _check_text,
    "long_text": _check_text,
    "choice": _check_choice,
    "choices": _check_choice,
    "money": _check_number,
    "sum": _check_number,
    "integer": _check_number,
    "number": _check_number,
    "rating": _check_number,
    "date": _check_date,
    "time": _check_time,
}


def _check_table(asked: FormField, rows: Any) -> Fault | None:
    if not isinstance(rows, list):
        return Fault(asked.key, "too_few", facts={"fewest": max(1, asked.fewest)})
    lines = len(rows)
    if lines < asked.fewest:
        return Fault(asked.key, "too_few", facts={"fewest": asked.fewest})
    if asked.most and lines > asked.most:
        return Fault(asked.key, "too_many", facts={"most": asked.most})
    for at, row in enumerate(rows):
        for column in asked.columns:
            fault = _check(column, row.get(column.key) if isinstance(row, Mapping) else None)
            if fault is not None:
                return Fault(asked.key, fault.reason, at, {**fault.facts, "column": column.key})
    return None


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _is(read: Callable[[str], Any], value: Any) -> bool:
    try:
        read(str(value))
    except ValueError:
        return False
    return True
