"""A published field reaches everybody it is for; one of a person follows them to a new laptop."""

import pytest

from desktop.application import Application
from desktop.queries.customer_fields import OwnField, own_fields
from tests.support.real_laptops import signed_in, synchronised


@pytest.fixture
def copies(sqlite_copies):
    """What travels is the same on every database."""
    return sqlite_copies


def fields(laptop: Application) -> list[tuple[str, str, bool]]:
    with laptop.database.read() as connection:
        found: list[OwnField] = own_fields(connection, laptop.me.post)
    return [(field.name, field.kind, field.company) for field in found]


def test_fields_of_the_company_and_of_oneself_are_on_every_laptop_of_a_person(town, tmp_path):
    dan, ann = (signed_in(tmp_path / who, town.address, who) for who in ("dan", "ann"))
    asked = dan.perform("field.publish", set={"name": "收货时间", "kind": "text"}).id
    value = {"kind": "choice", "choices": ["甲", "乙"]}
    said = {"kind": "customer_field", "name": "口味", "value": value}
    ann.perform("preference.keep", set=said)
    for each in (dan, ann):
        assert synchronised(each).refused == 0
    synchronised(ann)
    new = signed_in(tmp_path / "new", town.address, "ann")
    wanted = [("收货时间", "text", True), ("口味", "choice", False)]
    assert fields(ann) == fields(new) == wanted
    assert fields(dan) == wanted[:1], "what one person made is nobody else's"
    new.perform("preference.keep", set={**said, "value": {"kind": "text"}})
    new.perform("preference.keep", set={**said, "name": "生日", "value": {"kind": "date"}})
    dan.undo()  # sent: it is withdrawn
    for each in (new, dan, ann):
        assert synchronised(each).refused == 0
    assert fields(ann) == [("口味", "text", False), ("生日", "date", False)]
    assert town.read("customer_field", asked).fields["active"] is False
    assert synchronised(new).refused == 0
    new.undo()
    assert fields(new) == [("口味", "text", False)]
    for each in (dan, ann, new):
        each.close()
