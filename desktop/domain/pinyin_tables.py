"""Writes the tables of pinyin initials from pypinyin: python -m desktop.domain.pinyin_tables."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

PAGE = Path(__file__).parents[2] / "resources" / "pinyin" / "initials.json"
LONGEST_PHRASE = 4
OURS: Mapping[str, str] = {"单县": "sx", "解放": "jf", "莘庄": "xz", "闵行": "mh", "番禺": "py"}
"""Where the common reading of a place is not the dictionary's first."""


def tables() -> dict[str, Any]:
    """What the resource holds: usual letters, exceptions by character, and our own phrases."""
    usual = {code: letter for code, reading in pinyin_dict.items() if (letter := _letter(reading))}
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
    return {
        "usual": _by_letter(usual),
        "exceptions": {one: _longest_first(found[one]) for one in found},
        "ours": sorted(OURS),
    }


def _by_letter(usual: Mapping[int, str]) -> dict[str, str]:
    letters: dict[str, list[str]] = {}
    for code, letter in usual.items():
        letters.setdefault(letter, []).append(chr(code))
    return {letter: "".join(found) for letter, found in sorted(letters.items())}


def _note(
    found: dict[str, dict[tuple[int, int], dict[str, str]]], phrase: str, offset: int, letter: str
) -> None:
    windows = found.setdefault(phrase[offset], {})
    windows.setdefault((len(phrase), offset), {})[phrase] = letter


def _longest_first(windows: dict[tuple[int, int], dict[str, str]]) -> list[list[Any]]:
    return [
        [length, offset, letters]
        for (length, offset), letters in sorted(windows.items(), key=lambda one: -one[0][0])
    ]


def _letter(reading: str) -> str:
    """The plain first letter of the first of the readings `xíng,háng`."""
    first = unicodedata.normalize("NFKD", reading[:1]).lower()[:1]
    return first if first.isascii() and first.isalpha() else ""


def text() -> str:
    return json.dumps(tables(), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
