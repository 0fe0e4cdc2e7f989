"""I2, I21: what a copy of a store said is not what this one said, whoever brings the answer."""

from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.store.tables import OUTBOX
from sync.errors import Problem
from tests.promises.telling import conflicts, record, shown
from tests.simulation.laptop import Laptop
from tests.simulation.routes import through_hub
from tests.simulation.world import World


def image_of(laptop: Laptop) -> Path:
    kept = laptop.folder.with_name("copy")
    kept.mkdir()
    copied(laptop, laptop.folder, kept)
    return kept


def copied(laptop: Laptop, there: Path, here: Path) -> None:
    laptop.close()
    for file in there.iterdir():
        (here / file.name).write_bytes(file.read_bytes())


def unanswered(laptop: Laptop) -> int:
    with laptop.store.read() as connection:
        return connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()


@pytest.mark.parametrize("way", ["hub", "stick"])
@pytest.mark.parametrize("first", ["hub", "centre"])
def test_i21_an_answer_to_another_copy_of_the_store_settles_nothing(
    world: World, first: str, way: str
) -> None:
    """What this copy said under that number nobody has heard."""
    ann = world.laptops["ann1"]
    through_hub(ann)
    kept = image_of(ann)
    ann.do("customer.edit", "c1", phone="first")
    if first == "hub":
        through_hub(ann)
    else:
        ann.sync()
    world.branch.meet()
    copied(ann, kept, ann.folder)
    ann.app.perform("customer.edit", "c1", {"remark": "second"})
    for _ in range(2):
        with suppress(Problem):
            if way == "hub":
                through_hub(ann)
            else:
                world.sticks.pack(ann)
                world.sticks.answer(ann)
                world.sticks.bring_back(ann)
        world.branch.meet()
    assert unanswered(ann) or world.oracle.cards["customer", "c1"].fields.get("remark") == "second"


def test_i21_what_another_copy_of_a_store_handed_to_a_hub_too_late_is_shown_to_nobody(
    world: World,
) -> None:
    """The centre will never do it under that number; the hub goes on holding it."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.sync()
    kept = image_of(ann)
    ann.do("customer.edit", "c1", phone="first")
    ann.do("contact.create", "k7", customer="c1", name="first")
    through_hub(ann)
    through_hub(cat)
    assert record(cat, "customer", "c1")["phone"] == "first"
    copied(ann, kept, ann.folder)
    ann.app.perform("customer.edit", "c1", {"remark": "second"})
    ann.sync()
    world.branch.meet()
    through_hub(cat)
    assert record(cat, "customer", "c1")["remark"] == "second"
    assert record(cat, "customer", "c1")["phone"] == "0571-1"
    assert ("contact", "k7") not in shown(cat)


@pytest.mark.parametrize("before", ["C", "D", ""])
def test_i21_what_was_said_as_another_device_does_not_come_back_over_what_was_said_later(
    world: World, before: str
) -> None:
    """The centre is put back as it was before that letter, or as it is; then all of that other
    device is offered again, under numbers above those of what followed."""
    ann = world.laptops["ann1"]

    def said(word: str, **more: str) -> None:
        if word == before:
            world.backup()
        ann.app.perform("customer.edit", "c1", {"phone": word, **more})
        ann.sync()

    for word in "AB":
        said(word)
    said("C", remark="C")
    kept = image_of(ann)
    ann.app.perform("customer.edit", "c1", {"address": "of the copy"})
    ann.sync()
    copied(ann, kept, ann.folder)
    for word in "DEF":
        said(word)
    if not before:
        world.backup()
    world.restore()
    assert ann.sync().conflicts == 0
    card = record(ann, "customer", "c1")
    assert (card["phone"], card["remark"]) == ("F", "C")
    assert not conflicts(ann)
