"""Keeping what is typed: a moment after the last key, one step of undo for each field."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from sync.errors import Problem
from ui.screens.reports import desk
from ui.screens.reports.desk import Sheet

QUIET = 600  # ms after the last key until what was typed is stored


class Saving(QObject):
    """Which answers of the sheet on the page are not stored yet, and when they will be."""

    stored = Signal(object)  # the keys
    failed = Signal(object)  # the problem

    def __init__(
        self, app: Any, answer: Callable[[str], Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app, self._answer = app, answer
        self.unsaved: set[str] = set()
        self._last: tuple[tuple[str, str], frozenset[str], Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self.wanted = self._timer.timeout

    def typed(self, sheet: Sheet, key: str) -> None:
        """An answer changed; the totals it enters change with it."""
        self.unsaved.add(key)
        asked = sheet.form.field(key)
        for one in sheet.form.answers():
            sums = asked and one.type == "sum" and one.sum_of.startswith(f"{key}.")
            scores = asked and asked.weight and one.type == "score"
            if sums or scores:
                self.unsaved.add(one.key)
        self._timer.start()

    def forget(self) -> None:
        self.unsaved = set()
        self._last = None

    def save(self, sheet: Sheet | None) -> bool:
        """Store what was typed since; False when a rule said no, and then it is still unsaved."""
        self._timer.stop()
        keys = self.unsaved
        if sheet is None or not keys or not sheet.is_open:
            return True
        self.unsaved = set()
        try:
            done = desk.store(self._app, sheet, {key: self._answer(key) for key in keys})
        except Problem as problem:
            self.unsaved = keys
            self.failed.emit(problem)
            return False
        self._as_one_step(sheet, frozenset(keys), done)
        self.stored.emit(keys)
        return True

    def _as_one_step(self, sheet: Sheet, keys: frozenset[str], done: Any) -> None:
        """What is written into one field without leaving it is one step of undo."""
        undoable, last = self._app.undoable, self._last
        same = last is not None and last[:2] == (sheet.key, keys) and undoable[-2:-1] == [last[2]]
        if same and last is not None:
            self._app.as_one([last[2], done])
        self._last = (sheet.key, keys, undoable[-1]) if undoable else None
