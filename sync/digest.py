"""Digests: replicas compare one number, computed from their records, instead of the records.

A record's number is the first eight bytes of the SHA-256 of its canonical JSON. A partition's sum
adds those of its records; all partitions together make one number in which each record is
multiplied by its partition's weight, so that a record in the wrong partition is noticed, too.
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from sync.catalogue import CATALOGUE, Type, Value
from sync.errors import PeerMisbehaved

MODULUS = 1 << 64
BUCKETS = 256
_ENCODE = msgspec.json.Encoder(order="sorted").encode
_ENCODE_IN_ORDER = msgspec.json.Encoder(order="deterministic").encode  # maps are sorted


def record_number(type: str, id: str, ver: int, fields: Mapping[str, Value]) -> int:
    """0 to 2^64 - 1, of the canonical JSON of [type, id, ver, {field: value}] without nulls.

    A field of type float counts as the 16 hexadecimal digits of its IEEE 754 form.
    """
    present = {name: value for name, value in fields.items() if value is not None}
    for name in _floats(type):
        if name in present:
            present[name] = struct.pack(">d", present[name] + 0.0).hex()
    return _first_eight(_ENCODE([type, id, ver, present]))


def record_numbers(
    type: str,
    ids: Sequence[str],
    vers: Sequence[int],
    fields: Sequence[str],
    columns: Sequence[Sequence[Value]],
) -> list[int]:
    """The numbers of many records, given by column; a fraction of the cost of one by one."""
    order = sorted(range(len(fields)), key=lambda place: fields[place])
    names = tuple(fields[place] for place in order)
    floats = _floats(type)
    sorted_columns = [
        _as_written(columns[place]) if fields[place] in floats else columns[place]
        for place in order
    ]
    shape = _shape(names)
    bodies = map(shape, *sorted_columns) if names else (shape() for _ in ids)
    hashes = [
        hashlib.sha256(_ENCODE_IN_ORDER((type, id, ver, body))).digest()[:8]
        for id, ver, body in zip(ids, vers, bodies, strict=True)
    ]
    return list(struct.unpack(f">{len(hashes)}Q", b"".join(hashes)))


def _as_written(column: Sequence[Any]) -> list[str | None]:
    return [None if value is None else struct.pack(">d", value + 0.0).hex() for value in column]


@cache
def _shape(names: tuple[str, ...]) -> type[msgspec.Struct]:
    """Fields in this order; what is null is left out."""
    return msgspec.defstruct(
        "Fields",
        [(f"f{place}", Any, None) for place in range(len(names))],
        omit_defaults=True,
        rename={f"f{place}": name for place, name in enumerate(names)},
    )


@cache
def weight(part: str) -> int:
    """An odd factor, so that multiplying modulo 2^64 is injective."""
    return _first_eight(part.encode()) | 1


def bucket(type: str, id: str) -> int:
    """0 to 255: the first byte of the SHA-256 of "type/id"."""
    return hashlib.sha256(f"{type}/{id}".encode()).digest()[0]


@dataclass(slots=True)
class Sum:
    """How many records, and their numbers added up modulo 2^64."""

    count: int = 0
    total: int = 0

    def add(self, number: int, times: int = 1) -> None:
        self.count += times
        self.total = (self.total + times * number) % MODULUS

    def text(self) -> str:
        """On the wire: "12:00f3…", the count and the sum in 16 hexadecimal digits."""
        return f"{self.count}:{self.total:016x}"


def combined(sums: Mapping[str, Sum]) -> str:
    """The one number of all partitions, 16 hexadecimal digits."""
    return number_text(sum(each.total * weight(part) for part, each in sums.items()))


def number_text(number: int) -> str:
    return f"{number % MODULUS:016x}"


def signed(number: int) -> int:
    """The same 64 bits as a signed integer, as databases hold it."""
    number %= MODULUS
    return number - MODULUS if number >= MODULUS >> 1 else number


def by_bucket(records: Iterable[tuple[str, str, int]]) -> list[Sum]:
    """The sums of the 256 buckets of one partition, from (type, id, number)."""
    sums = [Sum() for _ in range(BUCKETS)]
    for type, id, number in records:
        sums[bucket(type, id)].add(number)
    return sums


def differing(mine: Sequence[Sum], theirs: Sequence[str]) -> list[int]:
    """The buckets whose sums are not the same; raises PeerMisbehaved for another number of them."""
    if len(theirs) != BUCKETS:
        raise PeerMisbehaved("malformed", detail="256 buckets")
    return [place for place in range(BUCKETS) if mine[place].text() != theirs[place]]


def _first_eight(content: bytes) -> int:
    return int.from_bytes(hashlib.sha256(content).digest()[:8])


@cache
def _floats(type: str) -> tuple[str, ...]:
    return tuple(each.name for each in CATALOGUE[type].fields if each.type is Type.FLOAT)
