"""Contents on the laptop: encrypted, in pieces, dropped without a trace, and never in the way."""

import hashlib
import random
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from desktop.commands import keeping
from desktop.store import backup, contents, refusals
from desktop.store.contents import NOW, PIECE, Contents
from desktop.usecases.attaching import NewFile, kind_of
from sync.errors import Problem, Refused
from tests.support.laptops import laptop, receive

BODY = "客户门头照片 plain words ".encode() * 40_000
DIGEST = hashlib.sha256(BODY).hexdigest()
SUBJECT = ("customer", "c1")


def nobody(done: int, total: int) -> None:
    pass


@pytest.fixture
def app(tmp_path: Path):
    application = laptop(tmp_path / "profile")
    yield application
    application.close()


@pytest.fixture
def file(tmp_path: Path) -> NewFile:
    path = tmp_path / "门头.txt"
    path.write_bytes(BODY)
    return NewFile(path.name, path)


def held(app) -> list[str]:
    return [content.sha256 for content in app.contents.every()]


def on_disk(app) -> bytes:
    return b"".join(part.read_bytes() for part in app.profile.folder.rglob("*") if part.is_file())


def photo(digest: str, size: int = len(BODY)) -> dict[str, object]:
    return {
        "subject_type": "customer",
        "subject": "c1",
        "name": "a.jpg",
        "media_type": "image/jpeg",
        "size": size,
        "sha256": digest,
        "taken_at": "2026-11-20T08:00:00.000000Z",
    }


def test_what_is_attached_comes_out_again_and_lies_encrypted(app, file):
    done = app.attach(*SUBJECT, file, nobody)
    assert b"".join(app.contents.pieces(DIGEST)) == BODY
    assert b"".join(app.contents.pieces(DIGEST, PIECE - 5, 10)) == BODY[PIECE - 5 : PIECE + 5]
    named = app.files.named(done.id)
    assert (named.sha256, named.size, named.media_type) == (DIGEST, len(BODY), "text/plain")
    assert BODY[:24] not in on_disk(app)


def test_undoing_the_attaching_takes_the_content_away(app, file):
    app.attach(*SUBJECT, file, nobody)
    app.undo()
    app.files.sweep()
    assert held(app) == []


def test_a_removed_file_comes_back_by_undo_with_its_content(app, file):
    done = app.attach(*SUBJECT, file, nobody)
    app.perform("attachment.remove", done.id)
    app.files.sweep()
    app.undo()
    assert app.files.named(done.id).sha256 == DIGEST
    assert held(app) == [DIGEST]


def test_what_was_sent_is_undone_by_removing_and_adding_again(app):
    receive(app, "attachment", {"p1": ("terr:hz1", photo(DIGEST))})
    app.perform("attachment.remove", "p1")
    with app.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'sent', mseq = 1, v = 5")
    app.undo()
    with app.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, sha256 FROM attachment WHERE deleted = 0")
        (row,) = rows.all()
    assert row.id != "p1"
    assert row.sha256 == DIGEST


def test_contents_leave_with_their_records_and_give_their_room_back(app, file):
    """I9: nothing of them is left in any file, not even in free pages of the encrypted one."""
    receive(app, "attachment", {"p1": ("terr:hz1", photo(DIGEST))})
    app.contents.keep(DIGEST, len(BODY), [BODY], held="")
    opened = app.files.opened_copy(DIGEST, "a.txt")
    assert BODY[:24] in on_disk(app)
    receive(app, "attachment", {"p1": ("terr:hz1", photo(DIGEST))}, seq=2, op="O")
    assert app.files.sweep() == 1
    assert held(app) == []
    assert not opened.exists()
    assert BODY[:24] not in on_disk(app)
    assert app.contents.path.stat().st_size < PIECE
    with app.contents._step(write=False) as opened_file:
        assert opened_file.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert opened_file.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_the_file_of_a_refused_record_is_kept_until_it_is_given_up(app, file):
    app.attach(*SUBJECT, file, nobody)
    with app.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO refused(name, record, arguments, at, status, problem, facts) "
            "SELECT name, record, arguments, at, 'refused', 'not_yours', '{}' FROM outbox"
        )
        connection.exec_driver_sql("DELETE FROM outbox")
        connection.exec_driver_sql("DELETE FROM attachment")
    app.files.sweep()
    assert held(app) == [DIGEST]
    with app.database.read() as connection:
        (refused,) = refusals.every(connection)
    app.discard(refused.key)
    app.files.sweep()
    assert held(app) == []


def test_a_file_that_is_being_attached_is_not_swept(app):
    app.contents.keep(DIGEST, len(BODY), [BODY], held=app.clock.now_text())
    app.files.sweep()
    assert held(app) == [DIGEST]


def test_a_full_disk_is_said_before_anything_is_written(app, file, monkeypatch):
    """The disk is not ours, so it may be played."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(contents.shutil, "disk_usage", lambda path: usage(1, 1, 1_000_000))
    with pytest.raises(Problem) as caught:
        app.attach(*SUBJECT, file, nobody)
    assert caught.value.kind == "disk_full"
    assert held(app) == []
    assert app.status().unsent == 0


def test_a_disk_that_fills_up_in_the_middle_leaves_what_was_there(app, tmp_path):
    """The file may not grow further, as on a full disk."""
    app.contents.keep(DIGEST, len(BODY), [BODY], held="")
    with app.contents._step(write=False) as opened_file:
        pages = opened_file.execute("PRAGMA page_count").fetchone()[0]
        opened_file.execute(f"PRAGMA max_page_count = {pages + 100}")
    other = random.Random(3).randbytes(2_000_000)
    with pytest.raises(Problem) as caught:
        app.attach(*SUBJECT, NewFile("b.bin", data=other), nobody)
    assert caught.value.kind == "disk_full"
    assert b"".join(app.contents.pieces(DIGEST)) == BODY
    assert app.status().unsent == 0


@pytest.mark.parametrize(
    ("body", "kind"), [(b"", "file_empty"), (bytes(200 * 1024 * 1024 + 1), "too_large")]
)
def test_nothing_and_too_much_are_refused(app, body, kind):
    with pytest.raises((Problem, Refused)) as caught:
        app.attach(*SUBJECT, NewFile("x", data=body), nobody)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe1rest", "a.txt", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "x", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBP", "x", "image/webp"),
        (b"%PDF-1.7", "x.jpg", "application/pdf"),
        (b"PK\x03\x04", "x.zip", "application/zip"),
        (b"MZ\x90\x00", "invoice.pdf.exe", "application/octet-stream"),
    ],
)
def test_the_bytes_say_what_it_is_not_the_name(start, name, kind):
    assert kind_of(start, name) == kind


def test_after_another_history_nothing_counts_as_arrived(app):
    app.contents.keep(DIGEST, len(BODY), [BODY], held="")
    assert not app.contents.of_history("e1")
    app.contents.arrive(DIGEST, "f1")
    assert not app.contents.of_history("e1")
    assert app.contents.get(DIGEST).arrived
    assert app.contents.of_history("e2")
    assert not app.contents.get(DIGEST).arrived


def test_a_backup_takes_along_what_only_this_laptop_has(app, tmp_path):
    mine, theirs = b"mine" * 100_000, b"theirs" * 100_000
    for body in (mine, theirs):
        digest = hashlib.sha256(body).hexdigest()
        app.contents.keep(digest, len(body), [body], held="")
    app.contents.arrive(hashlib.sha256(theirs).hexdigest(), "f1")
    backup.write(app.database, tmp_path / "b.zip", lambda: "words", app.contents)
    backup.restore(tmp_path / "again", tmp_path / "b.zip", lambda: "words")
    again = Contents(tmp_path / "again" / "files", app.database.key)
    assert [b"".join(again.pieces(each.sha256)) for each in again.every()] == [mine]
    again.close()


def test_a_wanted_content_is_asked_for_before_others(app):
    receive(app, "attachment", {"p1": ("terr:hz1", photo(DIGEST))})
    assert app.files.want("p1").wanted == NOW
    with pytest.raises(Refused):
        app.files.want("nothing")
    shutil.rmtree(app.profile.opened, ignore_errors=True)


def test_the_doctor_looks_at_the_files_too(app, file):
    assert checked(app) == (True, 0, [], [])
    app.attach(*SUBJECT, file, nobody)
    assert checked(app) == (True, 1, [], [])
    put_by_hand(app, "UPDATE piece SET body = zeroblob(length(body)) WHERE start = 0")
    assert checked(app) == (False, 1, [DIGEST], [])
    path = app.contents.path
    app.contents.close()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    good, _, _, problems = checked(app)
    assert not good
    assert problems


def checked(app) -> tuple[bool, int, list[str], list[str]]:
    name, good, facts = keeping.contents_checked(app)
    assert name == "contents"
    return good, facts["files"], facts["damaged"], facts["problems"]


def put_by_hand(app, sql: str) -> None:
    with app.contents._step() as file:
        file.execute(sql)


@pytest.mark.parametrize(
    "name",
    ["报价.pdf.exe", "报价.EXE. ", "a.lnk", "b.desktop", "c.sh", "清单.js", "d.pdf\u202e.scr"],
)
def test_a_colleagues_file_that_would_run_is_not_opened(app, name):
    body = b"MZ program"
    digest = hashlib.sha256(body).hexdigest()
    app.contents.keep(digest, len(body), [body], held="")
    with pytest.raises(Refused) as caught:
        app.files.opened_copy(digest, name)
    assert caught.value.kind == "file_may_run"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../报价.pdf", "报价.pdf"), ("..\\..\\a.txt", "a.txt"), ("a.txt:b.pdf", "a.txt_b.pdf"),
     ("..", "file"), ("CON.txt", "_CON.txt"), ("a\x00b.txt", "a_b.txt")],
)  # fmt: skip
def test_a_name_that_is_a_path_or_none_at_all_stays_in_its_folder(app, name, shown):
    app.contents.keep(DIGEST, len(BODY), [BODY], held="")
    opened = app.files.opened_copy(DIGEST, name)
    assert (opened.name, opened.read_bytes()) == (shown, BODY)
    assert opened.parent.parent == app.profile.opened
