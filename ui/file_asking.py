"""Asking where a file lies or should go: first in the folder used last, else in Documents."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.preferences import Preferences

LAST = "files.folder"  # kept per profile
FORBIDDEN = '\\/:*?"<>|'  # no system takes these in a name


def ask_where_to(
    parent: QWidget,
    settings: Preferences,
    title: str,
    name: str,
    chosen: Callable[[Path], object],
    kinds: Sequence[str] = (),
) -> None:
    """For a new file. `kinds` are filters, as `Pages (*.pdf)`; the ending of the proposed name
    follows the one that is taken."""
    dialog = _dialog(parent, settings, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    ending = Path(name).suffix.removeprefix(".")
    dialog.setDefaultSuffix(ending)
    dialog.selectNameFilter(next((kind for kind in kinds if _ending(kind) == ending), ""))
    dialog.selectFile(fit_name(name))
    dialog.filterSelected.connect(lambda kind: _rename(dialog, _ending(kind)))
    _open(dialog, settings, lambda paths: chosen(paths[0]))


def ask_for(
    parent: QWidget,
    settings: Preferences,
    title: str,
    chosen: Callable[[Path], object],
    kinds: Sequence[str] = (),
) -> None:
    """For a file that is there."""
    dialog = _dialog(parent, settings, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, settings, lambda paths: chosen(paths[0]))


def ask_for_some(
    parent: QWidget, settings: Preferences, title: str, chosen: Callable[[list[Path]], object]
) -> None:
    """For files that are there; without an answer nothing is called."""
    dialog = _dialog(parent, settings, title, ())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    _open(dialog, settings, chosen)


def fit_name(words: str) -> str:
    """As a file may be called on every system."""
    return "".join(" " if letter in FORBIDDEN else letter for letter in words)


def folder(settings: Preferences) -> Path:
    """The last one, unless it went with its stick."""
    last = settings.get(LAST)
    if isinstance(last, str) and Path(last).is_dir():
        return Path(last)
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(where))
    return documents if documents.is_dir() else Path.home()


def _dialog(
    parent: QWidget, settings: Preferences, title: str, kinds: Sequence[str]
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder(settings)))
    if kinds:
        dialog.setNameFilters(list(kinds))
    return dialog


def _open(
    dialog: QFileDialog, settings: Preferences, chosen: Callable[[list[Path]], object]
) -> None:
    def take(names: list[str]) -> None:
        paths = [Path(name) for name in names]
        settings.set(LAST, str(paths[0].parent))
        chosen(paths)

    dialog.filesSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _ending(kind: str) -> str:
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""


def _rename(dialog: QFileDialog, ending: str) -> None:
    names = dialog.selectedFiles()
    if ending and names:
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(Path(names[0]).with_suffix(f".{ending}").name)
