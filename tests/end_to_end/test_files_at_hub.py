"""Contents of files while headquarters is away: to the hub, to colleagues, and on from there."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from desktop.application import Application
from desktop.queries.files import Room, room
from desktop.store import state
from desktop.store.contents import PIECE
from desktop.usecases.attaching import NewFile
from sync.errors import Refused
from sync.server import hub_running
from sync.server.database import Database
from sync.server.hub_files import AT_ONCE
from sync.server.tables import BLOB, BLOB_PIECE, BLOB_UPLOAD, SEQ_HEAD
from tests.support import centre
from tests.support.apps import known, quiet
from tests.support.branch import LOOPBACK, BranchHub, answering, company, hub_of
from tests.support.centre import Town
from tests.support.real_laptops import signed_in

PHOTO = b"\xff\xd8\xff" + b"photo" * PIECE
DIGEST = hashlib.sha256(PHOTO).hexdigest()
NONE = (0, 0)
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with centre.town(company(tmp_path)) as running:
        yield running


@pytest.fixture
def hub(town: Town, tmp_path: Path) -> Iterator[BranchHub]:
    with hub_of(tmp_path, town, "hq") as running:
        yield running


@pytest.fixture
def laptop(town: Town, tmp_path: Path) -> Iterator[Callable[[str], Application]]:
    opened: list[Application] = []

    def one(user: str) -> Application:
        opened.append(signed_in(tmp_path / user, town.address, user))
        return opened[-1]

    yield one
    for each in opened:
        each.close()


def away(town: Town, *laptops: Application, back: bool = False) -> None:
    """Headquarters does not answer these any more."""
    for each in laptops:
        with each.database.write() as connection:
            state.put(connection, "server", town.address if back else NOWHERE)


def at(place: Town | BranchHub) -> list[str]:
    database = place.centre.database if isinstance(place, Town) else place.database
    with database.read() as connection:
        return list(connection.scalars(select(BLOB.c.sha256)))


def test_a_photo_goes_by_the_hub_to_a_colleague_and_to_headquarters(
    town: Town, hub: BranchHub, laptop: Callable[[str], Application]
) -> None:
    ann, cat, ben = laptop("ann"), laptop("cat"), laptop("ben")
    hub.follow()
    away(town, ann, cat, ben)
    ann.attach("customer", "c1", NewFile("today.jpg", data=PHOTO), quiet)
    assert ann.files.carry(quiet).sent == 0  # nobody has its record yet
    assert room(ann.contents) == Room(len(PHOTO), (1, len(PHOTO)), NONE)
    for each in (ann, cat, ben):
        each.synchronise_through(hub.address, quiet)
    assert ann.files.carry(quiet).sent == 1
    assert at(hub) == [DIGEST]
    assert not ann.contents.some([DIGEST])[DIGEST].arrived  # headquarters does not have it
    assert room(ann.contents) == Room(len(PHOTO), NONE, NONE, at_hub=(1, len(PHOTO)))
    (file,) = _files(cat)
    cat.files.want(file)
    assert cat.files.carry(quiet).received == 1
    assert b"".join(cat.contents.pieces(DIGEST)) == PHOTO
    assert _files(ben) == []  # another territory: not even the hub tells them
    with pytest.raises(Refused, match="not_found"):
        _asks(ben, hub)
    assert at(town) == []
    hub.follow()
    assert at(town) == [DIGEST]
    away(town, ann, back=True)
    ann.synchronise(quiet)
    up = ann.files.carry(quiet)
    assert (up.sent, up.bytes_up) == (1, 0)  # it is there: not one byte of it again
    assert ann.contents.some([DIGEST])[DIGEST].arrived
    assert room(ann.contents) == Room(len(PHOTO), NONE, NONE)


def test_what_a_colleague_has_from_the_hub_is_sent_when_hub_and_author_are_no_more(
    town: Town, laptop: Callable[[str], Application], tmp_path: Path
) -> None:
    ann, cat = laptop("ann"), laptop("cat")
    with hub_of(tmp_path, town, "hq") as hub:
        hub.follow()
        away(town, ann, cat)
        ann.attach("customer", "c1", NewFile("today.jpg", data=PHOTO), quiet)
        for each in (ann, cat):
            each.synchronise_through(hub.address, quiet)
            each.files.carry(quiet)
        assert room(cat.contents) == Room(len(PHOTO), NONE, NONE, at_hub=(1, len(PHOTO)))
    away(town, ann, cat, back=True)
    ann.synchronise(quiet)  # the record, and then the laptop is lost
    cat.synchronise(quiet)
    assert cat.files.carry(quiet).sent == 1
    assert at(town) == [DIGEST]


def test_a_hub_brings_again_what_headquarters_has_lost_in_a_restore(
    town: Town, hub: BranchHub, laptop: Callable[[str], Application]
) -> None:
    ann = laptop("ann")
    hub.follow()
    away(town, ann)
    ann.attach("customer", "c1", NewFile("today.jpg", data=PHOTO), quiet)
    ann.synchronise_through(hub.address, quiet)
    ann.files.carry(quiet)
    hub.follow()
    assert at(town) == [DIGEST]
    with town.centre.database.write() as connection:  # a backup of when the record was there
        for table in (BLOB, BLOB_PIECE):
            connection.execute(delete(table))
        connection.execute(update(SEQ_HEAD).values(epoch="another"))
    hub.follow()
    assert at(town) == [DIGEST]


def test_a_hub_that_is_started_again_goes_on_where_the_centre_stands(
    town: Town, laptop: Callable[[str], Application], tmp_path: Path
) -> None:
    ann, large = laptop("ann"), PHOTO * 4  # several times AT_ONCE
    with hub_of(tmp_path, town, "hq") as hub:
        hub.follow()
        away(town, ann)
        ann.attach("customer", "c1", NewFile("film.bin", data=large), quiet)
        ann.synchronise_through(hub.address, quiet)
        ann.files.carry(quiet)
        assert hub.running.upstream.once()  # the record, and the first pieces
        with town.centre.database.read() as connection:
            begun = connection.execute(select(BLOB_UPLOAD.c.have)).scalar_one()
        assert begun == AT_ONCE * PIECE < len(large)
    database = hub_running.opened(Database(f"sqlite:///{tmp_path / 'hub.db'}"))
    with answering(database, town, LOOPBACK) as again:
        again.follow()
    database.dispose()
    assert at(town) == [hashlib.sha256(large).hexdigest()]
    with town.centre.database.read() as connection:
        starts = list(connection.scalars(select(BLOB_PIECE.c.start).order_by(BLOB_PIECE.c.start)))
    assert starts == list(range(0, len(large), PIECE))  # each once


def _files(laptop: Application) -> list[str]:
    with laptop.database.read() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM attachment").scalars())


def _asks(laptop: Application, hub: BranchHub) -> bytes:
    from desktop.usecases.through_hub import line_to_hub

    assert known(laptop, "hub_address") == hub.address
    peer = line_to_hub(laptop.database, laptop.clock, hub.address)
    try:
        return peer.get(DIGEST, 0, 10)
    finally:
        peer.close()
