"""What is measured of the real window; `cold_start` runs it in a process of its own.

Imports the product alone: what the tests need would be counted as the program's own weight.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.credentials import passphrase_from_environment
from tests.benchmarks.memory import peak, resident
from ui.program import Program, application
from ui.screens.customers.list_pane import ListPane
from ui.widgets.table import Table

WORDS = {
    "1": ("永", "杭", "西", "店", "文", "酒", "联", "药"),
    "2": ("永辉", "超市", "西湖", "文三", "药房", "商贸", "便利", "餐饮"),
    "4": ("文三路店", "仁济大药", "商贸有限", "hzyh", "1390", "8000", "餐饮管理", "西湖区文"),
}
STEPS = 400


class Painted(QObject):
    """Remembers when a widget was last painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def until(done: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.0005)


def p95(values: list[float]) -> float:
    import statistics  # the program itself does without

    return statistics.quantiles(values, n=20)[-1]


def key(
    widget: QWidget,
    code: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, held))


def commit(field: QLineEdit, text: str) -> None:
    """What an input method sends when a word was chosen."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


class Session:
    """One window and its measurements."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.table: Table[Any] = program.frame.findChildren(Table)[0]
        self.pane = program.frame.findChildren(ListPane)[0]
        self.field = self.pane.findChildren(QLineEdit)[0]
        self.painted = Painted(self.table.viewport())
        self.answers, self.answered_at = 0, 0.0
        self.table.model().modelReset.connect(self._answered)
        self.table.model().layoutChanged.connect(self._answered)

    def _answered(self) -> None:
        self.answers += 1
        self.answered_at = self.answered_at or time.perf_counter()

    def search(self, words: tuple[str, ...]) -> float:
        """p95 from the committed text to the paint of its answer, in ms."""
        took = []
        for word in words * 3:
            self._clear()
            before, self.answered_at = self.answers, 0.0
            started = time.perf_counter()
            commit(self.field, word)
            until(lambda before=before: self.answers > before)
            until(lambda: self.painted.at >= self.answered_at)
            took.append((self.painted.at - started) * 1000)
        self._clear()
        return p95(took)

    def _clear(self) -> None:
        if self.field.text():
            before = self.answers
            self.field.clear()
            until(lambda: self.answers > before)
        settle()

    def wheel(self) -> float:
        """p95 of the CPU time of one wheel step with its paint, in ms."""
        view = self.table.viewport()
        took = []
        for _ in range(STEPS):
            event = QWheelEvent(
                QPointF(300, 300), view.mapToGlobal(QPointF(300, 300)), QPoint(0, -54),
                QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            started = time.process_time()
            QApplication.sendEvent(view, event)
            QApplication.processEvents()
            took.append((time.process_time() - started) * 1000)
        return p95(took)

    def jump(self) -> float:
        started = time.perf_counter()
        key(self.table, Qt.Key.Key_End)
        until(lambda: self.painted.at > started)
        return (self.painted.at - started) * 1000


def settle() -> None:
    for _ in range(30):
        QApplication.processEvents()
        time.sleep(0.005)


def main() -> None:
    began = float(sys.argv[-1])
    qt = application()
    program = Program(Path(sys.argv[1]), passphrase_from_environment())
    program.start()
    gc.freeze()
    gc.enable()
    until(lambda: bool(program.frame.findChildren(Table)))
    table: Table[Any] = program.frame.findChildren(Table)[0]
    painted = Painted(table.viewport())
    until(lambda: table.count() > 0)
    known = time.perf_counter()
    until(lambda: painted.at >= known or table.current_row() is not None)
    start = time.time() - began
    settle()
    session = Session(program)
    answer: dict[str, Any] = {"start": start}
    answer["search"] = {length: session.search(words) for length, words in WORDS.items()}
    answer["wheel"] = session.wheel()
    answer["jump"] = session.jump()
    answer["megabytes"] = resident()
    answer["peak"] = peak()
    print(json.dumps(answer), flush=True)
    program.close()
    qt.quit()
