"""What a form fills in by itself: tinted, marked 自动汇总, and open to the rows it came from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.amounts import number
from desktop.forms import FormField
from ui import fonts, icons
from ui.forms import words
from ui.forms.line_breaking import break_lines
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, PaintedButton
from ui.widgets.labels import Label
from ui.words import decision_role

translate = QCoreApplication.translate
Derived = Mapping[str, Any]
HEADED, HEAD = 4, 22  # columns from which on they have names above, and how tall those are


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure in words; `share` draws a bar below it."""

    value: str
    note: str = ""
    note_ink: str = "text3"
    share: float | None = None


def shown(field: FormField, derived: Derived) -> Shown:
    """A derived field of one value, or of a few that belong together."""
    values = [derived.get(key) for key in field.of]
    return _SHOWN.get(field.type, _plain)(values)


def _plain(values: Sequence[Any]) -> Shown:
    return Shown(str(values[0]) if values[0] not in (None, "") else words.DASH)


def _number(values: Sequence[Any]) -> Shown:
    return Shown(words.count(values[0]))


def _count(values: Sequence[Any]) -> Shown:
    return Shown(words.count(values[0]))


def _money(values: Sequence[Any]) -> Shown:
    return Shown(words.short_money(values[0]))


def _rate(values: Sequence[Any]) -> Shown:
    return Shown(words.percent(values[0], 0))


def _clock(values: Sequence[Any]) -> Shown:
    said = [str(value) for value in values if value]
    return Shown(" – ".join(said) or words.DASH)


def _minutes(values: Sequence[Any]) -> Shown:
    minutes = number(values[0])
    if minutes is None:
        return Shown(words.DASH)
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return Shown(translate("Derived", "{minutes} min").format(minutes=rest))
    return Shown(translate("Derived", "{hours} h {minutes} min").format(hours=hours, minutes=rest))


def _progress(values: Sequence[Any]) -> Shown:
    done, whole = number(values[0]), number(values[1]) if len(values) > 1 else None
    if done is None and whole is None:
        return Shown(words.DASH)
    said = f"{words.count(done)} / {words.count(whole)}"
    if done is None or not whole:
        return Shown(said)
    ratio = number(values[2]) if len(values) > 2 else done / whole
    if ratio is None:  # every stop was put off
        return Shown(said)
    share = float(ratio)
    ink = "ok" if share >= 1 else "warn" if share < 0.8 else "text3"
    note = words.percent(ratio, 0)
    if note != words.percent(done / whole, 0):  # K19: unplanned visits and stops put off
        note = translate("Derived", "{percent} of the plan").format(percent=note)
    return Shown(said, note, ink, share)


def _target(values: Sequence[Any]) -> Shown:
    actual, target = number(values[0]), number(values[1]) if len(values) > 1 else None
    if not target:
        return Shown(words.short_money(actual), translate("Derived", "no target"))
    share = float((actual or 0) / target)
    ink = "ok" if share >= 1 else "warn" if share < 0.6 else "text3"
    note = translate("Derived", "target {target} · {percent}").format(
        target=words.short_money(round(target)), percent=f"{share:.0%}"
    )
    return Shown(words.short_money(actual), note, ink, share)


_SHOWN: Mapping[str, Callable[[Sequence[Any]], Shown]] = {
    "count": _count,
    "money": _money,
    "rate": _rate,
    "number": _number,
    "clock": _clock,
    "minutes": _minutes,
    "progress": _progress,
    "target": _target,
}


class FigureButton(PaintedButton):
    """One figure; pressing it opens the rows it was summed from."""

    HEIGHT = 76

    def __init__(self, label: str, has_rows: bool, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._label = label
        self._shown = Shown("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(has_rows)

    def set_shown(self, shown: Shown) -> None:
        self._shown = shown
        self.setAccessibleName(f"{self._label} {shown.value} {shown.note}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, found = QRectF(self.rect()), self._shown
            if self.underMouse() and self.isEnabled():
                marks.round_rect(painter, box.adjusted(2, 4, -2, -4), 6, theme().color("hover"))
            room = QRectF(14, 8, box.width() - 20, 18)
            marks.text(painter, room, self._label, "cap", "text2")
            value = QRectF(14, 27, box.width() - 20, 24)
            marks.text(painter, value, found.value, "head", "text")
            if found.note:
                note = QRectF(14, 51, box.width() - 18, 17)
                style = "cap" if fonts.width(found.note, "cap") <= note.width() else "badge"
                marks.text(painter, note, found.note, style, found.note_ink, weight=400)
            if self.shows_ring:
                marks.focus_ring(painter, box.adjusted(2, 2, -2, -2), 6)


class Tinted(QWidget):
    """The ground of everything that filled itself in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            # in the dark the tint of a selection would shout on so large a ground
            ground = theme().color("selected", 0.55 if theme().is_dark else 1.0)
            marks.round_rect(painter, QRectF(self.rect()), 8, ground)


class _Nothing(QWidget):
    """The place of a figure that is not there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, FigureButton.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, FigureButton.HEIGHT)


class DerivedFigures(Tinted):
    """Figures side by side on a tinted ground."""

    source_wanted = Signal(str, str, object)  # rows, label, anchor
    PER_LINE = 3

    def __init__(
        self, fields: Sequence[FormField], language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._buttons: list[tuple[FormField, FigureButton]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(0)
        per_line = 2 if len(fields) in (2, 4) else self.PER_LINE
        for start in range(0, len(fields), per_line):
            row = QHBoxLayout()
            row.setSpacing(0)
            for field in fields[start : start + per_line]:
                button = FigureButton(field.label.text(language), bool(field.rows), self)
                button.clicked.connect(self._ask(field, language, button))
                row.addWidget(button)
                self._buttons.append((field, button))
            for _ in range(per_line - row.count() if start else 0):  # the columns stay in line
                row.addWidget(_Nothing(self))
            column.addLayout(row)

    def _ask(self, field: FormField, language: str, button: QWidget) -> Callable[[], None]:
        return lambda: self.source_wanted.emit(field.rows, field.label.text(language), button)

    def show_derived(self, derived: Derived) -> None:
        for field, button in self._buttons:
            button.set_shown(shown(field, derived))


class DerivedRows(Retranslated, Tinted):
    """Rows that filled themselves in: a name, what was said, amounts at the right."""

    source_wanted = Signal(str, str, object)

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._language = field, language
        self._title = Label(field.label.text(language), "body", "text2", weight=500, parent=self)
        self._source = Button("", "link", size="sm", parent=self)
        self._source.clicked.connect(self._ask)
        self._rows = Rows(field, language, self)
        head = QHBoxLayout()
        self._none = Label("", "body", "text3", parent=self)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._none)
        head.addWidget(self._source)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._rows)
        self._source.setVisible(bool(field.rows))
        self.retranslate()

    def retranslate(self) -> None:
        self._source.setText(self.tr("Show sources"))
        self._none.setText(self.tr("Nothing recorded"))

    def _ask(self) -> None:
        label = self._field.label.text(self._language)
        self.source_wanted.emit(self._field.rows, label, self._source)

    def show_derived(self, derived: Derived) -> None:
        rows = derived.get(self._field.of[0]) or []
        self._rows.set_rows([row for row in rows if isinstance(row, Mapping)])
        self._rows.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._source.setVisible(bool(self._field.rows) and bool(rows))


class Rows(QWidget):
    """Painted rows whose words wrap: side by side, or, where there are amounts, name and amounts
    on one line and what was said below it."""

    LINE = 20

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = field.columns
        self._amounts = [column for column in field.columns if column.type == "money"]
        self._language = language
        self._data: Sequence[Derived] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_rows(self, rows: Sequence[Derived]) -> None:
        self._data = tuple(rows)
        spoken = ("; ".join(cell(column, row) for column in self._columns) for row in rows)
        self.setAccessibleName("\n".join(spoken))
        self.updateGeometry()
        self.update()

    def _widths(self, width: float) -> list[float]:
        """Short words have their own width, and the last column takes what is left."""
        fixed: list[float] = []
        for column in self._columns[:-1]:
            natural = [fonts.width(cell(column, row), "body", 500) for row in self._data]
            share = 0.4 if len(self._columns) < HEADED else 0.25
            fixed.append(min(max([*natural, 40.0]) + 16, width * share))
        return [*fixed, max(60.0, width - sum(fixed))]

    def _lines(self, row: Derived, width: float) -> int:
        if self._amounts:
            return 1 + len(self._wrapped(row, width))
        widths = self._widths(width)
        cells = zip(self._columns, widths, strict=True)
        return max(len(break_lines(cell(column, row), room - 12, "body")) for column, room in cells)

    def _wrapped(self, row: Derived, width: float) -> list[str]:
        """The words of a row with amounts, wrapped over its whole width."""
        words_ = [column for column in self._columns[1:] if column.type != "money"]
        return [
            line for column in words_ for line in break_lines(cell(column, row), width - 4, "body")
        ]

    def hasHeightForWidth(self) -> bool:
        return True

    @property
    def _headed(self) -> bool:
        """Many columns side by side have their names above them."""
        return len(self._columns) >= HEADED and not self._amounts and bool(self._data)

    def heightForWidth(self, width: int) -> int:
        return self._headed * HEAD + sum(
            self._lines(row, width) * self.LINE + 10 for row in self._data
        )

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.LINE)  # how tall it is depends on the width

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            y = 0.0
            if self._headed:
                self._paint_heads(painter)
                y = HEAD
            for row in self._data:
                if y:
                    painter.fillRect(QRectF(0, y, self.width(), 1), theme().color("line2"))
                paint = self._paint_stacked if self._amounts else self._paint_beside
                paint(painter, y + 5, row)
                y += self._lines(row, self.width()) * self.LINE + 10

    def _paint_heads(self, painter: QPainter) -> None:
        x = 0.0
        for column, width in zip(self._columns, self._widths(self.width()), strict=True):
            box = QRectF(x, 0, width - 8, HEAD)
            marks.text(painter, box, column.label.text(self._language), "cap", "text3")
            x += width

    def _paint_stacked(self, painter: QPainter, y: float, row: Derived) -> None:
        right = float(self.width())
        for column in reversed(self._amounts):
            amount = cell(column, row)
            if amount:
                said = f"{column.label.text(self._language)} ¥{amount}"
                box = QRectF(0, y, right, self.LINE)
                right -= marks.text(painter, box, said, "body", "text", marks.RIGHT, 600) + 14
        name = QRectF(0, y, right, self.LINE)
        marks.text(painter, name, cell(self._columns[0], row), "body", "text", weight=500)
        for number_, line in enumerate(self._wrapped(row, self.width()), start=1):
            box = QRectF(0, y + number_ * self.LINE, self.width(), self.LINE)
            marks.text(painter, box, line, "body", "text2")

    def _paint_beside(self, painter: QPainter, y: float, row: Derived) -> None:
        x = 0.0
        for place, (column, width) in enumerate(
            zip(self._columns, self._widths(self.width()), strict=True)
        ):
            weight = 500 if place == 0 else None
            ink = "text" if place == 0 or len(self._columns) > 2 else "text2"
            said = break_lines(cell(column, row), width - 12, "body", weight)
            for number_, line in enumerate(said):
                box = QRectF(x, y + number_ * self.LINE, width, self.LINE)
                marks.text(painter, box, line, "body", ink, weight=weight)
            x += width


def cell(column: FormField, row: Derived) -> str:
    """One value of a derived row in words."""
    value = row.get(column.key)
    if column.key == "outcome":
        step = row.get("next_step")
        said = str(value or translate("Derived", "no result written"))
        return f"{said} → {step}" if step else said
    if column.key == "attention":
        return _attention(row)
    if column.key == "tally":
        said = translate("Derived", "visits {visits} / {planned} · reports {reports}")
        return said.format(**{key: row.get(key, 0) for key in ("visits", "planned", "reports")})
    if column.key == "role":
        return decision_role(str(value or "")) if value else ""
    if column.key == "purpose":
        return words.purpose(str(value or ""))
    if column.key == "date":
        return words.weekday(value)
    if column.type == "money":
        return words.plain(value) if number(value) else ""
    return "" if value is None else str(value)


def _attention(row: Derived) -> str:
    """What is open at a stop: money, a complaint, what was promised."""
    said = []
    if number(row.get("overdue")):
        late = translate("Derived", "{sum} overdue, {days} days")
        said.append(late.format(sum=words.money(row["overdue"]), days=row.get("overdue_days", 0)))
    if row.get("complaint"):
        said.append(translate("Derived", "complaint: {text}").format(text=row["complaint"]))
    if row.get("next_step"):
        said.append(translate("Derived", "promised: {text}").format(text=row["next_step"]))
    return " · ".join(said)


class AutoMark(Retranslated, QWidget):
    """The small mark 自动汇总 beside a section that fills itself in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        self._words = self.tr("filled in automatically")
        self.setAccessibleName(self._words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.width(self._words, "cap") + 24), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            icons.paint(painter, "sparkles", theme().color("accent"), 0, 3, 14)
            room = QRectF(18, 0, self.width() - 18, 20)
            marks.text(painter, room, self._words, "cap", "accent")
