"""One decision about many customers: done one by one in the background, undone in one step."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from desktop.application import Application
from sync.errors import Problem
from ui.jobs import Report
from ui.shell import Shell

AT_ONCE = 25  # fewer than undo remembers
Step = tuple[str | None, Mapping[str, Any]]


def do_all(
    owner: QObject,
    app: Application,
    shell: Shell,
    name: str,
    steps: Sequence[Step],
    done: Callable[[int], object],
) -> None:
    """`done` hears how many were done; the first refusal is told, the rest goes on."""

    def work(report: Report) -> tuple[int, Problem | None]:
        return _perform(app, name, steps, report)

    def answer(said: tuple[int, Problem | None]) -> None:
        count, trouble = said
        if trouble is not None:
            shell.tell(trouble)
        if count:
            done(count)
        shell.changed.emit()

    shell.jobs.start(owner, work, done=answer, failed=shell.tell)


def _perform(
    app: Application, name: str, steps: Sequence[Step], report: Report
) -> tuple[int, Problem | None]:
    count, groups, trouble = 0, list[Any](), None
    for start in range(0, len(steps), AT_ONCE):
        some = []
        for id, fields in steps[start : start + AT_ONCE]:
            try:
                some.append(app.perform(name, id, fields))
            except Problem as problem:
                trouble = trouble or problem
        count += len(some)
        if some:
            app.as_one(some)
            groups.append(app.undoable[-1])
        report(start + len(some), len(steps))
    app.as_one(groups)
    return count, trouble
