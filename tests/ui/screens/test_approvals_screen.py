"""审批 from the keyboard, on a real laptop: decide, take back, decide several, ask, withdraw."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.application import Application
from tests.support import papers
from tests.support.laptops import receive
from tests.support.papers import request
from ui.screens.approvals import Screen
from ui.screens.approvals.asking import AskPanel
from ui.screens.approvals.batch import BatchPanel
from ui.screens.approvals.stand_in import StandInPanel
from ui.widgets.drops import Brought

QUICK = 0.1  # seconds from a key to the next request painted
FINE = {"limit": "500.00", "amount": "100.00", "receipts": 2, "receipts_missing": 0}
POOR = {"limit": "500.00", "amount": "900.00", "receipts": 2, "receipts_missing": 0}


@pytest.fixture
def person() -> str:
    return "zhang"


@pytest.fixture
def app(tmp_path: Path, person: str):
    application = papers.desk(tmp_path / "desk", person)
    for number in range(1, 4):
        request(application, f"e{number}", facts=FINE, amount="100.00", title=f"交通 {number}")
    request(application, "e9", facts=POOR, amount="900.00", title="招待")
    request(application, "l1", "leave", facts={"days": "1.0", "balance": "4.0"}, title="年假")
    yield application
    application.close()


@pytest.fixture
def screen(in_front, app, shell):
    made = in_front(Screen(app, shell), 1236, 852)
    made.activate()
    return made


def shown(screen) -> list[str]:
    return [line.title for line in screen._inbox._rows.values()]


def choose(screen, title: str) -> None:
    key = next(line.key for line in screen._inbox._rows.values() if line.title == title)
    screen._inbox.list.select_key(key)


def state(app: Application, id: str) -> str:
    with app.database.read() as connection:
        from desktop.queries import approvals

        found = approvals.asked(connection, id, "2026-11-20")
    assert found is not None
    return found.state


def press(screen, command: str) -> None:
    """What the key of the command does."""
    screen._shell.commands.run(f"approvals.{command}")


def test_what_waits_for_me_is_listed_with_its_count(screen):
    assert sorted(shown(screen)) == ["交通 1", "交通 2", "交通 3", "年假", "招待"]
    assert screen._shell.counts["approvals"][0] == 5


def test_what_nobody_has_looked_at_yet_is_neither_read_nor_built(app, shell, qtbot):
    made = Screen(app, shell)
    qtbot.addWidget(made)
    assert made._inbox.list.count() == 0
    made.activate()
    assert made._inbox.list.count() == 5
    panels = (AskPanel, BatchPanel, StandInPanel)
    assert [each for each in made.findChildren(QWidget) if isinstance(each, panels)] == []


def test_the_file_of_a_request_opens_for_who_decides_but_only_its_author_adds_one(screen, app):
    file = {"subject_type": "approval_request", "subject": "e9", "name": "发票.pdf", "size": 9,
            "media_type": "application/pdf", "sha256": "0" * 64}  # fmt: skip
    receive(app, "attachment", {"f1": ("post:rep1", file)}, 20)
    choose(screen, "招待")
    page = screen._detail.files
    assert [line.shown.file.name for line in page.lines.values()] == ["发票.pdf"]
    assert not page.add_button.isVisible()


def test_approving_moves_on_to_the_next_request_within_a_tenth_of_a_second(screen, app, qtbot):
    choose(screen, "交通 1")
    press(screen, "approve")  # the first one loads what the next ones have
    began = time.thread_time()  # what else this machine does is not the screen's fault
    press(screen, "approve")
    screen.repaint()
    assert time.thread_time() - began < QUICK
    assert len(shown(screen)) == 3
    assert screen._inbox.list.current_key() is not None
    assert screen._inbox.list.hasFocus()


def test_a_decision_is_kept_and_waits_to_be_sent(screen, app):
    choose(screen, "招待")
    press(screen, "approve")
    assert state(app, "e9") == "approved"
    assert app.status().unsent == 1
    assert app.sending_waits() > 0


def test_rejecting_asks_for_words_in_place_and_sends_nothing_without_them(screen, app, qtbot):
    choose(screen, "招待")
    press(screen, "reject")
    assert screen._bar.comment.hasFocus()
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Return)
    assert state(app, "e9") == "pending"
    assert screen._bar._missing.text()
    qtbot.keyClicks(screen._bar.comment, "over the limit")
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Return)
    assert state(app, "e9") == "rejected"


def test_control_enter_sends_the_verdict_that_waits_for_its_words_and_no_other(screen, app, qtbot):
    choose(screen, "招待")
    press(screen, "reject")
    qtbot.keyClicks(screen._bar.comment, "over the limit")
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert state(app, "e9") == "rejected"


def test_the_phrases_offered_fit_the_verdict_that_waits_for_its_words(screen, translations):
    def offered():
        return [pill.text() for pill in screen._bar._phrases]

    translations.use("zh_CN")
    choose(screen, "招待")
    assert "同意，注意回收陈列照片" in offered()
    press(screen, "reject")
    assert not any("同意" in phrase for phrase in offered())
    screen._bar._phrases[1].click()
    assert screen._bar.comment.text() == "请补充测算依据"


def test_escape_leaves_the_comment_and_the_request_as_they_were(screen, app, qtbot):
    choose(screen, "招待")
    press(screen, "reject")
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Escape)
    assert screen._inbox.list.hasFocus()
    assert state(app, "e9") == "pending"


def test_z_takes_back_a_decision_that_was_not_sent_and_shows_its_request_again(screen, app):
    choose(screen, "招待")
    press(screen, "approve")
    press(screen, "takeback")
    assert state(app, "e9") == "pending"
    assert screen._inbox.list.current_row().title == "招待"
    assert app.status().unsent == 0


def test_z_with_nothing_to_take_back_says_so(screen, shell):
    said = []
    shell.said.connect(lambda text, *_: said.append(text))
    press(screen, "takeback")
    assert said


def test_skipping_goes_on_and_decides_nothing(screen, app):
    screen._inbox.list.select_number(0)
    press(screen, "skip")
    assert screen._inbox.list.current_number() == 1
    assert len(shown(screen)) == 5


def test_the_pile_is_divided_by_risk_when_asked_and_stays_so(screen, app, shell, qtbot):
    beyond = {"discount": "0.70", "my_limit": "0.80"}
    request(app, "p1", "discount", facts=beyond, title="堆头特价")
    screen.refresh()
    qtbot.mouseClick(screen._inbox.order, Qt.MouseButton.LeftButton)
    screen._arranging.offered[-1].click()
    pills = screen._inbox.pills._pills
    assert [(pill, each.text()[-1]) for pill, each in pills.items()] == [
        ("all", "6"), ("fail", "1"), ("warn", "1"), ("low", "4")
    ]  # fmt: skip
    pills["fail"].click()
    assert shown(screen) == ["堆头特价"]
    another = Screen(app, shell)
    qtbot.addWidget(another)
    another.activate()
    assert "low" in another._inbox.pills._pills


def test_the_newest_stand_first_when_asked(screen, app, qtbot):
    request(app, "u1", facts=FINE, title="今天到期", due_at="2026-11-20T09:00:00.000000Z")
    request(app, "z1", facts=FINE, title="刚提交")
    screen.refresh()
    assert shown(screen)[0] == "今天到期"
    qtbot.mouseClick(screen._inbox.order, Qt.MouseButton.LeftButton)
    screen._arranging.offered[1].click()
    assert shown(screen)[0] != "今天到期"


def test_shift_a_lists_exactly_the_low_risk_requests_of_the_kind_before_anything_happens(
    screen, app
):
    choose(screen, "交通 2")
    press(screen, "batch")
    assert sorted(item.title for item in screen._right.batch._items.values()) == [
        "交通 1",
        "交通 2",
        "交通 3",
    ]
    assert state(app, "e1") == "pending"


def test_enter_approves_the_batch_and_one_z_takes_all_of_it_back(screen, app, qtbot):
    choose(screen, "交通 2")
    press(screen, "batch")
    qtbot.keyClick(screen._right.batch.list, Qt.Key.Key_Return)
    assert [state(app, f"e{number}") for number in (1, 2, 3)] == ["approved"] * 3
    assert {item.result for item in screen._right.batch._items.values()} == {"done"}
    press(screen, "takeback")
    assert [state(app, f"e{number}") for number in (1, 2, 3)] == ["pending"] * 3
    assert state(app, "e9") == "pending"


def test_what_is_unticked_is_not_approved(screen, app, qtbot):
    choose(screen, "交通 2")
    press(screen, "batch")
    screen._right.batch.list.select_number(0)
    left_out = screen._right.batch.list.current_row().title
    qtbot.keyClick(screen._right.batch.list, Qt.Key.Key_X)
    qtbot.keyClick(screen._right.batch.list, Qt.Key.Key_Return)
    assert left_out in shown(screen)
    assert len(shown(screen)) == 3


def test_a_request_beyond_my_limit_is_endorsed_and_not_approved(screen, app):
    facts = {"discount": "0.700", "my_limit": "0.800"}
    request(app, "d1", "discount", facts=facts, title="七折")
    screen.refresh()
    choose(screen, "七折")
    press(screen, "approve")
    assert state(app, "d1") == "pending"
    press(screen, "endorse")
    with app.database.read() as connection:
        from desktop.queries import approvals

        found = approvals.asked(connection, "d1", "2026-11-20")
    assert (found.approver, found.step) == ("gm", 2)


def test_everything_decided_says_so_instead_of_an_empty_page(screen):
    while shown(screen):
        press(screen, "approve")
    assert screen._right.currentWidget() is screen._right.empty
    assert "decided" in screen._nothing._text.text()


def test_signing_a_report_from_here_signs_the_report_itself(screen, app, qtbot):
    papers.sealed_report(app, "r1")
    request(app, "s1", "report_sign", subject_type="report", subject="r1", title="周婷日报")
    screen.refresh()
    choose(screen, "周婷日报")
    press(screen, "approve")
    assert screen._bar.comment.hasFocus(), "a report is never signed without a word"
    qtbot.keyClicks(screen._bar.comment, "read")
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Return)
    with app.database.read() as connection:
        from desktop.queries import reports

        assert reports.report(connection, "r1").state == "signed"
    press(screen, "takeback")
    with app.database.read() as connection:
        assert reports.report(connection, "r1").state == "sealed"


class TestRep:
    """What somebody who asks sees."""

    @pytest.fixture
    def person(self) -> str:
        return "zhou"

    def test_a_rep_drops_a_file_on_a_request_of_their_own(self, screen, app, qtbot, tmp_path):
        choose(screen, "招待")
        page = screen._detail.files
        assert page.add_button.isVisible()
        paper = tmp_path / "发票.pdf"
        paper.write_bytes(b"%PDF-1.4 receipt")
        page.take(Brought((paper,)))
        qtbot.waitUntil(lambda: len(page.lines) == 1)
        (line,) = page.lines.values()
        assert (line.shown.file.subject_type, line.shown.file.subject) == ("approval_request", "e9")

    def test_a_rep_sees_requests_of_their_own_with_their_state(self, screen):
        assert len(shown(screen)) == 5
        assert not screen._bar.isVisible()
        assert screen._own.isVisible()

    def test_withdrawing_keeps_the_request_with_its_state(self, screen, app):
        choose(screen, "年假")
        press(screen, "withdraw")
        assert state(app, "l1") == "withdrawn"

    def test_a_special_price_is_asked_with_a_few_answers_and_the_books_come_along(
        self, screen, app
    ):
        screen._begin_asking("special_price", "c2")
        line = {"name": "礼盒", "quantity": 10, "standard": "100.00", "asked": "86.00"}
        page = screen._right.ask._page
        page.set_answer("lines", [line])
        page.set_answer("reason", "对手已经降价")
        screen._right.ask.send()
        with app.database.read() as connection:
            from desktop.queries import approvals

            newest = approvals.mine(connection, "zhou", "2026-11-20")[0]
        assert newest.amount == 860
        assert newest.facts["discount"] == "0.860"
        assert newest.facts["overdue_amount"] == "6000.00"
        assert newest.approver == "mgr"
        assert screen._inbox.list.current_row().title == newest.title

    def test_a_product_is_found_by_its_initials_and_brings_its_price(self, screen, app, qtbot):
        nuts = {"code": "G-07", "name": "每日坚果 750 g", "unit": "盒", "list_price": "101.00"}
        receive(app, "product", {"p7": ("all", nuts)}, 40)
        screen._begin_asking("special_price", "c2")
        (line,) = screen._right.ask._page._blocks["lines"].editor._lines  # unasked
        qtbot.keyClicks(line.first().focus_target(), "mrjg")
        qtbot.keyClick(line.first().focus_target(), Qt.Key.Key_Return)
        line.editor("quantity").setText("60")
        line.editor("asked").setText("86.9")
        assert line.value() == {
            "product": "p7", "name": "每日坚果 750 g", "quantity": 60, "standard": "101.00",
            "asked": "86.90",
        }  # fmt: skip
        qtbot.keyClicks(line.first().focus_target(), " x")  # not that product any more
        assert "product" not in line.value()

    def test_the_arrows_go_through_what_is_offered(self, screen, app, qtbot):
        for number, name in enumerate(("藕粉 480 g", "藕粉 1 kg"), 41):
            fields = {"code": f"G-{number}", "name": name, "unit": "罐", "list_price": "34.00"}
            receive(app, "product", {f"p{number}": ("all", fields)}, number)
        screen._begin_asking("special_price", "c2")
        picker = screen._right.ask._page._blocks["lines"].editor._lines[0].first()
        picker.focus_target().setFocus()
        for _ in range(2):
            qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Down)
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
        assert (picker.value(), picker.focus_target().hasFocus()) == ("藕粉 1 kg", True)

    def test_tab_goes_through_the_lines_that_were_begun_before(self, screen, qtbot):
        screen._begin_asking("special_price", "c2")
        screen._right.ask._page.set_answer("lines", [{"name": "藕粉"}, {"name": "坚果"}])
        qtbot.keyClick(screen._right.ask, Qt.Key.Key_Escape)
        screen._begin_asking("special_price", "c2")
        lines = screen._right.ask._page._blocks["lines"].editor._lines
        qtbot.waitUntil(lambda: lines[-1].isVisible())
        for cell in [cell for line in lines for cell in line.parts()]:
            qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
            assert screen.focusWidget() in (cell, cell.focusProxy())

    def test_words_that_name_no_customer_are_told_so(self, screen, qtbot):
        screen._begin_asking("special_price")
        qtbot.keyClicks(screen.focusWidget(), "nobody")
        screen._right.ask.send()
        assert "nobody" in screen._right.ask._page._blocks["customer"]._fault.text()

    def test_a_request_without_a_reason_is_not_sent_and_the_focus_goes_there(self, screen, app):
        screen._begin_asking("other")
        screen._right.ask._page.set_answer("matter", "样品")
        screen._right.ask.send()
        assert screen._right.ask._page.field_of(screen.focusWidget()) == "reason"
        assert len(shown(screen)) == 5

    def test_a_request_that_was_begun_waits_until_it_is_sent(self, screen, qtbot):
        screen._begin_asking("other")
        screen._right.ask._page.set_answer("reason", "因为展会")
        qtbot.keyClick(screen._right.ask, Qt.Key.Key_Escape)
        screen._begin_asking("other")
        assert screen._right.ask._page.answer("reason") == "因为展会"

    def test_the_keys_of_the_form_work_from_within_its_words(self, screen, qtbot):
        def words():
            screen._begin_asking("other")
            page = screen._right.ask._page
            page.set_answer("matter", "样品")
            page.set_answer("reason", "因为展会")
            page.focus_field("reason")
            return page._blocks["reason"].editor

        qtbot.keyClick(words(), Qt.Key.Key_Escape)
        assert screen._right.currentWidget() is not screen._right.ask
        qtbot.keyClick(words(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(shown(screen)) == 6
