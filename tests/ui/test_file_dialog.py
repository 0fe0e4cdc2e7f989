"""Where the system has no dialog of its own for files, Qt's speaks the language of the window."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QLabel


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
