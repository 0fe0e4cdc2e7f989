"""Every row becomes a record or a refusal that says why."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from desktop.importing import Mapping, Prepared, open_table, prepare, suggest_mapping
from desktop.importing.cleaning import as_text
from desktop.importing.problems import MAPPING_WRONG, FileProblem
from sync.catalogue import CATALOGUE
from sync.mutations import mutation


def read(
    tmp_path: Path, text: str, mapping: Mapping | None = None, owner: str = ""
) -> list[Prepared]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    source = open_table(path)
    return list(prepare(source, mapping or suggest_mapping(source), owner=owner))


def refusals(rows: list[Prepared]) -> list[tuple[int, str, str]]:
    return [(one.row, one.refusal.problem, one.refusal.value) for one in rows if one.refusal]


def test_a_sound_row_becomes_fields_of_the_catalogue(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path,
        "客户名称,电话,地址,省,市,客户等级,行业,账期,下次拜访,客户状态,信用代码,经度,纬度,备注\n"
        "联佳超市,13800138000,文三路９号,浙江省,杭州市,a类,商超,月结30天,2026/12/1,潜在客户,"
        "91440300708461136T,120.14,30.28,常客\n",
    )
    assert row.fields == {
        "name": "联佳超市",
        "phone": "13800138000",
        "address": "文三路9号",
        "region": "浙江省 杭州市",
        "class": "A",
        "industry": "商超",
        "terms_days": 30,
        "next_visit": "2026-12-01",
        "state": "prospect",
        "credit_code": "91440300708461136T",
        "longitude": 120.14,
        "latitude": 30.28,
        "datum": "WGS-84",
        "remark": "常客",
    }
    mutation("customer.create").check(row.id, row.fields)
    assert set(row.fields) <= set(CATALOGUE["customer"].names)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",13800138000,,", "row_without_name"),
        ("合计,,,", "row_is_total"),
        ("甲店,,91440300708461136X,", "row_bad_credit_code"),
        ("甲店,,,下个月", "row_bad_date"),
        ("长" * 201 + ",,,", "row_too_long"),
    ],
)
def test_a_row_is_refused_with_its_number_and_reason(
    tmp_path: Path, line: str, problem: str
) -> None:
    rows = read(
        tmp_path, f"客户名称,电话,信用代码,下次拜访\n好店,1,91440300708461136T,2026-12-01\n{line}\n"
    )
    assert [(row, kind) for row, kind, _ in refusals(rows)] == [(3, problem)]


def test_the_same_row_twice_is_one_record_and_one_refusal(tmp_path: Path) -> None:
    rows = read(tmp_path, "名称,地址,电话\n甲店,文三路,1\n甲店,文三路,1\n甲店,文一路,1\n")
    assert refusals(rows) == [(3, "row_duplicate", "甲店 (2)")]
    assert rows[0].id != rows[2].id


def test_ids_are_the_same_tomorrow_and_different_for_another_owner(tmp_path: Path) -> None:
    text = "名称,地址,电话\n甲店,文三路,1\n"
    (first,) = read(tmp_path, text)
    (again,) = read(tmp_path, text.replace("名称", "客户名称"))
    (other,) = read(tmp_path, text, owner="hz2")
    assert first.id == again.id != other.id


def test_a_foreign_code_holds_a_record_together_when_its_name_changes(tmp_path: Path) -> None:
    (old,) = read(tmp_path, "客户编码,名称\nKH-17,甲店\n")
    (new,) = read(tmp_path, "客户编码,名称\nKH-17,甲店（新）\n")
    assert old.id == new.id


def test_order_lines_become_one_customer_with_sums_and_all_its_cities(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        "订单 ID,客户 ID,客户名称,城市,产品名称,数量,销售额\n"
        "CN-1,KH-1,甲店,杭州,剪刀,1,20.10\nCN-2,KH-2,乙店,上海,剪刀,1,10\n"
        'CN-3,KH-1,甲店,宁波,胶水,1,0.2\nCN-4,KH-1,甲店,宁波,胶水,1,"1,000"\n',
    )
    assert [(one.row, one.fields["name"], one.fields["region"]) for one in rows] == [
        (2, "甲店", "宁波"),
        (3, "乙店", "上海"),
    ]
    assert rows[0].fields["extra"] == {"销售额": "1020.30", "城市": "杭州、宁波"}


def test_a_place_without_a_name_is_called_by_its_position(tmp_path: Path) -> None:
    rows = read(tmp_path, "名称,经度,纬度\n甲店,120.14,30.28\n暂无,120.1412345,30.28\n")
    assert rows[1].fields["name"] == "30.28000, 120.14123"


def test_a_header_printed_again_on_the_next_page_is_no_record(tmp_path: Path) -> None:
    rows = read(tmp_path, "名称,电话\n甲店,1\n名称,电话\n乙店,2\n")
    assert [one.fields.get("name") for one in rows] == ["甲店", "乙店"]


def test_a_remark_takes_other_columns_with_their_titles(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "名称,备注,联系人\n甲店,常客,王经理\n")
    assert row.fields["remark"] == "常客\n联系人: 王经理"


def test_a_contact_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "姓名,单位,职务,手机,座机\n王芳,联佳超市,店长,,0571-88001234\n李雷,,,1,\n", "utf-8"
    )
    source = open_table(path)
    rows = list(prepare(source, suggest_mapping(source, "contact"), "contact"))
    assert rows[0].customer == "联佳超市"
    assert rows[0].fields == {"name": "王芳", "position": "店长", "phone": "0571-88001234"}
    assert refusals(rows) == [(3, "row_without_customer", "李雷")]


def test_what_report_raises_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称\n" + "".join(f"{n}店\n" for n in range(1000)), encoding="utf-8")
    source = open_table(path)
    seen: list[int] = []

    def report(done: int, _total: int) -> None:
        seen.append(done)
        if done >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(prepare(source, suggest_mapping(source), report=report))
    assert seen == [0, 100, 200, 300, 400, 500]


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping("customer", {"name": ("没有这列",)}),
        Mapping("customer", {"name": ("名称",), "phone": ("没有这列",)}),
        Mapping("customer", {"phone": ("名称",)}),
        Mapping("customer", {"name": ("名称",)}, sheets=("没有这页",)),
    ],
)
def test_columns_that_are_not_there_are_named(tmp_path: Path, mapping: Mapping) -> None:
    with pytest.raises(FileProblem) as caught:
        read(tmp_path, "名称\n甲店\n", mapping)
    assert caught.value.kind == MAPPING_WRONG


def test_a_mapping_for_one_type_does_not_fit_another(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称\n甲店\n", encoding="utf-8")
    source = open_table(path)
    with pytest.raises(FileProblem):
        list(prepare(source, suggest_mapping(source), "contact"))


def two_sheets(folder: Path) -> Path:
    """The second sheet has no addresses."""
    path = folder / "two.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in {
        "甲": [["名称", "电话", "地址", "备注"], ["甲店", "0571-1", "文三路 1 号", "常客"]],
        "乙": [["名称", "电话"], ["乙店", "0571-2"]],
    }.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def test_a_sheet_without_some_of_the_columns_is_read_all_the_same(tmp_path: Path) -> None:
    source = open_table(two_sheets(tmp_path))
    first, second = prepare(source, suggest_mapping(source))
    assert (first.fields["address"], first.fields["remark"]) == ("文三路 1 号", "常客")
    assert (second.fields["name"], second.fields["phone"]) == ("乙店", "0571-2")
    assert "address" not in second.fields


def test_a_column_by_which_rows_are_one_must_be_on_every_sheet(tmp_path: Path) -> None:
    source = open_table(two_sheets(tmp_path))
    with pytest.raises(FileProblem) as caught:
        list(prepare(source, Mapping("customer", {"name": ("名称",)}, identity=("地址",))))
    assert caught.value.kind == MAPPING_WRONG


def test_a_long_number_stays_a_number() -> None:
    assert as_text(13812345678901234.0) == "13812345678901234"
    assert as_text(0.1) == "0.1"
