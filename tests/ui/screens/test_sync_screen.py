"""The sync workspace on a real store: what waits, what came back, and choosing between two."""

import json

import pytest
from PySide6.QtCore import Qt

from desktop.store import state
from desktop.store.tables import REFUSED
from desktop.usecases.attaching import NewFile
from sync import sealing, signing
from tests.support.apps import quiet
from tests.support.customer_records import add_conflict, fill_book
from tests.support.laptops import receive
from ui.screens.sync import Screen
from ui.widgets.labels import Label


@pytest.fixture
def screen(app, shell, qtbot, translations, placed):
    translations.use("zh_CN")
    fill_book(app)
    app.perform("customer.edit", "c1", {"phone": "0571-1"})
    refuse(app)
    add_conflict(app, "k1", "c1")
    add_conflict(app, "k2", "c2")
    made = placed(Screen(app, shell))
    made.activate()
    qtbot.waitUntil(lambda: made.queue.list.count() == 2)
    return made


def refuse(app):
    row = {
        "name": "customer.edit",
        "record": "c2",
        "arguments": json.dumps({"phone": "0571-2"}),
        "at": app.clock.now_text(),
        "status": "refused",
        "problem": "not_yours",
        "rule": "BR-OWN-06",
        "facts": "{}",
    }
    with app.database.write() as connection:
        connection.execute(REFUSED.insert().values(row))


def counts(screen):
    return {name: len(items) for name, items in screen.queue._items.items()}


def test_trouble_is_shown_first_with_the_counts_of_all_three(screen):
    assert screen.queue.section() == "conflicts"
    assert counts(screen) == {"waiting": 1, "failed": 1, "conflicts": 2}
    assert screen.detail.conflict is not None


def test_trouble_that_came_since_the_screen_was_built_is_met_on_arrival(
    qtbot, app, shell, translations
):
    translations.use("zh_CN")
    fill_book(app)
    built = Screen(app, shell)
    qtbot.addWidget(built)
    built.refresh()
    qtbot.waitUntil(lambda: built.queue.section() == "waiting" and bool(built.queue.pills._pills))
    add_conflict(app, "k1", "c1")
    built.show()
    built.activate()
    qtbot.waitUntil(lambda: built.detail.conflict is not None)
    assert built.queue.section() == "conflicts"


def test_the_section_a_person_chose_stays_while_it_holds_something(qtbot, app, screen):
    screen.queue.pills._choose("waiting")
    app.perform("customer.edit", "c2", {"phone": "0571-1"})
    screen.activate()
    qtbot.waitUntil(lambda: counts(screen)["waiting"] == 2)
    assert screen.queue.section() == "waiting"


def test_the_standing_value_is_chosen_and_the_keys_choose_another(qtbot, screen):
    view = screen.detail.conflict
    assert view.choice == "theirs"
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert (view.choice, view.result.text()) == ("mine", "30")


def test_enter_decides_and_the_next_conflict_takes_its_place(qtbot, app, screen):
    qtbot.keyClick(screen.detail.conflict, Qt.Key.Key_1)
    qtbot.keyClick(screen.queue.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counts(screen)["conflicts"] == 1)
    assert app.status().conflicts == 1
    qtbot.waitUntil(lambda: screen.detail.conflict is not None)
    assert screen.detail.conflict.clash.record == "c2"


def test_another_value_is_typed_and_kept(qtbot, app, screen):
    view = screen.detail.conflict
    view.choose("value")
    view.result.setText("60")
    view.decide()
    qtbot.waitUntil(lambda: counts(screen)["conflicts"] == 1)
    from desktop.store.rows import Rows

    with app.database.read() as connection:
        assert Rows(connection).get("customer", "c1").fields["terms_days"] == 60


def test_a_value_that_does_not_fit_is_explained_and_nothing_is_lost(screen):
    view = screen.detail.conflict
    view.choose("value")
    view.result.setText("bald")
    view.decide()
    assert view.trouble.isVisible()
    assert counts(screen)["conflicts"] == 2


def test_what_was_refused_says_why_and_is_mended_and_sent_again(qtbot, app, screen):
    screen.queue.go_to("failed")
    row = screen.detail.rows["phone"]
    row.saved.emit("0571-22223333")
    screen.detail.send_again()
    qtbot.waitUntil(lambda: counts(screen)["failed"] == 0)
    assert counts(screen)["waiting"] == 2
    assert screen.queue._items["waiting"]
    (item,) = [i for i in screen.queue._items["waiting"].values() if i.record == "c2"]
    assert item.arguments == {"phone": "0571-22223333"}


def test_giving_up_takes_it_off_the_queue(qtbot, app, screen):
    screen.queue.go_to("failed")
    screen.detail.give_up()
    qtbot.waitUntil(lambda: counts(screen)["failed"] == 0)
    assert app.status().refused == 0


def test_an_empty_section_says_so_in_one_calm_sentence(screen, app, qtbot):
    screen.queue.go_to("failed")
    screen.detail.give_up()
    qtbot.waitUntil(lambda: screen.queue.list.count() == 0)
    assert screen.queue.nothing.isVisible()


def test_the_log_is_exported_in_one_file(app, screen, tmp_path):
    app.profile.logs.mkdir(parents=True, exist_ok=True)
    (app.profile.logs / "routebook.log").write_text("one\n", "utf-8")
    screen.device.write_log(tmp_path / "all.log")
    assert (tmp_path / "all.log").read_text("utf-8") == "one\n"


def test_what_went_onto_a_stick_waits_on_as_handed_over(qtbot, app, screen, tmp_path):
    keys = {"key": signing.public(signing.new_key()), "box": sealing.public(sealing.new_key())}
    known = {"device": "d1", "epoch": "e1", "key": signing.new_key().hex(), "centre": keys}
    with app.database.write() as connection:
        for name, value in known.items():
            state.put(connection, name, value)
    stick = tmp_path / "zhou.syncb"
    with qtbot.waitSignal(screen.device.stick.moved):
        screen.device.stick.write(stick)
    assert stick.read_bytes().startswith(b"ROUTEBK\x01")
    screen.activate()
    queue = screen.queue
    qtbot.waitUntil(lambda: [one.status for one in queue._items["waiting"].values()] == ["relayed"])
    assert screen.device.stick.out.isEnabled()


def test_after_a_restore_the_card_says_that_another_stick_is_to_be_written(qtbot, app, screen):
    card = screen.device.stick
    assert card.about.text().startswith("没有网络时")
    with app.database.write() as connection:
        state.put(connection, "restored", {"epoch": "e2", "heard": 3})
    screen.shell.changed.emit()
    qtbot.waitUntil(lambda: "从备份恢复过" in card.about.text())
    with app.database.write() as connection:
        state.forget(connection, "restored")
    screen.shell.changed.emit()
    qtbot.waitUntil(lambda: card.about.text().startswith("没有网络时"))


def test_a_stick_that_is_none_is_told_and_changes_nothing(qtbot, app, screen, tmp_path):
    nonsense = tmp_path / "x.syncb"
    nonsense.write_bytes(b"ROUTEBOOK")
    told = []
    screen.shell.tell = told.append
    screen.device.stick.read(nonsense)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].kind in ("no_box", "not_a_bundle")
    assert screen.device.stick.back.isEnabled()


def test_what_a_hub_took_is_never_shown_as_done(qtbot, screen):
    screen.device.show_line("relayed", None)
    assert "总部尚未收到" in screen.device.headline.text()


def hub_kept(app):
    with app.database.read() as connection:
        return state.get(connection, "hub_address", "")


def test_a_hub_is_kept_by_its_address_and_one_without_tls_is_refused_where_it_was_typed(
    qtbot, app, screen
):
    choice = screen.device.stick.hub
    choice.pills._pills["address"].click()
    qtbot.keyClicks(choice.address.focusWidget(), "http://192.168.3.7:8443")
    qtbot.keyClick(choice.address.focusWidget(), Qt.Key.Key_Return)
    assert (hub_kept(app), choice.address.is_editing) == ("", True)
    assert any("只能用 https 连接" in label.text() for label in choice.address.findChildren(Label))
    qtbot.keyClick(choice.address.focusWidget(), Qt.Key.Key_Home)
    qtbot.keyClick(choice.address.focusWidget(), Qt.Key.Key_Escape)
    choice.address.edit()
    qtbot.keyClicks(choice.address.focusWidget(), "https://192.168.3.7:8443")
    qtbot.keyClick(choice.address.focusWidget(), Qt.Key.Key_Return)
    assert hub_kept(app) == "https://192.168.3.7:8443"
    assert choice.pills.current() == "address"


def test_any_hub_on_the_lan_or_none_is_one_press_and_comes_back_as_it_was(app, screen):
    choice = screen.device.stick.hub
    choice.pills._pills["auto"].click()
    assert (hub_kept(app), choice.address.isHidden()) == ("auto", True)
    choice.show_used("https://192.168.3.7:8443")
    assert (choice.pills.current(), choice.address.value()) == (
        "address",
        "https://192.168.3.7:8443",
    )
    choice.pills._pills[""].click()
    assert hub_kept(app) == ""


def late_decision(app):
    """Mine was away from the line while another laptop's arrived."""
    request = {"title": "双十二堆头特价", "kind": "special_price", "state": "rejected"}
    ruling = {"request": "q1", "verdict": "reject", "comment": "价格太低", "decider": "zhang",
              "step": 1, "decided_at": "2026-11-20T02:00:00.000000Z"}  # fmt: skip
    mine = {"request": "q1", "verdict": "approve", "decider": app.me.id, "step": 1,
            "effective": False, "decided_at": "2026-11-20T01:00:00.000000Z"}  # fmt: skip
    receive(app, "approval_request", {"q1": ("all", request)})
    receive(app, "decision", {"d1": ("all", ruling)}, 2)
    receive(app, "decision", {"d2": ("all", mine)}, 3)
    row = {
        "name": "approval.decide", "record": "d2", "at": "2026-11-20T01:00:00.000000Z",
        "arguments": json.dumps({"request": "q1", "verdict": "approve"}), "status": "refused",
        "problem": "already_decided", "rule": "BR-APR-05", "facts": "{}",
    }  # fmt: skip
    with app.database.write() as connection:
        connection.execute(REFUSED.insert().values(row))


def test_a_decision_that_came_too_late_stands_beside_the_one_that_counts(app, screen, qtbot):
    late_decision(app)
    screen.refresh()
    qtbot.waitUntil(lambda: counts(screen) == {"waiting": 1, "failed": 1, "conflicts": 3})
    screen.queue.list.select_number(0)
    view = screen.detail.conflict
    shown = [label.text() for label in view.findChildren(Label)]
    assert shown[0] == "双十二堆头特价"
    assert {"您的决定", "同意", "生效的决定", "驳回", "价格太低"} <= set(shown)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counts(screen)["conflicts"] == 2)


def test_files_that_wait_at_a_branch_hub_are_told_apart_from_those_still_here(
    qtbot, app, screen, tmp_path
):
    for number in (1, 2, 3):
        app.attach("customer", "c1", NewFile(f"{number}.jpg", data=b"x" * 2048 * number), quiet)
    app.contents.hand_over(app.contents.every()[-1].sha256)
    screen.refresh()
    qtbot.waitUntil(lambda: "附件在分部服务器" in facts(screen.device.storage))
    said = facts(screen.device.storage)
    assert said["附件在分部服务器"] == "1 · 6 KB"
    assert said["附件待上传"] == "2 · 6 KB"


def facts(card):
    words = [label.text() for label in card.findChildren(Label)]
    return dict(zip(words[::2], words[1::2], strict=True))


def test_the_line_of_keys_says_what_enter_does_in_a_conflict_and_elsewhere(screen):
    def said():
        return [word.text() for word in screen.queue.keys._keys if isinstance(word, Label)]

    assert said() == ["上下移动", "选择", "保存"]
    screen.queue.go_to("waiting")
    assert said() == ["上下移动", "下一项"]
