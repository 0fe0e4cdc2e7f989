"""The pages before the workspaces: signing in, the passphrase of the store, a damaged store."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.nav import Logo
from ui.problems import Notice
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Card, Pane
from ui.widgets.figures import ProgressBar
from ui.widgets.inputs import LineField
from ui.widgets.labels import Label
from ui.widgets.notices import Banner

CARD_WIDTH = 400


@dataclass(frozen=True, slots=True)
class SignInForm:
    """What was filled in; the passphrase is "" where the keyring holds the key."""

    server: str
    user: str
    password: str
    passphrase: str


class EntryPage(Retranslated, Pane):
    """A card in the middle of an empty window: title, fields, one button, and what went wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("app", "", parent)
        self._fields: list[tuple[Label, LineField]] = []
        self.card = Card(self, padding=28)
        self.card.setFixedWidth(CARD_WIDTH)
        self._product = Label("", "head", parent=self)
        self._title = Label("", "title", parent=self)
        self._text = Label("", "body", "text3", wrap=True, parent=self)
        self._banner = Banner(tint="bad", icon="alert-circle", parent=self)
        self._banner.hide()
        self.button = Button("", "primary", size="lg", parent=self)
        self.button.setMinimumWidth(CARD_WIDTH - 56)
        self.button.clicked.connect(self.submit)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Logo(self))
        head.addWidget(self._product)
        head.addStretch(1)
        self.card.column.addLayout(head)
        self.card.column.addSpacing(12)
        self.card.column.addWidget(self._title)
        self.card.column.addWidget(self._text)
        self.card.column.addSpacing(8)
        self._places = QVBoxLayout()
        self._places.setSpacing(4)
        self.card.column.addLayout(self._places)
        self.card.column.addWidget(self._banner)
        self.card.column.addSpacing(8)
        self.card.column.addWidget(self.button)
        row = QHBoxLayout(self)
        row.addWidget(self.card, 0, Qt.AlignmentFlag.AlignCenter)

    def add_field(self, *, secret: bool = False) -> LineField:
        label, field = Label("", "cap", "text2", parent=self), LineField(parent=self)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(field)
        field.returnPressed.connect(self._next)
        field.textEdited.connect(lambda _: field.set_invalid(False))
        self._places.addWidget(label)
        self._places.addWidget(field)
        self._places.addSpacing(8)
        self._fields.append((label, field))
        return field

    def name_field(self, number: int, words: str) -> None:
        self._fields[number][0].setText(words)
        self._fields[number][1].setAccessibleName(words)

    def tell(self, notice: Notice, *, good: bool = False) -> None:
        """What happened, what is safe, what to do; the fields keep what was typed."""
        self._banner.set(notice.text, notice.rest)
        self._banner.set_tint(*(("ok", "circle-check") if good else ("bad", "alert-circle")))
        self._banner.show()
        self.set_busy(False)

    def hush(self) -> None:
        self._banner.hide()

    def set_busy(self, busy: bool) -> None:
        for _, field in self._fields:
            field.setEnabled(not busy)
        self.button.setEnabled(not busy)

    def _next(self) -> None:
        """Enter goes to the next empty field, and submits from the last."""
        for _, field in self._fields:
            if field.isVisible() and not field.text():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.submit()

    def begin(self) -> None:
        """Put the cursor where a person goes on."""
        raise NotImplementedError

    @Slot()
    def submit(self) -> None:
        raise NotImplementedError


class SignInPage(EntryPage):
    """Server, user, password; then the progress of the first download, which can be stopped."""

    submitted = Signal(object)  # SignInForm
    cancelled = Signal()
    left = Signal()  # back to the book that is here already

    def __init__(
        self, server: str = "", user: str = "", *, passphrase: bool = False, back: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._back = Button("", "ghost", parent=self)
        self._back.setVisible(back)
        self._back.clicked.connect(self.left)
        self._server, self._user = self.add_field(), self.add_field()
        self._password = self.add_field(secret=True)
        self._passphrase = self.add_field(secret=True) if passphrase else None
        self._server.setText(server)
        self._user.setText(user)
        self._progress = ProgressBar(None, parent=self)
        self._step = Label("", "cap", "text2", elide=True, parent=self)
        self._cancel = Button("", "ghost", parent=self)
        self._cancel.clicked.connect(self.cancelled)
        self.card.column.addWidget(self._step)
        self.card.column.addWidget(self._progress)
        self.card.column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        self.card.column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_busy(False)
        self.retranslate()

    def retranslate(self) -> None:
        self._product.setText(self.tr("Routebook"))
        self._title.setText(self.tr("Sign in"))
        self._text.setText(self.tr("Once, with a connection. After that the book works offline."))
        self.name_field(0, self.tr("Server"))
        self.name_field(1, self.tr("User name"))
        self.name_field(2, self.tr("Password"))
        if self._passphrase is not None:
            self.name_field(3, self.tr("A passphrase for this device (there is no keyring here)"))
            hint = self.tr("Your own choice; asked for at every start")
            self._passphrase.setPlaceholderText(hint)
        self._server.setPlaceholderText("https://")
        self.button.setText(self.tr("Sign in"))
        self._cancel.setText(self.tr("Cancel"))
        self._back.setText(self.tr("Work on without signing in"))

    def begin(self) -> None:
        """Put the cursor where the first thing is missing."""
        for _, field in self._fields:
            if not field.text():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @Slot()
    def submit(self) -> None:
        self.hush()
        form = SignInForm(
            self._server.text().strip(),
            self._user.text().strip(),
            self._password.text(),
            self._passphrase.text() if self._passphrase else "",
        )
        missing = not (form.server and form.user and form.password)
        if missing or (self._passphrase and not form.passphrase):
            for _, field in self._fields:
                field.set_invalid(not field.text().strip())
            self.begin()
            return
        self.set_busy(True)
        self.show_step(self.tr("Signing in …"), None)
        self.submitted.emit(form)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._back.setEnabled(not busy)
        for widget in (self._progress, self._step, self._cancel):
            widget.setVisible(busy)

    def show_progress(self, done: int, total: int) -> None:
        words = self.tr("Downloading your customers and work: {done} of {total}")
        share = done / total if total else None
        said = words.format(done=f"{done:,}", total=f"{total:,}")
        self.show_step(said if total else self.tr("Downloading your customers and work …"), share)

    def show_step(self, words: str, share: float | None) -> None:
        self._step.setText(words)
        self._progress.set_share(share)


class PassphrasePage(EntryPage):
    """Asked at the start where no keyring holds the key of the store."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secret = self.add_field(secret=True)
        self.retranslate()

    def retranslate(self) -> None:
        self._product.setText(self.tr("Routebook"))
        self._title.setText(self.tr("Open the book"))
        self._text.setText(self.tr("What is kept here is encrypted with your passphrase."))
        self.name_field(0, self.tr("Passphrase"))
        self.button.setText(self.tr("Open"))

    def begin(self) -> None:
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)
        self._secret.selectAll()

    @Slot()
    def submit(self) -> None:
        self.hush()
        if self._secret.text():
            self.set_busy(True)
            self.submitted.emit(self._secret.text())


class DamagedPage(EntryPage):
    """Where the store cannot be read any more: what was not sent is saved, then one begins anew."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retranslate()

    def retranslate(self) -> None:
        self._product.setText(self.tr("Routebook"))
        self._title.setText(self.tr("The book cannot be read"))
        self._text.setText(
            self.tr(
                "What was not sent yet is taken out as far as it can be read, and the damaged file"
                " is set aside. Then sign in: headquarters sends everything else again."
            )
        )
        self.button.setText(self.tr("Save what can be saved"))

    def begin(self) -> None:
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def submit(self) -> None:
        self.hush()
        self.set_busy(True)
        self.submitted.emit()
