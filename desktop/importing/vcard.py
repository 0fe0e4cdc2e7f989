"""Address books (.vcf): vCard 2.1, 3.0 and 4.0 as a table with one row a card.

Written from the vCard 2.1 specification (versit 1996), RFC 2426 and RFC 6350. Telephones write 2.1
with quoted-printable Chinese in GBK or UTF-8 and without folding rules anybody keeps, so the lines
are read forgivingly; pictures and keys are skipped.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from desktop.importing.problems import DAMAGED, TOO_LARGE, refuse
from desktop.importing.tables import Limits, Row, Source, Table
from desktop.importing.text import Text

COLUMNS = (
    "name", "organisation", "department", "title", "mobile", "phone", "email",
    "address", "latitude", "longitude", "note", "uid",
)  # fmt: skip
BEGIN = re.compile(r"\ufeff?\s*begin\s*:\s*vcard\s*", re.IGNORECASE)
QUOTED = "QUOTED-PRINTABLE"
SKIPPED = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "AGENT"))
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
PARTS = re.compile(r"(?<!\\);")


@dataclass(frozen=True, slots=True)
class Property:
    """`TEL;TYPE=CELL:...`: the name without its group, the parameters in capitals."""

    name: str
    types: frozenset[str]
    value: str


def looks_like_vcard(text: Text) -> bool:
    return BEGIN.match(text.head) is not None


def open_vcard(text: Text, limits: Limits) -> Source:
    """One table; the column names are the first row."""
    cards = text.head.upper().count("BEGIN:VCARD")
    table = Table(text.name, max(cards, 1), partial(_rows, text, limits))
    return Source(text.path, "vcf", (table,))


def _rows(text: Text, limits: Limits) -> Iterator[Row]:
    yield Row(0, COLUMNS)
    card: dict[str, str] | None = None
    begun = 0
    for number, line in _unfolded(text, limits):
        if BEGIN.match(line):
            card, begun = {}, number
        elif line.strip().upper() == "END:VCARD":
            if card is not None:
                yield Row(begun, [card.get(column) for column in COLUMNS])
            card = None
        elif card is not None:
            found = _property(line, text.encoding)
            if found is not None:
                _take(card, found)
    if card:
        raise refuse(DAMAGED, text.path, why="cut off", row=begun)


def _unfolded(text: Text, limits: Limits) -> Iterator[tuple[int, str]]:
    """Logical lines: folded ones joined, and quoted-printable ones that end in `=`."""
    held, begun = "", 0
    for number, raw in enumerate(text.split(), start=1):
        line = raw.rstrip("\r\n")
        if held and _is_soft_broken(held):
            held = held[:-1] + line
        elif line[:1] in (" ", "\t") and held:
            held += line[1:]
        else:
            if held:
                yield begun, held
            held, begun = line, number
        if len(held) > limits.line_characters * 8:
            raise refuse(TOO_LARGE, text.path, row=begun)
    if held:
        yield begun, held


def _is_soft_broken(line: str) -> bool:
    return line.endswith("=") and QUOTED in line.partition(":")[0].upper()


def _property(line: str, encoding: str) -> Property | None:
    head, colon, value = _cut(line)
    if not colon:
        return None
    words = head.upper().split(";")
    name = words[0].rpartition(".")[2].strip()
    if name in SKIPPED:
        return None
    settings = [word.partition("=") for word in words[1:]]
    types = frozenset(
        kind.strip('" ')
        for key, equals, setting in settings
        for kind in (setting if equals else key).split(",")
    )
    if QUOTED in types:
        charset = next((setting for key, _, setting in settings if key == "CHARSET"), encoding)
        value = _unquoted(value, charset)
    return Property(name, types, value)


def _cut(line: str) -> tuple[str, str, str]:
    """At the first colon that is not inside quotation marks."""
    inside = False
    for place, sign in enumerate(line):
        if sign == '"':
            inside = not inside
        elif sign == ":" and not inside:
            return line[:place], ":", line[place + 1 :]
    return line.partition(":")


def _unquoted(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    for name in (charset.strip('"'), "utf-8", "gb18030"):
        try:
            return raw.decode("gb18030" if name.upper() in ("GBK", "GB2312") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in PARTS.split(value)]


def _take(card: dict[str, str], found: Property) -> None:
    """The first of each kind counts, except that a preferred telephone goes before."""
    if found.name == "FN":
        card["name"] = _plain(found.value) or card.get("name", "")
    elif found.name == "N":
        card.setdefault("name", _spoken(_parts(found.value)))
        if not card["name"]:
            card["name"] = _spoken(_parts(found.value))
    elif found.name == "ORG":
        firm, _, department = found.value.partition(";")
        card.setdefault("organisation", _plain(firm))
        card.setdefault("department", " ".join(_parts(department)))
    elif found.name in ("TITLE", "ROLE"):
        card.setdefault("title", _plain(found.value))
    elif found.name == "TEL":
        _take_phone(card, found)
    elif found.name == "EMAIL":
        card.setdefault("email", _plain(found.value))
    elif found.name == "ADR":
        _take_address(card, found)
    elif found.name == "GEO":
        _take_place(card, found.value)
    elif found.name in ("NOTE", "UID"):
        card.setdefault(found.name.lower(), _plain(found.value))


def _spoken(parts: list[str]) -> str:
    """Family name first without a gap in Chinese, given name first otherwise."""
    family, given, middle = (*parts, "", "", "")[:3]
    if any("\u4e00" <= sign <= "\u9fff" for sign in family + given):
        return family + given
    return " ".join(part for part in (given, middle, family) if part)


def _take_phone(card: dict[str, str], found: Property) -> None:
    if "FAX" in found.types:
        return
    number = _plain(found.value).removeprefix("tel:")
    kind = "mobile" if found.types & {"CELL", "IPHONE"} else "phone"
    if kind not in card or "PREF" in found.types:
        card[kind] = number


def _take_address(card: dict[str, str], found: Property) -> None:
    box, extended, street, town, province, code, country = (*_parts(found.value), *[""] * 7)[:7]
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in street + town + province)
    if chinese:
        spoken = province + town + street + extended
    else:
        rest = (box, extended, street, town, province, code, country)
        spoken = ", ".join(part for part in rest if part)
    if spoken and ("address" not in card or "WORK" in found.types):
        card["address"] = " ".join(spoken.split())


def _take_place(card: dict[str, str], value: str) -> None:
    numbers = re.findall(r"-?\d+(?:\.\d+)?", value)
    if len(numbers) >= 2:
        card["latitude"], card["longitude"] = numbers[:2]
