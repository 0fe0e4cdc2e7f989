"""Files between laptops, with real processes and a real centre: cut lines, kills, full scopes."""

import hashlib
import random
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.store.contents import PIECE
from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, Laptop, centre, environment, signed_in

PHOTO = b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(900_000)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory):
    """One centre for all tests here: what they attach differs."""
    folder = tmp_path_factory.mktemp("company")
    with centre(folder) as where:
        yield where, signed_in(folder, where.url, ("zhou", "wang", "zhang"))


def attach(laptop: Laptop, file: Path, to: str = "customer/c1") -> dict:
    done = laptop.run("attach", str(file), "--to", to)
    assert done.code == 0, done.said
    return done.lines[0]


def test_a_photo_reaches_the_colleague_byte_for_byte(company, tmp_path):
    zhou, wang, _ = company[1].values()
    photo = tmp_path / "门头.jpg"
    photo.write_bytes(PHOTO)
    added = attach(zhou, photo)
    assert added == {
        "attachment": added["attachment"],
        "sha256": hashlib.sha256(PHOTO).hexdigest(),
        "size": len(PHOTO),
    }
    sent = zhou.sync()
    assert (sent["files_sent"], sent["files_bytes_up"]) == (1, len(PHOTO))
    assert zhou.sync().get("files_bytes_up") == 0
    received = wang.sync()  # a picture of today comes by itself
    assert (received["files_received"], received["files_bytes_down"]) == (1, len(PHOTO))
    copy = tmp_path / "copy.jpg"
    assert wang.run("fetch", added["attachment"], "--to", str(copy)).code == 0
    assert copy.read_bytes() == PHOTO
    (said,) = (
        each["fields"]
        for each in wang.dump("--type", "attachment")
        if each["id"] == added["attachment"]
    )
    assert (said["name"], said["media_type"], said["size"]) == (
        "门头.jpg",
        "image/jpeg",
        len(PHOTO),
    )


# --- bad lines


@dataclass
class Counter:
    """A line that counts what goes through, and is cut after so many bytes up, or goes dead after
    so many either way: then nothing gets through, and nobody hears why."""

    target: int
    cut_after: int | None = None
    dead_after: int | None = None
    up: int = 0
    down: int = 0
    dead: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def run(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self.target)) as far:
            back = threading.Thread(target=self._bring, args=(far, near), daemon=True)
            back.start()
            with suppress(OSError):  # whoever was killed has not read all
                self._take(near, far)
            for end in (near, far):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            back.join(5)

    def _take(self, near: socket.socket, far: socket.socket) -> None:
        while data := near.recv(16_384):
            self.up += len(data)
            if self.cut_after is not None and self.up > self.cut_after:
                self.cut_after = None
                return
            self._hand_on(data, far)

    def _bring(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while data := far.recv(16_384):
                self.down += len(data)
                self._hand_on(data, near)
            near.shutdown(socket.SHUT_RDWR)

    def _hand_on(self, data: bytes, target: socket.socket) -> None:
        if self.dead_after is not None and self.up + self.down > self.dead_after:
            self.dead.set()
            self.closed.wait()
        target.sendall(data)


@contextmanager
def counted(port: int, cut_after: int | None = None, dead_after: int | None = None):
    line = Counter(port, cut_after, dead_after)
    threading.Thread(target=line.run, daemon=True).start()
    try:
        yield line
    finally:
        line.closed.set()
        line.listening.close()


HEADS = 10_000  # bytes of requests' heads and of the records, all of a run together
HALF = 3_000_000


def test_a_cut_line_sends_at_most_one_piece_again(company, tmp_path):
    where, laptops = company
    file = tmp_path / "a.bin"
    file.write_bytes(random.Random(5).randbytes(len(PHOTO)))
    attach(laptops["zhou"], file)
    with counted(where.port, cut_after=600_000) as line:
        assert laptops["zhou"].run("sync", "--peer", line.url).code == 3
        assert laptops["zhou"].run("sync", "--peer", line.url).code == 0
        assert len(PHOTO) < line.up <= len(PHOTO) + PIECE + HEADS


def test_killed_in_the_middle_it_goes_on_where_it_stopped(company, tmp_path):
    """kill -9 of the sender when the centre has half of it; then of a receiver that has half."""
    where, laptops = company
    zhou, wang = laptops["zhou"], laptops["wang"]
    video = tmp_path / "a.bin"
    video.write_bytes(random.Random(2).randbytes(2 * HALF))
    added = attach(zhou, video)
    with counted(where.port, dead_after=HALF) as line:
        killed(zhou, ["sync", "--peer", line.url], line.dead)
    with counted(where.port) as line:
        assert zhou.run("sync", "--peer", line.url).code == 0
        assert line.up <= HALF + 2 * PIECE + HEADS

    copy = tmp_path / "copy.bin"
    fetch = ["fetch", added["attachment"], "--to", str(copy)]
    with counted(where.port) as line:
        wang.run("sync", "--peer", line.url)
        line.dead_after = line.up + line.down + HALF
        killed(wang, fetch, line.dead)
    assert not copy.exists()
    with counted(where.port) as line:
        wang.run("sync", "--peer", line.url)
        assert wang.run(*fetch).code == 0
        assert line.down <= HALF + 2 * PIECE + HEADS
    assert copy.read_bytes() == video.read_bytes()


def stored(file: Path) -> int:
    return sum(part.stat().st_size for part in file.parent.glob("contents.db*"))


def killed(laptop: Laptop, arguments: list[str], when: threading.Event) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "desktop", "--profile", str(laptop.folder), *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert when.wait(PATIENCE)
    running.kill()
    running.wait()


def test_a_customer_that_goes_takes_its_photos_along(company, tmp_path):
    """I9: the laptop that may read it no more holds no byte of it."""
    where, laptops = company
    zhou, zhang = laptops["zhou"], laptops["zhang"]
    zhou.run("sync", "--peer", where.url)  # whatever line the tests before it used
    photo = tmp_path / "b.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + random.Random(9).randbytes(1_500_000))
    added = attach(zhou, photo, "customer/c2")
    assert zhou.sync()["files_sent"] == 1
    zhang.sync()
    before = stored(zhou.folder / "files" / "contents.db")
    moved = zhang.apply({"do": "customer.move", "id": "c2", "set": {"territory": "hz2"}})
    assert moved[0]["ok"], moved
    zhang.sync()
    zhou.sync()
    assert zhou.run("fetch", added["attachment"], "--to", str(tmp_path / "x")).code == 1
    assert stored(zhou.folder / "files" / "contents.db") < before - 1_400_000
    assert zhang.run("fetch", added["attachment"], "--to", str(tmp_path / "y")).code == 0
    assert (tmp_path / "y").read_bytes() == photo.read_bytes()
