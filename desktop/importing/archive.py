"""Zip files that cannot hurt: sizes are checked before unpacking and again while unpacking."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from desktop.importing.problems import DAMAGED, PASSWORD, TOO_LARGE, refuse
from desktop.importing.tables import Limits

PIECE = 64 << 10
ENCRYPTED = 0x1
NAMES_ARE_UTF8 = 0x800


class Archive:
    """The members by name, each readable in pieces, never whole; open only while reading."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self._limits = limits
        try:
            with zipfile.ZipFile(path) as file:
                self.members = {member.filename: member for member in file.infolist()}
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError) as why:
            raise refuse(DAMAGED, path, why=str(why)) from why
        self._check()

    def _check(self) -> None:
        if len(self.members) > self._limits.members:
            raise refuse(TOO_LARGE, self.path, members=len(self.members))
        if sum(member.file_size for member in self.members.values()) > self._limits.unpacked_bytes:
            raise refuse(TOO_LARGE, self.path, limit=self._limits.unpacked_bytes)
        for member in self.members.values():
            if member.flag_bits & ENCRYPTED:
                raise refuse(PASSWORD, self.path)
            if (
                member.file_size > self._limits.unpacked_without_question
                and member.file_size > self._limits.packing_ratio * max(1, member.compress_size)
            ):
                raise refuse(TOO_LARGE, self.path, member=member.filename, bytes=member.file_size)

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def pieces(self, name: str) -> Iterator[bytes]:
        """The member's bytes in order; a lie about sizes or a broken stream is a Problem."""
        try:
            with zipfile.ZipFile(self.path) as file, file.open(self.members[name]) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except KeyError as why:
            raise refuse(DAMAGED, self.path, missing=name) from why
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as why:
            raise refuse(DAMAGED, self.path, member=name, why=str(why)) from why

    def whole(self, name: str, at_most: int) -> bytes:
        """A small member at once."""
        pieces: list[bytes] = []
        left = at_most
        for piece in self.pieces(name):
            left -= len(piece)
            if left < 0:
                raise refuse(TOO_LARGE, self.path, member=name)
            pieces.append(piece)
        return b"".join(pieces)


def shown_name(member: zipfile.ZipInfo) -> str:
    """Chinese Windows packs names as GBK without saying so; Python takes them for cp437."""
    if member.flag_bits & NAMES_ARE_UTF8:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
