"""One import in a process of its own: python -m tests.benchmarks.import_places HOW FOLDER FILE."""

import json
import sys
import threading
import time
from pathlib import Path

from sqlalchemy import text

from tests.benchmarks.memory import peak
from tests.support.laptops import laptop

AFTER = 4.0  # seconds of work before the person presses cancel


class Stopped(Exception):
    """What `report` raises once a person has asked to stop."""


def main() -> None:
    how, folder, file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    app = laptop(folder)
    asked = threading.Event()
    pressed = [0.0]

    def report(done: int, total: int) -> None:
        if asked.is_set():
            raise Stopped

    def press() -> None:
        pressed[0] = time.perf_counter()
        asked.set()

    before = _customers(app)
    started = time.perf_counter()
    if how == "cancel":
        threading.Timer(AFTER, press).start()
    try:
        preview = app.preview_import(file, "customer", None, report)
        app.import_records(preview, report)
        answer = {"rows": preview.rows, "seconds": time.perf_counter() - started}
    except Stopped:
        answer = {"seconds": time.perf_counter() - pressed[0], "left": _customers(app) - before}
    app.close()
    print(json.dumps({**answer, "megabytes": peak()}))


def _customers(app: object) -> int:
    """Those a person can see: what was staged goes at the latest before the next import."""
    seen = text("SELECT count(*) FROM customer WHERE deleted = 0")
    with app.database.read() as connection:  # type: ignore[attr-defined]
        return int(connection.execute(seen).scalar_one())


if __name__ == "__main__":
    main()
