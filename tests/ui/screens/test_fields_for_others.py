"""A new field of the cards: for oneself, or published by who leads others; taken away again."""

import pytest

from desktop.queries.customer_fields import own_fields
from tests.support.customer_records import fill_book
from tests.support.laptops import laptop, receive
from ui.screens.customers.own_fields import KEPT, NewField, bring_along
from ui.widgets.buttons import IconButton
from ui.window import Window


@pytest.fixture
def app(tmp_path, person):
    made = laptop(tmp_path / "profile", person)
    units = {"east": {"name": "华东大区"}, "hz": {"name": "杭州", "parent": "east"}}
    receive(made, "org_unit", {id: ("all", row) for id, row in units.items()}, 2)
    receive(made, "post", {"mgr": ("all", {"unit": "east", "superior": "gm"})}, 3, "U")
    receive(made, "post", {"rep1": ("all", {"unit": "hz"})}, 3, "U")
    receive(made, "post", {"gm": ("all", {"title": "总经理"})}, 3)
    fill_book(made)
    made.refresh_me()
    yield made
    made.close()


@pytest.fixture
def form(app, shell, in_front, translations):
    translations.use("zh_CN")
    window = in_front(Window(app, shell))
    window.show_workspace("customers")
    made = NewField(app, shell, window)
    made.show()
    return made


def names(app):
    with app.database.read() as connection:
        return [(one.name, one.unit) for one in own_fields(connection, app.me.post)]


def make(form, name, kind="text", whose=None):
    form.name.setText(name)
    form.kind.set_value(kind)
    form.whose.set_value(whose)
    form._make()


def test_a_rep_makes_it_for_themselves_and_takes_it_away_again(app, shell, form):
    assert not form.whose.isVisibleTo(form)
    make(form, "收货时间")
    assert names(app) == [("收货时间", "")]
    again = NewField(app, shell, form.window())
    (away,) = [
        each for each in again.findChildren(IconButton) if "收货时间" in each.accessibleName()
    ]
    away.click()
    assert names(app) == []
    shell.undo()
    assert names(app) == [("收货时间", "")]


def test_what_an_earlier_version_kept_in_the_settings_is_brought_along(app, shell):
    shell.settings.set(KEPT, [{"name": "口味", "kind": "choice", "choices": ["甜", "咸"]}])
    bring_along(app, shell.settings)
    bring_along(app, shell.settings)
    with app.database.read() as connection:
        (field,) = own_fields(connection, app.me.post)
    assert (field.name, field.kind, field.choices) == ("口味", "choice", ("甜", "咸"))
    assert app.status().unsent == 1


class TestManager:
    @pytest.fixture
    def person(self) -> str:
        return "zhang"

    def test_who_leads_others_publishes_for_their_unit_and_no_further(self, app, shell, form):
        said = [form.whose.itemText(at) for at in range(form.whose.count())]
        assert said == ["只给自己", "华东大区"]
        make(form, "冷柜台数", "number", "east")
        assert names(app) == [("冷柜台数", "east")]
        again = NewField(app, shell, form.window())
        again.show()
        make(again, "冷柜台数", "number", "east")
        assert "已经有一个叫" in again.trouble.text(), "said in place, nothing is lost"
        assert again.name.text() == "冷柜台数"

    def test_a_field_of_a_unit_elsewhere_is_on_no_card_here(self, app):
        receive(app, "org_unit", {"west": ("all", {"name": "西部"})}, 4)
        for unit in ("west", "hz", "east", None):
            field = {"name": f"项{unit}", "kind": "text", "active": True, "unit": unit}
            receive(app, "customer_field", {f"f{unit}": ("all", field)}, 5)
        assert sorted(unit for _, unit in names(app)) == ["", "east", "hz"]
