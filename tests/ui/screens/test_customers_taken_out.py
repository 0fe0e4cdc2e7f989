"""The list of customers as a file or on paper, and what a rep may not do to a customer."""

import csv
from itertools import count

import pytest

from desktop.queries.customers import Filter
from sync.errors import Refused
from tests.support.customer_records import fill_book
from tests.support.laptops import receive
from ui.print_preview import PrintPreview
from ui.screens.customers import Screen
from ui.screens.customers.export_menu import ExportMenu
from ui.screens.customers.overview import OverviewPage

SEQS = count(1_000)


@pytest.fixture
def screen(app, shell, qtbot, translations, placed):
    translations.use("zh_CN")
    fill_book(app)
    made = placed(Screen(app, shell))
    settled(qtbot, made, made.activate)
    return made


def settled(qtbot, screen, act):
    with qtbot.waitSignal(screen.list.shown):
        act()


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "pdf"])
def test_the_list_is_exported_as_it_is_filtered(qtbot, app, screen, shell, tmp_path, suffix):
    settled(qtbot, screen, lambda: screen.list.take_filter(Filter("class", "=", ("B",))))
    path = tmp_path / f"客户.{suffix}"
    menu = ExportMenu(app, shell, screen.list.question, screen.list.view(), [], screen)
    with qtbot.waitSignal(shell.said):
        menu.write(path)
    assert path.stat().st_size > 100
    if suffix == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == 2


def test_the_list_is_looked_at_before_it_is_printed(qtbot, screen, shell):
    shell.commands.run("customers.print")
    qtbot.waitUntil(lambda: bool(screen.findChildren(PrintPreview)))
    (preview,) = screen.findChildren(PrintPreview)
    qtbot.waitUntil(lambda: preview.pages.pageCount() == 1)
    assert preview.windowTitle() == "客户"
    preview.close()


def offered(app, screen, qtbot, state):
    """The states to choose from on the card of a customer of that state."""
    receive(app, "customer", {"c1": ("terr:hz1", {"state": state})}, next(SEQS), "U")
    settled(qtbot, screen, screen.shell.changed.emit)
    screen.open("c1")
    qtbot.waitUntil(lambda: screen.card.card is not None and screen.card.card.state == state)
    row = screen.findChild(OverviewPage).rows["state"]
    return [code for code, _ in row._choices]


def test_a_rep_is_not_offered_to_close_a_customer_nor_to_open_it_again(screen, app, qtbot):
    assert offered(app, screen, qtbot, "active") == ["prospect", "active", "dormant"]
    with pytest.raises(Refused):
        app.perform("customer.edit", "c1", {"state": "closed"})
    assert offered(app, screen, qtbot, "closed") == ["closed"]


class TestManager:
    @pytest.fixture
    def person(self) -> str:
        return "zhang"

    def test_a_manager_closes_and_opens(self, screen, app, qtbot):
        every = ["prospect", "active", "dormant", "closed"]
        assert offered(app, screen, qtbot, "active") == every
        assert offered(app, screen, qtbot, "closed") == every
