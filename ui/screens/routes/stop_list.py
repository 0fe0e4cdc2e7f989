"""The day's stops in order, on a line that turns green behind the rep.

Dragging a stop, or Alt with Up and Down, asks for another order; what is behind the rep stays
where it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.road import StopState
from ui import icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.scrollbars import OverlayScrollBar

ROW = 60
LINE_X = 34.0
TEXT_X = 56.0
RIGHT = 16.0
LOCK = 19.0
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop in words; `warns` paints the reason red, `unsent` adds the amber ring."""

    id: str
    number: int
    name: str
    reason: str
    time: str
    way: str
    state: StopState
    warns: bool = False
    unsent: bool = False
    locked: bool = False

    @property
    def can_move(self) -> bool:
        return self.state in (StopState.PENDING, StopState.CURRENT)

    @property
    def spoken(self) -> str:
        return f"{self.number}. {self.name}, {self.reason}, {self.time}, {self.way}"


class StopModel(QAbstractListModel):
    """The rows, for the view and for a screen reader."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[StopRow] = ()

    def show_rows(self, rows: Sequence[StopRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class StopList(QListView):
    """Painted rows; says which stop is chosen, opened, or wanted elsewhere in the order."""

    stop_chosen = Signal(str)
    stop_opened = Signal(str)
    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops = StopModel(self)
        self.setModel(self._stops)
        self.setItemDelegate(_Paint(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        OverlayScrollBar(self)
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda index: self.stop_opened.emit(self.rows[index.row()].id))
        self.movable = True
        self._quiet = False
        self._held: int | None = None
        self.drop_at: int | None = None

    @property
    def rows(self) -> Sequence[StopRow]:
        return self._stops.rows

    def show_rows(self, rows: Sequence[StopRow], chosen: str | None) -> None:
        if rows != self._stops.rows:
            self._quiet = True
            self._stops.show_rows(rows)
            self._quiet = False
        self.choose(chosen)

    def choose(self, stop: str | None) -> None:
        """Select without telling anybody."""
        self._quiet = True
        at = next((at for at, row in enumerate(self.rows) if row.id == stop), None)
        if at is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self._stops.index(at))
        self._quiet = False

    def chosen(self) -> str | None:
        index = self.currentIndex()
        return self.rows[index.row()].id if index.isValid() else None

    def move_chosen(self, by: int) -> None:
        """Alt Up and Alt Down."""
        index = self.currentIndex()
        if index.isValid():
            self._ask(index.row(), index.row() + by)

    def _ask(self, start: int, end: int) -> None:
        if not self.movable or start == end or not 0 <= end < len(self.rows):
            return
        if self.rows[start].can_move and self.rows[end].can_move:
            self.moved.emit(start, end)

    def _tell(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self.stop_chosen.emit(self.rows[index.row()].id)

    # --- dragging -------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        can = index.isValid() and self.movable and self.rows[index.row()].can_move
        self._held = index.row() if can else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        y = event.position().y() + self.verticalScrollBar().value()
        at = min(max(round(y / ROW), 0), len(self.rows))
        behind = sum(not row.can_move for row in self.rows)
        first_free = next((n for n, row in enumerate(self.rows) if row.can_move), behind)
        self.drop_at = max(at, first_free)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        start, drop = self._held, self.drop_at
        self._held = self.drop_at = None
        self.unsetCursor()
        self.viewport().update()
        if start is not None and drop is not None:
            self._ask(start, drop - 1 if drop > start else drop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_chosen(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
            self.stop_opened.emit(self.chosen())
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self._step(1 if event.key() == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        at = min(max(self.currentIndex().row() + by, 0), len(self.rows) - 1)
        self.setCurrentIndex(self._stops.index(at))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.drop_at is not None:
            y = self.drop_at * ROW - self.verticalScrollBar().value()
            with QPainter(self.viewport()) as painter:
                painter.fillRect(QRectF(20, y - 1, self.width() - 40, 2), theme().color("accent"))


class _Paint(QStyledItemDelegate):
    """One stop: its mark on the line, its name and reason, its time and the way to it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, StopList)
        rows, at = view.rows, index.row()
        rect: QRect = option.rect
        box = QRectF(rect)
        painter.save()
        chosen = view.chosen() == rows[at].id
        painter.fillRect(box, theme().color("selected" if chosen else "surface"))
        if chosen:
            painter.fillRect(QRectF(0, box.top(), 3, box.height()), theme().color("accent"))
        elif at + 1 < len(rows):
            rule = QRectF(TEXT_X, box.bottom() - 0.5, box.width() - TEXT_X, 1)
            painter.fillRect(rule, theme().color("line"))
        if chosen and view.hasFocus():
            painter.fillRect(QRectF(0, box.top(), box.width(), 1), theme().color("accent", 0.35))
            under = QRectF(0, box.bottom() - 1, box.width(), 1)
            painter.fillRect(under, theme().color("accent", 0.35))
        before = rows[at - 1] if at else None
        after = rows[at + 1] if at + 1 < len(rows) else None
        paint_line(painter, box, rows[at], before, after)
        paint_words(painter, box, rows[at])
        painter.restore()


def paint_line(
    painter: QPainter, box: QRectF, row: StopRow, before: StopRow | None, after: StopRow | None
) -> None:
    """The thread through all stops, green where it was driven, and the mark of this one."""
    middle = QPointF(LINE_X, box.top() + 20)
    driven = theme().color("okFill")
    ahead = theme().color("line2")
    behind = (StopState.DONE, StopState.SKIPPED)
    if before is not None:
        color = driven if before.state in behind else ahead
        painter.setPen(QPen(color, 2))
        painter.drawLine(QPointF(LINE_X, box.top()), QPointF(LINE_X, middle.y() - 13))
    if after is not None:
        painter.setPen(QPen(driven if row.state in behind else ahead, 2))
        painter.drawLine(QPointF(LINE_X, middle.y() + 13), QPointF(LINE_X, box.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, middle, row)


def paint_mark(painter: QPainter, at: QPointF, row: StopRow) -> None:
    filled = {StopState.DONE: "okFill", StopState.CURRENT: "accentFill"}.get(row.state)
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(theme().color("line3"), 1.5))
    painter.setBrush(theme().color(filled) if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 11.0 if filled else 10.5, 11.0 if filled else 10.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(theme().color("onAccent"), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if row.state is StopState.DONE:
        painter.setPen(pen)
        tick = (QPointF(-4, 0.5), QPointF(-1.2, 3.2), QPointF(4, -2.8))
        painter.drawPolyline(QPolygonF([at + point for point in tick]))
    elif row.state is StopState.SKIPPED:
        pen.setColor(theme().color("text3"))
        painter.setPen(pen)
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
    else:
        ink = "onAccent" if filled else "text2"
        box = QRectF(at.x() - 11, at.y() - 11, 22, 22)
        marks.text(painter, box, str(row.number), "cap", ink, marks.CENTER, 600)


def paint_words(painter: QPainter, box: QRectF, row: StopRow) -> None:
    upper = QRectF(TEXT_X, box.top() + 9, box.width() - TEXT_X - RIGHT, 22)
    lower = upper.translated(0, 22)
    behind = row.state in (StopState.DONE, StopState.SKIPPED)
    time = marks.text(painter, upper, row.time, "read", "text3" if behind else "text", marks.RIGHT)
    if row.locked:
        time += LOCK
        grey = theme().color("text3")
        icons.paint(painter, "lock", grey, upper.right() - time, upper.center().y() - 7, 14)
    name = upper.adjusted(0, 0, -time - 14, 0)
    ink, weight = ("text2", 400) if behind else ("text", 500)
    wide = marks.text(painter, name, row.name, "read", ink, weight=weight)
    if row.unsent:
        marks.ring(painter, name.left() + wide + 10, name.center().y(), radius=3.5)
    ink = "accent" if row.state is StopState.CURRENT else "text3"
    way = marks.text(painter, lower, row.way, "cap", ink, marks.RIGHT)
    reason = lower.adjusted(0, 0, -way - 12, 0)
    marks.text(painter, reason, row.reason, "cap", "bad" if row.warns else "text3")
