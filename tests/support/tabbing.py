"""Where the Tab key leads through a window, and whether that is how one reads it."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

TABBED = Qt.FocusPolicy.TabFocus


def takes_tab(widget: QWidget) -> bool:
    shown = widget.isVisible() and widget.isEnabled()
    return shown and bool(widget.focusPolicy() & TABBED) and not widget.focusProxy()


def called(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return f"{type(widget).__name__} {interface.text(QAccessible.Text.Name)}"


def without_role(widget: QWidget) -> bool:
    """Whether a screen reader is told nothing of what it is; a header is heard with its table."""
    if isinstance(widget, QHeaderView):
        return False
    return QAccessible.queryAccessibleInterface(widget).role() is QAccessible.Role.Client


def backwards(screen: QWidget, order: list[QWidget]) -> list[tuple[str, str]]:
    """Steps inside the screen that lead up it and not to the right."""
    inside = [each for each in order if screen.isAncestorOf(each)]
    places = [each.mapTo(screen, each.rect().topLeft()) for each in inside]
    return [
        (called(before), called(after))
        for (before, here), (after, there) in pairwise(zip(inside, places, strict=True))
        if there.y() < here.y() - 30 and there.x() <= here.x()
    ]


def tabbed(qtbot: Any) -> list[QWidget]:
    """Where the Tab key leads until it comes to a place again."""
    reached: list[QWidget] = []
    while (at := QApplication.focusWidget()) not in reached:
        assert at is not None, f"the keyboard is nowhere after {len(reached)}"
        reached.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    return reached
