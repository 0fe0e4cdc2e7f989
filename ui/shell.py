"""What a screen may ask of the window around it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from sync.errors import Problem
from ui import words
from ui.commands import Commands
from ui.jobs import JobRunner, Report
from ui.preferences import Preferences
from ui.problems import Notice, explain
from ui.synchroniser import Synchroniser
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Favourite:
    """A place kept in the navigation; `what` goes to the workspace's `show_what`."""

    title: str
    icon: str
    workspace: str
    what: Mapping[str, Any]


class Performs(Protocol):
    """The part of the Application that changes records; desktop/application.py is the real one."""

    def perform(self, name: str, id: str | None = None, set: Mapping[str, Any] = ...) -> Any: ...

    @property
    def undo_is_long(self) -> bool: ...

    def undo(self) -> Any: ...


class Shell(QObject):
    """Given to every screen: jobs, theme, toasts, ways to other workspaces, and changes.

    `changed` carries nothing: records changed (here, or by what a sync brought); a screen that is
    visible asks its queries again, a hidden one does so in `activate()`."""

    changed = Signal()
    said = Signal(str, str, bool, bool)  # text, detail, undoable, bad: the window shows a toast
    went = Signal(str, object)  # workspace, what: the window switches
    counted = Signal()  # the numbers beside the workspaces
    starred = Signal()  # the favourites in the navigation

    def __init__(
        self,
        app: Performs,
        *,
        jobs: JobRunner,
        theme: Theme,
        commands: Commands,
        settings: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.app, self.jobs, self.theme = app, jobs, theme
        self.commands, self.settings = commands, settings
        self.favourites: Sequence[Favourite] = ()
        self.synchroniser: Synchroniser | None = None
        self.counts: dict[str, tuple[int, str]] = {}
        self.record_finders: list[Callable[[str], list[Any]]] = []

    def go(self, workspace: str, **what: Any) -> None:
        """Open a workspace; `id=` opens a record, other words reach its `show_what(what)`."""
        self.went.emit(workspace, what)

    def toast(self, text: str, undo: bool = False, *, detail: str = "", bad: bool = False) -> None:
        """Say what was done, in the past tense; `undo` offers 撤销 Ctrl Z."""
        self.said.emit(text, detail, undo, bad)

    def tell(self, error: Exception) -> Notice:
        """Explain a failure in a toast; answers the sentences for those who show them in place."""
        notice = self.explain(error)
        self.toast(notice.text, detail=notice.rest, bad=True)
        return notice

    def explain(self, error: Exception) -> Notice:
        return explain(error, self.settings.language)

    def perform(
        self,
        name: str,
        id: str | None = None,
        set: Mapping[str, Any] | None = None,
        *,
        said: str = "",
        failed: Callable[[Notice], object] | None = None,
    ) -> Any | None:
        """Run a use case, say `said` with undo, tell everybody; None when a rule said no.

        `failed` shows the notice in place; without it a toast does."""
        try:
            performed = self.app.perform(name, id, set or {})
        except Problem as problem:
            if failed is not None:
                failed(self.explain(problem))
            else:
                self.tell(problem)
            return None
        if said:
            self.toast(said, undo=True)
        self.changed.emit()
        return performed

    @Slot()
    def undo(self) -> None:
        """Take back the last action, wherever it was done, and name it.

        An import is taken back in the background: its thousands of rows take seconds.
        """
        if self.app.undo_is_long:
            self.toast(self.tr("Undoing the import …"))
            self.jobs.start(
                self, lambda _: self.app.undo(), done=self._say_undone, failed=self.tell,
                lane="intake",
            )  # fmt: skip
            return
        try:
            self._say_undone(self.app.undo())
        except Problem as problem:
            self.tell(problem)

    def _say_undone(self, undone: Any) -> None:
        if undone is None:
            self.toast(self.tr("Nothing left to undo"))
            return
        self.toast(self.tr("Undone: {title}").format(title=words.step(undone.name, undone.title)))
        self.changed.emit()

    def undo_steps(self, count: int) -> None:
        """Take back so many of the last actions, one after the other, in the background."""
        if count == 1:
            self.undo()
            return

        def work(report: Report) -> list[Any]:
            taken: list[Any] = []
            for number in range(count):
                report(number, count)
                taken.append(self.app.undo())
            return taken

        def failed(error: Exception) -> None:
            self.changed.emit()  # those before it are taken back
            self.tell(error)

        self.jobs.start(self, work, done=self._undone, failed=failed)

    def _undone(self, taken: list[Any]) -> None:
        said = self.tr("%n step(s) undone, the last: {title}", "", len(taken))
        self.toast(said.format(title=words.step(taken[-1].name, taken[-1].title)))
        self.changed.emit()

    def find_records(self, finder: Callable[[str], list[Any]]) -> None:
        """Give the palette records to offer: finder(text) -> list of palette.Found, quickly."""
        self.record_finders.append(finder)

    def set_count(self, workspace: str, count: int, tint: str = "gray") -> None:
        """The number beside a workspace in the navigation; "bad" for what needs mending."""
        self.counts[workspace] = (count, tint)
        self.counted.emit()

    def set_favourites(self, favourites: Sequence[Favourite]) -> None:
        """The places the navigation lists under its workspaces (saved views)."""
        self.favourites = tuple(favourites)
        self.starred.emit()
