"""Which encoding a text is in: decided by what is valid and common, without a word about it.

A mark at the front decides. Else text that is valid UTF-8 is UTF-8; else the one of GB18030 and
Big5 in which the characters become everyday ones; else whatever charset-normalizer thinks.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.importing.problems import DAMAGED, LINE_TOO_LONG, NOT_A_TABLE, refuse
from desktop.importing.tables import Limits

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PIECE = 1 << 20
LOOKED_AT = 64 << 20
SAMPLE = 48 << 10
GUESSED_FROM = 4 << 10
NOT_ASCII = re.compile(rb"[^\x80-\xff\r\n]{0,16}[\x80-\xff][^\r\n]{0,48}")
HIGH = bytes(range(0x80, 0x100))
BROKEN = re.compile("[\udc80-\udcff]")
OTHERS = [
    "cp1252", "cp932", "cp949", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "mac_roman",
]  # fmt: skip
CONVINCING = 0.6
BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of known encoding that can be opened again and again; `head` is its beginning."""

    path: Path
    name: str
    encoding: str
    head: str
    lines: int
    opener: Callable[[], BinaryIO]
    limits: Limits

    def open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.opener(), encoding=self.encoding, errors="replace", newline="")

    def split(self) -> Iterator[str]:
        """Lines with their ends; one that has none within reason is refused."""
        most = self.limits.line_characters
        with self.open() as stream:
            while line := stream.readline(most):
                if len(line) == most:
                    raise refuse(LINE_TOO_LONG, self.path, limit=most)
                yield line


def look_at(path: Path, limits: Limits) -> Text:
    """The text in a file of its own."""
    return look_through(path, path.stem, lambda: path.open("rb"), limits)


def look_through(path: Path, name: str, opener: Callable[[], BinaryIO], limits: Limits) -> Text:
    """Reads once through (or through the first 64 MB) before deciding."""
    with opener() as stream:
        head = stream.read(PIECE)
        if head.startswith(BINARY):
            raise refuse(NOT_A_TABLE, path)
        encoding = _marked(head) or _without_mark(head)
        if encoding is None and b"\0" in head:
            raise refuse(NOT_A_TABLE, path, why="binary")
        survey = _survey(head, stream)
    if survey.has_nul and not (encoding or "").startswith("utf-"):
        raise refuse(DAMAGED, path, why="binary")
    encoding = encoding or survey.encoding()
    start = codecs.getincrementaldecoder(encoding)("replace").decode(head[: SAMPLE * 4])
    wide = 2 if encoding.startswith("utf-16") else 1
    return Text(path, name, encoding, start, survey.lines // wide or 1, opener, limits)


class _Survey:
    """What one pass over the bytes tells."""

    def __init__(self) -> None:
        self.lines = 0
        self.has_nul = False
        self._high_bytes = 0
        self._utf8_errors = 0
        self._foreign = bytearray()
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def add(self, piece: bytes, last: bool) -> None:
        self.lines += piece.count(b"\n") or piece.count(b"\r")
        self.has_nul = self.has_nul or b"\0" in piece
        self._high_bytes += len(piece) - len(piece.translate(None, HIGH))
        try:
            self._decoder.decode(piece, last)
        except UnicodeDecodeError:
            self._decoder.reset()
            escaped = piece.decode("utf-8", "surrogateescape")
            self._utf8_errors += len(BROKEN.findall(escaped))
            if len(self._foreign) < SAMPLE:
                found = b"\n".join(NOT_ASCII.findall(piece))
                self._foreign += found[: SAMPLE - len(self._foreign)] + b"\n"

    def encoding(self) -> str:
        if self._utf8_errors * 100 <= self._high_bytes:
            return "utf-8"
        return _of_bytes(bytes(self._foreign))


def _survey(head: bytes, stream: BinaryIO) -> _Survey:
    survey = _Survey()
    read, piece = 0, head
    while piece:
        read += len(piece)
        following = stream.read(PIECE) if read < LOOKED_AT else b""
        survey.add(piece, last=not following)
        piece = following
    return survey


def _marked(head: bytes) -> str | None:
    return next((name for mark, name in MARKS if head.startswith(mark)), None)


def _without_mark(head: bytes) -> str | None:
    """UTF-16 shows itself by line ends and commas with a zero beside them."""
    sample = head[:SAMPLE] if len(head) % 2 == 0 else head[: min(len(head) - 1, SAMPLE)]
    if b"\0" not in sample:
        return None
    for encoding, signs in (
        ("utf-16-le", (b",\0", b"\n\0", b"\t\0", b" \0", b";\0")),
        ("utf-16-be", (b"\0,", b"\0\n", b"\0\t", b"\0 ", b"\0;")),
    ):
        if sum(sample.count(sign) for sign in signs) * 2 < sample.count(b"\0") // 20:
            continue
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and sum(sign.isprintable() or sign in "\r\n\t" for sign in text) > (
            0.97 * len(text)
        ):
            return encoding
    return None


def _of_bytes(sample: bytes) -> str:
    """The Chinese encoding whose common characters are found; else the guess of the library."""
    best, encoding = max(
        (_common(sample, "gb18030", "gb2312", range(0xB0, 0xD8)), "gb18030"),
        (_common(sample, "big5hkscs", "big5", range(0xA4, 0xC7)), "big5hkscs"),
    )
    if best >= CONVINCING:
        return encoding
    from charset_normalizer import from_bytes

    guess = from_bytes(sample[:GUESSED_FROM], cp_isolation=OTHERS).best()
    if guess is None:
        return encoding if best > 0.3 else "cp1252"
    return guess.encoding


def _common(sample: bytes, encoding: str, narrow: str, first_bytes: range) -> float:
    """The share of the foreign characters that are everyday ones in this encoding."""
    foreign = [sign for sign in sample.decode(encoding, "replace") if not sign.isascii()]
    if not foreign:
        return 0.0
    common = 0
    for sign in foreign:
        raw = sign.encode(narrow, "ignore")
        common += bool(raw) and (
            raw[0] in first_bytes or sign in "，。、：；（）《》－—１２３４５６７８９０"
        )
    return common / len(foreign)
