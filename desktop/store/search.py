"""Finding records as you type: Chinese from one character, pinyin initials, phone fragments.

Two columns are indexed. `words`: every Chinese character a token, other words whole. `grams`:
overlapping pieces of three of each number and of the names' pinyin initials, so that any
fragment is a phrase of pieces ("3857" is 385 + 857), and one or two letters a prefix.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.domain.pinyin import initials

PIECE = 3
TOKEN = re.compile(r"[㐀-鿿豈-﫿々〇]|[^\W_㐀-鿿豈-﫿]+", re.UNICODE)
DIGITS = re.compile(r"\d[\d\s()+-]*\d|\d")
CHINESE = re.compile(r"[㐀-鿿豈-﫿々〇]")
PHONES = frozenset({"phone"})
NAMES = frozenset({"name"})


def words(texts: Iterable[str]) -> str:
    return " ".join(token for text in texts for token in TOKEN.findall(text.lower()))


def pieces(text: str) -> str:
    """The overlapping three-letter pieces of a string, and its two short tails."""
    return " ".join(text[at : at + PIECE] for at in range(len(text)))


def entry(fields: Mapping[str, Any], names: Iterable[str]) -> tuple[str, str]:
    """(words, grams) of a record whose search fields are `names`."""
    texts, grams = [], []
    for name in names:
        value = fields.get(name)
        if not value:
            continue
        if isinstance(value, dict):
            texts += [str(item) for item in value.values() if isinstance(item, str)]
            continue
        text = str(value)
        if name in PHONES:
            grams += [pieces(re.sub(r"\D", "", run)) for run in DIGITS.findall(text)]
            continue
        texts.append(text)
        if name in NAMES:
            grams.append(pieces(initials(text)))
    return words(texts), " ".join(grams)


def match(text: str) -> str:
    """The FTS5 expression for what a person typed; empty when nothing can be looked for."""
    return " AND ".join(filter(None, (_term(part) for part in text.lower().split())))


def _term(part: str) -> str:
    tokens = TOKEN.findall(part)
    if not tokens:
        return ""
    phrase = f'words : "{" ".join(tokens)}"'
    if CHINESE.search(tokens[-1]):
        return phrase
    if len(tokens) > 1 and CHINESE.search(part):
        return f"{phrase} *"
    plain = "".join(tokens)
    return f"({_pieces(plain)} OR {phrase} *)"


def _pieces(text: str) -> str:
    if len(text) < PIECE:
        return f'grams : "{text}" *'
    spread = " ".join(text[at : at + PIECE] for at in range(len(text) - PIECE + 1))
    return f'grams : "{spread}"'
