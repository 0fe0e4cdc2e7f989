"""How well typed letters fit a title: as words, as pinyin initials, or letter by letter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desktop.domain.pinyin import initials

Record = TypeVar("Record")
MOST = 6  # records offered at once
SCATTERED = 60  # at most, where the letters only follow each other somewhere


@dataclass(frozen=True, slots=True)
class Found:
    """A record the palette offers; choosing it opens the workspace with the id, and there `what`.

    `group` is the heading it stands under, if that is not the workspace's name."""

    title: str
    note: str = ""
    icon: str = "building-store"
    workspace: str = "customers"
    id: str = ""
    group: str = ""
    what: Mapping[str, Any] = field(default_factory=dict)


def score(typed: str, title: str, also: str = "") -> int:
    """0 = does not fit; more is better. `also` is other words it answers to (its English id)."""
    wanted = "".join(typed.casefold().split())
    if not wanted:
        return 1
    best = 0
    for rank, words in ((100, title.casefold()), (80, _letters(title)), (60, also.casefold())):
        best = max(best, _fit(wanted, "".join(words.split()), rank))
    return best


def best(
    typed: str,
    records: Iterable[Record],
    title: Callable[[Record], str],
    also: Callable[[Record], str],
) -> list[Record]:
    """Those that hold what was typed in one piece, the best first, of equals the first."""
    fits = [(score(typed, title(one), also(one)), one) for one in records]
    held = [each for each in fits if each[0] > SCATTERED]
    return [one for _, one in sorted(held, key=lambda each: -each[0])[:MOST]]


def _letters(title: str) -> str:
    return initials(title) if wide(title) else ""


def wide(text: str) -> bool:
    return any(ord(letter) > 0x2E80 for letter in text)


def _fit(wanted: str, words: str, rank: int) -> int:
    if not words:
        return 0
    at = words.find(wanted)
    if at == 0:
        return rank + 20
    if at > 0:
        return rank + 10
    rest = iter(words)
    if len(wanted) > 1 and all(letter in rest for letter in wanted):
        return rank - 40
    return 0
