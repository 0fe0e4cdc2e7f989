"""What people type becomes what they meant, and what is unsure stays as they typed it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.geo import BD09, GCJ02, WGS84, Point, distance, from_wgs84
from desktop.importing.cleaning import as_date, as_degrees, as_number, as_pair, as_text, is_blank
from desktop.importing.credit_code import ALPHABET, check_sign, is_credit_code
from desktop.importing.phones import normal_phone
from desktop.importing.tables import Cell
from desktop.importing.values import Unfit, pair_place, place

REAL_CODES = (
    "914403001922038216",
    "91440300708461136T",
    "91330100799655058B",
    "9152000071430580XT",
    "91440300192181490G",
    "91110000802100433B",
    "91110108551385082Q",
)
"""Those of well-known companies, as published."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("057188001234", "0571-88001234"),
        ("0571—88001234", "0571-88001234"),
        ("（0571）88001234", "0571-88001234"),
        ("+86 571 8800 1234", "0571-88001234"),
        ("010 83211441", "010-83211441"),
        ("0571-88001234转802", "0571-88001234-802"),
        ("0571-88001234-802", "0571-88001234-802"),
        ("4008208820", "400-820-8820"),
        ("95528", "95528"),
        ("13800138000/13900139000", "13800138000 / 13900139000"),
        ("0571-88001234、13800138000", "0571-88001234 / 13800138000"),
    ],
)
def test_a_number_that_is_certain_is_written_one_way(typed: str, meant: str) -> None:
    assert normal_phone(typed) == meant


@pytest.mark.parametrize(
    "typed", ["12345", "020-8333715", "找老王", "138001380001", "1380013800", "0371-623938512345"]
)
def test_a_number_that_is_unsure_stays_as_it_was_typed(typed: str) -> None:
    assert normal_phone(typed) == typed


def test_the_zero_that_excel_ate_comes_back_in_a_chinese_list_only() -> None:
    assert normal_phone("1083211441") == "010-83211441"
    assert normal_phone("2122345678", chinese=False) == "2122345678"


def test_numbers_of_other_countries_keep_their_country() -> None:
    assert normal_phone("+1-919-676-9515") == "+1 919-676-9515"
    assert normal_phone("+49 30 901820") == "+49 30 901820"


@given(st.text(max_size=40))
def test_nothing_typed_as_a_phone_is_lost_or_a_crash(typed: str) -> None:
    digits = [sign for sign in normal_phone(typed) if sign.isdecimal()]
    assert len(digits) <= len([sign for sign in typed if sign.isdecimal()]) + 1


@pytest.mark.parametrize("code", REAL_CODES)
def test_published_credit_codes_pass_their_check(code: str) -> None:
    assert is_credit_code(code)
    assert is_credit_code(code.lower())


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_sign_in_a_credit_code_is_always_found(
    first: str, place: int, wrong: str
) -> None:
    code = first + check_sign(first)
    assert is_credit_code(code)
    broken = code[:place] + wrong + code[place + 1 :]
    assert is_credit_code(broken) is (broken == code)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("2026/1/2", date(2026, 1, 2)),
        ("2026年1月2日", date(2026, 1, 2)),
        ("2026.1.2 08:00", date(2026, 1, 2)),
        ("20260102", date(2026, 1, 2)),
        ("21.11.2026", date(2026, 11, 21)),
        ("11/21/2026", date(2026, 11, 21)),
        ("26-1-2", date(2026, 1, 2)),
        (45000, date(2023, 3, 15)),
        ("45000", date(2023, 3, 15)),
        (datetime.combine(date(2026, 1, 2), time(8)), date(2026, 1, 2)),
        ("2026-13-45", None),
        ("soon", None),
        (3, None),
    ],
)
def test_a_day_is_understood_in_every_usual_way(cell: Cell, meant: date | None) -> None:
    assert as_date(cell) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1,234.50", 1234.5),
        ("￥1,234", 1234),
        ("-3", -3),
        ("1e3", 1000),
        ("１２３", 123),
        (True, None),
        ("12-34", None),
        ("nan", None),
        ("inf", None),
        ("1_000", None),
        ("", None),
    ],
)
def test_numbers_with_separators_are_numbers(cell: Cell, meant: float | None) -> None:
    assert as_number(cell) == meant


def test_text_is_trimmed_narrowed_and_rid_of_what_cannot_be_seen() -> None:
    assert as_text("　联佳\u200b超市　（ＡＢ）　１２号 \t") == "联佳超市 （AB） 12号"
    assert as_text(13800138000.0) == "13800138000"
    assert as_text("a\r\n\r\n b ") == "a\nb"


@pytest.mark.parametrize("cell", [None, "", " ", "-", "暂无数据", "N/A", "null", "——"])
def test_the_many_ways_to_say_nothing(cell: Cell) -> None:
    assert is_blank(cell)
    assert not is_blank(0)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("30.28", 30.28),
        ("30°16'48\"N", 30.28),
        ("120度8分24秒", 120.14),
        ("北纬30.28", 30.28),
        ("西经73.5", -73.5),
        ("73.5W", -73.5),
        ("somewhere", None),
    ],
)
def test_degrees_are_understood(cell: Cell, meant: float | None) -> None:
    found = as_degrees(cell)
    assert found is None if meant is None else found == pytest.approx(meant)


HANGZHOU = Point(30.28, 120.14)


@pytest.mark.parametrize("datum", [WGS84, GCJ02, BD09])
@pytest.mark.parametrize("swapped", [False, True])
def test_coordinates_arrive_where_they_are_whatever_map_they_come_from(
    datum: str, swapped: bool
) -> None:
    shifted = from_wgs84(HANGZHOU, datum)
    north, east = (shifted.longitude, shifted.latitude) if swapped else shifted
    found = place(f"{north}", east, datum)
    assert found["datum"] == WGS84
    there = Point(float(str(found["latitude"])), float(str(found["longitude"])))
    assert distance(there, HANGZHOU) < 4


def test_zero_zero_is_nowhere_and_ninety_one_is_no_latitude() -> None:
    assert place(0, 0, WGS84) == {}
    assert place("暂无", "", WGS84) == {}
    with pytest.raises(Unfit):
        place(191, 291, WGS84)
    with pytest.raises(Unfit):
        place("x", "y", WGS84)


@pytest.mark.parametrize(
    "cell", ["120.14,30.28", "30.28，120.14", "(30.28, 120.14)", "30.28 120.14"]
)
def test_both_numbers_in_one_cell_find_their_order(cell: str) -> None:
    found = pair_place(cell, WGS84)
    assert (found["latitude"], found["longitude"]) == (30.28, 120.14)


def test_a_pair_is_two_numbers() -> None:
    assert as_pair("30.28") is None
    with pytest.raises(Unfit):
        pair_place("河坊街", WGS84)
