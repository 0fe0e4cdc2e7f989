"""Answers in words: the same on the shelf, beside the form, and on paper."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.forms import FormField
from ui.forms import words

Name = Callable[[str], str]  # of a customer


def answer(asked: FormField | None, value: Any, name: Name | None = None) -> str:
    """One answer; "" where there is none. A table is said line by line."""
    if asked is None or value is None or value == "" or value == []:
        return ""
    if asked.type == "table":
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        return "\n".join(line(asked, row) for row in rows)
    say = _SAID.get(asked.type)
    if asked.type == "customer" and name is not None:
        return name(str(value))
    return say(asked, value) if say else str(value)


def line(table: FormField, row: Mapping[str, Any]) -> str:
    said = (answer(column, row.get(column.key)) for column in table.columns)
    return " · ".join(part for part in said if part)


def _choice(asked: FormField, value: Any) -> str:
    return asked.words_of(value, words.language())


def _choices(asked: FormField, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]
    between = "、" if words.language().startswith("zh") else ", "
    return between.join(asked.words_of(one, words.language()) for one in chosen)


def _money(asked: FormField, value: Any) -> str:
    return words.money(value)


def _rating(asked: FormField, value: Any) -> str:
    return f"{value} / {asked.best}"


def _score(asked: FormField, value: Any) -> str:
    return f"{value} / 100"


def _date(asked: FormField, value: Any) -> str:
    return words.weekday(value) if words.as_date(value) else str(value)


_SAID: Mapping[str, Callable[[FormField, Any], str]] = {
    "choice": _choice,
    "choices": _choices,
    "money": _money,
    "sum": _money,
    "rating": _rating,
    "score": _score,
    "date": _date,
}
