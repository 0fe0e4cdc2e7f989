"""The running program: which page stands in the frame, and what stays alive behind it."""

import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop import credentials
from desktop.application import Application
from desktop.paths import Profile
from resources import files
from sync.errors import NotSignedIn, Problem
from ui import crash, theme
from ui.commands import Commands
from ui.entry_pages import DamagedPage, EntryPage, PassphrasePage, SignInForm, SignInPage
from ui.jobs import JobRunner, Report
from ui.keys import keys
from ui.preferences import Preferences
from ui.problems import Notice, explain
from ui.shell import Performs, Shell
from ui.synchroniser import Synchroniser
from ui.translations import Translations
from ui.widgets import roles
from ui.window import Window

SIZE = (1440, 900)
SMALLEST = (1024, 640)


def application() -> QApplication:
    """The one QApplication, named and dressed."""
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    qt.setApplicationName("routebook")
    qt.setApplicationDisplayName("")
    qt.setDesktopFileName("routebook")
    roles.install()
    qt.setWindowIcon(QIcon(str(files("icons", "routebook.svg"))))
    return qt


class Frame(QStackedWidget):
    """The top-level window; its pages are the doors and the book."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.setMinimumSize(*SMALLEST)
        self.resize(*self._size())

    def show_page(self, page: QWidget) -> None:
        """Put this page in front and let the one before go."""
        old = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        self.setWindowTitle(page.windowTitle() or self.windowTitle())
        page.windowTitleChanged.connect(self.setWindowTitle)
        if old is not None and old is not page:
            self.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _size(self) -> tuple[int, int]:
        wanted = self._preferences.get("window.size", list(SIZE))
        room = QGuiApplication.primaryScreen().availableGeometry()
        return min(int(wanted[0]), room.width()), min(int(wanted[1]), room.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isMaximized():
            self._preferences.set("window.size", [self.width(), self.height()])
        super().closeEvent(event)


class Program(QObject):
    """Opens the profile, asks for what is missing, and swaps the pages of the frame."""

    def __init__(
        self,
        folder: Path,
        passphrase: str | None = None,
        *,
        language: str | None = None,
        server: str = "",
        user: str = "",
    ) -> None:
        super().__init__(QApplication.instance())
        self._profile = Profile(folder)
        self._passphrase = passphrase
        self._asked_for = (server, user)
        self.preferences = Preferences(folder / "window.json", self)
        if language is not None and self.preferences.get("language") is None:
            self.preferences.set("language", language)
        self._translations = Translations(self)
        self._translations.use(self.preferences.language)
        keys().use(self.preferences)
        self._theme = theme.install(self.preferences.theme, self.preferences.density)
        self.jobs = JobRunner(self)
        self.frame = Frame(self.preferences)
        self.app: Application | None = None
        self.shell: Shell | None = None
        self.preferences.changed.connect(self._prefer)
        crash.install(self._tell)

    def start(self) -> None:
        """Show the first page there is something to do on."""
        if self._profile.revoked.exists():
            self._begin_anew()
        elif not self._profile.exists:
            self._ask_to_sign_in(*self._asked_for)
        elif self._secret() is None and credentials.needs_passphrase(self._profile):
            self._ask_passphrase()
        else:
            self._open_or_ask()
        self.frame.show()

    def _begin_anew(self) -> None:
        from desktop.usecases.revoked import finish

        finish(self._profile)
        page = self._ask_to_sign_in(*self._asked_for)
        page.tell(explain(NotSignedIn("revoked"), self.preferences.language))

    def close(self) -> None:
        """Stop what runs and close the store."""
        self.jobs.close()
        crash.uninstall()
        self.frame.deleteLater()
        if self.app is not None:
            self.app.close()

    @property
    def window(self) -> Window | None:
        page = self.frame.currentWidget()
        return page if isinstance(page, Window) else None

    # --- the book

    def _open_or_ask(self) -> None:
        """A passphrase that came from outside may be wrong; then a person is asked."""
        try:
            self._open()
        except Problem as error:
            self._not_opened(error, self._ask_passphrase)

    def _not_opened(self, error: Exception, otherwise: Callable[[], EntryPage]) -> None:
        damaged = isinstance(error, Problem) and error.kind == "store_damaged"
        notice = explain(error, self.preferences.language)
        page = self._offer_rescue() if damaged else otherwise()
        page.tell(Notice(notice.text, notice.safe) if damaged else notice)  # the page is the advice
        page.begin()

    def _open(self) -> None:
        self._show_book(Application.open(self._profile.folder, self._secret))

    def _secret(self) -> str | None:
        return self._passphrase or credentials.passphrase_from_environment()

    def _show_book(self, app: Application) -> None:
        self.app = app
        shell = Shell(
            cast(Performs, app),
            jobs=self.jobs,
            theme=self._theme,
            commands=Commands(),
            settings=self.preferences,
        )
        shell.commands.setParent(shell)
        keeper = Synchroniser(app, self.jobs, shell)
        shell.synchroniser, self.shell = keeper, shell
        keeper.arrived.connect(shell.changed)
        keeper.failed.connect(self._failed)
        shell.changed.connect(keeper.records_changed)
        window = Window(app, shell)
        shell.setParent(window)  # what belongs to a book goes with it
        window.sign_in_asked.connect(self._ask_who)
        window.left.connect(self._leave)
        self.frame.show_page(window)
        window.show_workspace(self.preferences.get("workspace", "today"))
        window.start_background()
        if app.overdue:
            shell.tell(Problem("lease_over", days=app.overdue))

    def _failed(self, error: Exception) -> None:
        """A device that was revoked has no book any more: its person stands before the door."""
        if isinstance(error, NotSignedIn) and error.kind.startswith("revoked"):
            self._sign_in_again().tell(explain(error, self.preferences.language))
        elif self.shell is not None:
            self.shell.tell(error)

    @Slot()
    def _ask_who(self) -> None:
        if self.app is not None:
            self._sign_in_again()

    @Slot()
    def _leave(self) -> None:
        """Signed out: whoever comes next stands before the door of an empty laptop."""
        from desktop.usecases.sign_out import erase

        server, user = self._put_away()
        erase(self._profile)
        self._passphrase = None
        self._ask_to_sign_in(server, user)

    # --- the doors

    def _ask_passphrase(self) -> PassphrasePage:
        page = PassphrasePage()
        page.submitted.connect(lambda words: self._try_passphrase(page, words))
        self.frame.show_page(page)
        page.begin()
        return page

    def _try_passphrase(self, page: PassphrasePage, words: str) -> None:
        folder = self._profile.folder

        def opened(app: Application) -> None:
            self._passphrase = words
            self._show_book(app)

        def refused(error: Exception) -> None:
            if isinstance(error, Problem) and error.kind == "store_damaged":
                self._passphrase = words
            self._not_opened(error, lambda: page)

        self.jobs.start(
            page, lambda _: Application.open(folder, lambda: words), done=opened, failed=refused
        )

    def _offer_rescue(self) -> DamagedPage:
        page = DamagedPage()
        page.submitted.connect(lambda: self._rescue(page))
        self.frame.show_page(page)
        return page

    def _rescue(self, page: DamagedPage) -> None:
        from desktop.usecases.rescue import Rescued, rescue

        def rescued(done: Rescued) -> None:
            door = self._ask_to_sign_in(done.server, done.user)
            door.tell(explain(done.told(), self.preferences.language), good=done.whole)

        folder, secret = self._profile.folder, self._secret
        failed = self._refusal(page)
        self.jobs.start(page, lambda _: rescue(folder, secret), done=rescued, failed=failed)

    def _sign_in_again(self) -> SignInPage:
        return self._ask_to_sign_in(*self._put_away())

    def _put_away(self) -> tuple[str, str]:
        """The book is closed; whose it was."""
        assert self.app is not None
        server, user = self.app.status().server, self.app.me.user
        if self.shell is not None and self.shell.synchroniser is not None:
            self.shell.synchroniser.stop()
        self.shell = None
        self.app.close()
        self.app = None
        return server, user

    def _ask_to_sign_in(self, server: str, user: str) -> SignInPage:
        fresh = not self._profile.exists and self._secret() is None
        secret = fresh and not credentials.keyring_works()
        page = SignInPage(server, user, passphrase=secret, back=self._profile.exists)
        page.left.connect(self._open)
        page.submitted.connect(lambda form: self._sign_in(page, form))
        self.frame.show_page(page)
        page.begin()
        return page

    def _sign_in(self, page: SignInPage, form: SignInForm) -> None:
        self._passphrase = form.passphrase or self._passphrase
        refused = self._refusal(page)
        job = self.jobs.start(
            page,
            lambda _: enrol(self._profile.folder, form, self._secret),
            done=lambda app: self._download(page, app),
            failed=refused,
            stopped=lambda: page.set_busy(False),
            lane="network",
        )
        page.cancelled.connect(job.cancel)
        page.cancelled.connect(lambda: page.set_busy(False))

    def _download(self, page: SignInPage, app: Application) -> None:
        """The first synchronisation, in sight; stopping it opens the book with what is there."""

        def synchronise(report: Report) -> object:
            return app.synchronise(report)

        def opened(_: object = None) -> None:
            self._show_book(app)

        page.show_progress(0, 0)
        job = self.jobs.start(
            page,
            synchronise,
            done=opened,
            failed=opened,
            progress=page.show_progress,
            stopped=opened,
            lane="network",
        )
        page.cancelled.connect(job.cancel)

    def _refusal(self, page: SignInPage | DamagedPage) -> Callable[[Exception], None]:
        def refused(error: Exception) -> None:
            page.tell(explain(error, self.preferences.language))
            page.begin()

        return refused

    # --- taste and trouble

    def _prefer(self, name: str) -> None:
        if name == "language":
            self._translations.use(self.preferences.language)
        elif name == "theme" and self.window is None:
            self._theme.set_mode(self.preferences.theme)

    def _tell(self, error: Exception) -> None:
        if self.shell is not None:
            self.shell.tell(error)


def enrol(folder: Path, form: SignInForm, secret: Callable[[], str | None]) -> Application:
    from desktop.usecases.sign_in import Credentials, sign_in

    server = form.server if "://" in form.server else f"https://{form.server}"
    given = Credentials(server, form.user, form.password, platform.node() or "laptop")
    return sign_in(folder, given, secret)
