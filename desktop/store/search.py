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
GAP = "  "  # as long as a piece less one: no piece goes over the end of a text
CUT = "\x1f"
_EMPTY = "\n"
PAGE = 3_950  # bytes: of an encrypted page of 4,096 a row has 3,981; the usual 4,050 take two
PLACE = "INSERT OR REPLACE INTO customer_place(key, name, address, phone) VALUES (?, ?, ?, ?)"


def entries(columns: Mapping[str, Sequence[Any]]) -> list[tuple[str, str]]:
    """(words, grams) of many records, given by the columns of their search fields.

    Both are spread out for all records at once, and cut: a tenth of a second for 50,000 counts.
    """
    texts = [_texts(column) for name, column in columns.items() if name not in PHONES]
    many = len(next(iter(columns.values()), ()))
    words = [_EMPTY.join(some) for some in zip(*texts, strict=True)] if texts else [""] * many
    cut: list[list[str]] = []
    for name, column in columns.items():
        if name in PHONES:
            cut.append(_numbers(column))
        elif name in NAMES:
            cut.append(initials_of(column))
    grams = [GAP.join(some) for some in zip(*cut, strict=True)] if cut else [""] * many
    return list(zip(_spread(words), pieces(grams), strict=True))


def pieces(texts: Sequence[str]) -> list[str]:
    """The overlapping three-letter pieces of each string, its short tails, its single letters."""
    whole = GAP.join(texts) + GAP
    if not whole.isascii():
        return [_pieces_of(text) for text in texts]
    letters = whole.encode()
    wide = bytearray(b" ") * (4 * len(letters))
    wide[0::4], wide[1::4], wide[2::4] = letters, letters[1:] + b" ", letters[2:] + b"  "
    spread, start, made = wide.decode(), 0, []
    for text in texts:
        end = start + 4 * len(text)
        made.append(spread[start:end] + " ".join(dict.fromkeys(text)))
        start = end + 4 * len(GAP)
    return made


def _pieces_of(text: str) -> str:
    return " ".join([*[text[at : at + PIECE] for at in range(len(text))], *dict.fromkeys(text)])


def _texts(column: Sequence[Any]) -> list[str]:
    """What can be read in each value; of a map, its values."""
    return [
        value if isinstance(value, str) else _within(value) if value else "" for value in column
    ]


def _within(value: Mapping[str, Any]) -> str:
    return _EMPTY.join(item for item in value.values() if isinstance(item, str))


def _spread(texts: Sequence[str]) -> list[str]:
    """Every letter a token."""
    whole = CUT.join(texts)
    letters = whole.encode("utf-16-le", "surrogatepass")
    if len(letters) != 2 * len(whole) or whole.count(CUT) != len(texts) - 1:
        return [" ".join(text) for text in texts]
    wide = bytearray(b" \0") * len(letters)
    wide[0::4], wide[1::4] = letters[0::2], letters[1::2]
    return wide.decode("utf-16-le", "surrogatepass").split(CUT)


def _numbers(column: Sequence[str | None]) -> list[str]:
    """The telephone numbers of each text, apart from each other."""
    texts = [text or "" for text in column]
    plain = "\n".join(texts).translate(SEPARATORS)
    if plain.count("\n") == len(texts) - 1 and plain.replace("\n", "0").isdigit():
        return plain.split("\n")
    return [GAP.join(numbers(text)) for text in texts]


def numbers(text: str) -> list[str]:
    """The telephone numbers of a text, digits only."""
    if (whole := text.translate(SEPARATORS)).isdigit():
        return [whole]
    return [NOT_DIGIT.sub("", run) for run in DIGITS.findall(text)]


def places(columns: Mapping[str, Sequence[Any]]) -> list[tuple[str, str | None, str | None]]:
    """What customers' names, addresses and phones are sorted by (tables.CUSTOMER_PLACE)."""
    none = [None] * len(next(iter(columns.values()), ()))
    names, addresses, phones = (columns.get(name, none) for name in ("name", "address", "phone"))
    return [
        (order, address or None, phone or None)
        for order, address, phone in zip(orders_of(names), addresses, phones, strict=True)
    ]


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
    """FTS5 settings of one type's index: no automatic merging in other transactions."""
    for name, value in (("automerge", 0), ("deletemerge", 0), ("crisismerge", 1_000)):
        yield setting(type, name, value)
    yield setting(type, "pgsz", PAGE)


def setting(type: str, name: str, value: int) -> str:
    """The statement that sets one of FTS5's options; it holds for what is written from then on."""
    return f"INSERT INTO {type}_fts({type}_fts, rank) VALUES ('{name}', {value})"


def merge(type: str, pages: int) -> str:
    """Merges a little of the index; without effect where there is nothing to merge."""
    return f"INSERT INTO {type}_fts({type}_fts, rank) VALUES ('merge', {pages})"
