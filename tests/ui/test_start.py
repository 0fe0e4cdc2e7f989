"""What is brought in before the first rows are on the screen, and what only after."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import credentials
from tests.support.laptops import laptop
from tests.support.processes import PASSPHRASE, ROOT, environment

# the real window on a profile, asked at the first paint of a table that has rows
FIRST_PAINT = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
import ui.main

class Watch(QObject):
    def eventFilter(self, watched, event):
        table = watched.parent() if event.type() is QEvent.Type.Paint else None
        if hasattr(table, "count") and table.count():
            print(json.dumps(sorted(sys.modules)), flush=True)
            os._exit(0)
        return False

qt = QApplication([])
watch = Watch(qt)
qt.installEventFilter(watch)
ui.main.run(Path(sys.argv[1]))
"""
LATER = {
    "what floats": "ui.sheets",
    "the palette": "ui.palette",
    "the list before leaving": "ui.departure",
    "the card beside the list": "ui.screens.customers.card_pane",
    "another workspace": "ui.screens.routes",
    "forms": "desktop.forms",
    "migrations": "alembic",
    "the tables of pinyin": "pypinyin",
    "the network": "sync.client",
    "http": "requests",
    "the LAN": "zeroconf",
    "foreign files": "openpyxl",
    "the routing": "pyvrp",
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> set[str]:
    folder: Path = tmp_path_factory.mktemp("start")
    app = laptop(folder)
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    app.close()
    (folder / "window.json").write_text(json.dumps({"workspace": "customers"}))
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(folder)],
        capture_output=True, text=True, timeout=60, cwd=ROOT, check=False,
        env={**environment(), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert ran.stdout, ran.stderr
    return set(json.loads(ran.stdout))


def test_the_first_rows_come_from_the_real_window(imported):
    assert {"ui.program", "ui.screens.customers.list_pane", "sqlcipher3"} <= imported


@pytest.mark.parametrize("what", LATER)
def test_nothing_is_brought_in_before_the_first_rows_that_can_wait(imported, what):
    assert LATER[what] not in imported


def test_imports_are_as_python_makes_them():
    """PySide6 would read the source of each module that comes after it."""
    code = (
        "import linecache, sys; from ui import plain_imports; plain_imports.restore();"
        "import ui.theme; sys.exit(ui.theme.__file__ in linecache.cache)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
