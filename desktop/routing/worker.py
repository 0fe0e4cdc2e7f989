"""A process that works one task out: the task on its input, a line of progress or answer each."""

import sys
import time

import msgspec

from desktop.routing.balance import balanced
from desktop.routing.optimise import optimise
from desktop.routing.tasks import Answer, DayAnswer, DayTask, Progress, Task, WeekAnswer

SECONDS_BETWEEN = 0.1


def main() -> int:
    task: Task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    _say(work(task))
    return 0


def work(task: Task) -> Answer:
    said = 0.0

    def report(done: float, length: float) -> None:
        nonlocal said
        if time.monotonic() - said > SECONDS_BETWEEN:
            said = time.monotonic()
            _say(Progress(done, length))

    if isinstance(task, DayTask):
        return DayAnswer(optimise(task.day, task.seed, task.seconds, report))
    return WeekAnswer(balanced(task, report))


def _say(line: msgspec.Struct) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
