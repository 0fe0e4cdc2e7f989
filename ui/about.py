"""What this program is: its version, where its things lie, what it stands on and on what terms."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.nav import Logo
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import clear
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.sheet import Sheet

PARTS = (  # its name, the package that knows its version, its licence
    ("Qt for Python", "PySide6_Essentials", "LGPL 3"),
    ("SQLCipher", "sqlcipher3", "BSD 3-Clause"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("cryptography", "cryptography", "Apache 2.0 / BSD 3-Clause"),
    ("Requests", "requests", "Apache 2.0"),
    ("PyVRP", "pyvrp", "MIT"),
    ("NumPy", "numpy", "BSD 3-Clause"),
    ("python-zeroconf", "zeroconf", "LGPL 2.1"),
    ("Noto Sans SC", "", "SIL Open Font License 1.1"),
    ("Tabler Icons", "", "MIT"),
)


class AboutSheet(Retranslated, Sheet):
    """Everything a supporter asks first can be copied in one go."""

    def __init__(self, app: Any, shell: Shell, window: QWidget) -> None:
        super().__init__(window, width=560)
        self._app, self._shell = app, shell
        self.copy = Button("", icon="copy", parent=self)
        self.copy.clicked.connect(self._copy)
        self.foot.addWidget(self.copy)
        self.foot.addStretch(1)
        self.retranslate()

    @property
    def first(self) -> QWidget:
        return self.copy

    def open(self) -> None:
        self._show()
        super().open()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Routebook"))
        self.note.setText(self.tr("The book a field rep carries: customers, routes and reports."))
        self.shut.set_name(self.tr("Close"))
        self.copy.setText(self.tr("Copy for support"))
        if self.isVisible():
            self._show()

    def facts(self) -> list[tuple[str, str]]:
        """What a supporter asks first; no customer data, no secret."""
        status, me = self._app.status(), self._app.me
        return [
            (self.tr("Version"), _version("routebook")),
            (self.tr("Signed in as"), f"{me.name or me.user} ({me.user})"),
            (self.tr("Server"), status.server.removeprefix("https://") or "—"),
            (self.tr("Data folder"), str(self._app.profile.folder)),
            (self.tr("System"), f"{platform.system()} {platform.release()}"),
            ("Python", platform.python_version()),
        ]

    def _show(self) -> None:
        clear(self.column)
        mark = QHBoxLayout()
        mark.setContentsMargins(24, 16, 24, 4)
        mark.setSpacing(10)
        mark.addWidget(Logo(self))
        mark.addWidget(Label(self.tr("This program"), "sub", parent=self))
        mark.addStretch(1)
        self.column.addLayout(mark)
        self.column.addLayout(self._pairs(self.facts()))
        head = SectionHeader(self.tr("Built with"), self.tr("unchanged, with their licences"))
        head.setContentsMargins(24, 14, 24, 4)
        self.column.addWidget(head)
        parts = [(name, " · ".join((*_known(package), terms))) for name, package, terms in PARTS]
        self.column.addLayout(self._pairs(parts))
        self.column.addStretch(1)

    def _pairs(self, pairs: list[tuple[str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(24, 2, 24, 12)
        column.setSpacing(4)
        for name, fact in pairs:
            row = QHBoxLayout()
            title = Label(name, "body", "text2", parent=self)
            title.setFixedWidth(150)
            row.addWidget(title)
            row.addWidget(Label(fact, "body", "text", wrap=True, parent=self), 1)
            column.addLayout(row)
        return column

    @Slot()
    def _copy(self) -> None:
        lines = [f"{name}: {fact}" for name, fact in self.facts()]
        lines += [f"{name} {' '.join(_known(package))}" for name, package, _ in PARTS if package]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.dismiss()
        self._shell.toast(self.tr("Copied; paste it into your message to support"))


def _version(package: str) -> str:
    """A dash where the built program carries no word of it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "—"


def _known(package: str) -> tuple[str, ...]:
    found = _version(package) if package else "—"
    return () if found == "—" else (found,)
