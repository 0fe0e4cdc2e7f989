"""The value of each field, made from the cells of its columns, or the reason why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.geo import WGS84, Point, in_china, to_wgs84
from desktop.importing.cleaning import (
    as_date,
    as_degrees,
    as_number,
    as_pair,
    as_text,
    is_blank,
)
from desktop.importing.credit_code import is_credit_code
from desktop.importing.phones import normal_phone
from desktop.importing.tables import Cell
from sync.catalogue.states import CustomerState

Value = str | int | float | dict[str, str]

WITHOUT_NAME = "row_without_name"
WITHOUT_CUSTOMER = "row_without_customer"
TOTAL = "row_is_total"
DUPLICATE = "row_duplicate"
BAD_COORDINATES = "row_bad_coordinates"
BAD_NUMBER = "row_bad_number"
BAD_DATE = "row_bad_date"
BAD_CREDIT_CODE = "row_bad_credit_code"
TOO_LONG = "row_too_long"
UNKNOWN_TERRITORY = "row_unknown_territory"

OLD_LENGTH = 15
"""Registration numbers of before 2015 are still about; they have no check we know."""
LONGEST = {"name": 200, "class": 20, "phone": 100, "region": 200, "industry": 200, "position": 200,
           "email": 200, "decision_role": 100, "address": 500, "remark": 20_000}  # fmt: skip
MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
CLASS = re.compile(r"([A-Za-z])\s*(类|级|等)?(客户)?")
HAN = re.compile("[\u3400-\u9fff]")
STATES = {
    CustomerState.PROSPECT: "潜在 潜在客户 意向 意向客户 未合作 prospect lead",
    CustomerState.ACTIVE: "正常 活跃 合作 合作中 已合作 在营 正式 成交 成交客户 active",
    CustomerState.DORMANT: "休眠 沉睡 不活跃 停滞 暂停 dormant inactive",
    CustomerState.CLOSED: "关闭 停业 歇业 流失 终止 已关店 注销 closed lost",
}
STATE_OF = {word: state for state, words in STATES.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused: the problem, the field and what stood there."""

    problem: str
    field: str
    value: str


class Unfit(Exception):
    """Carries the reason up to the row."""

    def __init__(self, problem: str, field: str, value: object) -> None:
        super().__init__(problem)
        self.reason = Reason(problem, field, str(value)[:200])


def text(field: str, cells: Sequence[Cell]) -> str | None:
    """The parts in their order, each once."""
    parts: list[str] = []
    for cell in cells:
        said = "" if is_blank(cell) else as_text(cell)
        if said and not any(_same_place(said, part) for part in parts):
            parts.append(said)
    joined = parts[0] if len(parts) == 1 else " ".join(parts)
    if len(joined) > LONGEST.get(field, 2_000):
        raise Unfit(TOO_LONG, field, joined)
    return joined or None


def _same_place(one: str, other: str) -> bool:
    """北京 and 北京市 are one place, 吉林省 and 吉林市 are two."""
    return one == other or (one.removesuffix("市") == other.removesuffix("市") in MUNICIPALITIES)


def phone(field: str, cells: Sequence[Cell], chinese: bool) -> str | None:
    """The first column that has one."""
    for cell in cells:
        said = as_text(cell)
        if said and not is_blank(said) and said.strip("0"):
            number = normal_phone(said, chinese)
            if len(number) > LONGEST[field]:
                raise Unfit(TOO_LONG, field, number)
            return number
    return None


def credit_code(field: str, cells: Sequence[Cell]) -> str | None:
    said = text(field, cells)
    if said is None:
        return None
    code = re.sub(r"[\s\-]", "", said).upper()
    if is_credit_code(code) or (len(code) == OLD_LENGTH and code.isalnum()):
        return code
    raise Unfit(BAD_CREDIT_CODE, field, said)


def whole_number(field: str, cells: Sequence[Cell]) -> int | None:
    """Days: `30`, `30天`, `月结30天`."""
    said = text(field, cells)
    if said is None:
        return None
    number = as_number(said)
    if number is None:
        found = re.fullmatch(r"\D*(\d{1,4})\s*(天|日|days?)", said)
        number = float(found[1]) if found else None
    if number is None or number != int(number) or not 0 <= number < 10_000:
        raise Unfit(BAD_NUMBER, field, said)
    return int(number)


def day(field: str, cells: Sequence[Cell]) -> str | None:
    cell = next((cell for cell in cells if not is_blank(cell)), None)
    if cell is None:
        return None
    found = as_date(cell)
    if found is None:
        raise Unfit(BAD_DATE, field, as_text(cell))
    return found.isoformat()


def customer_class(field: str, cells: Sequence[Cell]) -> str | None:
    """A, `a`, `A类客户` are A; what a company adds of its own stays."""
    said = text(field, cells)
    found = CLASS.fullmatch(said) if said else None
    return found[1].upper() if found else said


def state(_: str, cells: Sequence[Cell]) -> str | None:
    """Ours where we understand it, else none: better unsaid than wrong."""
    return next((STATE_OF.get(as_text(cell).lower()) for cell in cells if not is_blank(cell)), None)


Reader = Callable[[str, Sequence[Cell]], str | int | None]
READERS: Mapping[str, Reader] = {
    "credit_code": credit_code,
    "terms_days": whole_number,
    "next_visit": day,
    "class": customer_class,
    "state": state,
}


def place(north: Cell, east: Cell, datum: str) -> dict[str, Value]:
    """Latitude and longitude in WGS-84, swapped back where they were swapped; nothing for 0, 0."""
    if is_blank(north) or is_blank(east):
        return {}
    latitude, longitude = as_degrees(north), as_degrees(east)
    if latitude is None or longitude is None:
        raise Unfit(BAD_COORDINATES, "latitude", f"{as_text(north)}, {as_text(east)}")
    return _located(latitude, longitude, datum)


def pair_place(cell: Cell, datum: str) -> dict[str, Value]:
    """Both numbers in one cell; which is which is told by their size, else latitude comes first."""
    if is_blank(cell):
        return {}
    pair = as_pair(cell)
    if pair is None:
        raise Unfit(BAD_COORDINATES, "coordinates", as_text(cell))
    return _located(*pair, datum)


def _located(latitude: float, longitude: float, datum: str) -> dict[str, Value]:
    if latitude == 0 and longitude == 0:
        return {}
    point, swapped = Point(latitude, longitude), Point(longitude, latitude)
    if (in_china(swapped) and not in_china(point)) or not _on_earth(point):
        point = swapped
    if not _on_earth(point):
        raise Unfit(BAD_COORDINATES, "latitude", f"{latitude}, {longitude}")
    there = to_wgs84(point, datum)
    return {
        "latitude": round(there.latitude, 8),
        "longitude": round(there.longitude, 8),
        "datum": WGS84,
    }


def _on_earth(point: Point) -> bool:
    return abs(point.latitude) <= 90 and abs(point.longitude) <= 180


def is_chinese(*texts: object) -> bool:
    return any(isinstance(text, str) and HAN.search(text) is not None for text in texts)
