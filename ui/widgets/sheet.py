"""A page that lies over the whole window until it is closed: a title, a body that scrolls, a foot.

A child of the window like the palette, never a window or a Qt.Popup of its own. While it is open
no key reaches what lies under it, and Tab stays inside.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.widgets import marks
from ui.widgets.buttons import IconButton
from ui.widgets.containers import Rule, ScrollPage
from ui.widgets.labels import Label

EDGE = 48  # kept free above and below


class Sheet(QWidget):
    """Put widgets into `column`; what always stays in sight goes into `head` and `foot`."""

    closed = Signal()

    def __init__(self, window: QWidget, *, width: int = 640) -> None:
        super().__init__(window)
        self._before: QWidget | None = None
        self._box = QWidget(self)
        self._box.setFixedWidth(width)
        self.title = Label("", "title", parent=self._box)
        self.note = Label("", "body", "text2", wrap=True, parent=self._box)
        self.shut = IconButton("x", "", parent=self._box)
        self.shut.clicked.connect(self.dismiss)
        self.head, self.foot = QVBoxLayout(), QHBoxLayout()
        self.page = ScrollPage(self._box, padding=0, spacing=0)
        self.page.setFixedHeight(0)
        self.column = self.page.column
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()
        window.installEventFilter(self)
        self._inside = self.page.inside
        self._inside.installEventFilter(self)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.shut)
        self.head.setContentsMargins(24, 18, 18, 14)
        self.head.setSpacing(6)
        self.head.addLayout(line)
        self.head.addWidget(self.note)
        self.foot.setContentsMargins(24, 12, 18, 14)
        self.foot.setSpacing(12)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(Rule(self._box))
        column.addWidget(self.page, 1)
        column.addWidget(Rule(self._box))
        column.addLayout(self.foot)

    @property
    def first(self) -> QWidget:
        """What has the focus when it opens."""
        return self.shut

    def open(self) -> None:
        window = self.parentWidget()
        assert window is not None
        if self.isHidden():
            self._before = window.window().focusWidget()
        self.show()
        self.raise_()
        self.cover()
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """The focus goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    @Slot()
    def cover(self) -> None:
        """As large as the window, its box as tall as what stands in it, if there is room."""
        window, page = self.parentWidget(), self.page.widget()
        if window is None or page is None:
            return
        self.setGeometry(window.rect())
        layout = self._box.layout()
        assert layout is not None
        layout.activate()
        around = self._box.sizeHint().height() - self.page.height()
        wanted = self.column.totalHeightForWidth(self._box.width() - 2)
        wanted = max(wanted, self.column.totalSizeHint().height())
        room = max(self.height() - 2 * EDGE - around, 120)
        self.page.setFixedHeight(min(wanted, room))
        layout.activate()
        self._box.resize(self._box.width(), self._box.sizeHint().height())
        left = (self.width() - self._box.width()) // 2
        self._box.move(max(left, 0), max((self.height() - self._box.height()) // 2, 0))
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # a key of a workspace is not one here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """In reading order, round and round; never through `nextInFocusChain`, after which
        PySide takes Qt's own scroll bars for deleted."""
        stops = sorted(
            (each for each in self.findChildren(QWidget) if _is_stop(each)), key=self._at
        )
        now = self.focusWidget()
        here = stops.index(now) if now in stops else -1 if forward else 0
        if stops:
            step = stops[(here + (1 if forward else -1)) % len(stops)]
            reasons = Qt.FocusReason
            step.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
            self.page.ensureWidgetVisible(step)
        return True

    def _at(self, widget: QWidget) -> tuple[int, int]:
        """Rows of some pixels, then from the left; the cross in the corner comes last."""
        if widget is self.shut:
            return 1 << 20, 0
        corner = widget.mapTo(self, widget.rect().center())
        return corner.y() // 8, corner.x()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible():
            if event.type() == QEvent.Type.Resize and watched is self.parent():
                self.cover()
            elif event.type() == QEvent.Type.LayoutRequest and watched is self._inside:
                QTimer.singleShot(0, self, self.cover)  # what stands in it has grown
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            marks.raised(painter, QRectF(self.rect()), QRectF(self._box.geometry()))


def _is_stop(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tabbed) and widget.isEnabled() and widget.isVisible()
