"""The pages of a damaged store, each by itself: SQLite reads no table whose schema is damaged.

SQLCipher authenticates every page, so that a page is as it was written or is not there. Which
table a page of rows belongs to stood in the schema; whoever reads them must know it by the rows.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT, VECTOR = 4096, 80, 16, 16
USABLE = PAGE - RESERVED
LEAF = 0x0D  # a page of a table's rows
# how much of a row lies on its own page (the file format of SQLite, "B-tree Pages")
MOST, LEAST = USABLE - 35, (USABLE - 12) * 32 // 255 - 23
LOG_HEAD, FRAME_HEAD = 32, 24
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes, by serial type
Row = tuple[int, list[Any]]


class Pages:
    """A store, with what its write-ahead log has committed."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._bytes = path.read_bytes()
        salt = bytes(byte ^ 0x3A for byte in self._bytes[:SALT])
        self._key, self._mac = key, hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
        log = path.with_name(f"{path.name}-wal")
        self._log = log.read_bytes() if log.exists() else b""
        self._later = dict(self._committed())

    def rows(self) -> Iterator[Row]:
        """Number and values of every row that can be read, of whatever table."""
        for number in sorted({*range(2, len(self._bytes) // PAGE + 1), *self._later}):
            page = self._page(number)
            if page is None or page[0] != LEAF:
                continue
            (count,) = struct.unpack_from(">H", page, 3)
            for place in struct.unpack_from(f">{count}H", page, 8):
                try:
                    yield self._row(page, place)
                except (IndexError, ValueError, struct.error):  # it goes on where nothing is
                    continue

    def _committed(self) -> Iterator[tuple[int, int]]:
        """Where in the log the last version of each page is."""
        frames: dict[int, int] = {}
        salts = self._log[16:24]
        for at in range(LOG_HEAD, len(self._log) - PAGE - FRAME_HEAD + 1, FRAME_HEAD + PAGE):
            number, size = struct.unpack_from(">II", self._log, at)
            if self._log[at + 8 : at + 16] != salts:
                return
            frames[number] = at + FRAME_HEAD
            if size:  # the last frame of a transaction
                yield from frames.items()
                frames.clear()

    def _page(self, number: int) -> bytes | None:
        """None for one that is not as it was written."""
        at = self._later.get(number)
        whole = self._log[at : at + PAGE] if at is not None else self._of_file(number)
        mac = hmac.new(self._mac, whole[: USABLE + VECTOR], "sha512")
        mac.update(number.to_bytes(4, "little"))
        if mac.digest() != whole[USABLE + VECTOR :]:
            return None
        mode = modes.CBC(whole[USABLE : USABLE + VECTOR])
        return Cipher(algorithms.AES(self._key), mode).decryptor().update(whole[:USABLE])

    def _of_file(self, number: int) -> bytes:
        return self._bytes[(number - 1) * PAGE : number * PAGE]

    def _row(self, page: bytes, place: int) -> Row:
        size, place = _varint(page, place)
        number, place = _varint(page, place)
        here = size
        if size > MOST:
            here = LEAST + (size - LEAST) % (USABLE - 4)
            here = LEAST if here > MOST else here
        record = page[place : place + here]
        if here < size:
            (following,) = struct.unpack_from(">I", page, place + here)
            record += self._overflow(following, size - here)
        return number, _values(record)

    def _overflow(self, number: int, size: int) -> bytes:
        found = b""
        while len(found) < size:
            page = self._page(number) if number else None
            if page is None:
                raise ValueError("an overflow page")
            found += page[4:]
            (number,) = struct.unpack_from(">I", page)
        return found[:size]


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[place + n]
        if n == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + n + 1
    raise ValueError("a number without end")


def _values(record: bytes) -> list[Any]:
    end, place = _varint(record, 0)
    types = []
    while place < end:
        type, place = _varint(record, place)
        types.append(type)
    values = []
    for type in types:
        value, place = _value(record, place, type)
        values.append(value)
    return values


def _value(record: bytes, place: int, type: int) -> tuple[Any, int]:
    if type in INTEGERS:
        end = place + INTEGERS[type]
        return int.from_bytes(record[place:end], "big", signed=True), end
    if type == 7:
        return struct.unpack_from(">d", record, place)[0], place + 8
    if type >= 12:
        end = place + (type - 12) // 2
        if end > len(record):
            raise ValueError("cut short")
        return (record[place:end].decode() if type % 2 else record[place:end]), end
    return {8: 0, 9: 1}.get(type), place
