"""Finding records as you type: Chinese from one character, pinyin initials, phone fragments.

Two columns are indexed. `words`: every letter a token, so that any part of a text is a phrase.
`grams`: overlapping pieces of three of each number and of the names' pinyin initials, so that any
fragment is a phrase of pieces ("3857" is 385 + 857), two letters a prefix, and one a piece.

Made with them, the places of a customer in its list: to sort names anew takes a second otherwise.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.domain.pinyin import initials_of, orders_of

PIECE = 3
LETTER = re.compile(r"\w", re.UNICODE)
CHINESE = re.compile(r"[㐀-鿿豈-﫿々〇]")
DIGITS = re.compile(r"\d[\d\s()+-]*\d|\d")
NOT_DIGIT = re.compile(r"\D")
SEPARATORS = str.maketrans("", "", " ()+-")
PHONES = frozenset({"phone"})
NAMES = frozenset({"name"})
LISTED = "customer"
PLACE = "INSERT OR REPLACE INTO customer_place(key, name, address) VALUES (?, ?, ?)"


def pieces(text: str) -> str:
    """The overlapping three-letter pieces of a string, its short tails, and its single letters."""
    return " ".join([*[text[at : at + PIECE] for at in range(len(text))], *dict.fromkeys(text)])


def numbers(text: str) -> list[str]:
    """The telephone numbers of a text, digits only."""
    whole = text.replace("-", "")
    if whole.isdigit() or (whole := text.translate(SEPARATORS)).isdigit():
        return [whole]
    return [NOT_DIGIT.sub("", run) for run in DIGITS.findall(text)]


def entries(columns: Mapping[str, Sequence[Any]]) -> list[tuple[str, str]]:
    """(words, grams) of many records, given by the columns of their search fields."""
    many = len(next(iter(columns.values()), ()))
    texts: list[list[str]] = [[] for _ in range(many)]
    grams: list[list[str]] = [[] for _ in range(many)]
    for name, column in columns.items():
        if name in PHONES:
            for some, value in zip(grams, column, strict=True):
                if value:
                    some += map(pieces, numbers(value))
            continue
        for some, value in zip(texts, column, strict=True):
            if isinstance(value, dict):
                some += [item for item in value.values() if isinstance(item, str)]
            elif value:
                some.append(value)
        if name in NAMES:
            for some, value, letters in zip(grams, column, initials_of(column), strict=True):
                if value:
                    some.append(pieces(letters))
    words = [" ".join("\n".join(some)) for some in texts]
    return list(zip(words, map(" ".join, grams), strict=True))


def places(columns: Mapping[str, Sequence[Any]]) -> list[tuple[str, str | None]]:
    """What customers' names and addresses are sorted by (tables.CUSTOMER_PLACE)."""
    none = [None] * len(next(iter(columns.values()), ()))
    addresses = [address or None for address in columns.get("address", none)]
    return list(zip(orders_of(columns.get("name", none)), addresses, strict=True))


def match(text: str) -> str:
    """The FTS5 expression for what a person typed; empty when nothing can be looked for."""
    return " AND ".join(filter(None, (_term(part) for part in text.lower().split())))


def _term(part: str) -> str:
    letters = LETTER.findall(part.replace("_", ""))
    if not letters:
        return ""
    phrase = f'words : "{" ".join(letters)}"'
    if any(CHINESE.match(letter) for letter in letters):
        return phrase
    return f"({_pieces(''.join(letters))} OR {phrase})"


def _pieces(text: str) -> str:
    if len(text) == 1:
        return f'grams : "{text}"'
    if len(text) < PIECE:
        return f'grams : "{text}" *'
    spread = " ".join(text[at : at + PIECE] for at in range(len(text) - PIECE + 1))
    return f'grams : "{spread}"'


def settings(type: str) -> Iterable[str]:
    """How the index of one type is kept: it never merges inside somebody else's transaction."""
    for name, value in (("automerge", 0), ("deletemerge", 0), ("crisismerge", 1_000)):
        yield f"INSERT INTO {type}_fts({type}_fts, rank) VALUES ('{name}', {value})"


def merge(type: str, pages: int) -> str:
    """Merges a little of the index; without effect where there is nothing to merge."""
    return f"INSERT INTO {type}_fts({type}_fts, rank) VALUES ('merge', {pages})"
