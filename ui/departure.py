"""出发准备: what is on board, each line with the button that mends it, and a verdict."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.readiness import GOOD, Laptop, Line, Readiness, readiness, week_files
from ui import icons
from ui.departure_words import LOOKS, SIGNS, mending, said, titles
from ui.jobs import Report
from ui.preferences import MAP_PACK
from ui.shell import Shell
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Rule, clear
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label
from ui.widgets.notices import Banner
from ui.widgets.sheet import Sheet
from ui.words import day_words

SEEN = "departure.seen"


class DepartureSheet(Retranslated, Sheet):
    """Read anew when it opens and whenever something came; nothing of it needs the network."""

    sign_in_asked = Signal()

    def __init__(self, app: Any, shell: Shell, window: QWidget) -> None:
        super().__init__(window, width=680)
        self._app, self._shell = app, shell
        self._found: Readiness | None = None
        self._running = False
        self.verdict = Banner(tint="gray", icon="hourglass", parent=self)
        self.head.addWidget(self.verdict)
        self.check = Button("", "primary", icon="refresh", parent=self)
        self.check.clicked.connect(self._synchronise)
        self._step = Label("", "cap", "text2", parent=self)
        self._bar = ProgressBar(None, parent=self)
        self._bar.setFixedWidth(120)
        self.foot.addWidget(self.check)
        self.foot.addWidget(self._bar)
        self.foot.addWidget(self._step)
        self.foot.addStretch(1)
        shell.changed.connect(self._refresh_if_shown)
        keeper = shell.synchroniser
        if keeper is not None:
            keeper.state_changed.connect(self._follow)
            keeper.files_changed.connect(self._follow)
        self.retranslate()

    @property
    def first(self) -> QWidget:
        return self.check

    def open(self) -> None:
        self._shell.settings.set(SEEN, True)
        self._follow()
        self.refresh()
        super().open()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Ready to leave"))
        self.note.setText(self.tr("What is on this laptop before you leave the network."))
        self.shut.set_name(self.tr("Close"))
        self.check.setText(self.tr("Synchronise and check again"))
        found, self._found = self._found, None
        if found is not None:
            self._show(found)

    # --- reading

    @Slot()
    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def _laptop(self) -> Laptop:
        app = self._app
        pack = str(self._shell.settings.get(MAP_PACK, "") or "")
        return Laptop(app.me, app.clock, app.contents, app.profile.folder, pack)

    def refresh(self) -> None:
        asked, database = self._laptop(), self._app.database

        def work(_: Report) -> Readiness:
            with database.read() as connection:
                return readiness(connection, asked)

        self._shell.jobs.start(self, work, done=self._show, failed=self._shell.tell)

    def _show(self, found: Readiness) -> None:
        if found == self._found:
            return
        self._found = found
        self._say_verdict(found)
        lost = any(each.hasFocus() for each in self.page.findChildren(Button))
        clear(self.column)
        for number, line in enumerate(found.lines):
            if number:
                self.column.addWidget(Rule(self))
            self.column.addWidget(LineView(line, self._app.clock, self._mender(line), self))
        if lost:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_verdict(self, found: Readiness) -> None:
        if found.until is not None:
            short = sum(1 for line in found.lines if line.grade != GOOD)
            until = day_words(found.until, self._app.clock.today())
            words = self.tr("Ready until {day}").format(day=until)
            rest = self.tr("Synchronise by then; until then everything works without a network.")
            if short:
                look = self.tr("%n lines are worth a look.", "", short)
                rest = self.tr("{rest} {look}").format(rest=rest, look=look)
            self._judge(words, rest, "ok", "circle-check")
            return
        words = self.tr("Not ready: %n things are missing", "", found.missing)
        rest = self.tr("What is here works all the same; deal with the red lines before you leave.")
        self._judge(words, rest, "bad", "circle-x")

    def _judge(self, words: str, rest: str, tint: str, icon: str) -> None:
        self.verdict.set_tint(tint, icon)
        self.verdict.set(words, rest)

    # --- mending

    def _mender(self, line: Line) -> Callable[[], None]:
        return {
            "sync": self._synchronise,
            "plan": lambda: self._plan(line),
            "pack": self._choose_pack,
            "fetch": self._fetch,
            "queue": lambda: self._leave_for("sync", section="failed"),
            "sign_in": self._sign_in,
        }.get(line.mend, lambda: None)

    def _leave_for(self, workspace: str, **what: Any) -> None:
        self.dismiss()
        self._shell.go(workspace, **what)

    def _plan(self, line: Line) -> None:
        self._leave_for("routes", date=line.facts["empty"][0].isoformat())

    def _choose_pack(self) -> None:
        self._leave_for("routes")
        self._shell.commands.run("routes.pack")

    def _sign_in(self) -> None:
        self.dismiss()
        self.sign_in_asked.emit()

    @Slot()
    def _synchronise(self) -> None:
        if self._shell.synchroniser is not None:
            self._shell.synchroniser.start()
            self._follow()
        self.refresh()

    def _fetch(self) -> None:
        """Each content that is wanted is begun; the synchroniser carries them."""
        asked, app = self._laptop(), self._app

        def work(report: Report) -> int:
            with app.database.read() as connection:
                wanted = week_files(connection, asked)
            for done, each in enumerate(wanted, start=1):
                app.files.want(each.id)
                report(done, len(wanted))
            return len(wanted)

        def begun(_: int) -> None:
            if self._shell.synchroniser is not None:
                self._shell.synchroniser.carry()
            self._follow()

        self._shell.jobs.start(self, work, done=begun, failed=self._shell.tell)

    @Slot()
    def _follow(self) -> None:
        """What the line is doing; when it has done it, everything is read again."""
        keeper = self._shell.synchroniser
        state = keeper.state if keeper is not None else "waiting"
        progress = (keeper.progress or keeper.files_progress) if keeper is not None else None
        running = state == "syncing" or (keeper is not None and keeper.files_progress is not None)
        self._bar.setVisible(running)
        self._bar.set_share(progress[0] / progress[1] if progress and progress[1] else None)
        words = {
            "syncing": self.tr("Synchronising …"),
            "offline": self.tr("There is no connection just now; what is here stays here."),
            "failed": self.tr("The last attempt failed; nothing is lost."),
            "signed_out": self.tr("Signed out; sign in to synchronise."),
        }.get(state, "")
        self._step.setText(self.tr("Downloading files …") if running and not words else words)
        self.check.setEnabled(state not in ("syncing", "signed_out"))
        was, self._running = self._running, running
        if was and not running:
            self._refresh_if_shown()


class LineView(QWidget):
    """A sign, the thing, what is so or lacks, and at the right what mends it."""

    def __init__(
        self, line: Line, clock: Any, mend: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tint, self._sign = SIGNS[line.grade]
        title, words = titles(line.kind), said(line, clock)
        row = QHBoxLayout(self)
        row.setContentsMargins(54, 9, 18, 9)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(title, "body", "text", weight=500, parent=self))
        ink = "text2" if line.grade == GOOD else self._tint
        column.addWidget(Label(words, "cap", ink, wrap=True, parent=self))
        row.addLayout(column, 1)
        self.button: Button | None = None
        if line.mend:
            self.button = Button(mending(line), icon=LOOKS.get(line.mend), size="sm", parent=self)
            self.button.setAccessibleName(f"{self.button.text()}: {title}")
            self.button.clicked.connect(mend)
            row.addWidget(self.button)
        self.setAccessibleName(f"{title}: {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            middle = round(self.height() / 2 - 9)
            icons.paint(painter, self._sign, theme().color(self._tint), 24, middle, 18)
