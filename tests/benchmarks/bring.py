"""One import timed in a process of its own: python -m tests.benchmarks.bring PROFILE FILE [share].

With a share (0 to 1) the import is cancelled from another thread at about that part of its way.
"""

import json
import sys
import threading
import time
from pathlib import Path

from desktop.application import Application
from tests.benchmarks.memory import peak
from tests.support.laptops import laptop


class Cancelled(Exception):
    """What a person's cancel raises at the next report."""


class Watch:
    """Asks for an end `share` of the way (looking is half of it, writing the other)."""

    def __init__(self, share: float | None) -> None:
        self._share = share
        self._timer: threading.Timer | None = None
        self.asked_at: float | None = None
        self.writing = False

    def report(self, done: int, total: int) -> None:
        if self.asked_at is not None:
            raise Cancelled
        way = (done / total if total else 0) / 2 + self.writing / 2
        if self._share is not None and way >= self._share and self._timer is None:
            self._timer = threading.Timer(0.01, self._ask)  # somewhere between two reports
            self._timer.start()

    def _ask(self) -> None:
        self.asked_at = time.perf_counter()


def main() -> None:
    application = laptop(Path(sys.argv[1]))
    watch = Watch(float(sys.argv[3]) if len(sys.argv) > 3 else None)
    try:
        print(json.dumps(_bring(application, Path(sys.argv[2]), watch)))
    except Cancelled:
        assert watch.asked_at is not None
        print(json.dumps({"cancelled": time.perf_counter() - watch.asked_at}))
    application.close()


def _bring(application: Application, path: Path, watch: Watch) -> dict[str, float]:
    begun = time.perf_counter()
    found = application.preview_import(path, "customer", None, watch.report)
    looked = time.perf_counter()
    watch.writing = True
    application.import_records(found, watch.report)
    written = time.perf_counter()
    return {"preview": looked - begun, "write": written - looked, "megabytes": peak()}


if __name__ == "__main__":
    main()
