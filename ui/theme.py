"""Colours and sizes by name, in a light and a dark set, and the switch between them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QToolTip
from shiboken6 import isValid

from ui import fonts

Mode = Literal["system", "light", "dark"]
Density = Literal["compact", "standard", "comfort"]

ROW: Mapping[str, int] = MappingProxyType({"compact": 32, "standard": 36, "comfort": 44})
CONTROL: Mapping[str, int] = MappingProxyType({"sm": 28, "md": 32, "lg": 36})

# fmt: off
LIGHT: Mapping[str, str] = MappingProxyType({
    "app": "#F6F6F4", "nav": "#F0F0ED", "surface": "#FFFFFF", "sunken": "#FAFAF8",
    "hover": "#F3F3F0", "selected": "#EDF2FD", "press": "#E6E6E1",
    "line": "#E6E6E1", "line2": "#D3D3CC", "line3": "#8F918C",
    "text": "#1B1D21", "text2": "#4E535B", "text3": "#666B73",
    "accent": "#2453C9", "accentFill": "#2453C9", "accentHover": "#1C45AE",
    "onAccent": "#FFFFFF", "accentTint": "#DFE8FB",
    "ok": "#176B41", "okTint": "#E4F2EA", "warn": "#875000", "warnTint": "#FBF0DB",
    "bad": "#B02E25", "badTint": "#FBE8E6", "violet": "#6340B5", "violetTint": "#F0EBFA",
    "teal": "#0A656E", "tealTint": "#E0F1F2", "gray": "#4E535B", "grayTint": "#EDEDE9",
    "okFill": "#2E9E66", "warnFill": "#B9770F", "orangeFill": "#C2622B", "badFill": "#D4564B",
    "badge": "#C23A30", "track": "#E9E9E4",
    "mapLand": "#F4F2EC", "mapLand2": "#F0EEE7", "mapWater": "#CFE0EC", "mapPark": "#DFE9D6",
    "mapRoad": "#FFFFFF", "mapRoadEdge": "#E0DCD0", "mapEdge": "#CFCABC", "mapText": "#5F6267",
    "mapWaterText": "#3F6480",
    "toast": "#1F2226", "toastText": "#F4F5F6", "toastAccent": "#A9C2FF", "toastLine": "#4A4F57",
    "toastBad": "#F5A59D", "toastOk": "#6FCB9F", "shadow": "#1E14161A",
})
DARK: Mapping[str, str] = MappingProxyType({
    "app": "#121416", "nav": "#16181B", "surface": "#1A1D20", "sunken": "#171A1D",
    "hover": "#22262A", "selected": "#1E2A45", "press": "#2A2F34",
    "line": "#2A2E33", "line2": "#3A4047", "line3": "#6F7680",
    "text": "#E9EBEE", "text2": "#B4BAC2", "text3": "#979EA8",
    "accent": "#8FB0FF", "accentFill": "#3A66DB", "accentHover": "#335ED0",
    "onAccent": "#FFFFFF", "accentTint": "#263661",
    "ok": "#63C894", "okTint": "#16301F", "warn": "#E2AE57", "warnTint": "#33260F",
    "bad": "#F2938A", "badTint": "#351E1D", "violet": "#BBA5F5", "violetTint": "#2A2142",
    "teal": "#62C6CF", "tealTint": "#12302F", "gray": "#B4BAC2", "grayTint": "#262A2F",
    "okFill": "#3FA873", "warnFill": "#C98A2E", "orangeFill": "#C8683A", "badFill": "#D25F55",
    "badge": "#BE463D", "track": "#2A2E33",
    "mapLand": "#1C1F22", "mapLand2": "#1F2326", "mapWater": "#17293A", "mapPark": "#1B2820",
    "mapRoad": "#32373D", "mapRoadEdge": "#1A1D20", "mapEdge": "#3F464D", "mapText": "#AAB1BA",
    "mapWaterText": "#7FA6C4",
    "toast": "#33383F", "toastText": "#F4F5F6", "toastAccent": "#A9C2FF", "toastLine": "#565D66",
    "toastBad": "#F5A59D", "toastOk": "#6FCB9F", "shadow": "#78000000",
})
# fmt: on

TINTS = ("accent", "ok", "warn", "bad", "violet", "teal", "gray")


class Theme(QObject):
    """What colour a name has now; says when that changed."""

    changed = Signal()

    def __init__(self, mode: Mode = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._density: Density = "standard"
        self._tokens: Mapping[str, str] = LIGHT
        self._colors: dict[str, QColor] = {}
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def density(self) -> Density:
        return self._density

    @property
    def row_height(self) -> int:
        return ROW[self._density]

    @property
    def is_dark(self) -> bool:
        return self._tokens is DARK

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """The colour of a token; "bad" and "badTint" are text and ground of the same state."""
        found = self._colors.get(name)
        if found is None:
            found = self._colors[name] = QColor(self._tokens[name])
        if alpha < 1.0:
            found = QColor(found)
            found.setAlphaF(alpha * found.alphaF())
        return found

    def hex(self, name: str) -> str:
        return self._tokens[name]

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self.apply()

    def set_density(self, density: Density) -> None:
        self._density = density
        self.changed.emit()

    def apply(self) -> None:
        """Dress the whole program by its palette. There is no style sheet: it would cost
        0.6 ms a widget, at the start and at every switch; widgets paint themselves."""
        self._tokens = DARK if self._wants_dark() else LIGHT
        self._colors.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            palette = self._palette()
            app.setPalette(palette)
            QToolTip.setPalette(palette)
            for widget in app.allWidgets():
                widget.update()
        self.changed.emit()

    @contextmanager
    def on_paper(self) -> Iterator[None]:
        """The light colours while a page is painted, whatever the screen wears."""
        worn, self._tokens = self._tokens, LIGHT
        self._colors.clear()
        try:
            yield
        finally:
            self._tokens = worn
            self._colors.clear()

    @Slot()
    def _follow(self) -> None:
        if self._mode == "system" and self._wants_dark() != self.is_dark:
            self.apply()

    def _wants_dark(self) -> bool:
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for which, name in {
            role.Window: "surface", role.Base: "surface", role.AlternateBase: "sunken",
            role.Button: "surface", role.Text: "text", role.WindowText: "text",
            role.ButtonText: "text", role.PlaceholderText: "text3", role.Highlight: "accentFill",
            role.HighlightedText: "onAccent", role.ToolTipBase: "toast",
            role.ToolTipText: "toastText", role.Link: "accent", role.Mid: "line2",
            role.Accent: "accentFill",
        }.items():  # fmt: skip
            palette.setColor(which, self.color(name))
        for which in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.color("text3"))
        return palette


_current: Theme | None = None


def theme() -> Theme:
    """The theme of the running QApplication, which owns it as it owns its palette and style."""
    global _current
    if _current is None or not isValid(_current):
        _current = Theme(parent=QApplication.instance())
    return _current


def install(mode: Mode = "system", density: Density = "standard") -> Theme:
    """Give the program its style, fonts and colours; once, before the first window."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setStyle("Fusion")
        fonts.load()
        app.setFont(fonts.font("body"))
        QToolTip.setFont(fonts.font("cap"))
    dressed = theme()
    dressed.set_density(density)
    dressed.set_mode(mode)
    return dressed
