"""One cell made into one value: what people type, and what spreadsheets make of it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from desktop.importing.serials import from_serial
from desktop.importing.tables import Cell

WAYS_TO_SAY_NOTHING = """
    - -- — —— / \\ 无 暂无 暂无数据 暂无信息 暂缺 没有 空 未知 不详
    null none n/a na nan #n/a nil ? ？ ·
"""
NOTHING = frozenset(("", *WAYS_TO_SAY_NOTHING.split()))
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff\ufffe\uffff]")
UNCLEAN = re.compile(
    r"[\x00-\x1f\x7f-\xa0\u0300-\u036f\u2000-\u200f\u2028-\u202f\u3000\ufeff\uff01-\uff5e]|\s\s"
)
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][-+]?\d{1,3})?")
WHOLE = 1e21  # a whole number beyond is no number a person wrote
CURRENCY = str.maketrans("", "", "¥￥$€£ 元")
DATES = (
    re.compile(
        r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?(?P<rest>.*)"
    ),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?P<rest>)"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?P<rest>.*)"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})(?P<rest>.*)"),
    re.compile(r"(?P<y>\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?P<rest>)"),
)
SERIALS = range(20_000, 80_000)
"""1954 to 2119: day numbers that stand where a date is wanted."""
DEGREES = re.compile(
    r"(?P<d>\d{1,3})\s*[°º度�]\s*(?:(?P<m>\d{1,2})\s*['′’分])?\s*(?:(?P<s>[\d.]+)\s*(?:\"|″|”|''|秒))?\s*"
    r"(?P<side>[NSEWnsew北南东西])?"
)
PAIR = re.compile(r"\s*[（(\[]?\s*([^,，;；\s]+)\s*[,，;；\s]\s*([^,，;；\s]+?)\s*[)）\]]?\s*")


def is_blank(cell: Cell) -> bool:
    """Empty, or one of the many ways to write that nothing is known."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    return cell == "" or (len(cell) < 8 and cell.strip().lower() in NOTHING)


def as_text(cell: Cell) -> str:
    """Trimmed, half width where that is meant, without control signs; 13800138000.0 is a phone."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < WHOLE else repr(cell)
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    return str(cell)


def _clean(text: str) -> str:
    if UNCLEAN.search(text) is None:
        return text.strip()
    lines = [" ".join(CONTROL.sub("", _half_width(line)).split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def _half_width(text: str) -> str:
    """Full-width letters, digits and blanks; Chinese punctuation stays as it is written."""
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(HALF_WIDTH)


HALF_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()},
    **{ord(full): half for full, half in zip("－＃＆＋．／＠％", "-#&+./@%", strict=True)},
    0x3000: " ",
    0xA0: " ",
}


def as_number(cell: Cell) -> float | None:
    """With or without thousands separators and currency; None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if not isinstance(cell, str):
        return None
    if not NUMBER.fullmatch(cell):
        cell = as_text(cell).translate(CURRENCY)
        if not NUMBER.fullmatch(cell):
            return None
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None


def as_date(cell: Cell) -> date | None:
    """A day in any of the usual ways; of 3/4/2024 the month is taken to come first."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    number = as_number(cell)
    if number is not None and int(number) in SERIALS:
        cell = from_serial(number, epoch_1904=False)
        return as_date(cell) if isinstance(cell, date) else None
    return _date_in(as_text(cell))


def _date_in(text: str) -> date | None:
    for form in DATES:
        found = form.fullmatch(text)
        if found is None:
            continue
        year = int(found["y"])
        try:
            return date(year + 2000 if year < 100 else year, int(found["m"]), int(found["d"]))
        except ValueError:
            continue
    return None


def as_degrees(cell: Cell) -> float | None:
    """Decimal degrees from 30.28, 30°16'48"N or 北纬30.28."""
    number = as_number(cell)
    if number is not None:
        return number
    text = as_text(cell)
    sign = -1 if text[:2] in ("南纬", "西经") else 1
    text = re.sub(r"^[东西南北][经纬]|°$", "", text)
    plain = as_number(re.sub(r"[NSEWnsew]$|^[NSEWnsew]", "", text))
    if plain is not None:
        return -plain if re.search(r"[SWsw]", text) else sign * plain
    found = DEGREES.fullmatch(text)
    if found is None:
        return None
    value = int(found["d"]) + int(found["m"] or 0) / 60 + _float(found["s"]) / 3600
    return -value if (found["side"] or "") in tuple("SWsw南西") else sign * value


def _float(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def as_pair(cell: Cell) -> tuple[float, float] | None:
    """Two numbers in one cell, in their order."""
    found = PAIR.fullmatch(as_text(cell))
    if found is None:
        return None
    first, second = as_degrees(found[1]), as_degrees(found[2])
    return None if first is None or second is None else (first, second)
