"""The window: navigation, top bar, seven workspaces built when first shown, and what floats."""

import importlib
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.pinyin import initials
from ui import workspaces
from ui.commands import Command
from ui.jobs import Report
from ui.nav import Nav
from ui.preferences import LANGUAGES
from ui.shell import Favourite, Shell
from ui.sync_status import SyncStatus
from ui.topbar import TopBar
from ui.translations import Retranslated
from ui.widgets.containers import dismiss_popover
from ui.widgets.notices import Toast
from ui.workspace_screen import WorkspaceScreen
from ui.workspaces import WORKSPACES

if TYPE_CHECKING:
    from ui.finding import Found
    from ui.palette import Palette
    from ui.sheets import Sheets

FINDERS = ("customers", "approvals", "reports")  # workspaces whose records the palette offers
BETWEEN_BUILDS = 350  # ms between two workspaces built ahead
STILL = 0.8  # seconds without a key or a press before one is


class Hands(QObject):
    """Whether somebody is typing, pointing or scrolling right now.

    Listens where input enters, the native window and the input method: a filter on the program
    runs for hundreds of events of one repaint, and may wait each time until a thread lets go."""

    INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._last = 0.0
        entry = window.window().windowHandle()
        if entry is not None:
            entry.installEventFilter(self)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._moved)

    @property
    def are_still(self) -> bool:
        return time.monotonic() - self._last > STILL

    @Slot()
    def _moved(self) -> None:
        """The text cursor did: by a key, or by what an input method composes."""
        self._last = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self.INPUT:
            self._last = time.monotonic()
        return False


class Window(Retranslated, QWidget):
    """Everything a signed-in person works with."""

    sign_in_asked = Signal()
    left = Signal()  # signed out: the book is to go from this laptop

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._screens: dict[str, WorkspaceScreen] = {}
        self._current = ""
        self.nav = Nav(self)
        self.bar = TopBar(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self.toast = Toast(self.stack, self._foot)
        self.sync_status = SyncStatus(app, shell, self.nav, self.bar, self)
        self._connect()
        self._register()
        self.retranslate()
        self.nav.set_narrow(bool(shell.settings.get("nav.narrow", False)))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        shell, nav, bar = self._shell, self.nav, self.bar
        nav.chosen.connect(self.show_workspace)
        nav.favourite_chosen.connect(self._visit)
        nav.narrowed.connect(lambda narrow: shell.settings.set("nav.narrow", narrow))
        nav.card.clicked.connect(self._open_sync)
        bar.search_pressed.connect(self.open_palette)
        bar.pill_pressed.connect(self._open_sync)
        bar.settings_pressed.connect(self._open_settings)
        bar.bell_pressed.connect(self._open_notices)
        bar.print_pressed.connect(lambda: shell.commands.run(f"{self._current}.print"))
        shell.went.connect(self._go)
        shell.said.connect(self._say)
        shell.counted.connect(lambda: nav.show_counts(shell.counts))
        shell.starred.connect(lambda: nav.show_favourites(shell.favourites))
        shell.settings.changed.connect(self._prefer)
        self.toast.undone.connect(shell.undo)

    def _register(self) -> None:
        shell = self._shell
        for name in FINDERS:
            shell.find_records(partial(self._find, name))
        for space in WORKSPACES:
            shell.commands.register(
                Command(
                    f"go.{space.name}",
                    partial(self._go_title, space.name),
                    partial(self.show_workspace, space.name),
                    icon=space.icon,
                    also=space.also,
                ),
                self,
            )
        self._add(
            "palette", lambda: self.tr("Search"), self.open_palette, "search", in_palette=False
        )
        self._add("undo", lambda: self.tr("Undo"), shell.undo, "arrow-back-up")
        self._add(
            "undo.list", lambda: self.tr("What can be undone"), self.open_undo_list, "history"
        )
        self._add("sync now", lambda: self.tr("Synchronise now"), self._sync, "refresh")
        self._add("theme", lambda: self.tr("Switch light and dark"), self._switch_theme, "moon")
        self._add("language", self._other_language, self._speak, "language")
        self._add("settings", lambda: self.tr("Settings"), self._open_settings, "settings")
        self._add(
            "departure", lambda: self.tr("Ready to leave"), self.open_departure,
            "list-check",
        )  # fmt: skip
        self._add(
            "shortcuts", lambda: self.tr("Keyboard shortcuts"), self.open_shortcuts, "command"
        )
        self._add("about", lambda: self.tr("About Routebook"), self.open_about, "info-circle")
        self._add("sign_out", lambda: self.tr("Sign out"), self.open_sign_out, "logout")
        fold = self.nav
        self._add(
            "navigation",
            lambda: self.tr("Fold or unfold the navigation"),
            lambda: fold.set_narrow(fold.width() > 100),
            "layout-sidebar",
        )

    def _find(self, workspace: str, typed: str) -> "list[Found]":
        """Before the workspace was ever opened, too."""
        finder = importlib.import_module(f"ui.screens.{workspace}.finder")
        found: list[Found] = finder.find(self._app, typed)
        return found

    def _add(self, id: str, title: Any, run: Any, icon: str, *, in_palette: bool = True) -> None:
        command = Command(id, title, run, icon=icon, in_palette=in_palette)
        self._shell.commands.register(command, self)

    def _go_title(self, name: str) -> str:
        return self.tr("Open {workspace}").format(workspace=workspaces.title(name))

    # --- workspaces

    @Slot(str)
    def show_workspace(self, name: str) -> None:
        """Bring a workspace to the front; it is built the first time and then kept."""
        dismiss_popover()
        screen = self._screen(name)
        self._current = name
        self.stack.setCurrentWidget(screen)
        self.nav.show_current(name)
        self.bar.allow_print(self._shell.commands.get(f"{name}.print") is not None)
        self.toast.raise_()
        screen.activate()
        self.bar.allow_print(self._shell.commands.get(f"{name}.print") is not None)
        self._shell.settings.set("workspace", name)

    def _foot(self) -> QWidget | None:
        screen = self.built(self._current)
        return screen.foot() if screen is not None else None

    @property
    def current(self) -> str:
        return self._current

    def built(self, name: str) -> WorkspaceScreen | None:
        """The workspace's screen if it has been built."""
        return self._screens.get(name)

    def _screen(self, name: str) -> WorkspaceScreen:
        if name not in self._screens:
            made = screen_class(name)(self._app, self._shell, self.stack)
            self._screens[name] = made
            self.stack.addWidget(made)
        return self._screens[name]

    def _go(self, workspace: str, what: dict[str, Any]) -> None:
        self.show_workspace(workspace)
        screen, rest = self._screens[workspace], dict(what)
        id = rest.pop("id", None)
        if id is not None:
            screen.open(id)
        if rest:
            screen.show_what(rest)

    def _visit(self, favourite: Favourite) -> None:
        self._go(favourite.workspace, dict(favourite.what))

    # --- what floats

    @cached_property
    def sheets(self) -> "Sheets":
        """Brought in after the first paint, or when it is wanted sooner."""
        from ui.sheets import Sheets

        made = Sheets(self._app, self._shell, self)
        made.went.connect(self.show_workspace)
        made.sign_in_asked.connect(self.sign_in_asked)
        made.left.connect(self.left)
        return made

    @property
    def palette_overlay(self) -> "Palette":
        return self.sheets.palette

    @Slot()
    def open_palette(self) -> None:
        self.palette_overlay.open(self._current)

    def _open_settings(self) -> None:
        self.sheets.settings.retranslate()
        self.sheets.settings.open_below(self.bar.settings, right=True)

    @Slot()
    def open_departure(self) -> None:
        """The list of what is on board."""
        self.sheets.departure.open()

    @Slot()
    def open_shortcuts(self) -> None:
        """Every action with its key; the workspaces not opened yet tell theirs too."""
        for space in WORKSPACES:
            self._screen(space.name)
        self.sheets.shortcuts.open()

    @Slot()
    def open_undo_list(self) -> None:
        self.sheets.undo_list.open()

    @Slot()
    def open_about(self) -> None:
        self.sheets.about.open()

    @Slot()
    def open_sign_out(self) -> None:
        self.sheets.sign_out.open()

    def _open_notices(self) -> None:
        self.sheets.notices.show_waiting(self.sync_status.waiting())
        self.sheets.notices.open_below(self.bar.bell, right=True)

    def _say(self, text: str, detail: str, undo: bool, bad: bool) -> None:
        action, key = (self.tr("Undo"), "undo") if undo else ("", "")
        self.toast.say(text, action=action, key=key, detail=detail, bad=bad)

    def _open_sync(self) -> None:
        if self.sync_status.state == "signed_out":
            self.sign_in_asked.emit()
        else:
            self.show_workspace("sync")

    def _sync(self) -> None:
        if self._shell.synchroniser is not None:
            self._shell.synchroniser.start()

    # --- taste

    def _switch_theme(self) -> None:
        self._shell.settings.set("theme", "light" if self._shell.theme.is_dark else "dark")

    def _other_language(self) -> str:
        chinese = self._shell.settings.language == LANGUAGES[0]
        return self.tr("Switch to English") if chinese else self.tr("Switch to Chinese")

    def _speak(self) -> None:
        here = LANGUAGES.index(self._shell.settings.language)
        self._shell.settings.set("language", LANGUAGES[1 - here])

    def _prefer(self, name: str) -> None:
        if name == "theme":
            self._shell.theme.set_mode(self._shell.settings.theme)
        elif name == "density":
            self._shell.theme.set_density(self._shell.settings.density)

    def retranslate(self) -> None:
        """Every screen says its own words again and stays as it is."""
        self.setWindowTitle(self.tr("Routebook"))
        self.sync_status.refresh()

    # --- after the first paint

    def start_background(self) -> None:
        """What may wait until the rows are on the screen."""
        QTimer.singleShot(400, self, self._begin)

    def _begin(self) -> None:
        shell = self._shell
        self._hands = Hands(self)
        count = self.sync_status.begin_to_count
        shell.jobs.start(self, _counting, done=lambda _: count(), failed=shell.explain)
        shell.jobs.start(
            self, _warm, done=self._build_palette, failed=shell.explain, lane="network"
        )
        if shell.synchroniser is not None:
            shell.synchroniser.start()

    def _build_palette(self, _: object) -> None:
        _ = self.palette_overlay
        QTimer.singleShot(BETWEEN_BUILDS, self, self._build_next)

    def _build_next(self) -> None:
        """One more workspace while nothing else goes on, so that the first visit is quick."""
        rest = [space.name for space in WORKSPACES if space.name not in self._screens]
        if not rest:
            return
        if self._hands.are_still and not self.palette_overlay.isVisible():
            self._screen(rest[0]).refresh()
        QTimer.singleShot(BETWEEN_BUILDS, self, self._build_next)


def _counting(report: Report) -> None:
    """In a lane: the code that counts what waits in the other workspaces."""
    importlib.import_module("desktop.queries.counts")
    importlib.import_module("desktop.queries.in_charge")


def _warm(report: Report) -> None:
    """In a lane: the code of what floats and of the workspaces not yet opened, and the tables
    of pinyin."""
    importlib.import_module("ui.sheets")
    initials("路书")
    for number, space in enumerate(WORKSPACES, start=1):
        screen_class(space.name)
        report(number, len(WORKSPACES))


def screen_class(name: str) -> Callable[[Any, Shell, QWidget], WorkspaceScreen]:
    """The workspace's Screen."""
    package: Any = importlib.import_module(f"ui.screens.{name}")
    made: Callable[[Any, Shell, QWidget], WorkspaceScreen] = package.Screen
    return made
