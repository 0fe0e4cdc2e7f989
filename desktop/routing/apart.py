"""Work in a process of its own, so that the window stays quick and stopping is at once.

The task goes in through a pipe; what comes out is a file that is read along, so that nobody
ever waits for a line. Nothing but numbers leaves this process.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

import desktop
from desktop.paths import WORKER
from desktop.routing.tasks import Answer, Progress, Task
from sync.errors import Problem

SECONDS_BETWEEN = 0.1
PARTS = 1000

Line = Progress | Answer
Report = Callable[[int, int], object]


def work_apart(task: Task, report: Report) -> Answer:
    """Raises what `report(done, PARTS)` raises, within a tenth of a second, and then the worker
    is gone; raises Problem "routing_failed" when the worker breaks."""
    with TemporaryDirectory(prefix="routebook-") as folder:
        said = Path(folder) / "said"
        with said.open("wb") as out:
            process = subprocess.Popen(
                _command(), stdin=subprocess.PIPE, stdout=out, env=_surroundings()
            )
        try:
            return _followed(process, task, said, report)
        finally:
            process.kill()
            process.wait()


def _followed(process: subprocess.Popen[bytes], task: Task, said: Path, report: Report) -> Answer:
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as pipe:  # one that dies says so by its end
        pipe.write(msgspec.json.encode(task))
    read, at = b"", 0
    with said.open("rb") as lines:
        while True:
            running = _is_running(process)
            report(at, PARTS)
            *whole, read = (read + lines.read()).split(b"\n")
            for line in whole:
                found: Line = msgspec.json.decode(line, type=Line)
                if not isinstance(found, Progress):
                    return found
                at = round(found.done * PARTS)
            if not running:
                raise Problem("routing_failed", code=process.returncode)


def _is_running(process: subprocess.Popen[bytes]) -> bool:
    """After a tenth of a second, or sooner when it has ended."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_BETWEEN)
    return process.returncode is None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER]
    return [sys.executable, "-m", "desktop.routing.worker"]


def _surroundings() -> dict[str, str]:
    """The worker finds the program where we found it."""
    ours = str(Path(desktop.__file__).parents[1])
    paths = [ours, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
