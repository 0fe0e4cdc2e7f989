"""The first guess is right on lists as people keep them, and a person may correct it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.importing import (
    Mapping,
    completed,
    load_mapping,
    open_table,
    save_mapping,
    suggest_mapping,
)
from desktop.importing.header import find_header
from desktop.importing.problems import MAPPING_WRONG, NO_NAME_COLUMN, FileProblem
from tests.support import hostile_files as files


def guess(tmp_path: Path, text: str, type: str = "customer") -> Mapping:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return suggest_mapping(open_table(path), type)


@pytest.mark.parametrize(
    "titles",
    [
        "客户名称,联系电话,详细地址,统一社会信用代码",
        "*公司名称（必填）,电 话,地址：,税号",
        "Customer Name,Phone Number,Address,Credit Code",
        "企业全称 / 客户名,手机号码,经营地址,信用代码",
    ],
)
def test_titles_are_known_by_many_names(tmp_path: Path, titles: str) -> None:
    row = "联佳超市,13800138000,文三路9号,91440300708461136T"
    mapping = guess(tmp_path, f"{titles}\n{row}\n")
    assert set(mapping.fields) == {"name", "phone", "address", "credit_code"}


def test_province_city_and_district_are_one_region(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "名称,区县,市,省\n甲店,西湖区,杭州,浙江\n")
    assert mapping.fields["region"] == ("省", "市", "区县")


def test_of_several_coordinates_the_ones_in_wgs84_are_taken(tmp_path: Path) -> None:
    mapping = guess(
        tmp_path, "名称,bd_lng,bd_lat,经度_wgs84,纬度_wgs84\n甲店,120.15,30.29,120.14,30.28\n"
    )
    assert (mapping.fields["latitude"], mapping.datum) == (("纬度_wgs84",), "WGS-84")
    assert not mapping.datum_assumed


@pytest.mark.parametrize(
    ("titles", "datum"),
    [("bd_lng,bd_lat", "BD-09"), ("百度经度,百度纬度", "BD-09"), ("高德经度,高德纬度", "GCJ-02")],
)
def test_the_datum_is_told_by_the_titles(tmp_path: Path, titles: str, datum: str) -> None:
    mapping = guess(tmp_path, f"名称,{titles}\n甲店,120.15,30.29\n")
    assert mapping.datum == datum


def test_coordinates_without_a_word_are_assumed_and_say_so(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "名称,X,Y\n甲店,120.15,30.29\n")
    assert (mapping.datum, mapping.datum_assumed) == ("WGS-84", True)


def test_x_and_y_that_are_no_degrees_are_left_alone(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "名称,X,Y\n甲店,3,14\n乙店,4,15\n")
    assert "latitude" not in mapping.fields


def test_named_coordinates_are_taken_though_many_are_wrong(tmp_path: Path) -> None:
    rows = "戌店,30.28,120.14\n亥店,abc,120.14\n子店,91,181\n丑店,无,无\n"
    mapping = guess(tmp_path, f"名称,纬度,经度\n{rows}")
    assert (mapping.fields["latitude"], mapping.fields["longitude"]) == (("纬度",), ("经度",))


def test_row_numbers_are_no_identity_but_codes_are(tmp_path: Path) -> None:
    assert guess(tmp_path, "编号,名称\n1,甲店\n2,乙店\n").identity == ()
    assert guess(tmp_path, "编号,名称\nA-17,甲店\nA-18,乙店\n").identity == ("编号",)


def test_order_lines_are_folded_by_customer(tmp_path: Path) -> None:
    lines = "CN-1,KH-1,甲店,剪刀,20\nCN-1,KH-1,甲店,胶水,5\nCN-2,KH-2,乙店,剪刀,10\n"
    mapping = guess(tmp_path, "订单 ID,客户 ID,客户名称,产品名称,销售额\n" + lines)
    assert (mapping.one_per, mapping.sums) == (("客户 ID",), ("销售额",))
    assert mapping.fields["name"] == ("客户名称",)


def test_a_list_without_titles_is_known_by_its_cells(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "1,联佳超市,13800138000\n2,仁济大药房,0571-88001234\n")
    assert mapping.fields == {"phone": ("C",), "name": ("B",)}


def test_a_table_of_numbers_has_no_name_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        guess(tmp_path, "year,price\n2026,3\n2027,4\n")
    assert caught.value.kind == NO_NAME_COLUMN


def test_titles_are_found_below_headings_and_above_units(tmp_path: Path) -> None:
    path = files.workbook(
        tmp_path / "report.xlsx",
        files.rows(
            ["2026年客户名单"],
            ["制表：销售部"],
            ["客户名称", "电话", "销售额"],
            ["", "", "（万元）"],
            ["联佳超市", "13800138000", "12"],
        ),
    )
    header, _ = find_header(open_table(path).tables[0])
    assert (header.titles, header.row, header.units_row) == (("客户名称", "电话", "销售额"), 3, 4)


def test_titles_on_two_lines_are_read_together(tmp_path: Path) -> None:
    body = files.rows(
        ["客户名称", "联系方式", "", "备注"],
        ["", "手机", "座机", ""],
        ["甲店", "13800138000", "", "x"],
    )
    for place in ("C1", "A2", "D2", "C3"):
        body = body.replace(f'<c r="{place}" t="inlineStr"><is><t></t></is></c>', "")
    body += (
        '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:D2"/>'
        "</mergeCells>"
    )
    source = open_table(files.workbook(tmp_path / "two.xlsx", body))
    header, _ = find_header(source.tables[0])
    assert header.titles == ("客户名称", "联系方式/手机", "联系方式/座机", "备注")
    assert suggest_mapping(source).fields["name"] == ("客户名称",)


def test_blank_and_repeated_titles_can_still_be_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称,,名称\n甲,x,乙\n", encoding="utf-8")
    assert find_header(open_table(path).tables[0])[0].titles == ("名称", "B", "名称 (2)")


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_a_mapping_is_kept_in_a_file_and_read_back(tmp_path: Path, ending: str) -> None:
    mapping = Mapping(
        "customer",
        {"name": ("客户名称",), "region": ("省", "市"), "latitude": ('纬"度',)},
        sheets=("订单",),
        identity=("客户 ID",),
        datum="BD-09",
        header_row=3,
    )
    path = tmp_path / f"mapping.{ending}"
    save_mapping(mapping, path)
    assert load_mapping(path) == mapping


def test_a_mapping_may_be_corrected(tmp_path: Path) -> None:
    mapping = guess(tmp_path, "名称,电话,备注\n甲店,1,2\n")
    assert mapping.with_fields(phone=(), remark=("电话",)).fields == {
        "name": ("名称",),
        "remark": ("电话",),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        "not = = toml",
        'type = "martian"',
        '[fields]\nnose = "x"',
        "[fields]\nname = 3",
        'datum = "Mars"\n[fields]\nname = "x"',
        'colour = "red"',
        "header_row = 'three'",
    ],
)
def test_a_wrong_mapping_file_is_refused_by_name(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_mapping(path)
    assert caught.value.kind == MAPPING_WRONG
    assert caught.value.facts["file"] == "mapping.toml"


def test_a_person_may_say_only_the_datum(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称,经度,纬度\n甲店,120.15,30.29\n", encoding="utf-8")
    told = tmp_path / "mapping.toml"
    told.write_text('datum = "BD-09"\n', encoding="utf-8")
    mapping = completed(open_table(path), load_mapping(told, "customer"))
    assert (mapping.fields["name"], mapping.datum) == (("名称",), "BD-09")


def test_a_title_that_names_its_datum_knows_better(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称,经度_wgs84,纬度_wgs84\n甲店,120.15,30.29\n", encoding="utf-8")
    mapping = completed(open_table(path), Mapping("customer", {}, datum="BD-09"))
    assert mapping.datum == "WGS-84"


def test_a_mapping_file_is_for_the_type_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('[fields]\nname = "姓名"\n', encoding="utf-8")
    assert load_mapping(path, "contact").type == "contact"
    path.write_text('type = "customer"\n[fields]\nname = "姓名"\n', encoding="utf-8")
    with pytest.raises(FileProblem):
        load_mapping(path, "contact")
