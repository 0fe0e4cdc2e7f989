"""Who may ask everybody for a field of the cards, and what one person keeps for themselves."""

import pytest

from sync.errors import BadValue, Refused
from sync.mutations.adding import preference_id
from tests.support.small_world import World

FIELD = {"name": "收货时间", "kind": "text"}


@pytest.fixture
def world() -> World:
    made = World()
    for id, parent in (("hq", None), ("east", "hq"), ("hz", "east"), ("west", "hq")):
        made.put("org_unit", id, name=id, parent=parent)
    made.put("post", "gm", title="gm", unit="hq")
    made.put("post", "mgr", title="mgr", unit="east", superior="gm")
    made.put("post", "r1", title="r1", unit="hz", superior="mgr", territories=["t1"])
    return made


@pytest.mark.parametrize(
    ("person", "unit", "why"),
    [
        ("dan", None, None),
        ("dan", "west", None),
        ("cat", "east", None),
        ("cat", "hz", None),
        ("cat", "west", "not_your_unit"),
        ("cat", None, "not_your_unit"),
        ("ann", "hz", "not_a_manager"),
        ("zoe", None, "no_post"),
    ],
)
def test_a_field_is_published_by_who_leads_the_people_it_is_for(world, person, unit, why):
    if why is None:
        (op,) = world.do(person, "field.publish", "f1", unit=unit, **FIELD)
        assert (op.set["active"], op.set["unit"]) == (True, unit)
        return
    with pytest.raises(Refused) as caught:
        world.do(person, "field.publish", "f1", unit=unit, **FIELD)
    assert caught.value.kind == why


def test_the_same_name_is_asked_for_once_in_a_unit(world):
    world.put("customer_field", "f1", active=True, unit="east", **FIELD)
    with pytest.raises(Refused, match="field_exists"):
        world.do("cat", "field.publish", "f2", unit="east", **FIELD)
    with pytest.raises(Refused, match="not_your_unit"):
        world.do("cat", "field.edit", "f1", unit="west")
    (op,) = world.do("cat", "field.edit", "f1", active=False)
    assert op.set == {"active": False}
    world.put("customer_field", "f1", active=False, unit="east", **FIELD)
    assert world.do("cat", "field.publish", "f2", unit="east", **FIELD)


def test_what_a_person_keeps_is_theirs_under_one_id_on_every_laptop(world):
    said = {"kind": "customer_field", "name": "生日", "value": {"kind": "date"}}
    id = preference_id("ann", "customer_field", "生日")
    (op,) = world.do("ann", "preference.keep", id, **said)
    assert op.set["person"] == "ann"
    with pytest.raises(BadValue):
        world.do("ben", "preference.keep", id, **said)
    world.put("preference", id, **op.set)
    (op,) = world.do("ann", "preference.keep", id, **{**said, "value": {"kind": "text"}})
    assert op.ruled
    assert op.set == {"value": {"kind": "text"}}
    with pytest.raises(Refused):
        world.do("ben", "preference.drop", id)
