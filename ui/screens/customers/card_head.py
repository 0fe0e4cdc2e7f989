"""The head of the card: whose it is, and what one does from there."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.customer_card import Card
from ui import words
from ui.screens.customers.star import Star
from ui.shell import Shell
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip
from ui.widgets.labels import Label
from ui.widgets.menu import Menu

translate = QCoreApplication.translate


class CardHead(QWidget):
    """Three lines: the name, the chips, and the buttons of the usual tasks."""

    archive_pressed = Signal()
    map_pressed = Signal()

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self.name = Label("", "title", elide=True, parent=self)
        self.star = Star(shell.settings, self)
        self.more = IconButton("dots", "", parent=self)
        self.more.clicked.connect(self.open_menu)
        self.close_button = IconButton("x", "", parent=self)
        self.grade, self.standing = Chip(parent=self), Chip(parent=self)
        self.late = Chip(parent=self)
        self.number = Label("", "cap", "text3", elide=True, parent=self)
        self.visit = Button(
            "", "primary", icon="clipboard-check", key="customers.visit", parent=self
        )
        self.route = Button("", icon="route", key="customers.route", parent=self)
        self.request = Button("", icon="receipt", parent=self)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_line((self.name, 1), self.star, self.more, self.close_button, right=10))
        column.addSpacing(4)
        column.addLayout(_line(self.grade, self.standing, self.late, (self.number, 1)))
        column.addSpacing(10)
        column.addLayout(_line(self.visit, self.route, self.request, None))

    def retranslate(self) -> None:
        self.more.set_name(translate("CardPane", "More"))
        self.close_button.set_name(translate("CardPane", "Close the card"))
        self.visit.setText(translate("CardPane", "Record visit"))
        self.route.setText(translate("CardPane", "Add to route"))
        self.request.setText(translate("CardPane", "Request"))

    def show_nobody(self) -> None:
        self._card = None
        self.name.setText("")
        self.number.setText("")
        for widget in (
            self.grade, self.standing, self.late, self.star, self.more,
            self.visit, self.route, self.request,
        ):  # fmt: skip
            widget.hide()

    def show_card(self, card: Card) -> None:
        """Nothing is begun with an archived customer."""
        self._card = card
        self.name.setText(card.name)
        self.name.setToolTip(card.name)
        for widget in (self.star, self.more):
            widget.show()
        for button in (self.visit, self.route, self.request):
            button.show()
            button.setEnabled(not card.archived)
        self.star.show_for(card.id)
        self._show_chips(card)

    def _show_chips(self, card: Card) -> None:
        self.grade.set(words.class_words(card.grade), words.class_tint(card.grade))
        self.grade.setVisible(bool(card.grade))
        tint = words.STANDING_TINTS.get(card.standing, "gray")
        self.standing.set(words.standing(card.standing), tint)
        self.standing.show()
        late = card.overdue_days if (card.overdue_amount or 0) > 0 else 0
        self.late.set(translate("CardPane", "%n days overdue", "", late), "bad", "alert-circle")
        self.late.setVisible(late > 0)
        shelved = translate("CardPane", "archived") if card.archived else ""
        if card.merged_into:
            merged = translate("CardPane", "merged into “{name}”")
            shelved = merged.format(name=card.merged_name)
        self.number.setText(
            " · ".join(filter(None, (words.customer_number(card.id), card.region, shelved)))
        )

    def open_menu(self) -> None:
        if self._card is None:
            return
        menu = Menu(self.window(), width=200)
        archive = translate("CardPane", "Archive")
        if self._card.archived:
            archive = translate("CardPane", "Restore from the archive")
        if self._card.merged_into:
            archive = translate("CardPane", "Separate the two cards")
        menu.offer(archive, "archive", self.archive_pressed.emit)
        menu.offer(translate("CardPane", "Show on the map"), "map-pin", self.map_pressed.emit)
        menu.closed.connect(menu.deleteLater)
        menu.open_below(self.more, right=True)


def _line(*widgets: QWidget | tuple[QWidget, int] | None, right: int = 20) -> QHBoxLayout:
    """Widgets side by side at the card's margins; a pair stretches, None is room."""
    row = QHBoxLayout()
    row.setContentsMargins(20, 0, right, 0)
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        elif isinstance(widget, tuple):
            row.addWidget(*widget)
        else:
            row.addWidget(widget)
    return row
