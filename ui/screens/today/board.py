"""The middle: things to do, grouped 逾期, 今天, 本周, each done or opened where it stands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import fonts, icons
from ui.screens.today.tasks import Todo, act_name
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, PaintedButton
from ui.widgets.chips import CountBadge
from ui.widgets.containers import KeyLine, Pane, ScrollPage, clear
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.notices import EmptyState

WORDS = 52  # px to the left of the words of a row
GROUPS = ("overdue", "today", "week")


class TodoRow(PaintedButton):
    """A task as a row: Enter opens it, D does the button beside it, J and K move on."""

    done = Signal()
    moved = Signal(int)

    HEIGHT, LINE = 52, 20

    def __init__(self, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__(todo.title, parent)
        self.todo = todo
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{todo.title} {todo.note}")
        self.setToolTip(f"{todo.title}\n{todo.note}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 12, 0)
        self._row.addStretch(1)
        self.act = Button(act_name(todo.act), size="sm", parent=self)
        self.act.setVisible(bool(todo.act))
        self.act.clicked.connect(self.done)
        self._row.addWidget(self.act)

    def sizeHint(self) -> QSize:
        return QSize(320, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A title that is too long goes on in a second line."""
        super().resizeEvent(event)
        self.setFixedHeight(self.HEIGHT + self.LINE * (self._lines() - 1))
        self._row.setGeometry(self.rect())  # the height may have changed within this very event

    def _lines(self) -> int:
        return 1 if fonts.width(self.todo.title, "body", 500) <= self.room_for_words() else 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in steps:
            self.moved.emit(steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def room_for_words(self) -> int:
        """Pixels between the picture and the button."""
        beside = 0 if self.act.isHidden() else self.act.sizeHint().width() + 8
        return self.width() - 12 - beside - WORDS

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, todo, colors = QRectF(self.rect()), self.todo, theme()
            if self.underMouse() or self.hasFocus():
                marks.round_rect(painter, box.adjusted(0, 1, 0, -1), 6, colors.color("hover"))
            disc = QRectF(10, box.height() / 2 - 15, 30, 30)
            marks.round_rect(painter, disc, 8, fill=colors.color(f"{todo.tint}Tint"))
            ink = colors.color(todo.tint)
            icons.paint(painter, todo.icon, ink, disc.x() + 6, disc.y() + 6, 18)
            room = self.room_for_words()
            title = QRectF(WORDS, 6, room, self.LINE * self._lines())
            if self._lines() == 1:
                marks.text(painter, title, todo.title, "body", "text", weight=500)
            else:
                marks.two_lines(painter, title, todo.title, "body", "text", 500)
            note = QRectF(WORDS, title.bottom() + 1, room, 18)
            marks.text(painter, note, todo.note, "cap", "text3")
            if self.shows_ring:
                marks.focus_ring(painter, box.adjusted(0, 1, 0, -1), 6)


class Board(Retranslated, Pane):
    """Shows the tasks; keeps the focus where it was, or on the next row when one is done."""

    opened = Signal(object)
    done = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._todos: Sequence[Todo] = ()
        self._rows: list[TodoRow] = []
        self._title = PaneTitle("", "", self)
        self._title.setContentsMargins(20, 16, 20, 6)
        self._page = ScrollPage(self, padding=12, spacing=0)
        self._empty = EmptyState("", icon="mood-smile")
        self._empty.hide()  # nothing is known of the day before it was read
        self._keys = KeyLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._page, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._keys)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.set_title(self.tr("To do"))
        self._empty.set(
            self.tr("Nothing is waiting for you."),
            "",
            self.tr("Overdue money, promises, reports and requests appear here by themselves."),
        )
        self._keys.set_keys(
            [("J K", self.tr("move")), ("Enter", self.tr("open")), ("today.done", self.tr("do"))]
        )

    def show_todos(self, todos: Sequence[Todo]) -> None:
        if tuple(todos) == tuple(self._todos) and self._rows:
            return
        focused = next((n for n, row in enumerate(self._rows) if row.hasFocus()), -1)
        self._todos, self._rows = tuple(todos), []
        clear(self._page.column)
        self._title.set_note(self.tr("{count} to do").format(count=len(todos)))
        for group in GROUPS:
            self._add_group(group, [todo for todo in todos if todo.group == group])
        self._page.column.addStretch(1)
        self._page.setVisible(bool(todos))
        self._empty.setVisible(not todos)
        if focused >= 0 and self._rows:
            self._rows[min(focused, len(self._rows) - 1)].setFocus()

    def _add_group(self, group: str, todos: Sequence[Todo]) -> None:
        if not todos:
            return
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 10, 8, 4)
        row.setSpacing(8)
        ink = "bad" if group == "overdue" else "text"
        row.addWidget(Label(self._group_name(group), "sub", ink))
        row.addWidget(CountBadge(len(todos), "bad" if group == "overdue" else "gray"))
        row.addStretch(1)
        self._page.column.addWidget(head)
        for todo in todos:
            self._add_row(todo)

    def _add_row(self, todo: Todo) -> None:
        row = TodoRow(todo, self)
        row.clicked.connect(self._telling(self.opened, todo))
        row.done.connect(self._telling(self.done, todo))
        row.moved.connect(self._moving(len(self._rows)))
        self._rows.append(row)
        self._page.column.addWidget(row)

    @staticmethod
    def _telling(signal: SignalInstance, todo: Todo) -> Callable[[], None]:
        return lambda: signal.emit(todo)

    def _moving(self, number: int) -> Callable[[int], None]:
        return lambda by: self.focus_row(number + by)

    def do_focused(self) -> None:
        """What the button of the line with the focus does, if it has one."""
        row = next((each for each in self._rows if each.hasFocus()), None)
        if row is not None and row.todo.act:
            row.done.emit()

    def focus_row(self, number: int) -> None:
        if self._rows:
            row = self._rows[max(0, min(number, len(self._rows) - 1))]
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self._page.ensureWidgetVisible(row, 0, 40)

    def _group_name(self, group: str) -> str:
        return {
            "overdue": self.tr("Overdue"),
            "today": self.tr("Today"),
            "week": self.tr("This week"),
        }[group]
