"""Which groups the list shows, which of them are folded, and the keys of its rows in order."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from desktop.queries.customer_groups import GROUPINGS, Group
from ui import words
from ui.screens.customers.grouped_table import Heading

translate = QCoreApplication.translate


@dataclass(slots=True)
class Grouping:
    """Laid out anew when the list changes or a group is folded; nothing here asks the store."""

    by: str = ""
    groups: Sequence[Group] = ()
    folded: set[str] = field(default_factory=set)  # values
    _headings: list[int] = field(default_factory=list)  # their places among the rows

    def take(self, by: str, groups: Sequence[Group]) -> None:
        """Other groups; folded ones stay folded while it is grouped by the same."""
        if by != self.by:
            self.folded.clear()
        self.by, self.groups = by, groups

    def lay(self, keys: "array[int]") -> "array[int]":
        """The keys of the rows: those given where nothing is grouped."""
        self._headings = []
        if not self.by:
            return keys
        rows = array("q")
        for place, group in enumerate(self.groups):
            self._headings.append(len(rows))
            rows.append(-1 - place)
            if group.value not in self.folded:
                rows.extend(group.keys)
        return rows

    def heading(self, key: int) -> Heading:
        group = self.groups[-1 - key]
        return Heading(self._title(group), len(group.keys), group.value in self.folded)

    def _title(self, group: Group) -> str:
        return title_of(self.by, group.value, group.title)

    def fold(self, key: int, wanted: bool | None) -> bool:
        """Whether anything changed; None folds what is open and opens what is folded."""
        value = self.groups[-1 - key].value
        folded = value in self.folded
        wanted = not folded if wanted is None else wanted
        if wanted == folded:
            return False
        (self.folded.add if wanted else self.folded.discard)(value)
        return True

    def open_for(self, key: int) -> bool:
        """Open the folded group this customer is in; False when it is in none."""
        for group in self.groups:
            if group.value in self.folded and key in group.keys:
                self.folded.discard(group.value)
                return True
        return False

    def hidden(self) -> frozenset[int]:
        """The customers of folded groups."""
        away = (group.keys for group in self.groups if self.by and group.value in self.folded)
        return frozenset(key for keys in away for key in keys)

    def keys_of(self, key: int) -> "array[int]":
        return self.groups[-1 - key].keys

    def in_order(self) -> list[int]:
        """Every customer, group after group."""
        return [key for group in self.groups for key in group.keys]

    def place(self, row: int) -> int:
        """Which customer among those shown stands in this row, from 1; 0 on a heading."""
        above = bisect_left(self._headings, row)
        if above < len(self._headings) and self._headings[above] == row:
            return 0
        return row + 1 - above


def title_of(by: str, value: str, title: str) -> str:
    """What a group is called."""
    if not value:
        return translate("Groups", "Not filled in")
    said = {"class": words.class_words, "standing": words.standing, "state": words.state}.get(by)
    return said(value) if said else title


def offers() -> list[tuple[str, str]]:
    """What can be grouped by, beside own fields."""
    named = {"standing": translate("Filters", "Stage")}
    return [(name, named.get(name) or words.field("customer", name)) for name in GROUPINGS]
