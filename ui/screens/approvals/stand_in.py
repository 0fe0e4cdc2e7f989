"""Who decides while I am away: to whom, from when to when, which kinds; and ending it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries import standing_in
from desktop.queries.standing_in import Given
from ui import icons, words
from ui.problems import Notice
from ui.screens.approvals import kinds
from ui.shell import Shell
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, Pill
from ui.widgets.containers import Pane, Rule, ScrollPage, clear
from ui.widgets.inputs import Choice, DateField, LineField
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import Banner

OFFERED = ("special_price", "discount", "expense", "credit", "gift", "return_goods", "leave",
           "new_customer", "report_sign", "other")  # fmt: skip
LIMITED = ("expense", "special_price", "discount", "credit", "gift", "return_goods")
DAYS = 3  # a new one is meant for, until somebody says otherwise


class StandInPanel(Retranslated, Pane):
    """One short form, and below it everything that was given, each with its end."""

    closed = Signal()

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._app, self._shell = app, shell
        self._title = Label("", "title", parent=self)
        self._note = Label("", "body", "text2", wrap=True, parent=self)
        self._labels = [Label("", "cap", "text2", parent=self) for _ in range(5)]
        self.who = Choice((), self)
        self.since, self.until = DateField(self), DateField(self)
        self.most = LineField(parent=self)
        self.most.setFixedWidth(112)
        self.pills = {kind: Pill("", self) for kind in OFFERED}
        for pill in self.pills.values():
            pill.toggled.connect(self._say_limits)
        self._limits = Label("", "cap", "text3", wrap=True, parent=self)
        self._fault = Banner(tint="bad", icon="alert-circle", parent=self)
        self._fault.hide()
        self.give = Button(
            "", "primary", icon="user-share", key="Ctrl Enter", size="lg", parent=self
        )
        self.give.clicked.connect(self.send)
        self._leave = Button("", icon="x", key="Esc", size="lg", parent=self)
        self._leave.clicked.connect(self.closed)
        self._head = SectionHeader("", parent=self)
        self._list = QVBoxLayout()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        page = ScrollPage(self, padding=24, spacing=6)
        column = page.column
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        for label, field in zip(self._labels, self._fields(), strict=False):
            label.setBuddy(field)
            one = QVBoxLayout()
            one.setSpacing(4)
            one.addWidget(label)
            one.addWidget(field)
            row.addLayout(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._labels[4])
        for some in (OFFERED[:5], OFFERED[5:]):
            line = QHBoxLayout()
            line.setSpacing(6)
            for kind in some:
                line.addWidget(self.pills[kind])
            line.addStretch(1)
            column.addLayout(line)
        column.addWidget(self._limits)
        column.addWidget(self._fault)
        column.addSpacing(12)
        column.addWidget(self._head)
        column.addLayout(self._list)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 12, 24, 14)
        buttons.setSpacing(12)
        buttons.addWidget(self.give)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(page, 1)
        whole.addWidget(Rule(self))
        whole.addLayout(buttons)

    def _fields(self) -> tuple[QWidget, ...]:
        return self.who, self.since, self.until, self.most

    def retranslate(self) -> None:
        self._title.setText(self.tr("Stand-in"))
        self._note.setText(
            self.tr(
                "Who decides in your place while you are away. Every decision names both of you."
            )
        )
        names = (
            self.tr("Who"), self.tr("From"), self.tr("Until"), self.tr("Up to an amount of"),
            self.tr("Kinds (none: all of them)"),
        )  # fmt: skip
        for label, said in zip(self._labels, names, strict=True):
            label.setText(said)
        for field, said in zip(self._fields(), names, strict=False):
            field.setAccessibleName(said)
        self.most.setPlaceholderText(self.tr("no limit"))
        self.who.setPlaceholderText(self.tr("choose a person"))
        for kind, pill in self.pills.items():
            pill.setText(kinds.name(kind))
            pill.setAccessibleName(pill.text())
        self.give.setText(self.tr("Hand over"))
        self._leave.setText(self.tr("Close"))
        self._head.set_title(self.tr("Given"))
        if self.isVisible():
            self.refresh()

    # --- showing

    def begin(self) -> None:
        """From today for some days; what was given before stands below."""
        today = self._app.clock.today()
        self.since.setDate(_day(today))
        self.until.setDate(_day(today + timedelta(days=DAYS)))
        for pill in self.pills.values():
            pill.setChecked(False)
        self.most.clear()
        self.who.set_value(None)  # nobody is given authority because they come first
        self._fault.hide()
        self.refresh()
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def refresh(self) -> None:
        me, today = self._app.me, self._app.clock.today().isoformat()
        with self._app.database.read() as connection:
            people = standing_in.candidates(connection, me.id, me.post or "", today)
            given = standing_in.given(connection, me.post or "", today)
        self.who.set_choices([(each.person, f"{each.name} · {each.title}") for each in people])
        self.give.setEnabled(bool(people))
        self._show_given(given)
        self._say_limits()

    def _show_given(self, given: Sequence[Given]) -> None:
        clear(self._list)
        self._head.set_note("" if given else self.tr("nothing yet"))
        for one in given:
            line = GivenLine(one, self._app.clock.today(), self)
            line.ended.connect(self._end)
            self._list.addWidget(line)

    @Slot()
    def _say_limits(self) -> None:
        """A stand-in decides within the limits of both; what is beyond goes up as always."""
        limits = self._my_limits()
        chosen = [kind for kind, pill in self.pills.items() if pill.isChecked()] or list(OFFERED)
        said = [f"{kinds.name(kind)} {kinds.limit(kind, limits[kind])}" for kind in LIMITED
                if kind in chosen and limits.get(kind)]  # fmt: skip
        words = self.tr("Within the limits of both of you, whichever is tighter.")
        if said:
            words += " " + self.tr("Yours: {limits}").format(limits=" · ".join(said))
        self._limits.setText(words)

    def _my_limits(self) -> dict[str, Any]:
        from desktop.queries.in_charge import limits

        with self._app.database.read() as connection:
            return dict(limits(connection).of(self._app.me.post or ""))

    # --- doing

    @Slot()
    def send(self) -> None:
        self._fault.hide()
        if self.who.value() is None:
            self._fault.set(self.tr("Choose who decides in your place"))
            self._fault.show()
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        chosen = [kind for kind, pill in self.pills.items() if pill.isChecked()]
        fields = {
            "delegate": self.who.value(),
            "since": self.since.date().toString(Qt.DateFormat.ISODate),
            "until": self.until.date().toString(Qt.DateFormat.ISODate),
            "kinds": chosen or None,
            "up_to": self.most.text().strip().replace(",", "").lstrip("¥") or None,
        }
        name = self.who.currentText().split(" · ")[0]
        said = self.tr("{name} stands in for you").format(name=name)
        if self._shell.perform("delegation.give", None, fields, said=said, failed=self._refuse):
            self.refresh()

    def _refuse(self, notice: Notice) -> None:
        """In place: what was said stays as it is."""
        self._fault.set(notice.text, notice.rest)
        self._fault.show()
        self.until.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _end(self, id: str) -> None:
        said = self.tr("The stand-in is over")
        if self._shell.perform("delegation.end", id, {}, said=said):
            self.refresh()
            self.give.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
            self.send()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Letters are not verdicts here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if held == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return super().event(event)


class GivenLine(QWidget):
    """Who, from when to when, what for; and the button that ends it."""

    ended = Signal(str)

    def __init__(self, given: Given, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = given.state == "over"
        who = f"{given.name} · {given.title}" if given.title else given.name
        days = " – ".join(
            words.day_words(date.fromisoformat(day), today) for day in (given.since, given.until)
        )
        what = self.tr(", ").join(map(kinds.name, given.kinds)) or self.tr("all kinds")
        if given.up_to is not None:
            most = words.amount(given.up_to, sign=True)
            what += " · " + self.tr("up to {amount}").format(amount=most)
        looks = {
            "running": (self.tr("running"), "ok"),
            "coming": (self.tr("to come"), "accent"),
            "over": (self.tr("over"), "gray"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 8, 0, 8)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(who, "body", "text", weight=500, parent=self))
        column.addWidget(Label(f"{days} · {what}", "cap", "text2", parent=self))
        row.addLayout(column, 1)
        row.addWidget(Chip(*looks[given.state]))
        self.end = Button(self.tr("End it"), size="sm", parent=self)
        self.end.setAccessibleName(f"{self.end.text()}: {who}")
        self.end.setVisible(not self._over)
        self.end.clicked.connect(lambda: self.ended.emit(given.id))
        row.addWidget(self.end)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ink = theme().color("text3" if self._over else "text2")
            icons.paint(painter, "user-share", ink, 0, round(self.height() / 2 - 8), 16)
            line = QRectF(0, self.height() - 1, self.width(), 1)
            painter.fillRect(line, theme().color("line"))


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
