"""Opening hours as people write them: which hours of which weekdays, or nothing understood.

Read are lists like "08:30-12:00, 13:30-18:00", "周一至周五 9:00-18:00；周六 9:00-12:00",
"Mo-Fr 8-17", "24小时", "周日休息" and "周一不营业". What is not understood counts as always
open, so that a strange sentence never keeps a stop out of a day.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

Window = tuple[int, int]  # minutes after midnight
WHOLE_DAY: Window = (0, 24 * 60)
EVERY_DAY = frozenset(range(1, 8))

_DAYS = {name: day for day, name in enumerate("一二三四五六日", start=1)} | {"天": 7, "末": 6}
_ENGLISH = {name: day for day, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"), 1)}
_DAY = r"(?:工作日|(?:周|星期|礼拜)[一二三四五六日天末]|\b(?:mo|tu|we|th|fr|sa|su)[a-z]*\b)"
_SPAN = re.compile(rf"({_DAY})\s*(?:[-–—~～至到]\s*({_DAY}|[一二三四五六日天]))?", re.IGNORECASE)
_TIME = r"(\d{1,2})(?:[:：点时](\d{2})?)?"
_HOURS = re.compile(rf"{_TIME}\s*(?:[-–—~～至到])\s*{_TIME}")
_CLOSED = re.compile(r"休息|不营业|闭店|关门|closed", re.IGNORECASE)
_ALWAYS = re.compile(r"24\s*(?:小时|h\b|/7)|全天|always", re.IGNORECASE)


def windows(text: str, weekday: int) -> tuple[Window, ...]:
    """When one may call on that weekday (1 is Monday), in order; empty when closed all day."""
    days, hours = _read(text)
    if weekday in _closed(text):
        return ()
    if weekday not in days:
        return () if hours else (WHOLE_DAY,)
    return tuple(sorted(set(days[weekday])))


def _read(text: str) -> tuple[dict[int, list[Window]], bool]:
    """The windows of each weekday that was spoken of, and whether any hours were read."""
    days: dict[int, list[Window]] = {}
    any_hours = False
    general: list[Window] = []
    for about, words in _sentences(text):
        if _CLOSED.search(words):
            continue
        spans = [WHOLE_DAY] if _ALWAYS.search(words) else list(_spans(words))
        any_hours = any_hours or bool(spans)
        for day in about if spans else ():
            days.setdefault(day, []).extend(spans)
            if about == EVERY_DAY:
                general.extend(spans)
    own = {day: [one for one in spans if one not in general] for day, spans in days.items()}
    return {day: own[day] or spans for day, spans in days.items()}, any_hours


def _closed(text: str) -> set[int]:
    """Weekdays of which the text says that they are closed."""
    return {day for about, words in _sentences(text) if _CLOSED.search(words) for day in about}


def _sentences(text: str) -> Iterator[tuple[frozenset[int], str]]:
    """The text cut where weekdays are named, each piece with the days it is about."""
    starts = [match.start() for match in _SPAN.finditer(text)]
    if not starts:
        yield EVERY_DAY, text
        return
    if text[: starts[0]].strip():
        yield EVERY_DAY, text[: starts[0]]
    heads: frozenset[int] = frozenset()
    for start, end in pairwise([*starts, len(text)]):
        piece = text[start:end]
        match = _SPAN.match(piece)
        assert match is not None
        heads = heads | _days(match)
        rest = piece[match.end() :]
        if rest.strip(" 、,，和及&:："):
            yield heads, rest
            heads = frozenset()


def _days(match: re.Match[str]) -> frozenset[int]:
    if match[1].endswith("末"):
        return frozenset({6, 7})
    if match[1] == "工作日":
        return frozenset(range(1, 6))
    first = _day(match[1])
    last = _day(match[2]) if match[2] else first
    length = (last - first) % 7
    return frozenset((first + step - 1) % 7 + 1 for step in range(length + 1))


def _day(word: str) -> int:
    return _ENGLISH.get(word[:2].lower()) or _DAYS[word[-1]]


def _spans(words: str) -> Iterator[Window]:
    for match in _HOURS.finditer(words):
        begin = int(match[1]) * 60 + int(match[2] or 0)
        end = int(match[3]) * 60 + int(match[4] or 0)
        if 0 <= begin < 24 * 60 and end <= 24 * 60:
            yield begin, end if end > begin else 24 * 60
