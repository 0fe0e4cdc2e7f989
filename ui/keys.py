"""Every key of the program, in one place: what it is at first, and what a person made of it.

A command takes its key from here by its id, and so does whatever prints it. Keys that belong to
movement and typing (Enter, Esc, Tab, arrows, J and K in lists …) are not given away.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.workspaces import WORKSPACES

CHOSEN = "keys"  # in the preferences: {id of a command: its key, "" for none}
# fmt: off
FIRST: Mapping[str, str] = {
    **{f"go.{space.name}": f"Ctrl+{at}" for at, space in enumerate(WORKSPACES, start=1)},
    "palette": "Ctrl+K", "undo": "Ctrl+Z", "undo.list": "Ctrl+Shift+Z", "sync now": "F5",
    "settings": "Ctrl+,",
    "shortcuts": "Ctrl+/", "departure": "Ctrl+D", "navigation": "Ctrl+B",
    "today.next": "G", "today.todo": "T", "today.stops": "L", "today.done": "D",
    "customers.new": "N", "customers.visit": "V", "customers.route": "R",
    "customers.filter": "F", "customers.search": "/", "customers.edit": "E",
    "customers.star": "S", "customers.sort": "O", "customers.file": "U",
    "customers.merge": "M", "customers.group": "G", "customers.print": "Ctrl+P",
    "customers.order": "B",
    "routes.optimise": "O", "routes.weeks": "W", "routes.lock": "L",
    "routes.keep_weekday": "Shift+L", "routes.add": "A",
    "routes.nearby": "N", "routes.visit": "V", "routes.skip": "X", "routes.remove": "Del",
    "routes.up": "Alt+Up", "routes.down": "Alt+Down", "routes.print": "Ctrl+P",
    "routes.today": "T", "routes.back": "[", "routes.on": "]",
    "reports.new": "N", "reports.seal": "Ctrl+Return", "reports.sign": "A",
    "reports.return": "R", "reports.comment": "C", "reports.write": "E",
    "reports.pdf": "Ctrl+Shift+S", "reports.print": "Ctrl+P", "reports.down": "J",
    "reports.up": "K",
    "approvals.approve": "A", "approvals.reject": "R", "approvals.return": "B",
    "approvals.delegate": "D", "approvals.add_signer": "G", "approvals.endorse": "E",
    "approvals.skip": "S", "approvals.comment": "C", "approvals.batch": "Shift+A",
    "approvals.takeback": "Z", "approvals.new": "N", "approvals.withdraw": "W",
    "approvals.stand_in": "Shift+D", "approvals.down": "J", "approvals.up": "K",
    "performance.week": "W", "performance.month": "M", "performance.six_weeks": "L",
    "performance.export": "Ctrl+E", "performance.pdf": "Ctrl+Shift+S",
    "performance.print": "Ctrl+P",
    "sync.again": "S", "sync.mine": "1", "sync.theirs": "2", "sync.value": "3",
}
# fmt: on
MOVEMENT = frozenset(
    (
        "Return",
        "Enter",
        "Esc",
        "Tab",
        "Backtab",
        "Shift+Tab",
        "Shift+Backtab",
        "Space",
        "Backspace",
        "Up",
        "Down",
        "Left",
        "Right",
        "Home",
        "End",
        "PgUp",
        "PgDown",
        "J",
        "K",
        "Ctrl+C",
        "Ctrl+V",
        "Ctrl+X",
        "Ctrl+A",
    )
)  # fmt: skip
_SPACES = frozenset(space.name for space in WORKSPACES)


class Remembers(Protocol):
    """Where a person's choices are kept; ui.preferences is the real one."""

    def get(self, name: str, otherwise: Any = None) -> Any: ...

    def set(self, name: str, value: Any) -> None: ...


def area_of(id: str) -> str:
    """The workspace in which a command's key works, "" for everywhere."""
    area = id.split(".")[0]
    return area if area in _SPACES else ""


class Keys(QObject):
    """The keys as they are now; sequences as QKeySequence writes them ("Shift+A")."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: Remembers | None = None
        self._chosen: dict[str, str] = {}

    def use(self, kept: Remembers) -> None:
        """From now on this person's keys."""
        self._kept = kept
        self._chosen = dict(kept.get(CHOSEN, {}))
        self._tell()

    def of(self, id: str) -> str:
        return self._chosen.get(id, FIRST.get(id, ""))

    def shown(self, key: str) -> str:
        """What is printed on a cap for a command's id; anything else stands for itself."""
        return cap(self.of(key)) if key in FIRST or key in self._chosen else key

    def is_changed(self, id: str) -> bool:
        return self.of(id) != FIRST.get(id, "")

    def known(self) -> list[str]:
        """Every command that has, had or was given a key."""
        return list(dict.fromkeys([*FIRST, *self._chosen]))

    def set(self, id: str, sequence: str) -> None:
        """Whoever had it where this command works has none now."""
        changed = {**self._chosen, id: sequence}
        for other in self.holders(id, sequence):
            changed[other] = ""
        self._keep(changed)

    def reset(self, id: str) -> None:
        """As it was at first; the key is taken back from who has it meanwhile."""
        self.set(id, FIRST.get(id, ""))

    def reset_all(self) -> None:
        self._keep({})

    def holders(self, id: str, sequence: str) -> list[str]:
        """The other commands that this key belongs to, where both would hear it."""
        if not sequence:
            return []
        area = area_of(id)
        return [
            other
            for other in self.known()
            if other != id
            and self.of(other) == sequence
            and ("" in (area, area_of(other)) or area == area_of(other))
        ]

    def _keep(self, chosen: Mapping[str, str]) -> None:
        self._chosen = {id: key for id, key in chosen.items() if key != FIRST.get(id, "")}
        if self._kept is not None:
            self._kept.set(CHOSEN, self._chosen)
        self._tell()

    def _tell(self) -> None:
        """Caps are painted with their key, so whatever shows one is measured and painted anew."""
        self.changed.emit()
        for widget in QApplication.allWidgets():
            widget.updateGeometry()
            widget.update()


def cap(sequence: str) -> str:
    """As printed: "Ctrl K"."""
    words = sequence.replace("+", " ") if sequence != "+" else sequence
    return words.replace("Return", "Enter")


_current: Keys | None = None


def keys() -> Keys:
    """Those of the running program, as there is one theme."""
    global _current
    if _current is None or not isValid(_current):
        _current = Keys(QApplication.instance())
    return _current
