"""The records of an old Excel workbook: their frame, the index in front, the shared strings."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop.importing.problems import DAMAGED, PASSWORD, TOO_LARGE, refuse
from desktop.importing.serials import BUILT_IN_DATES, is_date_format
from desktop.importing.tables import Limits

BOF, EOF, FILE_PASS, CODE_PAGE, EPOCH = 0x0809, 0x000A, 0x002F, 0x0042, 0x0022
SHEET, STRINGS, CONTINUE, FORMAT, STYLE = 0x0085, 0x00FC, 0x003C, 0x041E, 0x00E0
BIFF8 = 0x0600
WORKSHEET = 0
CODE_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 1200: "utf-16-le"}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """Where a sheet's records begin."""

    name: str
    offset: int


@dataclass(slots=True)
class Globals:
    """What cells refer to."""

    unicode: bool = True
    code_page: str = "cp1252"
    epoch_1904: bool = False
    sheets: list[SheetEntry] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    dates: frozenset[int] = frozenset()

    def text(self, book: bytes, start: int, end: int) -> str:
        """A text inside one record: two bytes of length, then characters."""
        length = struct.unpack_from("<H", book, start)[0]
        return self.characters(book, start + 2, end, length)

    def characters(self, book: bytes, start: int, end: int, length: int) -> str:
        if not self.unicode:
            return book[start : min(end, start + length)].decode(self.code_page, "replace")
        if book[start] & 1:
            wide = book[start + 1 : min(end, start + 1 + 2 * length)]
            return wide.decode("utf-16-le", "replace")
        return book[start + 1 : min(end, start + 1 + length)].decode("latin-1")


def records(book: bytes, offset: int) -> Iterator[tuple[int, int, int]]:
    """Kind, first and last-but-one byte of each record; a cut-off record is damage."""
    end = len(book)
    while offset + 4 <= end:
        kind, size = struct.unpack_from("<HH", book, offset)
        start = offset + 4
        offset = start + size
        if offset > end:
            raise ValueError("cut off")
        yield kind, start, offset


def read_globals(book: bytes, path: Path, limits: Limits) -> Globals:
    """The first substream, up to its end."""
    found = Globals()
    first = True
    in_strings = False
    pieces: list[bytes] = []
    for kind, start, end in records(book, 0):
        if first:
            if kind != BOF:
                raise refuse(DAMAGED, path, why="no workbook")
            found.unicode = struct.unpack_from("<H", book, start)[0] >= BIFF8
            first = False
        elif kind == FILE_PASS:
            raise refuse(PASSWORD, path)
        elif kind == STRINGS or (kind == CONTINUE and in_strings):
            pieces.append(book[start:end])
        elif kind == EOF:
            break
        else:
            _note(found, kind, book, start, end)
        in_strings = kind == STRINGS or (kind == CONTINUE and in_strings)
    if pieces:
        found.strings = shared_strings(pieces, path, limits)
    found.dates = frozenset(
        place for place, number in enumerate(found.styles) if _is_date(found, number)
    )
    return found


def _note(found: Globals, kind: int, book: bytes, start: int, end: int) -> None:
    if kind == CODE_PAGE:
        number = struct.unpack_from("<H", book, start)[0]
        found.code_page = CODE_PAGES.get(number, f"cp{number}")
        try:
            "".encode(found.code_page)
        except LookupError:
            found.code_page = "cp1252"
    elif kind == EPOCH:
        found.epoch_1904 = book[start] == 1
    elif kind == STYLE:
        found.styles.append(struct.unpack_from("<H", book, start + 2)[0])
    elif kind == FORMAT:
        found.formats[struct.unpack_from("<H", book, start)[0]] = _format_code(
            found, book, start, end
        )
    elif kind == SHEET:
        offset, _, sheet_kind, length = struct.unpack_from("<IBBB", book, start)
        if sheet_kind == WORKSHEET:
            name = found.characters(book, start + 7, end, length)
            found.sheets.append(SheetEntry(name, offset))


def _format_code(found: Globals, book: bytes, start: int, end: int) -> str:
    if found.unicode:
        return found.text(book, start + 2, end)
    return found.characters(book, start + 3, end, book[start + 2])


def _is_date(found: Globals, number: int) -> bool:
    code = found.formats.get(number)
    return is_date_format(code) if code is not None else number in BUILT_IN_DATES


class _Pieces:
    """The shared strings as one stream over several records.

    Characters that run over the edge of a record start anew behind it with a byte that says whether
    they are wide there; everything else simply runs on.
    """

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._number = 0
        self._place = 0

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            piece = self._here()
            part = piece[self._place : self._place + count - len(taken)]
            self._place += len(part)
            taken += part
        return taken

    def skip(self, count: int) -> None:
        while count:
            step = min(count, len(self._here()) - self._place)
            self._place += step
            count -= step

    def characters(self, length: int, wide: bool) -> str:
        parts: list[str] = []
        while length:
            if self._place >= len(self._pieces[self._number]):
                wide = bool(self._here()[self._place] & 1)
                self._place += 1
            piece = self._here()
            size = 2 if wide else 1
            count = min(length, (len(piece) - self._place) // size)
            if count == 0:
                raise ValueError("broken character")
            part = piece[self._place : self._place + count * size]
            parts.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._place += count * size
            length -= count
        return "".join(parts)

    def _here(self) -> bytes:
        while self._place >= len(self._pieces[self._number]):
            self._number += 1
            self._place = 0
        return self._pieces[self._number]


def shared_strings(pieces: list[bytes], path: Path, limits: Limits) -> list[str]:
    """As many as there are, whatever their number is said to be."""
    stream = _Pieces(pieces)
    (count,) = struct.unpack("<4xI", stream.take(8))
    strings: list[str] = []
    length = 0
    for _ in range(count):
        strings.append(_one_string(stream))
        length += len(strings[-1]) + 4
        if length > limits.text_characters:
            raise refuse(TOO_LARGE, path, limit=limits.text_characters)
    return strings


def _one_string(stream: _Pieces) -> str:
    length, flags = struct.unpack("<HB", stream.take(3))
    runs = struct.unpack("<H", stream.take(2))[0] if flags & 8 else 0
    extension = struct.unpack("<I", stream.take(4))[0] if flags & 4 else 0
    text = stream.characters(length, bool(flags & 1))
    stream.skip(runs * 4 + extension)
    return text
