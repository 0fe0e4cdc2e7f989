"""What a screen reader gets to know of a window: role, name and value of all that is on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QWidget

TEXT = QAccessible.Text


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing on the screen; `depth` is how far inside others it stands."""

    role: QAccessible.Role
    name: str
    value: str
    depth: int
    widget: QWidget | None

    @property
    def words(self) -> str:
        return f"{self.name} {self.value}".strip()


def heard(root: QWidget) -> list[Heard]:
    """Everything that is visible; of a long list, the rows in sight."""
    found = QAccessible.queryAccessibleInterface(root)
    return list(_walk(found, 0)) if found is not None else []


def words_of(root: QWidget) -> str:
    """All of it, a line each."""
    return "\n".join(each.words for each in heard(root) if each.words)


def _walk(one: QAccessibleInterface, depth: int) -> Iterator[Heard]:
    state = one.state()
    if not one.isValid() or getattr(state, "invisible", 0):
        return
    widget = one.object()
    shown = widget if isinstance(widget, QWidget) else None
    if shown is not None and not shown.isVisible():
        return
    yield Heard(one.role(), one.text(TEXT.Name), one.text(TEXT.Value), depth, shown)
    if isinstance(shown, QAbstractItemView):
        yield from _rows(shown, depth + 1)
        return
    for number in range(one.childCount()):
        child = one.child(number)
        if child is not None:
            yield from _walk(child, depth + 1)


def _rows(view: QAbstractItemView, depth: int) -> Iterator[Heard]:
    model = view.model()
    if model is None or not model.rowCount(QModelIndex()):
        return
    height = view.viewport().height()
    first = max(view.indexAt(QPoint(1, 1)).row(), 0)
    last = view.indexAt(QPoint(1, height - 2)).row()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    last = last if last >= 0 else min(model.rowCount(QModelIndex()) - 1, first + height // 16)
    for row in range(first, last + 1):
        for column in range(columns):
            index = model.index(row, column)
            said = index.data(Qt.ItemDataRole.AccessibleTextRole)
            said = said or index.data(Qt.ItemDataRole.DisplayRole)
            if said:
                yield Heard(QAccessible.Role.Cell, str(said), "", depth, None)
