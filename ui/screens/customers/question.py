"""What the list is asked for: a view, filters, an order and a text; and how it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.queries.customers import OWN, Filter, Sort, View
from sync.clock import Clock
from ui import words

translate = QCoreApplication.translate
DRIFTING_DAYS = 30
STARRED = "customers.starred"  # of the settings: ids of customers


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides which customers are listed, and in which order."""

    view: str = "all"
    filters: tuple[Filter, ...] = ()
    sort: Sort = field(default_factory=Sort)
    text: str = ""
    group: str = ""  # one of GROUPINGS, or extra.<name>

    def without(self, number: int) -> "Question":
        kept = (*self.filters[:number], *self.filters[number + 1 :])
        return replace(self, filters=kept)

    def having(self, wanted: Filter) -> "Question":
        """With this filter, in the place of one about the same field."""
        same = [number for number, held in enumerate(self.filters) if held.field == wanted.field]
        if not same:
            return replace(self, filters=(*self.filters, wanted))
        kept = list(self.filters)
        kept[same[0]] = wanted
        return replace(self, filters=tuple(kept))


@dataclass(frozen=True, slots=True)
class SavedView:
    """A question somebody gave a name, and the columns it is answered in; none: the usual ones."""

    name: str
    question: Question
    columns: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"saved:{self.name}"


def view_at(
    name: str,
    clock: Clock,
    near: tuple[float, float] | None,
    starred: Sequence[str] = (),
) -> View:
    """The view as of now: this week began on Monday, a customer drifts away after 30 days."""
    today = clock.today()
    week = clock.bounds(today - timedelta(days=today.weekday()))[0]
    month = clock.bounds(today - timedelta(days=DRIFTING_DAYS))[0]
    return View(name, week, month, near, tuple(starred))


def filter_words(wanted: Filter) -> tuple[str, str]:
    """The label and the value of a filter's chip."""
    label, values = field_label(wanted.field), wanted.values
    if wanted.field == "standing":
        return label, "、".join(words.standing(str(value)) for value in values)
    if wanted.field == "state":
        return label, "、".join(words.state(str(value)) for value in values)
    if wanted.field == "archived":
        return label, translate("Filters", "yes")
    if wanted.field == "pending":
        return label, translate("Filters", "not yet")
    if wanted.test == "=":
        return label, "、".join(str(value) for value in values)
    if wanted.field in ("receivable", "overdue_amount", "year_sales"):
        number = f"{float(str(values[0])):,.0f}"
        return label, f"{wanted.test} {number}"
    return label, f"{wanted.test} {values[0]}"


def field_label(name: str) -> str:
    if name.startswith(OWN):
        return name.removeprefix(OWN)
    if name == "standing":
        return translate("Filters", "Stage")
    if name == "pending":
        return translate("Filters", "Sent")
    return words.field("customer", name)


def kept(saved: SavedView) -> dict[str, Any]:
    """As JSON, for the settings."""
    question = saved.question
    return {
        "name": saved.name,
        "view": question.view,
        "filters": [[f.field, f.test, list(f.values)] for f in question.filters],
        "sort": [question.sort.name, question.sort.descending],
        "group": question.group,
        "columns": list(saved.columns),
    }


def from_kept(said: Sequence[Mapping[str, Any]]) -> list[SavedView]:
    views = []
    for one in said:
        filters = tuple(
            Filter(name, test, tuple(values)) for name, test, values in one.get("filters", ())
        )
        sort = Sort(*one.get("sort", ("last_visit", True)))
        view, group = str(one.get("view", "all")), str(one.get("group") or "")
        question = Question(view, filters, sort, group=group)
        columns = tuple(map(str, one.get("columns") or ()))
        views.append(SavedView(str(one.get("name", "")), question, columns))
    return views
