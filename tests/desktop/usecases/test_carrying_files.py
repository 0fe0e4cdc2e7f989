"""Carrying contents: in the order people need them, past expired tokens, one bad one aside."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from desktop.store.contents import PIECE
from desktop.usecases.attaching import NewFile
from desktop.usecases.sign_in import Credentials, sign_in
from sync.clock import instant_text
from sync.server.admin import Administration
from sync.server.tables import BLOB, BLOB_PIECE, TOKEN
from tests.support import centre

OLD = 1_600_000_000  # long before today
JPEG = b"\xff\xd8\xff"


def nobody(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('town') / 'centre.db'}"
    centre.found(url)
    with centre.town(url) as running:
        yield running


@pytest.fixture
def signed(town, tmp_path):
    """Signs a person's new laptop in and brings it in step."""
    opened = []

    def make(user: str):
        given = Credentials(town.address, user, f"pw-{user}", f"{user} laptop")
        app = sign_in(tmp_path / user, given, lambda: "words")
        opened.append(app)
        app.synchronise(nobody)
        return app

    yield make
    for app in opened:
        app.close()


def attach(app, folder: Path, name: str, body: bytes, customer="c1", *, old=False) -> str:
    path = folder / name
    path.write_bytes(body)
    if old:
        os.utime(path, (OLD, OLD))
    app.attach("customer", customer, NewFile(name, path), nobody)
    return hashlib.sha256(body).hexdigest()


def at_centre(town) -> list[str]:
    """Contents in the order in which they became whole."""
    with town.centre.database.read() as connection:
        return list(connection.scalars(select(BLOB.c.sha256).order_by(BLOB.c.received_at)))


def test_todays_photos_go_first_then_whatever_is_smallest(town, signed, tmp_path):
    ann = signed("ann")
    bodies = {
        "big.bin": (b"big" * PIECE, False),
        "old.jpg": (JPEG + b"o" * 900, True),
        "small.txt": (b"small" * 100, False),
        "today.jpg": (JPEG + b"t" * 2 * PIECE, False),
        "also today.jpg": (JPEG + b"a" * PIECE, False),
    }
    digests = {
        name: attach(ann, tmp_path, name, body, old=old) for name, (body, old) in bodies.items()
    }
    before = set(at_centre(town))
    ann.synchronise(nobody)
    assert ann.files.carry(nobody).sent == 5
    wanted = ["also today.jpg", "today.jpg", "small.txt", "old.jpg", "big.bin"]
    assert [each for each in at_centre(town) if each not in before] == [
        digests[name] for name in wanted
    ]


def test_nothing_is_sent_before_its_record_is_accepted(town, signed, tmp_path):
    ann = signed("ann")
    digest = attach(ann, tmp_path, "early.txt", b"early" * 50)
    assert ann.files.carry(nobody).sent == 0
    assert digest not in at_centre(town)


def test_a_photo_is_sent_although_its_record_has_left_the_scope_meanwhile(town, signed, tmp_path):
    ann, ben = signed("ann"), signed("ben")
    ann.perform("customer.create", "m1", {"name": "搬走的店"})
    digest = attach(ann, tmp_path, "seen.jpg", JPEG + b"s" * 800, "m1")
    undone = attach(ann, tmp_path, "undone.jpg", JPEG + b"u" * 800, "m1")
    ann.undo()
    ann.synchronise(nobody)  # the record goes up; then the office is quicker than the photo
    Administration(town.centre.database, town.clock).move("m1", "t2")
    ann.synchronise(nobody)
    assert ann.files.carry(nobody).sent == 1
    assert digest in at_centre(town)
    ann.files.sweep()
    assert ann.contents.some([digest, undone]) == {}  # and now nothing of it is here
    ben.synchronise(nobody)
    assert ben.files.carry(nobody).received == 1


def test_a_photo_is_sent_although_the_same_one_was_attached_again_too_late(town, signed, tmp_path):
    ann = signed("ann")
    ann.perform("customer.create", "m3", {"name": "搬走的店"})
    digest = attach(ann, tmp_path, "seen.jpg", JPEG + b"s" * 800, "m3")
    ann.synchronise(nobody)
    attach(ann, tmp_path, "again.jpg", JPEG + b"s" * 800, "m3")
    Administration(town.centre.database, town.clock).move("m3", "t2")
    assert ann.synchronise(nobody).refused == 1
    assert ann.files.carry(nobody).sent == 1
    assert digest in at_centre(town)


def test_a_photo_that_nobody_wants_any_more_goes_with_its_record(town, signed, tmp_path):
    ann, ben = signed("ann"), signed("ben")
    ann.perform("customer.create", "m2", {"name": "又一家"})
    digest = attach(ann, tmp_path, "unwanted.jpg", JPEG + b"n" * 800, "m2")
    ann.synchronise(nobody)
    Administration(town.centre.database, town.clock).move("m2", "t2")
    ben.synchronise(nobody)
    with ben.database.read() as connection:
        named = connection.exec_driver_sql("SELECT id FROM attachment WHERE name LIKE 'unw%'")
        file = str(named.scalar_one())
    ben.perform("attachment.remove", file, {})
    ben.synchronise(nobody)
    ann.synchronise(nobody)
    assert ann.files.carry(nobody).sent == 0
    ann.files.sweep()
    assert ann.contents.some([digest]) == {}


def test_expired_tokens_are_renewed_on_the_way(town, signed, tmp_path):
    ann = signed("ann")
    attach(ann, tmp_path, "late.txt", b"late" * 50)
    ann.synchronise(nobody)
    past = instant_text(town.clock.now() - timedelta(hours=1))
    with town.centre.database.write() as connection:
        connection.execute(update(TOKEN).where(TOKEN.c.kind == "access").values(expires=past))
    assert ann.files.carry(nobody).sent == 1
    ann.synchronise(nobody)  # and the other line knows the new ones


def test_what_is_not_at_the_centre_yet_stops_no_other(town, signed, tmp_path):
    ann, cat = signed("ann"), signed("cat")
    missing = attach(ann, tmp_path, "missing.jpg", JPEG + b"m" * 600)
    there = attach(ann, tmp_path, "there.jpg", JPEG + b"h" * 700)
    ann.synchronise(nobody)
    ann.files.carry(nobody)
    with town.centre.database.write() as connection:
        upload = select(BLOB.c.upload).where(BLOB.c.sha256 == missing).scalar_subquery()
        connection.execute(delete(BLOB_PIECE).where(BLOB_PIECE.c.upload == upload))
        connection.execute(delete(BLOB).where(BLOB.c.sha256 == missing))
    cat.synchronise(nobody)
    cat.files.carry(nobody)
    assert cat.contents.get(there).is_here
    assert cat.contents.get(missing).problem == "not_found"


def test_a_content_that_was_spoiled_here_is_never_sent_as_if_it_were_sound(town, signed, tmp_path):
    ann = signed("ann")
    body = b"sound" * 200
    digest = attach(ann, tmp_path, "spoiled.txt", body)
    ann.synchronise(nobody)
    with ann.contents._step() as file:
        file.execute("UPDATE piece SET body = ? WHERE body = ?", (b"rotten" + body[6:], body))
    assert ann.files.carry(nobody).sent == 0
    assert ann.contents.get(digest).problem == "damaged_here"
    assert digest not in at_centre(town)


def test_what_arrives_damaged_is_begun_again(town, signed, tmp_path):
    ann, cat = signed("ann"), signed("cat")
    body = JPEG + b"w" * (PIECE + 100)
    digest = attach(ann, tmp_path, "whole.jpg", body)
    ann.synchronise(nobody)
    ann.files.carry(nobody)
    cat.synchronise(nobody)
    cat.contents.begin(digest, len(body), wanted=2)
    cat.contents.put(digest, 0, b"?" * PIECE)  # spoiled by the disk
    cat.files.carry(nobody)
    assert cat.contents.get(digest).have == 0
    cat.files._resting.clear()
    cat.files.carry(nobody)
    assert b"".join(cat.contents.pieces(digest)) == body
