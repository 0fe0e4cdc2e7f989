"""OLE compound files, the little file system inside .xls and inside encrypted workbooks.

Written from [MS-CFB]. Chains are followed with a count, so that a circle ends; everything is read
from memory-mapped bytes, so that only the wanted stream is copied.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from mmap import mmap
from pathlib import Path
from typing import Final

from desktop.importing.problems import DAMAGED, refuse

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST_REAL_SECTOR = 0xFFFFFFFA
HEADER = 512
ENTRY = 128
STREAM, ROOT = 2, 5
MOST_ENTRIES = 100_000


class CompoundFile:
    """Streams by name; only the top folder matters to workbooks."""

    def __init__(self, data: bytes | mmap, file: Path) -> None:
        self._data, self._file = data, file
        if len(data) < HEADER or data[:8] != MAGIC:
            raise refuse(DAMAGED, file)
        (shift, small_shift) = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise refuse(DAMAGED, file, why="sector size")
        self._sector, self._small = 1 << shift, 1 << small_shift
        fat_sectors, directory = struct.unpack_from("<II", data, 44)
        self._cutoff, small_fat, _, difat, _ = struct.unpack_from("<IIIII", data, 56)
        self._fat = self._numbers(self._fat_sectors(fat_sectors, difat))
        self.streams: dict[str, tuple[int, int]] = {}
        self._root = (LAST_REAL_SECTOR, 0)
        self._read_directory(directory)
        self._small_fat = self._numbers(self._chain(small_fat))
        self._small_stream: bytes | None = None

    def __contains__(self, name: str) -> bool:
        return name in self.streams

    def read(self, name: str) -> bytes:
        """The whole stream; cut off means damaged."""
        start, size = self.streams[name]
        if size > len(self._data):
            raise refuse(DAMAGED, self._file, why="cut off")
        if size >= self._cutoff:
            content = b"".join(self._at(sector) for sector in self._chain(start))
        else:
            content = b"".join(self._small_pieces(start))
        if len(content) < size:
            raise refuse(DAMAGED, self._file, why="cut off")
        return content[:size]

    def _small_pieces(self, start: int) -> Iterator[bytes]:
        if self._small_stream is None:
            pieces = (self._at(sector) for sector in self._chain(self._root[0]))
            self._small_stream = b"".join(pieces)
        number, steps = start, 0
        while number < LAST_REAL_SECTOR:
            if number >= len(self._small_fat) or steps > len(self._small_fat):
                raise refuse(DAMAGED, self._file, why="chain")
            yield self._small_stream[number * self._small : (number + 1) * self._small]
            number, steps = self._small_fat[number], steps + 1

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise refuse(DAMAGED, self._file, why="cut off")
        return self._data[start : start + self._sector]

    def _chain(self, sector: int) -> Iterator[int]:
        steps = 0
        while sector < LAST_REAL_SECTOR:
            if sector >= len(self._fat) or steps > len(self._fat):
                raise refuse(DAMAGED, self._file, why="chain")
            yield sector
            sector, steps = self._fat[sector], steps + 1

    def _fat_sectors(self, count: int, difat: int) -> Iterator[int]:
        listed: list[int] = list(struct.unpack_from("<109I", self._data, 76))
        most = len(self._data) // self._sector + 1
        steps = 0
        while difat < LAST_REAL_SECTOR and steps <= most:
            block = self._at(difat)
            numbers = struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
            listed.extend(numbers[:-1])
            difat, steps = numbers[-1], steps + 1
        wanted = [number for number in listed if number < LAST_REAL_SECTOR]
        return iter(wanted[: min(count, most)])

    def _numbers(self, sectors: Iterator[int]) -> array[int]:
        """No more numbers than there can be sectors, whatever the header claims."""
        numbers = array("I")
        most = len(self._data) // self._small + self._sector
        for sector in sectors:
            block = self._at(sector)
            numbers.extend(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))
            if len(numbers) > most:
                break
        return numbers

    def _read_directory(self, start: int) -> None:
        seen = 0
        for sector in self._chain(start):
            block = self._at(sector)
            for offset in range(0, len(block) - ENTRY + 1, ENTRY):
                self._read_entry(block[offset : offset + ENTRY])
                seen += 1
            if seen > MOST_ENTRIES:
                raise refuse(DAMAGED, self._file, why="directory")

    def _read_entry(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        first, size = struct.unpack_from("<II", entry, 116)
        if kind == ROOT:
            self._root = (first, size)
        elif kind == STREAM and 2 <= length <= 64:
            name = entry[: length - 2].decode("utf-16-le", "replace")
            self.streams.setdefault(name, (first, size))
