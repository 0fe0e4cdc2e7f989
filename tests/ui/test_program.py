"""From an empty folder to the book: signing in at a real centre, the passphrase, the way back."""

import json

import pytest
from PySide6.QtCore import Qt

from desktop.store import state
from desktop.usecases.sign_in import Credentials, sign_in
from sync.server.admin import Administration
from tests.support.centre import found, town
from ui.entry_pages import DamagedPage, PassphrasePage, SignInPage
from ui.program import Program
from ui.window import Window


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('centre') / 'centre.db'}"
    found(url)
    with town(url) as running:
        yield running


@pytest.fixture
def open_program(qapp, qtbot):
    opened = []

    def make(folder, passphrase=None, **more):
        program = Program(folder, passphrase, **more)
        opened.append(program)
        program.preferences.set("theme", "light")
        program.start()
        return program

    yield make
    for program in opened:
        program.close()
        program._translations.use("none")
        program.deleteLater()


def page(program):
    return program.frame.currentWidget()


def fill(qtbot, door: SignInPage, *words: str) -> None:
    for (_, field), word in zip(door._fields, words, strict=False):
        field.setText(word)


def signed_in(qtbot, open_program, centre, folder) -> Program:
    program = open_program(folder)
    fill(qtbot, page(program), centre.address, "ann", "pw-ann", "a long secret")
    page(program).submit()
    qtbot.waitUntil(lambda: isinstance(page(program), Window))
    return program


def test_signing_in_downloads_the_work_and_opens_the_book(qtbot, open_program, centre, tmp_path):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    assert program.app.me.user == "ann"
    assert program.app.status().last_sync_at is not None
    assert page(program).nav.person.accessibleName().startswith("ann")


def test_a_wrong_password_is_told_in_the_page_and_the_words_stay(
    qtbot, open_program, centre, tmp_path
):
    program = open_program(tmp_path / "laptop")
    door = page(program)
    fill(qtbot, door, centre.address, "ann", "wrong", "a long secret")
    door.submit()
    assert not door.button.isEnabled()
    qtbot.waitUntil(door._banner.isVisible)
    assert door._fields[1][1].text() == "ann"
    assert door.button.isEnabled()
    assert not (tmp_path / "laptop" / "store.db").exists()


def test_a_revoked_device_has_no_book_any_more_and_its_person_is_told(
    qtbot, open_program, centre, tmp_path
):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    with program.app.database.read() as connection:
        device = state.get(connection, "device")
    Administration(centre.centre.database, centre.clock).revoke(device)
    program.shell.synchroniser.start()
    qtbot.waitUntil(lambda: isinstance(page(program), SignInPage))
    assert "停用" in page(program)._banner._title.text()
    assert not (tmp_path / "laptop" / "store.db").exists()


def test_no_connection_is_told_with_what_to_do(qtbot, open_program, tmp_path):
    program = open_program(tmp_path / "laptop")
    door = page(program)
    fill(qtbot, door, "http://127.0.0.1:9", "ann", "pw-ann", "a long secret")
    door.submit()
    qtbot.waitUntil(door._banner.isVisible)
    assert door._banner._text.text()


def test_the_first_empty_field_is_asked_for_instead_of_signing_in(qtbot, open_program, tmp_path):
    program = open_program(tmp_path / "laptop", server="https://book.example.cn")
    program.frame.activateWindow()
    door = page(program)
    door.submit()
    assert door.focusWidget() is door._fields[1][1]
    marked = [bool(field.property("invalid")) for _, field in door._fields]
    assert marked[:3] == [False, True, True]


def test_the_store_opens_with_its_passphrase_and_with_no_other(
    qtbot, open_program, centre, tmp_path
):
    signed_in(qtbot, open_program, centre, tmp_path / "laptop").app.close()
    program = open_program(tmp_path / "laptop")
    door = page(program)
    assert isinstance(door, PassphrasePage)
    door._secret.setText("not this one")
    qtbot.keyClick(door._secret, Qt.Key.Key_Return)
    qtbot.waitUntil(door._banner.isVisible)
    door._secret.setText("a long secret")
    qtbot.keyClick(door._secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page(program), Window))


def test_from_a_damaged_store_the_unsent_work_is_saved_and_sent_after_signing_in_again(
    qtbot, open_program, centre, tmp_path
):
    given = Credentials(centre.address, "ann", "pw-ann", "laptop")
    app = sign_in(tmp_path / "laptop", given, lambda: "a long secret")
    app.synchronise(lambda done, total: None)
    app.perform("customer.edit", "c1", {"remark": "还没发送"})
    app.close()
    store = tmp_path / "laptop" / "store.db"
    store.write_bytes(store.read_bytes()[:-4096])
    program = open_program(tmp_path / "laptop", "a long secret")
    door = page(program)
    assert isinstance(door, DamagedPage)
    assert "损坏" in door._banner._title.text()
    qtbot.mouseClick(door.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(page(program), SignInPage))
    assert "共 1 项" in page(program)._banner._title.text()
    fill(qtbot, page(program), centre.address, "ann", "pw-ann", "a long secret")
    page(program).submit()
    qtbot.waitUntil(lambda: isinstance(page(program), Window))
    qtbot.waitUntil(lambda: centre.read("customer", "c1").fields["remark"] == "还没发送")


def test_a_change_leaves_by_itself_and_the_card_says_so(qtbot, open_program, centre, tmp_path):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    card = page(program).nav.card
    qtbot.waitUntil(lambda: "已同步" in card.accessibleName())
    program.shell.perform("customer.edit", "c1", {"phone": "0571-77"}, said="ok")
    assert program.app.status().unsent == 1
    qtbot.waitUntil(lambda: "1 项更改已存本机" in card.accessibleName())
    assert "已同步" not in card.accessibleName()
    qtbot.waitUntil(lambda: program.app.status().unsent == 0)
    assert centre.read("customer", "c1").fields["phone"] == "0571-77"
    qtbot.waitUntil(lambda: "已同步" in card.accessibleName())


def test_whoever_has_to_sign_in_again_may_work_on_without(qtbot, open_program, centre, tmp_path):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    page(program).sign_in_asked.emit()
    door = page(program)
    assert [door._fields[0][1].text(), door._fields[1][1].text()] == [centre.address, "ann"]
    door._back.click()
    assert isinstance(page(program), Window)
    assert program.app.me.user == "ann"


def sheet_of(program):
    program.shell.commands.run("sign_out")
    return page(program).sheets.sign_out


def test_who_has_sent_everything_signs_out_and_nothing_stays(qtbot, open_program, centre, tmp_path):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    sheet = sheet_of(program)
    assert sheet.leave.isVisible()
    assert not sheet.keep.isVisible()
    sheet.leave.click()
    assert isinstance(page(program), SignInPage)
    assert page(program)._fields[1][1].text() == "ann"
    assert not (tmp_path / "laptop" / "store.db").exists()


def test_unsent_work_is_saved_to_a_file_before_it_goes(qtbot, open_program, centre, tmp_path):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    program.shell.synchroniser.stop()
    made = program.app.perform("customer.create", None, {"name": "新店"})
    sheet = sheet_of(program)
    assert not sheet.leave.isVisible()
    sheet.leave.click()
    assert (tmp_path / "laptop" / "store.db").exists()
    target = tmp_path / "work.jsonl"
    sheet.write(target)
    qtbot.waitUntil(lambda: isinstance(page(program), SignInPage))
    (line,) = target.read_text("utf-8").splitlines()
    assert json.loads(line)["id"] == made.id
    assert not (tmp_path / "laptop" / "store.db").exists()


def test_unsent_work_is_sent_from_the_page_and_then_one_may_go(
    qtbot, open_program, centre, tmp_path
):
    program = signed_in(qtbot, open_program, centre, tmp_path / "laptop")
    program.app.perform("customer.create", None, {"name": "新店"})
    sheet = sheet_of(program)
    assert sheet.sync.isVisible()
    sheet.sync.click()
    qtbot.waitUntil(sheet.leave.isVisible)
    assert not sheet.sync.isVisible()
