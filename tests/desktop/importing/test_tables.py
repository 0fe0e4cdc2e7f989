"""Every kind of file becomes the same rows, whatever it is called and however it is encoded."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest

from desktop.importing import open_table
from desktop.importing.serials import from_serial, is_date_format
from desktop.importing.tables import Cell
from tests.support import hostile_files as files

CHINESE = (
    "客户名称,电话,地址\n联佳超市,0571-88001234,杭州市西湖区文三路9号\n仁济大药房,,凤起路1号\n"
)
TRADITIONAL = "客戶名稱,地址\n聯佳超市,臺北市中正區重慶南路一段\n"


class WindowsName(zipfile.ZipInfo):
    """A member whose name is GBK without a word about it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def read(path: Path, table: int = 0) -> list[Sequence[Cell]]:
    return [list(row.cells) for row in open_table(path).tables[table].rows()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_chinese_list_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(CHINESE.encode(encoding))
    assert read(path)[1] == ["联佳超市", "0571-88001234", "杭州市西湖区文三路9号"]


def test_a_list_from_taiwan_is_big5(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(TRADITIONAL.encode("big5"))
    assert read(path)[1] == ["聯佳超市", "臺北市中正區重慶南路一段"]


def test_gbk_far_below_plain_lines_is_still_gbk(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"name,phone\n" * 100_000 + "联佳超市,1\n".encode("gbk"))
    assert read(path)[-1] == ["联佳超市", "1"]


def test_a_few_broken_bytes_do_not_spoil_utf8(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes((CHINESE * 50).encode() + b"\xff\n")
    assert read(path)[1][0] == "联佳超市"


def test_western_accents_are_not_taken_for_chinese(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name,town\nCafé José,Málaga\nMüller,Köln\n".encode("cp1252"))
    assert read(path)[1:] == [["Café José", "Málaga"], ["Müller", "Köln"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_lines(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "list.txt"
    lines = [["name", "note"], ["甲店", "a, b; c"], ["乙店", "x"]]
    quoted = '"a, b; c"'
    text = "\n".join(separator.join(line) for line in lines).replace("a, b; c", quoted)
    path.write_text(text, encoding="utf-8")
    assert read(path) == lines


def test_excels_own_first_line_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=;\r\nname;phone\r\n甲店;1\r\n", encoding="utf-8")
    assert read(path) == [["name", "phone"], ["甲店", "1"]]


def test_rows_keep_the_numbers_an_editor_shows(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('name,note\n\n甲店,"two\nlines"\n乙店,x\n', encoding="utf-8")
    numbers = [row.number for row in open_table(path).tables[0].rows()]
    assert numbers == [1, 3, 5]


def test_a_workbook_under_a_wrong_name_is_still_one(tmp_path: Path) -> None:
    path = files.workbook(tmp_path / "list.csv", files.rows(["客户名称"], ["联佳超市"]))
    source = open_table(path)
    assert (source.form, source.tables[0].name) == ("xlsx", "客户")
    assert read(path) == [["客户名称"], ["联佳超市"]]


def test_cells_of_a_workbook_have_their_types(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><v>42</v></c><c r="B1"><v>1.5</v></c><c r="C1" s="1"><v>45000</v></c>'
        '<c r="D1" s="1"><v>45000.5</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v>'
        '</c><c r="G1" t="d"><v>2026-11-21</v></c><c r="H1" t="str"><v>text</v></c>'
    )
    body = f'<sheetData><row r="1">{cells}</row></sheetData>'
    day = date(2023, 3, 15)
    noon = datetime.combine(day, time(12))
    assert read(files.workbook(tmp_path / "types.xlsx", body)) == [
        [42, 1.5, day, noon, True, None, date(2026, 11, 21), "text"]
    ]


def test_an_old_macintosh_counts_its_days_from_1904(tmp_path: Path) -> None:
    body = '<sheetData><row r="1"><c r="A1" s="1"><v>43538</v></c></row></sheetData>'
    path = files.workbook(tmp_path / "mac.xlsx", body, epoch_1904=True)
    assert read(path) == [[date(2023, 3, 15)]]


def test_cells_and_rows_without_addresses_follow_one_another(tmp_path: Path) -> None:
    body = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    )
    rows = list(open_table(files.workbook(tmp_path / "bare.xlsx", body)).tables[0].rows())
    assert [(row.number, list(row.cells)) for row in rows] == [(1, [1, 2]), (2, [3])]


def test_merged_cells_all_say_what_the_first_says(tmp_path: Path) -> None:
    body = files.rows(["片区", "客户名称"], ["一片", "甲店"], ["", "乙店"])
    body = body.replace('<c r="A3" t="inlineStr"><is><t></t></is></c>', "")
    body += '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    assert read(files.workbook(tmp_path / "merged.xlsx", body))[1:] == [
        ["一片", "甲店"],
        ["一片", "乙店"],
    ]


def test_an_old_workbook_is_read_cell_by_cell(tmp_path: Path) -> None:
    path = files.old_workbook(
        tmp_path / "old.xls",
        sheet=[files.label(0, 0, "客户名称"), files.label(0, 1, "电话"), files.label(1, 0, "联佳")],
    )
    source = open_table(path)
    assert (source.form, source.tables[0].name) == ("xls", "客户")
    assert read(path) == [["客户名称", "电话"], ["联佳"]]


def test_a_web_page_called_xls_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(
        "<html><meta charset=gbk><table><tr><th>客户名称</th><th>电话</th></tr>"
        "<tr><td rowspan=2>甲店</td><td>1</td></tr><tr><td>2</td></tr></table></html>".encode("gbk")
    )
    assert open_table(path).form == "html"
    assert read(path) == [["客户名称", "电话"], ["甲店", "1"], ["甲店", "2"]]


def test_a_zip_of_lists_packed_on_a_chinese_windows_keeps_its_names(tmp_path: Path) -> None:
    path = tmp_path / "cities.zip"
    with zipfile.ZipFile(path, "w") as file:
        for city in ("上海", "杭州"):
            file.writestr(WindowsName(f"{city}.csv"), CHINESE.encode("gbk"))
    names = [table.name for table in open_table(path).tables]
    assert names == ["上海", "杭州"]


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[h]:mm:ss", True),
        ("[$-804]aaaa", False),
        ("General", False),
        ("0.00", False),
        ("[Red]0.00", False),
        ('0" days"', False),
        ("#,##0_);(#,##0)", False),
    ],
)
def test_a_format_shows_whether_a_number_is_a_day(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


@pytest.mark.parametrize(
    ("serial", "meant"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (45000, date(2023, 3, 15)),
        (0.75, time(18)),
        (-1, -1),
        (3e9, 3e9),
    ],
)
def test_day_numbers_count_as_excel_counts(serial: float, meant: Cell) -> None:
    assert from_serial(serial, epoch_1904=False) == meant
