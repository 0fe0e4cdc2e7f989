"""The first letters of a Chinese name, as people type them: 杭州银行 is `hzyh`.

Fast because names are looked up letter by letter in one string table; a character whose first
letter depends on its neighbours (重庆 is `cq`, 重工 is `zg`) is settled by the phrases of pypinyin
that say otherwise, and only those phrases are kept. The tables are built at the first call (about
half a second); 50,000 names then take about a fifth of a second.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

LONGEST_PHRASE = 4
LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789"
OURS: Mapping[str, str] = {"单县": "sx", "解放": "jf", "莘庄": "xz", "闵行": "mh", "番禺": "py"}
"""Where the common reading of a place is not the dictionary's first."""
SURNAMES: Mapping[str, str] = {
    "曾": "z", "单": "s", "仇": "q", "解": "x", "查": "z", "区": "o", "朴": "p", "覃": "q",
    "翟": "z", "缪": "m", "冼": "x", "褚": "c", "种": "c", "繁": "p", "尉": "w", "逄": "p",
}  # fmt: skip
"""First characters that read otherwise when they are a family name."""
LONGEST_PERSON = 3


@dataclass(frozen=True, slots=True)
class Window:
    """Phrases of one length in which the character at `offset` starts unusually."""

    length: int
    offset: int
    letters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """`usual`: code point to letter (or to nothing); `exceptions`: by the character they settle."""

    usual: dict[int, str | None]
    exceptions: dict[str, tuple[Window, ...]]


def initials(text: str) -> str:
    """Lower-case first letters; Latin letters and digits stay, everything else falls away."""
    tables = _tables()
    if len(text) <= LONGEST_PERSON and text[:1] in SURNAMES and not text.startswith(tuple(OURS)):
        return SURNAMES[text[0]] + initials(text[1:])
    exceptional = tables.exceptions.keys() & set(text)
    if not exceptional:
        return text.translate(tables.usual)
    return "".join(
        _settled(text, place, tables) if character in exceptional else character
        for place, character in enumerate(text)
    ).translate(tables.usual)


def _settled(text: str, place: int, tables: Tables) -> str:
    """The letter of the longest exceptional phrase that covers this place, else the character."""
    character = text[place]
    for window in tables.exceptions[character]:
        start = place - window.offset
        if start >= 0:
            letter = window.letters.get(text[start : start + window.length])
            if letter:
                return letter
    return character


@lru_cache(maxsize=1)
def _tables() -> Tables:
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    usual: dict[int, str | None] = {
        code: letter for code, reading in pinyin_dict.items() if (letter := _letter(reading))
    }
    found: dict[str, dict[tuple[int, int], dict[str, str]]] = {}
    for phrase, readings in phrases_dict.items():
        if len(phrase) > LONGEST_PHRASE or len(phrase) != len(readings):
            continue
        for offset, (character, reading) in enumerate(zip(phrase, readings, strict=True)):
            letter = _letter(reading[0])
            if letter and letter != usual.get(ord(character)):
                _note(found, phrase, offset, letter)
    for phrase, letters in OURS.items():
        for offset, letter in enumerate(letters):
            _note(found, phrase, offset, letter)
    return Tables(_Dropping(usual), {one: _longest_first(found[one]) for one in found})


def _note(
    found: dict[str, dict[tuple[int, int], dict[str, str]]], phrase: str, offset: int, letter: str
) -> None:
    windows = found.setdefault(phrase[offset], {})
    windows.setdefault((len(phrase), offset), {})[phrase] = letter


def _longest_first(windows: dict[tuple[int, int], dict[str, str]]) -> tuple[Window, ...]:
    return tuple(
        Window(length, offset, letters)
        for (length, offset), letters in sorted(windows.items(), key=lambda one: -one[0][0])
    )


class _Dropping(dict[int, str | None]):
    """What `str.translate` asks: full width becomes half width, marks and signs become nothing."""

    def __missing__(self, code: int) -> str | None:
        plain = unicodedata.normalize("NFKD", chr(code)).lower()
        kept = "".join(sign for sign in plain if sign in LETTERS_AND_DIGITS)
        self[code] = kept or None
        return self[code]


def _letter(reading: str) -> str:
    """The plain first letter of the first of the readings `xíng,háng`."""
    first = unicodedata.normalize("NFKD", reading[:1]).lower()[:1]
    return first if first.isascii() and first.isalpha() else ""
