"""The state of synchronisation in three places: the pill, the card of the navigation, the bell."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from sync.clock import from_text
from ui import words
from ui.nav import Nav
from ui.notices import Waiting
from ui.shell import Shell
from ui.topbar import TopBar

LOOKS = {
    "waiting": ("cloud", "gray"),
    "unsent": ("cloud", "gray"),
    "synced": ("cloud-check", "ok"),
    "relayed": ("server", "accent"),
    "syncing": ("refresh", "accent"),
    "offline": ("cloud-off", "warn"),
    "signed_out": ("login", "warn"),
    "failed": ("cloud-off", "bad"),
}


class SyncStatus(QObject):
    """Listens to the synchroniser and to changes; asks the application; paints nothing itself."""

    def __init__(self, app: Any, shell: Shell, nav: Nav, bar: TopBar, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._shell, self._nav, self._bar = app, shell, nav, bar
        self._status: Any = None
        self._counts = False  # from the first painted rows on
        self._clock = QTimer(self)
        self._clock.setInterval(30_000)
        self._clock.timeout.connect(self._say)
        self._clock.start()
        self._soon = QTimer(self)  # after what was changed is painted, once for several changes
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        shell.changed.connect(self._soon.start)
        shell.counted.connect(self._ring)
        if shell.synchroniser is not None:
            shell.synchroniser.state_changed.connect(self._step)
            nav.card.cancelled.connect(shell.synchroniser.cancel)

    @Slot()
    def refresh(self) -> None:
        """Ask the application again."""
        self._status = self._app.status()
        me = self._app.me
        post = " · ".join(part for part in (me.unit, me.title) if part)
        self._nav.person.set_person(me.name or me.user, post)
        wrong = self._status.refused + self._status.conflicts
        self._shell.set_count("sync", wrong, "bad")
        if self._counts:
            self._count(me)
        self._say()

    def begin_to_count(self) -> None:
        self._counts = True
        self._count(self._app.me)

    def _count(self, me: Any) -> None:
        """What waits elsewhere, whether or not its workspace was ever opened."""
        from desktop.queries import in_charge
        from desktop.queries.counts import counts

        post, today = me.post if me.is_manager else None, self._app.clock.today().isoformat()
        with self._app.database.read() as connection:
            found = counts(connection, me.id, post, today)
            stands = in_charge.stood_in(connection, me.id, post, today) if post else ()
        self._shell.set_count("routes", found.stops)
        if me.is_manager:
            self._shell.set_count("approvals", found.approvals + len(stands))
            self._shell.set_count("reports", found.to_sign)

    @Slot()
    def _step(self) -> None:
        running = self._shell.synchroniser
        if running is not None and running.progress is None:
            self._soon.start()
        self._say()

    @property
    def state(self) -> str:
        """The synchroniser's, unless it is at rest and something was said since."""
        running = self._shell.synchroniser
        state = running.state if running is not None else "waiting"
        return "unsent" if state in ("waiting", "synced") and self._status.unsent else state

    def _say(self) -> None:
        state = self.state
        icon, tint = LOOKS[state]
        self._bar.pill.set(self._short(state), tint, icon)
        first, second = self._first_line(), self._second_line()
        self._nav.card.set(icon, tint, self._long(state), first, second)
        running = self._shell.synchroniser
        progress = running.progress if running is not None else None
        share = progress[0] / progress[1] if progress and progress[1] else None
        self._nav.card.set_progress(share, state == "syncing", self.tr("Stop"))

    def _short(self, state: str) -> str:
        return {
            "waiting": self.tr("On this device"),
            "unsent": self.tr("To be sent"),
            "synced": self.tr("Synced"),
            "relayed": self.tr("With the branch"),
            "syncing": self.tr("Synchronising"),
            "offline": self.tr("Offline"),
            "signed_out": self.tr("Sign in again"),
            "failed": self.tr("Sync failed"),
        }[state]

    def _long(self, state: str) -> str:
        if state == "relayed":
            return self.tr("With the branch, not yet at headquarters")
        return self.tr("Offline, work goes on") if state == "offline" else self._short(state)

    def _first_line(self) -> str:
        unsent, wrong = self._status.unsent, self._status.refused
        if wrong:
            return self.tr("%n changes were refused", "", wrong)
        if unsent:
            return self.tr("%n changes are kept here", "", unsent)
        return self.tr("Everything is sent")

    def _second_line(self) -> str:
        last = self._status.last_sync_at
        if not last:
            return self.tr("Never synced yet")
        return self.tr("Last sync {when}").format(when=self._when(last))

    def _when(self, instant: str) -> str:
        clock = self._app.clock
        if (clock.now() - from_text(instant)).total_seconds() < 60:
            return self.tr("just now")
        return words.short_moment(instant, clock)

    # --- the bell

    def waiting(self) -> list[Waiting]:
        """What needs a person, most urgent first."""
        status, found = self._status, []
        if status.refused:
            said = self.tr("%n changes were refused", "", status.refused)
            found.append(Waiting(said, "alert-circle", "sync", status.refused, urgent=True))
        if status.conflicts:
            said = self.tr("%n fields have two versions", "", status.conflicts)
            found.append(Waiting(said, "git-merge", "sync", status.conflicts, urgent=True))
        approvals = self._shell.counts.get("approvals", (0, ""))[0]
        if approvals:
            said = self.tr("%n requests wait for your decision", "", approvals)
            found.append(Waiting(said, "clipboard-check", "approvals", approvals))
        reports = self._shell.counts.get("reports", (0, ""))[0]
        if reports:
            if self._app.me.is_manager:
                said = self.tr("%n reports wait for your signature", "", reports)
            else:
                said = self.tr("%n reports are due", "", reports)
            found.append(Waiting(said, "clipboard-data", "reports", reports))
        return found

    def _ring(self) -> None:
        self._bar.bell.set_count(sum(each.count for each in self.waiting()))
