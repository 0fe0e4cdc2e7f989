"""Only sticks go between a laptop and headquarters: files come along, and a restore is mended."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.queries import sync_state
from desktop.usecases.attaching import NewFile
from sync.errors import Refused
from sync.server import keeping
from sync.server.bundles import Carrier
from sync.server.centre import Centre
from tests.support import centre
from tests.support.apps import dumped, known, quiet, states
from tests.support.branch import company
from tests.support.centre import Town
from tests.support.real_laptops import signed_in

FILM, PHOTO = b"film" * 300_000, b"\xff\xd8\xff" + b"photo" * 1_000


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with centre.town(company(tmp_path)) as running:
        yield running


@dataclass(frozen=True)
class Post:
    """Somebody who carries sticks."""

    folder: Path
    centre: Centre

    def up(self, laptop: Application) -> Path:
        stick = self.folder / "up.syncb"
        laptop.write_bundle(stick, quiet)
        return stick

    def hand_in(self, laptop: Application) -> None:
        Carrier(self.centre).take(self.up(laptop))

    def down(self, laptop: Application, **more: int) -> Path:
        stick = self.folder / "down.syncb"
        Carrier(self.centre).give(known(laptop, "device"), stick, **more)
        return stick


def test_the_files_that_somebody_wants_are_on_the_stick_as_far_as_they_fit(
    town: Town, tmp_path: Path
) -> None:
    ann, cat = (signed_in(tmp_path / user, town.address, user) for user in ("ann", "cat"))
    for name, body in (("film.bin", FILM), ("today.jpg", PHOTO)):
        ann.attach("customer", "c1", NewFile(name, data=body), quiet)
    ann.synchronise(quiet)
    ann.files.carry(quiet)
    cat.synchronise(quiet)
    with cat.database.read() as connection:
        ids = list(connection.exec_driver_sql("SELECT id FROM attachment").scalars())
    for each in ids:
        cat.files.want(each)
    post = Post(tmp_path, town.centre)
    post.hand_in(cat)
    taken = cat.read_bundle(post.down(cat, files=len(FILM)), quiet)
    assert taken.files == 1  # the smaller one first, and then there is no room
    digests = [hashlib.sha256(body).hexdigest() for body in (PHOTO, FILM)]
    assert [cat.contents.some([each])[each].is_here for each in digests] == [True, False]
    assert cat.read_bundle(post.down(cat), quiet).files == 1
    assert b"".join(cat.contents.pieces(digests[1])) == FILM
    for laptop in (ann, cat):
        laptop.close()


def told_to_write_another(laptop: Application) -> bool:
    with laptop.database.read() as connection:
        return sync_state.exchange(connection).restored


def test_a_laptop_gets_back_into_step_with_a_restored_centre_by_stick_alone(
    town: Town, tmp_path: Path
) -> None:
    ann, cat = (signed_in(tmp_path / user, town.address, user) for user in ("ann", "cat"))
    post, kept = Post(tmp_path, town.centre), tmp_path / "yesterday"
    keeping.backup(town.centre.database, kept)
    ann.perform("customer.edit", "c1", {"remark": "已确认"})
    ann.synchronise(quiet)
    cat.perform("customer.edit", "c2", {"remark": "总部丢了，没人再提"})
    cat.synchronise(quiet)
    ann.synchronise(quiet)
    past = post.down(ann).rename(tmp_path / "past.syncb")
    old = post.up(ann).rename(tmp_path / "old.syncb")
    keeping.restore(town.centre.database, kept, town.clock)
    post = Post(tmp_path, Centre(town.centre.database, town.clock))
    ann.perform("customer.edit", "c1", {"phone": "之后写的"})
    with pytest.raises(Refused, match="new_epoch"):
        Carrier(post.centre).take(old)

    first = ann.read_bundle(post.down(ann), quiet)
    assert (first.complete, states(ann)) == (False, ["sent", "waiting"])
    assert (first.again, told_to_write_another(ann)) == (True, True)
    post.hand_in(ann)
    again = ann.read_bundle(post.down(ann), quiet)
    assert (again.complete, states(ann)) == (True, [])
    assert (again.again, told_to_write_another(ann)) == (False, False)
    assert known(ann, "epoch") == post.centre.head().epoch
    row = town.read("customer", "c1").fields
    assert (row["remark"], row["phone"]) == ("已确认", "之后写的")
    assert list(dumped(ann)) == town.dump(as_user="ann")
    with pytest.raises(Refused, match="new_epoch"):
        ann.read_bundle(past, quiet)
    ann.perform("customer.edit", "c1", {"phone": "新的一页"})
    post.hand_in(ann)
    ann.read_bundle(post.down(ann), quiet)
    assert (states(ann), town.read("customer", "c1").fields["phone"]) == ([], "新的一页")
    assert ann.synchronise(quiet).repaired == 0
    assert list(dumped(ann)) == town.dump(as_user="ann")
    for laptop in (ann, cat):
        laptop.close()
