"""The program itself, and an ear beside it: what a screen reader would say goes to a file.

`python -m tests.support.spoken --profile DIR` is `python -m desktop --profile DIR`; whenever there
is a file DIR/hear it is replaced by DIR/heard, the words on the screen, a line each.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.__main__ import main
from tests.support.hearing import words_of
from ui.program import application

OFTEN = 50  # ms


class Ear(QObject):
    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._asked, self._answer = folder / "hear", folder / "heard"
        timer = QTimer(self)
        timer.timeout.connect(self._listen)
        timer.start(OFTEN)

    @Slot()
    def _listen(self) -> None:
        if not self._asked.exists():
            return
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        fresh = self._answer.with_suffix(".new")
        fresh.write_text("\n".join(words_of(widget) for widget in shown), "utf-8")
        self._asked.unlink()
        fresh.replace(self._answer)


if __name__ == "__main__":
    Ear(Path(sys.argv[sys.argv.index("--profile") + 1]), application())
    sys.exit(main())
