"""The settings under the gear: language, theme, density; each takes effect at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.keys import FIRST
from ui.preferences import Preferences
from ui.translations import Retranslated
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import Popover, Rule
from ui.widgets.labels import Label
from ui.widgets.menu import EDGE, MenuRow


class SettingsPopover(Retranslated, Popover):
    """Three rows of pills; what they change is kept in the preferences. Below, the way on."""

    wanted = Signal(str)  # the command of a page

    def __init__(self, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window, width=316, padding=8)
        self.column.setSpacing(0)
        self._choices = QVBoxLayout()
        self._choices.setContentsMargins(EDGE, 8, EDGE, 14)
        self._choices.setSpacing(8)
        self.column.addLayout(self._choices)
        self._preferences = preferences
        self._head = Label("", "sub", parent=self)
        self._choices.addWidget(self._head)
        self._language = self._row("language")
        self._theme = self._row("theme")
        self._density = self._row("density")
        self.column.addWidget(Rule(self))
        self.column.addSpacing(6)
        self._pages = {
            id: self._page(id, icon)
            for id, icon in (
                ("shortcuts", "command"), ("departure", "list-check"), ("about", "info-circle"),
                ("sign_out", "logout"),
            )
        }  # fmt: skip
        preferences.changed.connect(self.retranslate)
        self.retranslate()

    def _row(self, name: str) -> tuple[Label, SegmentedPills]:
        label, pills = Label("", "cap", "text3", parent=self), SegmentedPills(self)
        pills.chosen.connect(lambda value: self._preferences.set(name, value))
        self._choices.addSpacing(4)
        self._choices.addWidget(label)
        self._choices.addWidget(pills)
        return label, pills

    def _page(self, id: str, icon: str) -> MenuRow:
        link = MenuRow(icon=icon, key=id if id in FIRST else None, parent=self)
        link.clicked.connect(lambda: self._go(id))
        self.column.addWidget(link)
        return link

    def _go(self, id: str) -> None:
        self.dismiss()
        self.wanted.emit(id)

    def retranslate(self) -> None:
        for id, words in (
            ("shortcuts", self.tr("Keyboard shortcuts")),
            ("departure", self.tr("Ready to leave")),
            ("about", self.tr("About Routebook")),
            ("sign_out", self.tr("Sign out")),
        ):
            self._pages[id].setText(words)
        self._head.setText(self.tr("Settings"))
        _say(self._language, self.tr("Language"), [("zh_CN", "中文"), ("en", "English")])
        themes = [("system", self.tr("As the system")), ("light", self.tr("Light"))]
        _say(self._theme, self.tr("Theme"), [*themes, ("dark", self.tr("Dark"))])
        heights = [("compact", self.tr("Compact")), ("standard", self.tr("Standard"))]
        _say(self._density, self.tr("Rows"), [*heights, ("comfort", self.tr("Roomy"))])
        self._language[1].set_current(self._preferences.language)
        self._theme[1].set_current(self._preferences.theme)
        self._density[1].set_current(self._preferences.density)


def _say(row: tuple[Label, SegmentedPills], words: str, items: Sequence[tuple[str, str]]) -> None:
    label, pills = row
    label.setText(words)
    pills.set_items(items)
    pills.setAccessibleName(words)
