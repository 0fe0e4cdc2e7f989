"""The small windows of the list: by what to filter, which columns, which groups, kept views."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.queries import customers
from desktop.queries.customer_fields import OwnField, all_fields
from ui.screens.customers.filter_bar import (
    ColumnChooser,
    FieldChooser,
    GroupChooser,
    ValueChooser,
    ViewKeeper,
)
from ui.screens.customers.grouping import offers
from ui.screens.customers.own_fields import NewField

if TYPE_CHECKING:
    from ui.screens.customers.list_pane import ListPane


class ListWindows(QObject):
    """Each opens below the button it belongs to, and tells the list what was chosen."""

    def __init__(self, pane: "ListPane") -> None:
        super().__init__(pane)
        self.pane = pane

    def _offers(self, field: str) -> list[tuple[str, int]]:
        with self.pane.app.database.read() as connection:
            return customers.choices(connection, field)

    def add_filter(self) -> None:
        chooser = FieldChooser(self.pane.window(), self.pane.own_fields())
        chooser.changed.connect(self.pane.take_filter)
        chooser.field_chosen.connect(lambda field: self.offer_values(field, ()))
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.pane.filters.add)

    def edit_filter(self, number: int) -> None:
        wanted = self.pane.question.filters[number]
        if wanted.test == "=" and wanted.field != "archived":
            self.offer_values(wanted.field, wanted.values)

    def offer_values(self, field: str, held: Sequence[object]) -> ValueChooser:
        same = [wanted.values for wanted in self.pane.question.filters if wanted.field == field]
        chooser = ValueChooser(self.pane.window(), field, self._offers, held or sum(same, ()))
        chooser.changed.connect(self.pane.take_filter)
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.pane.filters.add)
        return chooser

    def choose_columns(self) -> None:
        """With the fields that stand on some card here: found in the background."""

        def work(report: object) -> list[OwnField]:
            with self.pane.app.database.read() as connection:
                return all_fields(connection, self.pane.app.me.post)

        self.pane.shell.jobs.start(
            self, work, done=self._offer_columns, failed=self.pane.shell.tell
        )

    def _offer_columns(self, own: list[OwnField]) -> None:
        chooser = ColumnChooser(self.pane.window(), self.pane.app.clock, self.pane.columns, own)
        chooser.changed.connect(self.pane.set_columns)
        chooser.add_pressed.connect(self.add_field)
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.pane.filters.columns, right=True)

    def add_field(self) -> None:
        """A field of one's own, as a column at once."""
        form = NewField(self.pane.app, self.pane.shell, self.pane.window())
        form.made.connect(self.pane.add_field)
        form.closed.connect(form.deleteLater)
        form.open_below(self.pane.filters.columns, right=True)

    def choose_group(self) -> None:
        own = [(field.id, field.name) for field in self.pane.own_fields()]
        chooser = GroupChooser(self.pane.window(), [*offers(), *own], self.pane.question.group)
        chooser.chosen.connect(self.pane.group_by)
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.pane.filters.group, right=True)

    def keep_view(self) -> None:
        current = next((v.name for v in self.pane.saved if v.id == self.pane.tabs.current()), "")
        keeper = ViewKeeper(self.pane.window(), self.pane.saved, current)
        keeper.kept.connect(self.pane.keep)
        keeper.forgotten.connect(self.pane.forget)
        keeper.closed.connect(keeper.deleteLater)
        keeper.open_below(self.pane.filters.views, right=True)
