"""Everything a person can do, as records; palette, shortcuts and help are built from them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.keys import cap, keys


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A thing to do. `title` is called when shown, so that it follows the language.

    Its key is the one ui.keys has for its id; a single letter never fires while someone types.
    `workspace` says where it belongs ("" = everywhere)."""

    id: str
    title: Callable[[], str]
    run: Callable[[], object]
    workspace: str = ""
    icon: str = "command"
    enabled: Callable[[], bool] = always
    in_palette: bool = True
    also: str = ""  # other letters the palette finds it by

    @property
    def cap(self) -> str:
        """Its key as it is printed on a key cap: "Ctrl K", or "" for none."""
        return cap(keys().of(self.id))


class Commands(QObject):
    """The commands there are now. A command lives as long as its owner widget."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, Command] = {}
        self._owners: dict[str, QWidget] = {}
        self._keys: dict[str, QShortcut] = {}
        keys().changed.connect(self._rekey)

    def register(self, command: Command, owner: QWidget) -> Command:
        """Add it, with its key, which works while the owner is visible in the active window."""
        self._all[command.id] = command
        self._owners[command.id] = owner
        self._give_key(command.id)
        owner.destroyed.connect(lambda: self._drop(command))
        self.changed.emit()
        return command

    def _give_key(self, id: str) -> None:
        sequence, owner, known = keys().of(id), self._owners[id], self._keys.get(id)
        if known is not None and isValid(known) and known.parent() is owner:
            known.setKey(QKeySequence(sequence))
        elif sequence and isValid(owner):
            self._keys[id] = QShortcut(QKeySequence(sequence), owner)
            self._keys[id].setContext(Qt.ShortcutContext.WindowShortcut)
            self._keys[id].activated.connect(lambda: self.run(id))

    @Slot()
    def _rekey(self) -> None:
        """Somebody changed a key; it works at once."""
        for id in self._all:
            self._give_key(id)

    def every(self) -> list[Command]:
        """All there are now, in the order they were made."""
        return [each for each in self._all.values() if isValid(self._owners[each.id])]

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
            self._keys.pop(command.id, None)
