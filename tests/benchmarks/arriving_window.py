"""What `arriving` measures, in a process of its own: tests.benchmarks.arriving_window PROFILE.

Says "alone" when it has typed without a line, and types on until all is in.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.credentials import passphrase_from_environment
from tests.benchmarks.open_window import Painted, commit, p95, settle, until
from ui.program import Program, application
from ui.screens.customers.list_pane import ListPane
from ui.widgets.table import Table

WORDS = ("永辉", "文三", "药房", "hz", "1390", "商贸有限")
ALONE = 60  # keys
BETWEEN = 0.12  # seconds between two keys: a quick typist
LONGEST = 600  # seconds


@dataclass(slots=True)
class Seen:
    """How long each key waited, in ms."""

    echo: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    silence: float = 0.0
    lost: int = 0

    def told(self) -> dict[str, float]:
        echo, answer = (
            p95(took) if len(took) > 1 else max(took, default=0.0)
            for took in (self.echo, self.answer)
        )
        return {"echo": echo, "answer": answer, "silence": self.silence}


class Typist:
    """Types words letter by letter into the search of the customers, and takes them out again."""

    def __init__(self, program: Program) -> None:
        pane = program.frame.findChildren(ListPane)[0]
        self.field: QLineEdit = pane.findChildren(QLineEdit)[0]
        self._table: Table[Any] = program.frame.findChildren(Table)[0]
        self._rows, self._letter = Painted(self._table.viewport()), Painted(self.field)
        self._answers = 0
        self._table.model().modelReset.connect(self._answered)
        self._table.model().layoutChanged.connect(self._answered)
        self._next = [letter for word in WORDS for letter in (*word, "")]
        self._last = time.perf_counter()

    def _answered(self) -> None:
        self._answers += 1

    def strike(self, seen: Seen) -> None:
        """The next key, and the pause after it."""
        self._last = time.perf_counter()
        letter = self._next.pop(0)
        self._next.append(letter)
        if letter:
            self._key(letter, seen)
        else:
            self.field.clear()
        self._pause(seen, BETWEEN)

    def _key(self, letter: str, seen: Seen) -> None:
        """The rows are those of this letter: the one before has had time to be answered."""
        wanted, answers, began = self.field.text() + letter, self._answers, time.perf_counter()
        commit(self.field, letter)
        self._run(seen, lambda: self._letter.at > began, 10)
        seen.echo.append((self._letter.at - began) * 1000)
        if self._table.count():  # nobody answers in an empty book
            self._run(seen, lambda: self._answers > answers, 2)
        if self._answers > answers:
            known = time.perf_counter()
            self._run(seen, lambda: self._rows.at >= known, 2)
            seen.answer.append((self._rows.at - began) * 1000)
        seen.lost += self.field.text() != wanted

    def _pause(self, seen: Seen, seconds: float) -> None:
        end = time.perf_counter() + seconds
        self._run(seen, lambda: time.perf_counter() >= end, seconds)

    def _run(self, seen: Seen, done: Callable[[], bool], most: float) -> None:
        end = time.perf_counter() + most
        while not done() and time.perf_counter() < end:
            QApplication.processEvents()
            now = time.perf_counter()
            seen.silence = max(seen.silence, (now - self._last) * 1000)
            self._last = now
            time.sleep(0.0005)


def main() -> None:
    qt = application()
    program = Program(Path(sys.argv[1]), passphrase_from_environment())
    program.start()
    until(lambda: bool(program.frame.findChildren(ListPane)))
    assert program.shell is not None
    keeper = program.shell.synchroniser
    assert keeper is not None
    until(lambda: keeper.state == "offline")
    settle()
    typist, alone, meanwhile = Typist(program), Seen(), Seen()
    while len(alone.echo) < ALONE:
        typist.strike(alone)
    turns = [("offline", 0.0)]  # how it stood, since when

    def turned() -> None:
        if keeper.state != turns[-1][0]:
            turns.append((keeper.state, time.time()))

    keeper.state_changed.connect(turned)
    print("alone", flush=True)
    limit = time.monotonic() + LONGEST
    while keeper.state != "synced" and time.monotonic() < limit:
        typist.strike(meanwhile if keeper.state == "syncing" else Seen())
    assert keeper.state == "synced"
    found = {"alone": alone.told(), "meanwhile": meanwhile.told(), "keys": len(meanwhile.echo)}
    (_, began), (_, ended) = turns[-2:]
    print(json.dumps(found | {"lost": meanwhile.lost, "began": began, "seconds": ended - began}))
    program.close()
    qt.quit()


if __name__ == "__main__":
    main()
