"""A view of very many rows, each painted once and kept as a picture.

It is a real QTableView (a screen reader sees rows and cells, the scroll bar is true), but Qt
paints nothing: a row is drawn whole into a pixmap, and scrolling copies pixmaps.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.models.paged_table import Key, PagedTable
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.scrollbars import OverlayScrollBar

Row = TypeVar("Row")
PICTURES_KEPT = 120
CHECK_ROOM = 28


class RowsView(KeyboardFocus, QTableView, Generic[Row]):
    """Rows with one current row, any number of checked ones, and all of it by keyboard.

    J K arrows Home End PageUp PageDown move; X or space checks; Shift extends the checks;
    Esc drops them; Enter opens.
    """

    current_changed = Signal(object)  # the key, or None
    opened = Signal(object)  # the key
    checked_changed = Signal(int)  # how many

    def __init__(
        self,
        model: PagedTable[Row],
        *,
        row_height: int | None = None,
        inset: int = 30,
        checks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._table = model
        self._fixed_height, self._inset, self._checks = row_height, inset, checks
        self._pictures: OrderedDict[Key, tuple[Row, QPixmap]] = OrderedDict()
        self._checked: dict[Key, None] = {}
        self._check_room = CHECK_ROOM
        self._over = -1
        self._current: Key | None = None
        self._placeholder: QWidget | None = None
        self.setModel(model)
        self._set_up()
        self.scroll_bar = OverlayScrollBar(self)
        theme().changed.connect(self._forget_pictures)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        self._set_row_height()
        self.selectionModel().currentRowChanged.connect(self._move)

    # --- what it shows

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Other keys or another order; the current row stays the same record, or the same place."""
        number, key = self.currentIndex().row(), self._current
        self._table.show(keys)
        self._over = -1
        gone = [key for key in self._checked if not self.is_listed(key)]
        for checked in gone:
            del self._checked[checked]
        found = self._table.number_of(key) if key is not None else None
        if found is None and len(keys):
            found = min(max(number, 0), len(keys) - 1)
        if found is not None:
            self._go(found)
        self._tell_current()
        if gone:
            self.checked_changed.emit(len(self._checked))
        self._show_placeholder()

    def is_listed(self, key: Key) -> bool:
        """Whether a checked row may stay checked."""
        return self._table.number_of(key) is not None

    def is_checkable(self, key: Key) -> bool:
        """Whether the row can be checked at all."""
        return True

    def refresh(self) -> None:
        """The rows may have changed, their order has not; only changed rows are painted anew."""
        self._table.refresh()
        self.viewport().update()

    def set_placeholder(self, widget: QWidget) -> None:
        """What stands in the middle while there are no rows; it does not scroll away with them."""
        self._placeholder = widget
        widget.setParent(self)
        self._show_placeholder()

    def count(self) -> int:
        return len(self._table.keys())

    def current_key(self) -> Key | None:
        return self._current

    def current_number(self) -> int:
        """The current row's place from 0, or -1."""
        return self.currentIndex().row()

    def current_row(self) -> Row | None:
        return self._table.row_at(self.currentIndex().row())

    def row_of(self, key: Key) -> Row | None:
        number = self._table.number_of(key)
        return None if number is None else self._table.row_at(number)

    def select_key(self, key: Key) -> bool:
        """Make this the current row and bring it into view; False when it is not listed."""
        number = self._table.number_of(key)
        if number is not None:
            self._go(number)
        return number is not None

    def select_number(self, number: int) -> None:
        """Make the row at this place current (kept within the list)."""
        if self.count():
            self._go(max(0, min(self.count() - 1, number)))

    def clear_current(self) -> None:
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        self._tell_current()

    def checked(self) -> list[Key]:
        return list(self._checked)

    def set_checked(self, keys: Sequence[Key]) -> None:
        self._checked = dict.fromkeys(key for key in keys if self.is_checkable(key))
        self.viewport().update()
        self.checked_changed.emit(len(self._checked))

    # --- moving

    def _go(self, number: int) -> None:
        self.setCurrentIndex(self._table.index(number, 0))

    def _move(self) -> None:
        self.viewport().update()
        self._tell_current()

    def _tell_current(self) -> None:
        key = self._table.key_at(self.currentIndex().row())
        if key != self._current:
            self._current = key
            self.current_changed.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._moved(event) and not self._acted(event):
            event.ignore()

    def _moved(self, event: QKeyEvent) -> bool:
        page = max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)
        last, now = self.count() - 1, self.currentIndex().row()
        keys = Qt.Key
        steps = {
            keys.Key_J: now + 1, keys.Key_Down: now + 1, keys.Key_K: now - 1,
            keys.Key_Up: now - 1, keys.Key_Home: 0, keys.Key_End: last,
            keys.Key_PageDown: now + page, keys.Key_PageUp: now - page,
        }  # fmt: skip
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        if event.key() not in steps or last < 0:
            return False
        if held and not shift:
            return False
        to = max(0, min(last, steps[Qt.Key(event.key())]))
        if shift and self._checks:
            self._check_range(max(now, 0), to)
        self._go(to)
        return True

    def _acted(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._checks and key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.set_checked(list(self._table.keys()))
            return True
        if held or self._current is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._current)
        elif self._checks and key in (Qt.Key.Key_X, Qt.Key.Key_Space):
            self._toggle(self.currentIndex().row())
        elif key == Qt.Key.Key_Escape and self._checked:
            self.set_checked(())
        else:
            return False
        return True

    # --- checking

    def _toggle(self, number: int) -> None:
        key = self._table.key_at(number)
        if key is None or not self.is_checkable(key):
            return
        if key in self._checked:
            del self._checked[key]
        else:
            self._checked[key] = None
        self.viewport().update()
        self.checked_changed.emit(len(self._checked))

    def _check_range(self, first: int, last: int) -> None:
        for number in range(min(first, last), max(first, last) + 1):
            key = self._table.key_at(number)
            if key is not None and self.is_checkable(key):
                self._checked[key] = None
        self.viewport().update()
        self.checked_changed.emit(len(self._checked))

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number, held = self.rowAt(round(event.position().y())), event.modifiers()
        self._by_keyboard = False
        if event.button() != Qt.MouseButton.LeftButton or number < 0:
            super().mousePressEvent(event)
            return
        now = self.currentIndex().row()
        room = self._check_room
        on_box = event.position().x() < room and (self._checked or self._inset > room)
        if self._checks and held & Qt.KeyboardModifier.ShiftModifier:
            self._check_range(max(now, 0), number)
        elif self._checks and (held & Qt.KeyboardModifier.ControlModifier or on_box):
            self._toggle(number)
        self._go(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._table.key_at(self.rowAt(round(event.position().y())))
        if key is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, number: int) -> None:
        if number != self._over:
            before, self._over = self._over, number
            for row in (before, number):
                self.viewport().update(self._band(row))

    def _band(self, number: int) -> QRect:
        top, height = self.rowViewportPosition(number), self.rowHeight(number)
        return QRect(0, top, self.viewport().width(), height)

    # --- painting

    def paint_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        """Draw everything of a row but its ground; called once a row."""
        raise NotImplementedError

    def paint_check(self, painter: QPainter, band: QRect, checked: bool) -> None:
        """Over what `paint_row` drew, within the room in which a press checks."""
        marks.check_box(painter, 8, band.center().y() - 7, checked)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        first = self.rowAt(area.top())
        if first < 0:
            return
        last = self.rowAt(area.bottom())
        last = self.count() - 1 if last < 0 else last
        with QPainter(self.viewport()) as painter:
            for number in range(first, last + 1):
                self._paint_band(painter, number)

    def _paint_band(self, painter: QPainter, number: int) -> None:
        band, colors, key = self._band(number), theme(), self._table.key_at(number)
        current = number == self.currentIndex().row()
        checked = key in self._checked
        if current or checked:
            painter.fillRect(band, colors.color("selected"))
        elif number == self._over:
            painter.fillRect(band, colors.color("hover"))
        left = 0 if current else self._inset
        line = QRect(left, band.bottom(), band.width() - left, 1)
        painter.fillRect(line, colors.color("line"))
        picture = self._picture(number, key)
        if picture is not None:
            painter.drawPixmap(0, band.top(), picture)
        if checked or (self._checked and number == self._over):
            self.paint_check(painter, band, checked)
        if current:
            painter.fillRect(0, band.top(), 3, band.height(), colors.color("accentFill"))
            if self.shows_ring:
                marks.focus_ring(painter, QRectF(band).adjusted(1, 1, -1, -2), 4)

    def _picture(self, number: int, key: Key | None) -> QPixmap | None:
        row = self._table.row_at(number)
        if row is None or key is None:
            return None
        kept = self._pictures.get(key)
        if kept is not None and (kept[0] is row or kept[0] == row):
            self._pictures.move_to_end(key)
            return kept[1]
        drawn = self._draw(row, self.rowHeight(number))
        self._pictures[key] = (row, drawn)
        self._pictures.move_to_end(key)
        if len(self._pictures) > PICTURES_KEPT:
            self._pictures.popitem(last=False)
        return drawn

    def _draw(self, row: Row, height: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        width = self.viewport().width()
        drawn = QPixmap(round(width * ratio), round(height * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        with QPainter(drawn) as painter:
            self.paint_row(painter, QRectF(0, 0, width, height - 1), row)
        return drawn

    def _forget_pictures(self) -> None:
        self._pictures.clear()
        self._set_row_height()
        self.viewport().update()

    def _set_row_height(self) -> None:
        height = self._fixed_height or theme().row_height
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(18, height // 2))

    # --- the rest of the widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._pictures.clear()
            self._lay_out(self.viewport().width())
        self._show_placeholder()

    def _lay_out(self, width: int) -> None:
        """Give the columns their widths."""
        self.setColumnWidth(0, width)

    def _show_placeholder(self) -> None:
        if self._placeholder is not None:
            self._placeholder.setVisible(not self.count())
            self._placeholder.setGeometry(self.viewport().geometry())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.LanguageChange):
            self._forget_pictures()  # other words in the same rows

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().row() < 0 and self.count():
            self._go(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
