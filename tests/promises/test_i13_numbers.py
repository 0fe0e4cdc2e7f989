"""I13: numbers that a device used in a lost history, and nobody misses, hold nothing up."""

import pytest

from tests.promises.telling import everyone_syncs, record, shown
from tests.simulation import checks
from tests.simulation.world import World


@pytest.mark.parametrize("way", ["stick", "line"])
def test_i13_what_was_refused_in_a_lost_history_leaves_no_gap(world: World, way: str) -> None:
    """Its laptop has nothing to give back, and begins anew with the first stick that it reads."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    world.backup()
    ann.do("contact.edit", "k1", phone="ann's")
    ann.sync()
    cat.do("contact.delete", "k1")  # what it has not seen changed meanwhile: refused
    assert cat.sync().refused == 1
    world.restore()
    world.sticks.answer(cat)
    world.sticks.bring_back(cat)
    cat.do("customer.edit", "c1", phone="cat's")
    if way == "stick":
        world.sticks.pack(cat)
        assert world.sticks.hand_in(cat) == "1 changes"
    else:
        assert cat.sync().pushed == 1
    everyone_syncs(world)
    checks.centre_is(world)
    assert shown(cat) == world.oracle.visible("cat")
    assert record(ann, "customer", "c1")["phone"] == "cat's"
