"""Two cards of one customer side by side: each field that differs is chosen, then one stays."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card
from ui import words
from ui.screens.customers.inline_form import InlineForm
from ui.shell import Shell
from ui.widgets.chips import SegmentedPills
from ui.widgets.labels import Label

FIELDS = (
    "name", "class", "phone", "address", "region", "credit_code", "industry", "state",
    "terms_days", "next_visit", "remark",
)  # fmt: skip
LABELS = 84  # px
LONG = 12  # characters that have room on a pill
PLACE = ("latitude", "longitude", "datum")  # one choice: half of a position is none


class MergePanel(InlineForm):
    """The card shown stays; what hangs on the other comes along; one step, undone as one."""

    def __init__(
        self, app: Application, shell: Shell, id: str, other: str, parent: QWidget | None = None
    ) -> None:
        self.app, self.shell, self.id, self.other = app, shell, id, other
        with app.database.read() as connection:
            self.kept, self.gone = customer_card.fields_of(connection, (id, other))
        self.name = str(self.gone.get("name") or "")
        super().__init__(parent)
        self.choices: dict[str, SegmentedPills] = {}
        for name in FIELDS:
            if self.kept.get(name) != self.gone.get(name):
                self._offer(name)
        if any(self.kept.get(name) != self.gone.get(name) for name in PLACE):
            self._offer(PLACE[0])
        self._hint = Label("", "cap", "text3", wrap=True, parent=self)
        self.column.addWidget(self._hint)
        self.finish()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """What was chosen stays chosen."""
        super().retranslate()
        title = self.tr("Merge “{name}” into this card").format(name=self.name)
        self.entitle(title, self.tr("Merge"))
        for name, pills in self.choices.items():
            here, there = self._both(name)
            pills.set_items([("here", _brief(here)), ("there", _brief(there))])
            pills.setToolTip(f"{here} / {there}")
            place = name == PLACE[0]
            self.label(pills, self.tr("Position") if place else words.field("customer", name))
        self._hint.setText(
            self.tr("Left: this card. Right: the other. Nothing else of the two differs.")
        )
        self.note.setText(self.tr("Its visits, contacts and plans come along; it is archived"))

    def _both(self, name: str) -> tuple[str, str]:
        if name == PLACE[0]:
            return _place(self.kept), _place(self.gone)
        said = [words.value("customer", name, each.get(name)) for each in (self.kept, self.gone)]
        return said[0], said[1]

    def _offer(self, name: str) -> None:
        """What this card does not know is taken from the other one at first."""
        here, there = self._both(name)
        pills = SegmentedPills(self)
        pills.set_items([("here", _brief(here)), ("there", _brief(there))])
        pills.set_current("here" if self.kept.get(name) not in (None, "") else "there")
        row = QHBoxLayout()
        row.setSpacing(8)
        self._labels[pills] = title = Label("", "cap", "text2", parent=self)
        title.setFixedWidth(LABELS)
        row.addWidget(title)
        row.addWidget(pills, 1)
        holder = QVBoxLayout()
        holder.setSpacing(2)
        holder.addLayout(row)
        if max(len(here), len(there)) > LONG:  # in full, where a pill has no room
            whole = QVBoxLayout()
            whole.setContentsMargins(LABELS + 8, 0, 0, 0)
            whole.setSpacing(0)
            for text in (here, there):
                whole.addWidget(Label(text, "cap", "text3", elide=True, parent=self))
            holder.addLayout(whole)
        self.column.addLayout(holder)
        self.choices[name] = pills

    def taken(self) -> list[str]:
        """The fields whose value comes from the other card."""
        names = [name for name, pills in self.choices.items() if pills.current() == "there"]
        return names + [name for name in PLACE[1:] if "latitude" in names]

    def is_touched(self) -> bool:
        """What was chosen waits while another card is looked at."""
        return True

    def begin(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        done = self.shell.perform(
            "customer.merge",
            self.id,
            {"other": self.other, "take": self.taken()},
            said=self.tr("“{name}” is merged into this card").format(name=self.name),
            failed=self.explain,
        )
        if done is not None:
            self.ended.emit()


def _brief(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _place(fields: Any) -> str:
    if fields.get("latitude") is None or fields.get("longitude") is None:
        return "—"
    return f"{fields['latitude']:.4f}, {fields['longitude']:.4f}"
