"""The floor: an empty PySide6 window, from the start of the process to its first paint."""

import json
import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event: object) -> None:
        QApplication.instance().quit()  # type: ignore[union-attr]


def main() -> None:
    application = QApplication([])
    window = Window()
    window.resize(1440, 900)
    window.show()
    application.exec()
    print(json.dumps({"seconds": time.time() - float(sys.argv[-1])}))


if __name__ == "__main__":
    main()
