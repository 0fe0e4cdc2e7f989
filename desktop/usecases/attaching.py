"""Turns a file into a content: hashed, its type found by its first bytes, stored in pieces."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from desktop.store.contents import PIECE, Contents
from sync.catalogue import Value
from sync.clock import Clock, instant_text
from sync.errors import Problem, Refused

Report = Callable[[int, int], None]
LARGEST = 200 * 1024 * 1024  # bytes; the centre takes no more
KINDS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
}
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".csv": "text/csv",
}


@dataclass(frozen=True, slots=True)
class NewFile:
    """Something a person adds: a file, or what they pasted."""

    name: str
    path: Path | None = None
    data: bytes = b""

    def open(self) -> BinaryIO:
        return BytesIO(self.data) if self.path is None else self.path.open("rb")

    def made_at(self, clock: Clock) -> str:
        """When it was last written, never in the future."""
        if self.path is None:
            return clock.now_text()
        written = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        return min(instant_text(written), clock.now_text())


def take_in(contents: Contents, clock: Clock, new: NewFile, report: Report) -> dict[str, Value]:
    """Stores the content and returns the fields of its record.

    Raises Problem: file_empty, file_changed, disk_full, file_problem; Refused: too_large.
    """
    try:
        start, size, digest = _looked_at(new, report)
        if not size:
            raise Problem("file_empty", file=new.name)
        with new.open() as file:
            pieces = _reported(_read(file), size, report)
            contents.keep(digest, size, pieces, held=clock.now_text())
        taken_at = new.made_at(clock)
    except OSError as error:
        raise Problem("file_problem", detail=error.strerror or type(error).__name__) from None
    return {
        "name": new.name[-255:],
        "media_type": kind_of(start, new.name),
        "size": size,
        "sha256": digest,
        "taken_at": taken_at,
    }


def _looked_at(new: NewFile, report: Report) -> tuple[bytes, int, str]:
    """The first bytes, the size and the hash."""
    digest, size, start = hashlib.sha256(), 0, b""
    with new.open() as file:
        total = file.seek(0, os.SEEK_END)
        file.seek(0)
        if total > LARGEST:
            raise Refused("too_large", limit=f"{LARGEST // 2**20} MB")
        for body in _read(file):
            start = start or body[:16]
            digest.update(body)
            size += len(body)
            report(size, 2 * total)
    return start, size, digest.hexdigest()


def kind_of(start: bytes, name: str) -> str:
    """The media type by its first bytes, the name only where they do not tell."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for magic, kind in KINDS.items() if start.startswith(magic)), None)
    if found in (None, "application/zip"):
        found = OFFICE.get(Path(name).suffix.lower(), found)
    return found or "application/octet-stream"


def _read(file: BinaryIO) -> Iterator[bytes]:
    while body := file.read(PIECE):
        yield body


def _reported(pieces: Iterable[bytes], size: int, report: Report) -> Iterator[bytes]:
    done = size
    for body in pieces:
        yield body
        done += len(body)
        report(done, 2 * size)
