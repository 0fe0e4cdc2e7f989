"""新建: every form this person may write, each with a line on what it is for."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.forms import Form
from ui import icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton
from ui.widgets.containers import Popover, ScrollPage, clear

ICONS = {
    "plan": "route", "daily": "clipboard-data", "weekly": "users", "monthly": "calendar",
    "urgent": "alert-triangle", "competitor": "chart-bar", "patrol": "map-pin",
    "strategy": "target", "evaluation": "star", "behaviour": "message",
}  # fmt: skip
MOST_SEEN = 10


class FormRow(PaintedButton):
    """A form to begin; a digit chooses it."""

    HEIGHT = 50

    def __init__(self, form: Form, number: int, language: str, parent: QWidget) -> None:
        super().__init__(form.title.text(language), parent)
        self._about, self._digit = form.about.text(language), str((number + 1) % 10)
        self._icon = ICONS.get(form.kind, "file-text")
        self._urgent, self._digit = form.urgent, self._digit if number < MOST_SEEN else ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self.text()} {self._about}")
        self.setToolTip(self._about)

    def sizeHint(self) -> QSize:
        return QSize(340, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            if self.underMouse():
                marks.round_rect(painter, box, 6, theme().color("hover"))
            ink = "bad" if self._urgent else "accent"
            icons.paint(painter, self._icon, theme().color(ink), 10, 15, 20)
            right = box.width() - 12
            if self._digit:
                right -= 28
                marks.key_cap(painter, right + 6, box.center().y(), self._digit)
            title = QRectF(42, 6, right - 46, 20)
            marks.text(painter, title, self.text(), "body", "text", weight=500)
            below = QRectF(42, 26, right - 46, 18)
            marks.text(painter, below, self._about, "cap", "text3")
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class BeginPopover(Popover):
    """The forms, one below the other; arrows move, a digit or Enter begins."""

    begun = Signal(str)  # the code of a form

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=480, padding=8)
        self._rows: list[FormRow] = []
        self._codes: list[str] = []

    def show_forms(self, forms: Sequence[Form], language: str, anchor: QWidget) -> None:
        clear(self.column)
        self._rows, self._codes = [], [form.code for form in forms]
        page = ScrollPage(self, padding=0, spacing=0)
        for number, form in enumerate(forms):
            row = FormRow(form, number, language, self)
            row.clicked.connect(lambda _=False, code=form.code: self._begin(code))
            page.column.addWidget(row)
            self._rows.append(row)
        window = self.parentWidget()
        most = max(1, ((window.height() if window else 600) - 120) // FormRow.HEIGHT)
        page.setFixedHeight(min(most, max(1, len(forms))) * FormRow.HEIGHT + 2)
        self.column.addWidget(page)
        self.open_below(anchor)
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _begin(self, code: str) -> None:
        self.dismiss()
        self.begun.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((n for n, row in enumerate(self._rows) if row.hasFocus()), 0)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._rows:
            place = max(0, min(len(self._rows) - 1, here + step))
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self._begin(self._codes[here])
        elif event.text().isdecimal() and 0 <= (int(event.text()) - 1) % 10 < len(self._codes):
            self._begin(self._codes[(int(event.text()) - 1) % 10])
        else:
            super().keyPressEvent(event)
