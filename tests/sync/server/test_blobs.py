"""Contents in pieces: resumed where they stopped, checked by their hash, seen by nobody else."""

import hashlib
import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from sync.clock import Clock
from sync.server.admin import Administration
from sync.server.compacting import compact
from sync.server.tables import BLOB_PIECE
from tests.support.centre import Refusal

CONTENT = random.Random(7).randbytes(700_001)
DIGEST = hashlib.sha256(CONTENT).hexdigest()
PATH = f"/v1/blob/{DIGEST}"
PIECE = 256 * 1024


def named(laptop, digest=DIGEST, id="p1", customer="c1"):
    photo = {"subject_type": "customer", "subject": customer, "name": "a.jpg", "sha256": digest}
    assert laptop.do("attachment.add", id, **photo).status == "applied"


def put(laptop, start, end, content=CONTENT, path=PATH, total=None):
    said = {
        "Authorization": f"Bearer {laptop.tokens.access}",
        "Content-Range": f"bytes {start}-{end - 1}/{total or len(content)}",
    }
    laptop.call("PUT", path, content[start:end], said)


def refusal(run, *arguments, **named):
    with pytest.raises(Refusal) as caught:
        run(*arguments, **named)
    return caught.value


def get(laptop, first, last=""):
    said = {
        "Authorization": f"Bearer {laptop.tokens.access}",
        "Range": f"bytes={first}-{last}",
    }
    return laptop.call("GET", PATH, b"", said)


def test_pieces_go_on_where_they_stopped_and_become_whole(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    named(ann)
    cat.sync()
    put(ann, 0, PIECE)
    assert refusal(put, ann, 0, PIECE).facts == {"offset": PIECE}
    assert refusal(put, ann, 2 * PIECE, len(CONTENT)).facts == {"offset": PIECE}
    assert refusal(cat.authorised, "GET", PATH).status == 404
    put(ann, PIECE, 2 * PIECE)
    put(ann, 2 * PIECE, len(CONTENT))
    assert cat.authorised("GET", PATH) == CONTENT
    put(ann, 0, PIECE)  # it is whole: anything said again is done


def test_any_range_comes_out(town):
    ann = town.laptop("ann")
    named(ann)
    ann.authorised("PUT", PATH, CONTENT)
    assert get(ann, 0, 0) == CONTENT[:1]
    assert get(ann, 5, 9) == CONTENT[5:10]
    assert get(ann, 700_000) == CONTENT[-1:]
    assert get(ann, 3, 9_999_999) == CONTENT[3:]
    assert refusal(get, ann, 700_001).status == 416


def test_what_does_not_fit_its_hash_is_dropped_whole(town):
    ann = town.laptop("ann")
    named(ann)
    wrong = CONTENT[:-1] + b"?"
    put(ann, 0, PIECE)
    assert refusal(put, ann, PIECE, len(wrong), content=wrong).problem == "other_content"
    put(ann, 0, len(CONTENT))  # from the beginning
    assert ann.authorised("GET", PATH) == CONTENT


def test_nobody_sees_or_spoils_what_another_has_begun(town):
    ann, cat, ben = (town.laptop(name) for name in ("ann", "cat", "ben"))
    named(ann)
    cat.sync()
    put(cat, 0, PIECE, content=bytes(len(CONTENT)))  # nonsense under the same hash
    put(ann, 0, PIECE)
    put(ann, PIECE, len(CONTENT))
    assert ann.authorised("GET", PATH) == CONTENT
    assert {refusal(ben.authorised, way, PATH, b"x").status for way in ("GET", "PUT")} == {404}


NONSENSE = {
    "bytes 0-9/5": 400,
    "bytes 0-0/2": 400,
    "bytes 5-1/10": 400,
    "pages 0-1/2": 400,
    f"bytes 0-9/{10**12}": 413,
}


def test_nonsense_is_refused(town):
    ann = town.laptop("ann")
    named(ann)
    token = {"Authorization": f"Bearer {ann.tokens.access}"}
    answers = {
        said: refusal(ann.call, "PUT", PATH, b"0123456789", {**token, "Content-Range": said}).status
        for said in NONSENSE
    }
    assert answers == NONSENSE


def test_a_removed_attachment_shows_its_content_no_more(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    named(ann)
    ann.authorised("PUT", PATH, CONTENT)
    assert ann.do("attachment.remove", "p1").status == "applied"
    cat.sync()
    assert refusal(cat.authorised, "GET", PATH).status == 404
    named(ann, id="p2")  # taken back: it is there already
    cat.sync()
    assert cat.authorised("GET", PATH) == CONTENT


def test_who_attached_it_may_still_send_it_when_the_record_is_out_of_their_sight(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    named(ann)
    put(ann, 0, PIECE)
    assert refusal(put, ben, 0, PIECE).status == 404
    Administration(town.centre.database, town.clock).move("c1", "t2")
    put(ann, PIECE, len(CONTENT))
    assert refusal(ann.authorised, "GET", PATH).status == 404  # to read it is another matter
    ben.sync()
    assert ben.authorised("GET", PATH) == CONTENT


def later(days: float) -> Clock:
    return Clock(offset=timedelta(days=days))


def let_go(town, days: float) -> int:
    return compact(town.centre.database, later(days), keep_days=90)["contents"]


def test_what_no_attachment_names_any_more_is_let_go_after_a_while(town):
    ann = town.laptop("ann")
    named(ann)
    ann.authorised("PUT", PATH, CONTENT)
    assert let_go(town, 400) == 0
    assert ann.do("attachment.remove", "p1").status == "applied"
    assert let_go(town, 89) == 0
    named(ann, id="p2")  # somebody still has use for it
    assert let_go(town, 400) == 0
    assert ann.authorised("GET", PATH) == CONTENT
    assert ann.do("attachment.remove", "p2").status == "applied"
    other = b"begun and never finished"
    digest = hashlib.sha256(other).hexdigest()
    named(ann, digest=digest, id="p3")
    put(ann, 0, 4, other, f"/v1/blob/{digest}")
    assert let_go(town, 91) == 1
    assert let_go(town, 91) == 0
    with town.centre.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(BLOB_PIECE)).scalar() == 0
    named(ann, id="p4")
    assert refusal(ann.authorised, "GET", PATH).status == 404
    ann.authorised("PUT", PATH, CONTENT)  # and comes again like any other
    assert ann.authorised("GET", PATH) == CONTENT
