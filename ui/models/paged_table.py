"""A table that holds every key but only the pages of rows that were seen."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Key = int
Index = QModelIndex | QPersistentModelIndex
RowsFor = Callable[[Sequence[Key]], Mapping[Key, Row]]

PAGE = 100
PAGES_KEPT = 50
FEW = 12


class PagedTable(QAbstractTableModel, Generic[Row]):
    """Shows keys in order; asks for rows one page at a time.

    `rows_for` is asked while the page is painted: it must answer a page in a
    millisecond or two, and may leave keys out (rows that are gone paint empty).
    """

    def __init__(
        self,
        titles: Sequence[str],
        texts: Sequence[Callable[[Row], str]],
        rows_for: RowsFor[Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._titles, self._texts = list(titles), list(texts)
        self._rows_for = rows_for
        self._keys: Sequence[Key] = ()
        self._numbers: dict[Key, int] | None = None
        self._asked = 0
        self._pages: OrderedDict[int, Mapping[Key, Row]] = OrderedDict()

    def show(self, keys: Sequence[Key]) -> None:
        """Other keys, or another order; pages already fetched are asked for again."""
        self.beginResetModel()
        self._keys, self._numbers, self._asked = keys, None, 0
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """The rows may have changed, their order has not."""
        self._pages.clear()
        if len(self._keys):
            last = self.index(len(self._keys) - 1, len(self._texts) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_titles(self, titles: Sequence[str]) -> None:
        self._titles = list(titles)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    def keys(self) -> Sequence[Key]:
        return self._keys

    def key_at(self, number: int) -> Key | None:
        return self._keys[number] if 0 <= number < len(self._keys) else None

    def number_of(self, key: Key) -> int | None:
        """Where the key stands. A few questions are looked up; more build the answer to all."""
        if self._numbers is None and self._asked < FEW:
            self._asked += 1
            try:
                return self._keys.index(key)
            except ValueError:
                return None
        if self._numbers is None:
            self._numbers = {key: number for number, key in enumerate(self._keys)}
        return self._numbers.get(key)

    def row_at(self, number: int) -> Row | None:
        if not 0 <= number < len(self._keys):
            return None
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = self._rows_for(self._keys[page * PAGE : (page + 1) * PAGE])
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self._keys[number])

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._texts)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not spoken or not index.isValid():
            return None
        row = self.row_at(index.row())
        return "" if row is None else self._texts[index.column()](row)
