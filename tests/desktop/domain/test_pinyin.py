"""Initials are what a Chinese would type, and fast enough for a whole address book."""

from __future__ import annotations

import time

import pytest

from desktop.domain.pinyin import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("联佳超市文三路店", "ljcswsld"),
        ("中国工商银行", "zggsyh"),
        ("重庆火锅", "cqhg"),
        ("重型机械厂", "zxjxc"),
        ("厦门大学", "xmdx"),
        ("长沙市一中", "cssyz"),
        ("市长热线", "szrx"),
        ("乐清", "yq"),
        ("解放路", "jfl"),
        ("单县医院", "sxyy"),
    ],
)
def test_a_character_reads_as_its_neighbours_demand(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"), [("曾惠", "zh"), ("单雪", "sx"), ("仇英", "qy"), ("王芳", "wf")]
)
def test_a_family_name_reads_as_one(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("ＡＢＣ－１２３店", "abc123d"),
        ("7-11 便利店（西湖）", "711bldxh"),
        ("Café 时光", "cafesg"),
        ("", ""),
        ("★", ""),
    ],
)
def test_letters_and_digits_stay_and_signs_fall_away(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_fifty_thousand_names_take_well_under_a_second() -> None:
    initials("热身")
    names = [f"重庆小面{n}号联佳银行文三路支行" for n in range(50_000)]
    begun = time.process_time()
    for name in names:
        initials(name)
    assert time.process_time() - begun < 1.5


def test_the_tables_are_what_the_dictionary_says() -> None:
    from desktop.domain import pinyin_tables

    assert pinyin_tables.PAGE.read_text("utf-8") == pinyin_tables.text()
