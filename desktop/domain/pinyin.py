"""The first letters of a Chinese name, as people type them: 杭州银行 is `hzyh`.

Fast because names are looked up letter by letter in one string table; a character whose first
letter depends on its neighbours (重庆 is `cq`, 重工 is `zg`) is settled by the phrases of pypinyin
that say otherwise, and only those phrases are kept. The tables are a resource, written by
`python -m desktop.domain.pinyin_tables`; 50,000 names take about a fifth of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import msgspec

from resources import files

LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789"
SURNAMES: Mapping[str, str] = {
    "曾": "z", "单": "s", "仇": "q", "解": "x", "查": "z", "区": "o", "朴": "p", "覃": "q",
    "翟": "z", "缪": "m", "冼": "x", "褚": "c", "种": "c", "繁": "p", "尉": "w", "逄": "p",
}  # fmt: skip
"""First characters that read otherwise when they are a family name."""
LONGEST_PERSON = 3
FIRST_PLACE, LEADS, TRAILS = 0x3400, 0x81, 0x40  # places are told in one Chinese character each


Phrases = list[tuple[int, int, dict[str, str]]]
"""Phrases of one length in which the character at one offset starts unusually: its letters."""
SHORT = 2_000  # characters: to look at each costs less than to make a pattern once


class Known(msgspec.Struct):
    """The resource; `exceptions`, by the character they settle, are read when one is met."""

    usual: dict[str, str]
    exceptions: dict[str, msgspec.Raw]
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """`usual`: code point to letter (or to nothing), ends of lines stay."""

    usual: dict[int, str | None]
    exceptions: Mapping[str, msgspec.Raw]
    ours: tuple[str, ...]


def initials(text: str) -> str:
    """Lower-case first letters; Latin letters and digits stay, everything else falls away."""
    tables = _tables()
    if len(text) <= LONGEST_PERSON and text[:1] in SURNAMES and not text.startswith(tables.ours):
        return SURNAMES[text[0]] + initials(text[1:])
    return _disambiguated(text).translate(tables.usual).replace("\n", "")


def initials_of(texts: Sequence[str | None]) -> list[str]:
    """The initials of many names in one go; of nothing, nothing.

    They are what names are sorted by, without the places, none of which is an ASCII letter.
    """
    if not texts:
        return []
    letters = _ordered(_lines(texts)).encode("ascii", "ignore").decode().split("\n")
    return [
        initials(text) if text and len(text) <= LONGEST_PERSON else found
        for text, found in zip(texts, letters, strict=True)
    ]


def order(text: str) -> str:
    """What to sort names by: first letters, and among those of a letter as GB 2312 counts.

    GB 2312 has its 3,755 usual characters in the order of their whole pinyin.
    """
    return _disambiguated(text).translate(_ordering()).replace("\n", "")


def orders_of(texts: Sequence[str | None]) -> list[str]:
    """What to sort many names by, in one go."""
    return _ordered(_lines(texts)).split("\n") if texts else []


def _lines(texts: Sequence[str | None]) -> str:
    """Each text on its line: no phrase goes over the end of one."""
    whole = "\n".join([text or "" for text in texts])
    if whole.count("\n") == len(texts) - 1:
        return whole
    return "\n".join((text or "").replace("\n", " ") for text in texts)


@lru_cache(maxsize=4)
def _ordered(text: str) -> str:
    """What to sort by, line for line: asked for twice of each name."""
    return _disambiguated(text).translate(_ordering())


def _disambiguated(text: str) -> str:
    """With the letters of ambiguous characters in their places."""
    if len(text) > SHORT:
        return _exceptional().sub(lambda found: _settled(text, found.start()), text)
    ambiguous = _tables().exceptions
    return "".join(
        [_settled(text, at) if each in ambiguous else each for at, each in enumerate(text)]
    )


@lru_cache(maxsize=1)
def _exceptional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(re.escape, _tables().exceptions))}]")


@lru_cache(maxsize=1)
def _ordering() -> _Ordering:
    return _Ordering()


class _Ordering(dict[int, str | None]):
    """What `str.translate` asks: a Chinese character becomes its letter and its place."""

    def __missing__(self, code: int) -> str | None:
        letter, told = _tables().usual[code], chr(code).encode("gb18030", "replace")
        lead, trail = told if len(told) == 2 else (0xFF, TRAILS)
        place = FIRST_PLACE + (lead - LEADS) * 192 + trail - TRAILS
        self[code] = f"{letter}{chr(place)}" if letter and code > 0x2E80 else letter
        return self[code]


def _settled(text: str, place: int) -> str:
    """The letter of the longest exceptional phrase that covers this place, else the character."""
    for length, offset, letters in _phrases(text[place]):
        start = place - offset
        if start >= 0:
            letter = letters.get(text[start : start + length])
            if letter:
                return letter
    return text[place]


@cache
def _phrases(character: str) -> Phrases:
    return msgspec.json.decode(_tables().exceptions[character], type=Phrases)


@lru_cache(maxsize=1)
def _tables() -> Tables:
    known = msgspec.json.decode(files("pinyin", "initials.json").read_bytes(), type=Known)
    letters = "".join(letter * len(characters) for letter, characters in known.usual.items())
    usually = _Usually("".join(known.usual.values()), letters)
    usually[ord("\n")] = "\n"
    return Tables(usually, known.exceptions, known.ours)


class _Usually(dict[int, str | None]):
    """What `str.translate` asks, found when it is first asked: a change of one name needs few of
    the 42,000. Full width becomes half width, marks and signs become nothing."""

    def __init__(self, characters: str, letters: str) -> None:
        super().__init__()
        self._characters, self._letters = characters, letters

    def __missing__(self, code: int) -> str | None:
        place = self._characters.rfind(chr(code))
        if place >= 0:
            self[code] = self._letters[place]
            return self[code]
        plain = unicodedata.normalize("NFKD", chr(code)).lower()
        kept = "".join(sign for sign in plain if sign in LETTERS_AND_DIGITS)
        self[code] = kept or None
        return self[code]
