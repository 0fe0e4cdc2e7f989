"""Excel's day numbers, and which number formats mean that a number is a day.

The 1900 system counts 1900-02-29, a day that never was (ECMA-376 18.17.4.1), so day 60 and later
are counted from 1899-12-30; the 1904 system of old Macintoshes starts at 1904-01-01.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop.importing.tables import Cell

BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
LAST_SERIAL = 2_958_465
"""9999-12-31."""
DAY_SECONDS = 86_400


@lru_cache(maxsize=4096)
def is_date_format(code: str) -> bool:
    """Whether a format such as `yyyy"年"m"月"` shows a day or a time; `[h]` counts, `[Red]` not."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.', "", code.split(";")[0].lower())
    bare = re.sub(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", "", bare)
    return "general" not in bare and re.search(r"[ymdhs年月日]", bare) is not None


def from_serial(serial: float, epoch_1904: bool) -> Cell:
    """The day, the moment or the time of day; the number itself where it is none."""
    if not 0 <= serial <= LAST_SERIAL:
        return serial
    days, seconds = divmod(round(serial * DAY_SECONDS), DAY_SECONDS)
    if days == 0 and not epoch_1904:
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    if epoch_1904:
        first = date(1904, 1, 1)
    else:
        first = date(1899, 12, 30) if days >= 60 else date(1899, 12, 31)
    try:
        day = first + timedelta(days=days)
    except OverflowError:
        return serial
    if not seconds:
        return day
    return datetime.combine(day, time()) + timedelta(seconds=seconds)
