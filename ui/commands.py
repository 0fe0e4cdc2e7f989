"""Everything a person can do, as records; palette, shortcuts and help are built from them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A thing to do. `title` is called when shown, so that it follows the language.

    `shortcut` is a QKeySequence string ("N", "Ctrl+K", "Shift+A"); a single letter never fires
    while someone types. `workspace` says where it belongs ("" = everywhere)."""

    id: str
    title: Callable[[], str]
    run: Callable[[], object]
    shortcut: str = ""
    workspace: str = ""
    icon: str = "command"
    enabled: Callable[[], bool] = always
    in_palette: bool = True

    @property
    def cap(self) -> str:
        """The shortcut as it is printed on a key cap: "Ctrl K"."""
        return self.shortcut.replace("+", " ")


class Commands(QObject):
    """The commands there are now. A command lives as long as its owner widget."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, Command] = {}
        self._owners: dict[str, QWidget] = {}

    def register(self, command: Command, owner: QWidget) -> Command:
        """Add it, with a shortcut that works while the owner is visible in the active window."""
        self._all[command.id] = command
        self._owners[command.id] = owner
        if command.shortcut:
            keys = QShortcut(QKeySequence(command.shortcut), owner)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda: self.run(command.id))
        owner.destroyed.connect(lambda: self._drop(command))
        self.changed.emit()
        return command

    def run(self, id: str) -> bool:
        """Do it if it may be done now."""
        command = self._all.get(id)
        if command is None or not command.enabled():
            return False
        command.run()
        return True

    def get(self, id: str) -> Command | None:
        return self._all.get(id)

    def here(self, workspace: str) -> Iterator[Command]:
        """What the palette offers: first what belongs to this workspace, then the rest."""
        listed = [c for c in self._all.values() if c.in_palette and isValid(self._owners[c.id])]
        yield from (c for c in listed if workspace and c.workspace == workspace)
        yield from (c for c in listed if not c.workspace)
        yield from (c for c in listed if c.workspace and c.workspace != workspace)

    def _drop(self, command: Command) -> None:
        if self._all.get(command.id) is command:
            del self._all[command.id]
            del self._owners[command.id]
