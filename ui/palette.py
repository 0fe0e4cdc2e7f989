"""The command palette: one field that finds anything to do and any record, and says the keys.

A child of the window that lies over it; never a Qt.Popup, in which Chinese cannot be typed on
Windows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui import fonts, icons, workspaces
from ui.commands import Command
from ui.finding import Found, score
from ui.shell import Shell
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.containers import Rule
from ui.widgets.inputs import LineField
from ui.widgets.scrollbars import OverlayScrollBar

Index = QModelIndex | QPersistentModelIndex

WIDTH = 640
ROW, HEAD = 38, 28
MOST_ROWS = 11
MOST_OF_A_KIND = 6
RECENT = "palette.recent"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: a heading (no run), an action with its key, or a record with its note."""

    title: str
    icon: str = ""
    note: str = ""
    key: str = ""
    id: str = ""
    run: Callable[[], object] | None = None


class Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (entry.title, entry.note, entry.key) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entries[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = _entry(index)
        return QSize(WIDTH - 16, HEAD if entry.run is None else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, box = _entry(index), QRectF(option.rect)
        if entry.run is None:
            room = box.adjusted(12, 6, -12, 0)
            marks.text(painter, room, entry.title, "badge", "text3")
            return
        view = option.widget
        if isinstance(view, QListView) and view.currentIndex() == index:
            fill = theme().color("selected")
            marks.round_rect(painter, box.adjusted(0, 1, 0, -1), 6, fill=fill)
        middle = box.center().y()
        ink = theme().color("text2")
        icons.paint(painter, entry.icon, ink, box.left() + 12, round(middle - 9), 18)
        right = box.right() - 16
        for cap in reversed(entry.key.split(" ") if entry.key else []):
            right -= marks.key_width(cap)
            marks.key_cap(painter, right, middle, cap)
            right -= 4
        room = QRectF(box.left() + 42, box.top(), right - box.left() - 54, box.height())
        width = marks.text(painter, room, entry.title, "body", "text", weight=500)
        room.setLeft(room.left() + width + 10)
        marks.text(painter, room, entry.note, "cap", "text3")


def _entry(index: Index) -> Entry:
    model = index.model()
    assert isinstance(model, Entries)
    return model.entries[index.row()]


class Palette(Retranslated, QWidget):
    """Opened by Ctrl K; Esc gives the focus back to where it was."""

    closed = Signal()

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell = shell
        self._before: QWidget | None = None
        self.workspace = ""
        self.field = LineField(parent=self)
        self.field.setFont(fonts.font("read"))
        self.field.setProperty("bare", "true")
        self._list = QListView(self)
        self._model = Entries(self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(Line(self._list))
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.viewport().setAutoFillBackground(False)
        OverlayScrollBar(self._list)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.entered.connect(self._point)
        self._list.clicked.connect(lambda _: self._choose())
        self._lay_out()
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        self._box = QWidget(self)
        self._box.setFixedWidth(WIDTH)
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(8, 0, 8, 8)
        inside.setSpacing(0)
        head = QWidget(self._box)
        head.setFixedHeight(52)
        line = QHBoxLayout(head)
        line.setContentsMargins(28, 0, 8, 0)
        line.addWidget(self.field)
        inside.addWidget(head)
        inside.addWidget(Rule(self._box))
        inside.addSpacing(4)
        inside.addWidget(self._list)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Type a customer, an order, a report or what to do"))
        self.field.setAccessibleName(self.field.placeholderText())
        self._list.setAccessibleName(self.tr("Results"))

    # --- opening and closing

    def open(self, workspace: str = "", text: str = "") -> None:
        window = self.window()
        self.workspace = workspace
        if self.isHidden():
            self._before = window.focusWidget()
        self._cover()
        self.field.setText(text)
        self._fill(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self._box.move((self.width() - WIDTH) // 2, 72)

    # --- what it lists

    def _fill(self, text: str) -> None:
        typed = text.strip()
        entries: list[Entry] = []
        actions = self._actions(typed)
        if not typed:
            recent = self._recent(actions)
            known = {entry.id for entry in recent}
            entries += _headed(self.tr("Recent"), recent)
            actions = [entry for entry in actions if entry.id not in known]
        shown = actions[:MOST_OF_A_KIND] if typed else actions
        entries += _headed(self.tr("Actions"), shown)
        if typed:
            entries += self._records(typed)
        if not entries:
            entries = [Entry(self.tr("Nothing found for “{text}”").format(text=typed))]
        self._model.show(entries)
        self._select(0, 1)
        tall = sum(HEAD if entry.run is None else ROW for entry in entries)
        self._list.setFixedHeight(min(tall, MOST_ROWS * ROW) + 2)
        self._box.adjustSize()
        self.update()

    def _actions(self, typed: str) -> list[Entry]:
        found: list[tuple[int, int, Entry]] = []
        for command in self._shell.commands.here(self.workspace):
            fits = score(typed, command.title(), f"{command.also} {command.id}")
            if fits and command.enabled():
                found.append((-fits, len(found), self._action(command)))
        return [entry for *_, entry in sorted(found, key=lambda each: each[:2])]

    def _action(self, command: Command) -> Entry:
        note = ""
        if command.workspace and command.workspace != self.workspace:
            note = workspaces.title(command.workspace)

        def run() -> None:
            if command.workspace and command.workspace != self.workspace:
                self._shell.go(command.workspace)
            self._remember(command.id)
            command.run()

        return Entry(command.title(), command.icon, note, command.cap, command.id, run)

    def _records(self, typed: str) -> list[Entry]:
        kinds: dict[str, list[Entry]] = {}
        for finder in self._shell.record_finders:
            for found in finder(typed):
                kinds.setdefault(found.group or workspaces.title(found.workspace), []).append(
                    self._record(found)
                )
        entries: list[Entry] = []
        for heading, found_here in kinds.items():
            entries += _headed(heading, found_here[:MOST_OF_A_KIND])
        return entries

    def _record(self, found: Found) -> Entry:
        def run() -> None:
            self._shell.go(found.workspace, id=found.id, **found.what)

        return Entry(found.title, found.icon, found.note, "", found.id, run)

    def _recent(self, actions: Sequence[Entry]) -> list[Entry]:
        by_id = {entry.id: entry for entry in actions}
        ids = self._shell.settings.get(RECENT, [])
        return [by_id[id] for id in ids if id in by_id][:4]

    def _remember(self, id: str) -> None:
        kept = [each for each in self._shell.settings.get(RECENT, []) if each != id]
        self._shell.settings.set(RECENT, [id, *kept][:8])

    # --- moving and choosing

    def _select(self, number: int, step: int) -> None:
        """The line at this place, or the next in the direction that can be chosen."""
        entries, count = self._model.entries, len(self._model.entries)
        for _ in range(count):
            number %= count
            if entries[number].run is not None:
                self._list.setCurrentIndex(self._model.index(number))
                self._list.viewport().update()
                return
            number += step

    def _point(self, index: QModelIndex) -> None:
        if _entry(index).run is not None:
            self._list.setCurrentIndex(index)
            self._list.viewport().update()

    def _choose(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        run = _entry(index).run
        self.dismiss()
        if run is not None:
            run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._typed(event)
        elif event.type() == QEvent.Type.Resize and watched is self.parent():
            self._cover()
        return False

    def _typed(self, event: QKeyEvent) -> bool:
        key, now = event.key(), self._list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._select(now + 1, 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._select(now - 1, -1)
        elif key == Qt.Key.Key_PageDown:
            self._select(min(now + 8, len(self._model.entries) - 1), 1)
        elif key == Qt.Key.Key_PageUp:
            self._select(max(now - 8, 0), 1)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self._box.geometry()), theme()
            marks.raised(painter, QRectF(self.rect()), box)
            x, y = box.left() + 20, box.top() + 17
            icons.paint(painter, "search", colors.color("text3"), x, y, 18)


def _headed(title: str, entries: Sequence[Entry]) -> list[Entry]:
    return [Entry(title), *entries] if entries else []
