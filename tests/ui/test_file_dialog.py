"""Asking for a file: where it begins, what it proposes, and in which language it speaks."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QLabel, QWidget

from tests.support.processes import ROOT
from ui.file_asking import ask_for, ask_where_to
from ui.preferences import Preferences

KINDS = ("工作簿 (*.xlsx)", "页面 (*.pdf)")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """Somebody's home with a folder for documents; the program was started elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "Documents").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


@pytest.fixture
def profile(tmp_path) -> Path:
    return tmp_path / "window.json"


@pytest.fixture
def owner(qtbot, dressed) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def begun(owner: QWidget) -> QFileDialog:
    return owner.findChildren(QFileDialog)[-1]


def answer(dialog: QFileDialog, file: Path) -> None:
    dialog.selectFile(str(file))
    dialog.accept()


def test_a_new_file_is_proposed_in_the_documents(owner, home, profile):
    ask_where_to(owner, Preferences(profile), "导出", "客户 2026-11-22.xlsx", print, KINDS)
    dialog = begun(owner)
    assert Path(dialog.directory().path()) == home / "Documents"
    assert [Path(name).name for name in dialog.selectedFiles()] == ["客户 2026-11-22.xlsx"]


def test_the_next_one_begins_where_the_last_one_lay(owner, home, profile):
    taken: list[Path] = []
    (stick := home / "stick").mkdir()
    ask_where_to(owner, Preferences(profile), "导出", "甲.xlsx", taken.append, KINDS)
    answer(begun(owner), stick / "甲.xlsx")
    assert taken == [stick / "甲.xlsx"]
    ask_for(owner, Preferences(profile), "选择文件", print)
    assert Path(begun(owner).directory().path()) == stick


def test_a_folder_that_went_with_its_stick_is_not_asked_for_again(owner, home, profile):
    settings = Preferences(profile)
    settings.set("files.folder", str(home / "pulled out"))
    ask_for(owner, settings, "选择文件", print)
    assert Path(begun(owner).directory().path()) == home / "Documents"


def test_the_name_follows_the_kind_of_file_that_is_chosen(owner, home, profile):
    ask_where_to(owner, Preferences(profile), "导出", "a:b.xlsx", print, KINDS)
    dialog = begun(owner)
    dialog.selectNameFilter(KINDS[1])
    dialog.filterSelected.emit(KINDS[1])
    assert [Path(name).name for name in dialog.selectedFiles()] == ["a b.pdf"]


def test_nobody_asks_for_a_file_in_another_way():
    asking = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "ui").rglob("*.py")
        if "QFileDialog" in file.read_text("utf-8")
    }
    assert asking == {"ui/file_asking.py"}


def test_the_dialog_for_files_has_no_english_words_in_chinese(qtbot, translations, tmp_path):
    translations.use("zh_CN")
    dialog = QFileDialog(None, "导出客户", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    (tmp_path / "去年").mkdir()
    dialog.show()
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert len(labels) >= 3
    model = dialog.findChild(QFileSystemModel)
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    folder = model.type(model.index(str(tmp_path / "去年")))
    said = [*labels, *heads, folder]
    assert [words for words in said if re.search("[A-Za-z]{2}", words)] == []
