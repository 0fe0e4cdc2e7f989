"""At 1280x720 with the list open nothing of the figures is cut off."""

import pytest

from tests.support.road_records import place_customers, plan
from ui.screens.performance import Screen
from ui.widgets.containers import ScrollPage


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
