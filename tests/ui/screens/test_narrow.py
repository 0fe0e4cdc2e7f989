"""At 1280x720 nothing is cut off, and no field lies over another."""

from itertools import pairwise

import pytest

from tests.support.customer_records import fill_book
from tests.support.road_records import place_customers, plan
from ui.screens.performance import Screen
from ui.widgets.containers import ScrollPage
from ui.window import Window


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_figures_fit_beside_the_list(app, shell, qtbot, translations, language):
    translations.use(language)
    place_customers(app)
    plan(app, "p1", "c1", app.clock.today(), 1)
    screen = Screen(app, shell)
    qtbot.addWidget(screen)
    screen.resize(1076, 672)
    screen.show()
    screen.activate()
    qtbot.waitUntil(lambda: screen._shown is not None)
    screen.drill("tile", "done")
    page = screen.findChild(ScrollPage)
    qtbot.waitUntil(lambda: page.widget().width() <= page.viewport().width())


def test_no_field_of_a_visit_lies_over_another_in_a_small_window(app, shell, in_front, qtbot):
    fill_book(app)
    window = in_front(Window(app, shell))
    window.show_workspace("customers")
    card = window.built("customers").card
    card.show_customer("c1")
    card.record_visit()
    form = card._form
    rows = [form.ordered, form.outcome, form.next_step, form.day, form.serious, form.save_button]

    def are_apart():
        edges = [field.geometry() for field in rows]
        return all(above.bottom() < below.top() for above, below in pairwise(edges))

    qtbot.waitUntil(are_apart)
