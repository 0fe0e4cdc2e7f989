"""A dressed QApplication, a real laptop, and a shell around them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from desktop.application import Application
from tests.support.laptops import laptop
from ui import theme as themes
from ui.commands import Commands
from ui.jobs import JobRunner
from ui.preferences import Preferences
from ui.shell import Shell
from ui.translations import Translations


@pytest.fixture
def dressed(qapp):
    """The program's own style, light."""
    return themes.install("light")


@pytest.fixture
def translations(qapp) -> Iterator[Translations]:
    spoken = Translations(qapp)
    yield spoken
    spoken.use("none")


@pytest.fixture
def person() -> str:
    """Whose laptop it is."""
    return "zhou"


@pytest.fixture
def app(tmp_path: Path, person: str) -> Iterator[Application]:
    application = laptop(tmp_path / "profile", person)
    yield application
    application.close()


@pytest.fixture
def in_front(qtbot) -> Callable[..., Any]:
    """Shows a window to work in, at the smallest size that is promised."""

    def show(made: QWidget, width: int = 1280, height: int = 720) -> QWidget:
        qtbot.addWidget(made)
        made.resize(width, height)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return show


@pytest.fixture
def placed(qtbot) -> Callable[[QWidget], Any]:
    """Shows a workspace as large as it is in a window of 1440x900; the keyboard stays elsewhere."""

    def show(made: QWidget) -> QWidget:
        qtbot.addWidget(made)
        made.resize(1236, 852)
        made.show()
        return made

    return show


@pytest.fixture
def shell(qapp, app, dressed) -> Iterator[Shell]:
    jobs = JobRunner(qapp)
    made = Shell(
        app,
        jobs=jobs,
        theme=dressed,
        commands=Commands(qapp),
        settings=Preferences(None, qapp),
        parent=qapp,
    )
    yield made
    jobs.close()
