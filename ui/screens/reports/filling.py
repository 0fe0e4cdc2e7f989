"""Filling the shelf: mine by kind and stage, or the team's, and which groups are folded."""

from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from desktop.domain.periods import is_working, period_of
from desktop.queries import reports
from ui.forms import words
from ui.screens.reports import desk, entries
from ui.screens.reports.shelf import Entry, Shelf
from ui.shell import Shell

STAGES = ("", "todo", "sealed", "done")


class Filling(QObject):
    """`kind` is team or mine, `stage` one of STAGES, `day` that of the roll call."""

    def __init__(self, app: Any, shell: Shell, shelf: Shelf) -> None:
        super().__init__(shelf)
        self._app, self._shell, self._shelf = app, shell, shelf
        self.kind = "team" if app.me.is_manager else "mine"
        self.stage = ""
        self.whole: set[str] = set()  # groups whose every line is listed
        self.slots: dict[str, list[desk.Slot]] = {}
        self.day: date = desk.last_working(app.clock.today())

    def fill(self) -> None:
        self.slots = desk.shelf(self._app)
        self._show_pills()
        team = self.kind == "team"
        self._shelf.show_entries(self._team_entries() if team else self._own_entries())

    def turn(self, by: int) -> None:
        """The working day before or after."""
        period = period_of("daily", self.day)
        period = period.next if by > 0 else period.previous
        while not is_working(period.first) and period.first < self._app.clock.today():
            period = period.next if by > 0 else period.previous
        self.day = period.first

    def _show_pills(self) -> None:
        slots = [slot for some in self.slots.values() for slot in some]
        owed = [slot for slot in slots if slot.stage == "todo"]
        sealed = sum(1 for slot in slots if slot.stage == "sealed")
        if self._app.me.is_manager:
            with self._app.database.read() as connection:
                count = reports.count_to_sign(connection, self._app.me.post or "")
            items = [("team", self.tr("Team {count}").format(count=count)),
                     ("mine", self.tr("Mine {count}").format(count=len(owed)))]  # fmt: skip
            self._shelf.pills.set_items(items)
            self._shelf.pills.set_current(self.kind)
            self._shelf.set_note(self.tr("{count} to sign").format(count=count))
            self._shell.set_count("reports", count)
        else:
            note = self.tr("{count} due").format(count=len(owed)) if owed else self.tr("none due")
            self._shelf.set_note(note)
            self._shell.set_count("reports", len(owed))
        self._shelf.pills.setVisible(self._app.me.is_manager)
        stages = (self.tr("All"), self.tr("Open {count}").format(count=len(owed)),
                  self.tr("Waiting {count}").format(count=sealed), self.tr("Done"))  # fmt: skip
        self._shelf.stages.set_items(list(zip(STAGES, stages, strict=True)))
        self._shelf.stages.set_current(self.stage)
        self._shelf.stages.setVisible(self.kind != "team")

    def _own_entries(self) -> list[Entry]:
        self._shelf.set_day("")
        folded = {code for code in self.slots if self.is_folded(code)}
        return entries.own_entries(self.slots, self.stage, folded, self.whole, self._app.clock)

    def _team_entries(self) -> list[Entry]:
        """First what waits for my word, then the roll call of the day."""
        found = desk.team(self._app, period_of("daily", self.day))
        today = self._app.clock.today()
        sealed = sum(1 for one in found.roll if one.state in ("sealed", "signed"))
        said = self.tr("{sealed} of {all} sealed").format(sealed=sealed, all=len(found.roll))
        self._shelf.set_day(words.weekday(self.day), said, self.day < today)
        groups = (entries.TO_SIGN, entries.ROLL, entries.OTHERS)
        folded = {code for code in groups if self.is_folded(code)}
        return entries.team_entries(found, folded, self.day, self._app.clock)

    def is_folded(self, code: str) -> bool:
        """What a person folded or unfolded stays; else a kind is open while it has work."""
        kept = self._shell.settings.get("reports.folded", {})
        if code in kept:
            return bool(kept[code])
        work = any(slot.stage == "todo" for slot in self.slots.get(code, ()))
        return code in self.slots and not work and len(self.slots[code]) > 1

    def fold(self, code: str, *, folded: bool) -> None:
        kept = dict(self._shell.settings.get("reports.folded", {}))
        self._shell.settings.set("reports.folded", {**kept, code: folded})

    def unfold(self, *codes: str) -> None:
        for code in codes:
            if self.is_folded(code):
                self.fold(code, folded=False)
