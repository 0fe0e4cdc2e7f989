"""Files of a customer's card: dropped, pasted, chosen; looked at, removed, and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)

from desktop.queries import files
from tests.support.customer_records import add_visit, ago
from tests.support.laptops import receive
from ui.screens.customers.card_pane import CardPane
from ui.screens.customers.visit_form import VisitForm
from ui.widgets import thumbnails
from ui.widgets.picture import PictureView

SIX = {  # as a phone held upright writes it: lying, with "turn me by 90 degrees" in its EXIF
    "head": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06"
    b"\x00\x00\x00\x00\x00\x00"
}


def jpeg(width: int, height: int, color: str = "red") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


def turned(data: bytes) -> bytes:
    head = SIX["head"]
    return data[:2] + b"\xff\xe1" + (len(head) + 2).to_bytes(2, "big") + head + data[2:]


@pytest.fixture
def card(qtbot, app, shell):
    pane = CardPane(app, shell)
    qtbot.addWidget(pane)
    pane.resize(440, 800)
    pane.show_customer("c1")
    shell.changed.connect(lambda: pane.load("c1"))
    pane.show()
    return pane


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "门头.jpg"
    path.write_bytes(jpeg(400, 300))
    return path


def names(card) -> list[str]:
    return [line.shown.file.name for line in card.files.lines.values()]


def line(card):
    (only,) = card.files.lines.values()
    return only


def drop(card, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPointF(200, 400), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(where.toPoint(), copy, data, buttons, keys)
    QGuiApplication.sendEvent(card, over)
    assert over.isAccepted()
    QGuiApplication.sendEvent(card, QDropEvent(where, copy, data, buttons, keys))


def test_a_photo_dropped_on_the_card_hangs_on_the_customer(card, photo, qtbot, app):
    drop(card, photo)
    qtbot.waitUntil(lambda: names(card) == ["门头.jpg"])
    assert card.tabs.current() == "files"
    assert line(card).shown.standing.icon == "cloud-upload"  # to send
    qtbot.waitUntil(lambda: line(card)._face is not None and not line(card)._face.isNull())
    assert app.status().unsent == 1


def test_a_pasted_picture_gets_a_name_and_undo_takes_it_away(card, qtbot, shell, app):
    QGuiApplication.clipboard().setImage(QImage.fromData(jpeg(40, 30)))
    card._turn("files")
    qtbot.keyClick(card.files, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    assert names(card)[0].endswith(".png")
    shell.undo()
    assert names(card) == []
    app.files.sweep()
    assert app.contents.every() == []


def test_a_picture_is_looked_at_in_the_window_and_put_away_with_a_key(card, photo, qtbot, app):
    drop(card, photo)
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    qtbot.keyClick(line(card), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.findChild(PictureView) is not None)
    view = card.findChild(PictureView)
    assert not app.profile.opened.exists()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_delete_removes_and_undo_brings_it_back(card, photo, qtbot, shell):
    drop(card, photo)
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    qtbot.keyClick(line(card), Qt.Key.Key_Delete)
    assert names(card) == []
    shell.undo()
    assert names(card) == ["门头.jpg"]


def test_saving_as_writes_the_very_bytes(card, photo, qtbot, tmp_path):
    drop(card, photo)
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    card.files.save_to(card.files._files[0], tmp_path / "copy.jpg")
    qtbot.waitUntil((tmp_path / "copy.jpg").exists)
    assert (tmp_path / "copy.jpg").read_bytes() == photo.read_bytes()


def test_what_is_not_here_is_wanted_by_opening_it(card, qtbot, app):
    file = {
        "subject_type": "customer",
        "subject": "c1",
        "name": "合同.pdf",
        "media_type": "application/pdf",
        "size": 1_000,
        "sha256": "a" * 64,
        "taken_at": "2026-11-20T08:00:00.000000Z",
    }
    receive(app, "attachment", {"p1": ("terr:hz1", file)})
    card._turn("files")
    assert line(card).shown.standing.icon == "cloud"
    line(card).opened.emit()
    assert line(card).shown.standing.icon == "download"
    assert app.contents.get("a" * 64).asked_for


def test_a_folder_or_nothing_at_all_is_not_taken(card, qtbot, tmp_path, app):
    drop(card, tmp_path)
    QGuiApplication.clipboard().setText("words")
    card.files.paste()
    assert app.status().unsent == 0


def test_a_small_picture_stands_upright_as_it_was_taken():
    upright = QImage.fromData(thumbnails.small(turned(jpeg(400, 200))))
    assert (upright.width(), upright.height()) == (56, 112)
    assert thumbnails.small(b"no picture") == b""


def test_a_photo_dropped_while_a_visit_is_open_hangs_on_the_visit(card, photo, qtbot, app, shell):
    add_visit(app, "v1", "c1", ago(app, hours=1), "补货")
    shell.changed.emit()
    card._turn("history")
    qtbot.keyClick(card.history.story, Qt.Key.Key_Return)
    assert card.history.visit.isVisible()
    drop(card, photo)
    on_visit = card.history.visit.files
    qtbot.waitUntil(lambda: list(on_visit.lines) != [])
    assert card.tabs.current() == "history"
    with app.database.read() as connection:
        (kept,) = files.of_customer(connection, "c1")
    assert (kept.subject_type, kept.subject) == ("visit", "v1")
    qtbot.keyClick(card.history.visit, Qt.Key.Key_Escape)
    assert card.history.story.isVisible()


def test_nobody_adds_files_to_a_colleagues_visit(card, photo, qtbot, app, shell):
    add_visit(app, "v1", "c1", ago(app, hours=1), "补货")
    receive(app, "visit", {"v1": ("post:rep2", {"post": "rep2"})}, 7, "U")
    shell.changed.emit()
    card._turn("history")
    card.history.open_visit("v1")
    assert not card.history.visit.files.add_button.isVisible()
    with qtbot.waitSignal(shell.said):
        drop(card, photo)
    assert app.status().unsent == 0


def test_what_is_dropped_on_a_visit_being_written_hangs_on_it_once_it_is_kept(
    card, photo, qtbot, app
):
    card.record_visit()
    drop(card, photo)
    drop(card, photo)
    form = card.findChild(VisitForm)
    form.outcome.set_text("陈列已改")
    form.next_step.setText("下周看销量")
    assert app.status().unsent == 0
    form.save()
    qtbot.waitUntil(lambda: app.status().unsent == 2)  # the visit and one file
    with app.database.read() as connection:
        (kept,) = files.of_customer(connection, "c1")
    assert (kept.name, kept.subject_type) == ("门头.jpg", "visit")


def test_a_photo_that_a_branch_hub_has_taken_says_where_it_is(card, photo, qtbot, app):
    drop(card, photo)
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    (content,) = app.contents.every()
    app.contents.hand_over(content.sha256)
    card.load("c1")
    qtbot.waitUntil(lambda: line(card).shown.standing.words == "At the branch hub")
