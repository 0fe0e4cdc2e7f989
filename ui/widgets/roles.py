"""What a screen reader is told our own widgets are: Qt knows only what its own are.

A widget says it with a class attribute `ROLE`; its name and description are those it has anyway.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Role = QAccessible.Role
_installed = False


def install() -> None:
    """Once a process; Qt keeps every factory it is given."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_interface)


def _interface(name: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "ROLE", None)
    if isinstance(thing, QWidget) and isinstance(role, Role):
        return QAccessibleWidget(thing, role)
    return None
