"""Another language while one works: every word changes, and nothing that was open or typed goes."""

import re

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.queries.customers import Filter
from tests.support.customer_records import add_conflict, add_contact, add_product, fill_book
from ui.screens.customers.visit_form import VisitForm
from ui.widgets.tabs import Tabs
from ui.window import Window
from ui.workspaces import WORKSPACES

MOVES = re.compile(r"\d+")


@pytest.fixture
def book(app, shell, translations):
    """Something of everything; the window speaks as the settings say, as in the program."""
    fill_book(app)
    add_product(app)
    add_contact(app, "k9", "c1", "王小明", "13900001111")
    add_conflict(app, "k1", "c1")
    app.perform("customer.edit", "c1", {"phone": "0571-1"})

    def speak() -> None:
        translations.use(shell.settings.language)

    shell.settings.changed.connect(speak)
    speak()
    yield app
    shell.settings.changed.disconnect(speak)


def settled(qtbot, shell) -> None:
    """Everything that was asked for has been answered."""
    for _ in range(3):  # an answer may ask again
        QApplication.sendPostedEvents()
        qtbot.waitUntil(lambda: not shell.jobs.are_running)
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(screen: QWidget, *, hidden: bool = True) -> set[str]:
    """Every word on it: seen, told by a hint, or read out; numbers aside."""
    words: set[str] = set()
    for widget in (screen, *screen.findChildren(QWidget)):
        if not hidden and not widget.isVisible():
            continue
        if isinstance(widget, Tabs):
            words |= {tab.title for tab in widget._tabs}
        if isinstance(widget, QComboBox):
            words |= {widget.itemText(number) for number in range(widget.count())}
        read = getattr(widget, "text", None)
        typed = isinstance(widget, QLineEdit | QPlainTextEdit)
        hint = widget.placeholderText() if typed else ""
        seen = str(read()) if read is not None else ""
        words |= {seen, hint, widget.accessibleName(), widget.toolTip()}
    return {MOVES.sub("#", each) for each in words}


def test_a_workspace_that_changed_its_language_says_what_a_new_one_says(
    book, app, shell, in_front, qtbot
):
    switched = in_front(Window(app, shell))
    names = [space.name for space in WORKSPACES]
    for name in names:
        switched.show_workspace(name)
        settled(qtbot, shell)
    before = {name: said(switched.built(name)) for name in names}
    shell.settings.set("language", "en")
    settled(qtbot, shell)
    fresh = in_front(Window(app, shell))
    for name in names:
        for window in (fresh, switched):  # those out of sight ask again when they are shown
            window.show_workspace(name)
            settled(qtbot, shell)
        new, old = fresh.built(name), switched.built(name)
        assert said(old) - said(new) == set(), name
        assert said(old, hidden=False) == said(new, hidden=False), name
        assert before[name] != said(old)


@pytest.fixture
def window(book, app, shell, in_front, qtbot):
    made = in_front(Window(app, shell), 1440, 900)
    made.show_workspace("customers")
    settled(qtbot, shell)
    qtbot.waitUntil(lambda: made.built("customers").card.card is not None)
    return made


def choose(qtbot, window, shell, row: int, value: str) -> None:
    """In the popover of the settings, as a person does."""
    qtbot.mouseClick(window.bar.settings, Qt.MouseButton.LeftButton)
    pills = (window.sheets.settings._language, window.sheets.settings._theme,
             window.sheets.settings._density)[row][1]  # fmt: skip
    qtbot.mouseClick(pills._pills[value], Qt.MouseButton.LeftButton)
    settled(qtbot, shell)


@pytest.mark.parametrize(("row", "value"), [(0, "en"), (1, "dark"), (2, "comfort")])
def test_settings_leave_the_open_customer_its_tab_its_scroll_place_and_the_filter(
    window, shell, qtbot, row, value
):
    screen = window.built("customers")
    screen.list.show_filter([Filter("region", "=", ("西湖区",))])
    settled(qtbot, shell)
    screen.list.table.select_number(1)
    qtbot.waitUntil(lambda: screen.card.card.id == screen.list.table.current_row().id)
    open_card = screen.card.card.id
    screen.card._turn("overview")
    bar = screen.card.body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 40)
    bar.setValue(40)
    asked, number = screen.list.question, screen.list.table.current_number()
    choose(qtbot, window, shell, row, value)
    assert window.sheets.settings.isVisible()
    assert window.built("customers") is screen
    assert (screen.list.question, screen.list.table.current_number()) == (asked, number)
    assert (screen.card.card.id, screen.card.tabs.current()) == (open_card, "overview")
    assert bar.value() == 40
    for name, usual in (("theme", "light"), ("density", "standard")):
        shell.settings.set(name, usual)


def test_half_a_note_typed_in_a_card_is_there_in_another_language(window, shell, qtbot):
    screen = window.built("customers")
    screen.card.record_visit()
    form = screen.card._form
    assert isinstance(form, VisitForm)
    qtbot.keyClicks(form.next_step, "call them")
    form.outcome.setPlainText("老板说下周")
    form.purpose.set_value("collect")
    form.again.setChecked(True)
    choose(qtbot, window, shell, 0, "en")
    assert screen.card._form is form
    assert (form.outcome.text(), form.next_step.text()) == ("老板说下周", "call them")
    assert (form.purpose.value(), form.again.isChecked()) == ("collect", True)
    assert form.heading.text().startswith("Visit to ")
    assert form.save_button.text() == "Save visit"


def test_a_field_being_edited_is_still_being_edited_in_another_language(window, shell, qtbot):
    row = window.built("customers").card.overview.rows["address"]
    row.edit()
    row._editor.setText("文三路 1")
    shell.settings.set("language", "en")  # by its key: no field is left for it
    settled(qtbot, shell)
    assert row.is_editing
    assert row._editor.text() == "文三路 1"
    assert row.accessibleName() == "Address"


def test_a_request_half_written_keeps_its_words_and_its_focus(window, shell, qtbot):
    window.show_workspace("approvals")
    settled(qtbot, shell)
    screen = window.built("approvals")
    screen.show_what({"new": "expense"})
    page = screen._right.ask._page
    qtbot.waitUntil(lambda: bool(page._blocks))
    page.focus_field("reason")
    page.set_answer("reason", "展会的展台")
    shell.settings.set("language", "en")
    settled(qtbot, shell)
    assert page.answer("reason") == "展会的展台"
    assert page.field_of(QApplication.focusWidget()) == "reason"


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_report_half_read_stays_where_it_is_scrolled_to(window, shell, qtbot, elsewhere):
    window.show_workspace("reports")
    settled(qtbot, shell)
    pane = window.built("reports")._pane
    bar = pane.form.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    section = window.built("reports")._sheet.form.sections[2].key
    pane.form.scroll_to(section)
    at = bar.value()
    assert at > 0
    if elsewhere:
        window.show_workspace("today")
    shell.settings.set("language", "en")
    settled(qtbot, shell)
    window.show_workspace("reports")
    settled(qtbot, shell)
    assert pane._seal.text() == "Seal"
    assert (bar.value(), pane.rail.current()) == (at, section)


def test_a_visit_half_written_on_the_route_keeps_its_words(window, shell, qtbot):
    window.show_workspace("routes")
    settled(qtbot, shell)
    form = window.built("routes").pane.visit_form
    form.begin("联佳超市")
    form.outcome.setText("缺货")
    shell.settings.set("language", "en")
    settled(qtbot, shell)
    assert form.outcome.text() == "缺货"
    assert form._title.text() == "Visit: 联佳超市"


def test_a_value_typed_into_a_conflict_stays(window, shell, qtbot):
    window.show_workspace("sync")
    settled(qtbot, shell)
    view = window.built("sync").detail.conflict
    view.choose("value")
    view.result.setText("0571-9")
    choose(qtbot, window, shell, 0, "en")
    view = window.built("sync").detail.conflict
    assert (view.choice, view.result.text()) == ("value", "0571-9")
