"""The queue: what waits, what came back, and what two people disagree on, each with its age."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries.sync_state import Clash, Item
from ui import icons, words
from ui.screens.sync.two_decisions import came_too_late
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import KeyLine, Pane
from ui.widgets.labels import PaneTitle
from ui.widgets.list import RowList
from ui.widgets.notices import EmptyState

translate = QCoreApplication.translate
SECTIONS = ("waiting", "failed", "conflicts")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the queue: `key` is the record's in its table."""

    key: int
    title: str
    what: str
    age: str
    state: str  # waiting | sent | relayed | refused | quarantined | late | conflict, or its kind


class QueuePane(Retranslated, Pane):
    """Three sections, one list; the section with trouble comes first when there is any."""

    chosen = Signal(object)  # Item, Clash or None
    section_changed = Signal(str)

    def __init__(self, app: Application, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self.app = app
        self._items: dict[str, dict[int, Item | Clash]] = {name: {} for name in SECTIONS}
        self._asked, self._arriving = "", True
        self.title = PaneTitle(parent=self)
        self.title.setContentsMargins(20, 14, 16, 8)
        self.pills = SegmentedPills(self)
        self.pills.chosen.connect(self._turn)
        self.list: RowList[Line] = RowList(
            _paint, _spoken, self._rows, inset=20, checks=False, parent=self
        )
        self.nothing = EmptyState(icon="cloud-check")
        self.list.set_placeholder(self.nothing)
        self.list.current_changed.connect(self._move)
        self.keys = KeyLine(self)
        self._lay_out()
        self._say()

    def retranslate(self) -> None:
        self._say()
        self._say_sections()
        self._fill()

    def _say(self) -> None:
        self.title.set_title(self.tr("Sync and devices"))
        self.list.setAccessibleName(self.tr("Queue"))

    def _lay_out(self) -> None:
        holder = QWidget(self)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(20, 0, 12, 12)
        inner.addWidget(self.pills)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        for widget in (self.title, holder, self.list, self.keys):
            column.addWidget(widget, 1 if widget is self.list else 0)

    def section(self) -> str:
        return self.pills.current() or SECTIONS[0]

    def show_items(
        self, waiting: Sequence[Item], failed: Sequence[Item], clashes: Sequence[Clash]
    ) -> None:
        """Other contents; the section stays, but whoever comes anew meets the trouble there is.

        A decision that came too late is one of two, so it stands with the conflicts."""
        late = {-item.key: item for item in failed if came_too_late(item)}
        self._items = {
            "waiting": {item.key: item for item in waiting},
            "failed": {item.key: item for item in failed if not came_too_late(item)},
            "conflicts": {**late, **{clash.key: clash for clash in clashes}},
        }
        self._say_sections()
        if self._arriving and not self._items.get(self._asked):
            trouble = [id for id in ("conflicts", "failed") if self._items[id]]
            self.pills.set_current(trouble[0] if trouble else SECTIONS[0])
        self._arriving = False
        self._fill()

    def _say_sections(self) -> None:
        titles = {
            "waiting": self.tr("To send"),
            "failed": self.tr("Refused"),
            "conflicts": self.tr("Conflicts"),
        }
        self.pills.set_items([(id, f"{titles[id]} {len(self._items[id])}") for id in SECTIONS])

    def arrive(self) -> None:
        """The screen comes to the front; it may have been built long before."""
        self._arriving = True

    def go_to(self, section: str) -> None:
        self._asked, self._arriving = section, False
        self.pills.set_current(section)
        self._fill()

    def failed(self) -> list[Item]:
        """Everything that came back."""
        return [item for item in self._items["failed"].values() if isinstance(item, Item)]

    def next(self) -> None:
        """The line below the current one."""
        self.list.select_number(self.list.current_number() + 1)

    def current(self) -> Item | Clash | None:
        key = self.list.current_key()
        return None if key is None else self._items[self.section()].get(key)

    def _turn(self, section: str) -> None:
        self._asked = section
        self._fill()
        self.section_changed.emit(section)

    def _fill(self) -> None:
        held = self._items[self.section()]
        self._say_nothing()
        self._say_keys()
        before = self.list.current_key()
        self.list.show_keys(list(held))
        if held and self.list.current_key() is None:
            self.list.select_number(0)
        if self.list.current_key() == before:
            self._move(before)
        self.list.refresh()
        self._say_age()

    def _line(self, item: Item | Clash) -> Line:
        clock = self.app.clock
        if isinstance(item, Clash):
            what = kind_words(item.kind) if item.kind else words.field(item.type, item.field)
            age, title = words.age(item.authored_at, clock), item.title or words.record(item.type)
            return Line(item.key, title, what, age, item.kind or "conflict")
        what = words.use_case(item.name)
        changed = [words.field(item.name.partition(".")[0], name) for name in item.arguments]
        if item.name.endswith(".edit") and changed:
            what = f"{what} · {'、'.join(changed[:3])}"
        late = came_too_late(item)
        key, status = (-item.key, "late") if late else (item.key, item.status)
        return Line(key, item.title or what, what, words.age(item.at, clock), status)

    def _say_nothing(self) -> None:
        self.nothing.set(
            {
                "waiting": self.tr("Everything you did has reached headquarters"),
                "failed": self.tr("Headquarters has taken everything you sent"),
                "conflicts": self.tr("No conflicts to decide"),
            }[self.section()]
        )

    def _say_keys(self) -> None:
        """In a conflict Enter keeps what was chosen; elsewhere it goes on."""
        keys = [("J K", self.tr("move")), ("Enter", self.tr("next"))]
        if self.section() == "conflicts":
            keys[1:] = [("1 2 3", self.tr("choose")), ("Enter", self.tr("save"))]
        self.keys.set_keys(keys)

    def _say_age(self) -> None:
        held = list(self._items[self.section()].values())
        dates = [item.authored_at if isinstance(item, Clash) else item.at for item in held]
        oldest = words.age(min(dates), self.app.clock) if dates else ""
        self.keys.set_note(self.tr("oldest {age}").format(age=oldest) if oldest else "")

    def _rows(self, keys: Sequence[int]) -> dict[int, Line]:
        held = self._items[self.section()]
        return {key: self._line(held[key]) for key in keys if key in held}

    def _move(self, key: object) -> None:
        self.chosen.emit(self.current())


ICONS = {
    "waiting": ("cloud-upload", "warn"), "sent": ("cloud-upload", "accent"),
    "relayed": ("cloud", "accent"),
    "refused": ("alert-circle", "bad"), "quarantined": ("alert-triangle", "bad"),
    "conflict": ("git-branch", "bad"), "late": ("git-branch", "warn"),
    "deleted": ("git-branch", "bad"), "proposal": ("git-branch", "warn"),
    "duplicate": ("git-merge", "warn"),
}  # fmt: skip


def kind_words(kind: str) -> str:
    return {
        "deleted": translate("Queue", "edited after it was deleted"),
        "proposal": translate("Queue", "edited after it was handed over"),
        "duplicate": translate("Queue", "perhaps the same customer twice"),
    }[kind]


def state_words(state: str) -> str:
    return {
        "waiting": translate("Queue", "waiting for network"),
        "sent": translate("Queue", "awaiting an answer"),
        "relayed": translate("Queue", "passed on, no answer yet"),
        "refused": translate("Queue", "refused"),
        "quarantined": translate("Queue", "not understood"),
        "conflict": translate("Queue", "two versions"),
        "late": translate("Queue", "two decisions"),
        "deleted": translate("Queue", "to decide"),
        "proposal": translate("Queue", "to decide"),
        "duplicate": translate("Queue", "to decide"),
    }[state]


def _spoken(line: Line) -> str:
    return f"{line.title}, {line.what}, {state_words(line.state)}, {line.age}"


def _paint(painter: QPainter, box: QRectF, line: Line) -> None:
    icon, ink = ICONS[line.state]
    tint = QRectF(20, 16, 32, 32)
    marks.round_rect(painter, tint, 16, fill=theme().color(f"{ink}Tint"))
    icons.paint(painter, icon, theme().color(ink), 28, 24, 16)
    right = box.width() - 16
    age = QRectF(right - 90, 12, 90, 20)
    width = marks.text(painter, age, line.age, "cap", "text3", marks.RIGHT)
    room = QRectF(64, 11, right - 72 - width, 20)
    marks.text(painter, room, line.title, "body", "text", weight=500)
    below = QRectF(64, 32, right - 64, 18)
    marks.text(painter, below, f"{line.what} · {state_words(line.state)}", "cap", "text2")
