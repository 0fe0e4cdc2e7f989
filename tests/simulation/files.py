"""Contents of attached files: how they travel, and where they have to be.

The records that name them are as any other; this is about the bytes. They go over the same bad
lines as everything else, in pieces of a few bytes, and lie at the centre, at the hub, on laptops
and on sticks.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from desktop.store.contents import Contents
from desktop.usecases import attaching
from desktop.usecases.attaching import NewFile
from desktop.usecases.carrying_files import ByHub, Carried, Run
from sync import wire
from sync.errors import Refused
from sync.scope import Scope
from sync.server.blobs import Blobs, Piece, Standing
from sync.server.database import Database
from tests.simulation import reading
from tests.simulation.crash import Killed
from tests.simulation.line import Line

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.world import World

PIECE = 7  # bytes
PIECES = "SELECT b.sha256, p.body FROM blob b JOIN blob_piece p USING (upload) ORDER BY p.start"
HERE = "SELECT sha256, have = size, arrived FROM content"
SENT = "SELECT sha256, record FROM content JOIN arrival USING (sha256) WHERE arrived = 1"
HANG = "SELECT id FROM attachment WHERE deleted = 0 ORDER BY id"
KEPT_BACK = "SELECT arguments FROM {} WHERE name = 'attachment.add'"


def content(word: str, times: int) -> bytes:
    """Few different ones, of one piece to several: now and then two people attach the same."""
    return b"\xff\xd8\xff" + word.encode() * times


class Bytes:
    """In the place of `HttpPeer`, and of `upstream.Files`: contents over a line of the simulator;
    dies at the exchange after so many others."""

    def __init__(self, line: Line, dies: int = -1) -> None:
        self._line, self._left = line, dies
        self.bytes_up = self.bytes_down = 0

    def standing(self, sha256: str) -> tuple[int, bool]:
        return self._said(self._call(f"blob head {sha256}", b""))

    def put(self, sha256: str, start: int, body: bytes, total: int) -> tuple[int, bool]:
        return self._said(self._call(f"blob put {sha256} {start} {total}", body))

    def get(self, sha256: str, start: int, length: int) -> bytes:
        return self._call(f"blob get {sha256} {start} {length}", b"")

    def _call(self, what: str, body: bytes) -> bytes:
        answer = self._line._call(what, body)
        if self._left == 0:
            raise Killed  # the answer is here, and nothing of it is written down
        self._left -= 1
        return answer

    def _said(self, answer: bytes) -> tuple[int, bool]:
        have, whole = msgspec.json.decode(answer)
        return int(have), bool(whole)


def answer(blobs: Blobs, scope: Scope, device: str, what: str, body: bytes) -> bytes:
    """The web's side of it, at the centre and at the hub."""
    _, method, sha256, *numbers = what.split(" ")
    if method == "head":
        return _told(blobs.standing(scope, device, sha256))
    start, length = map(int, numbers)
    if method == "put":
        return _told(blobs.write(scope, device, sha256, Piece(start, length, body)))
    end = min(start + length, blobs.size(scope, sha256))
    return b"".join(blobs.pieces(sha256, start, end))


def _told(now: Standing) -> bytes:
    return wire.encode([now.have, now.whole])


@dataclass(frozen=True, slots=True)
class Attached:
    """What a person hung on a record, on which laptop; said apart from the product."""

    laptop: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def attach(laptop: "Laptop", id: str, type: str, subject: str, body: bytes) -> None:
    """As `Application.attach`, with an id that is the same in every run."""
    contents = laptop.app.contents
    said = attaching.take_in(contents, laptop.clock, NewFile("照片.jpg", data=body), _nobody)
    try:
        laptop.do("attachment.add", id, subject_type=type, subject=subject, **said)
    finally:
        contents.mark(str(said["sha256"]), held="")


def carry(laptop: "Laptop", line: Line, dies: int = -1) -> Carried:
    """As `Files.carry`, by the line to the centre or by that to the hub."""
    app = laptop.app
    app.files.look_about()
    kind = Run if line is laptop.line else ByHub
    run = kind(app.database, app.contents, app.clock, _nobody, {})
    if run.anything():
        run.each(Bytes(line, dies))  # type: ignore[arg-type]
    return run.carried


def at(database: Database) -> dict[str, bytes]:
    """The whole contents of a centre or a hub, past the product."""
    found: dict[str, bytes] = {}
    with database.read() as connection:
        for sha256, body in reading.rows(connection, PIECES):
            found[sha256] = found.get(sha256, b"") + body
    return found


def here(contents: Contents) -> Iterator[tuple[str, bytes, bool]]:
    """Of what lies whole on a laptop: hash, bytes, whether it says that the centre has it."""
    if not contents.exist:
        return
    with contents._step(write=False) as file:
        rows = file.execute(HERE).fetchall()
    for sha256, whole, arrived in rows:
        if whole:
            yield sha256, b"".join(contents.pieces(sha256)), bool(arrived)


def sent(contents: Contents) -> tuple[str, dict[str, str]]:
    """In which history, and of what the laptop is sure that the centre has it: by which record."""
    if not contents.exist:
        return "", {}
    with contents._step(write=False) as file:
        ((history,),) = file.execute("SELECT epoch FROM history").fetchall() or [("",)]
        return history, dict(file.execute(SENT).fetchall())


def is_refused(world: "World", laptop: "Laptop", sha256: str) -> bool:
    """Whether the centre keeps this content from that person, who asks for it by its name."""
    device = world.device(laptop.device)
    what = f"blob get {sha256} 0 {PIECE}"
    try:
        answer(world.centre.blobs, world.centre.scope(device.person), device.id, what, b"")
    except Refused as refusal:
        return refusal.kind == "not_found"
    return False


def kept_back(laptop: "Laptop") -> set[str]:
    """What belongs to a file that the centre refused, or was not told of yet."""
    with laptop.store.read() as connection:
        rows = [
            row
            for table in ("refused", "outbox")
            for row in reading.rows(connection, KEPT_BACK.format(table))
        ]
    return {json.loads(said)["sha256"] for (said,) in rows}


def _nobody(done: int, total: int) -> None:
    pass
