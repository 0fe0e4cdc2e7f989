"""The keyboard's place: a ring only where it came by keyboard, and with the list by mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyboardFocus:
    """For widgets: `shows_ring` says whether to paint the ring.

    class Tabs(KeyboardFocus, QWidget): ... if self.shows_ring: marks.focus_ring(...)"""

    _by_keyboard = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)  # type: ignore[misc]

    @property
    def shows_ring(self) -> bool:
        return self._by_keyboard and self.hasFocus()  # type: ignore[attr-defined]


def take_keyboard(pressed: QWidget) -> None:
    """What the mouse pressed takes it (which ends an edit), but never from a list.

    J and X go on after a press. For `mousePressEvent` of widgets with `TabFocus`."""
    if not isinstance(QApplication.focusWidget(), QAbstractItemView):
        pressed.setFocus(Qt.FocusReason.MouseFocusReason)
