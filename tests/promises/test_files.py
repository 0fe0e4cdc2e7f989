"""Files: whoever attached one late hears of it, and what the centre let go of it is sent again."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.promises.telling import conflicts, everyone_syncs, shown
from tests.simulation import checks, files
from tests.simulation.laptop import Laptop
from tests.simulation.routes import through_hub
from tests.simulation.world import World

PHOTO = files.content("山", 3)


def attached(world: World, laptop: Laptop, id: str) -> None:
    files.attach(laptop, id, "customer", "c1", PHOTO)
    world.attached[id] = files.Attached(laptop.name, PHOTO)


def carried(*laptops: Laptop) -> None:
    """Both ways, after what names them."""
    for laptop in laptops:
        laptop.sync()
        files.carry(laptop, laptop.line)


def at_centre(world: World) -> list[bytes]:
    return list(files.at(world.database).values())


def let_go(world: World, laptop: Laptop, id: str) -> None:
    """The file is removed, and its content forgotten with the log that told of it."""
    laptop.do("attachment.remove", id)
    laptop.sync()
    if world.branch.used:
        world.branch.meet()  # it goes on from there, and begins no new copy
    world.moment += timedelta(hours=1)
    world.forget(30)
    assert at_centre(world) == []


def test_i7_a_file_for_a_customer_deleted_meanwhile_is_done_and_its_author_told(
    world: World,
) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.delete", "c1")
    attached(world, ann, "f1")
    cat.sync()
    everyone_syncs(world)
    (kept,) = conflicts(ann)
    assert (kept["kind"], kept["type"], kept["record"]) == ("deleted", "customer", "c1")
    assert (kept["author"], kept["stood_by"], kept["mine"]) == ("ann", "cat", {})
    checks.at_rest(world)
    (id,) = [id for type, id in shown(ann) if type == "conflict"]
    ann.do("conflict.resolve", id, take="mine")
    everyone_syncs(world)
    assert {("customer", "c1"), ("attachment", "f1")} <= shown(cat).keys()
    checks.at_rest(world)


@pytest.mark.parametrize("way", ["line", "hub", "stick"])
def test_i2_a_file_attached_again_after_its_content_was_let_go_is_sent_again(
    world: World, way: str
) -> None:
    ann = world.laptops["ann1"]
    attached(world, ann, "f1")
    if way == "hub":  # it remembers what it has passed on
        through_hub(ann)
        files.carry(ann, ann.lan)
        world.branch.meet()
        assert at_centre(world) == [PHOTO]
    carried(ann)
    let_go(world, ann, "f1")
    attached(world, ann, "f2")
    if way == "line":
        carried(ann)
    elif way == "stick":
        world.sticks.there_and_back(ann)
    else:
        for _ in range(2):  # the content goes when the record was taken
            through_hub(ann)
            files.carry(ann, ann.lan)
            world.branch.meet()
    assert at_centre(world) == [PHOTO]
    everyone_syncs(world, repairs=True)  # the log is gone that some have not heard
    checks.at_rest(world)


def test_i2_a_file_named_again_by_whoever_has_not_got_it_is_sent_by_whoever_has(
    world: World,
) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    attached(world, ann, "f1")
    carried(ann, cat)
    said = shown(ann)["attachment", "f1"]
    (sha256,) = files.at(world.database)
    assert [body for _, body, _ in files.here(cat.app.contents)] == [PHOTO]
    let_go(world, ann, "f1")
    ann.app.contents.drop([sha256])
    del said["author"]
    ann.do("attachment.add", "f2", **said)
    carried(ann, cat)
    assert at_centre(world) == [PHOTO]
    everyone_syncs(world, repairs=True)
    checks.at_rest(world)


def test_i13_a_file_is_sent_again_to_a_centre_put_back_without_its_command(world: World) -> None:
    """No new epoch: only the chain of its commits tells."""
    ann = world.laptops["ann1"]
    world.backup()
    attached(world, ann, "f1")
    carried(ann)
    assert at_centre(world) == [PHOTO]
    put_back_as_a_file(world)
    assert at_centre(world) == []
    carried(ann)
    assert at_centre(world) == [PHOTO]


def test_i13_a_file_lost_with_the_centre_comes_back_by_stick_alone(world: World) -> None:
    ann = world.laptops["ann1"]
    world.backup()
    attached(world, ann, "f1")
    carried(ann)
    world.restore()
    for _ in range(3):
        world.sticks.there_and_back(ann)
    assert at_centre(world) == [PHOTO]


def put_back_as_a_file(world: World) -> None:
    world.database.dispose()
    paths = (world.folder / "backup", world.folder / "centre.db")
    with closing(sqlite3.connect(paths[0])) as kept, closing(sqlite3.connect(paths[1])) as now:
        kept.backup(now)
    world.restart()
    world.lost = True
    world.adopt()
