"""Broken or hostile files are refused politely, quickly and without eating memory."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.importing import LIMITS, open_table, prepare, suggest_mapping
from desktop.importing.problems import (
    DAMAGED,
    EMPTY,
    LINE_TOO_LONG,
    MISSING,
    NOT_A_TABLE,
    PASSWORD,
    TOO_LARGE,
    TOO_MANY_CELLS,
    TOO_MANY_COLUMNS,
    FileProblem,
)
from tests.support import hostile_files as files

SECONDS = 2.0
BYTES = 100 << 20


@contextmanager
def cheaply(kind: str) -> Iterator[None]:
    """The block must be refused with this kind, within two seconds of work and 100 MB."""
    tracemalloc.start()
    begun = time.process_time()
    try:
        with pytest.raises(FileProblem) as caught:
            yield
        seconds = time.process_time() - begun
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.kind == kind, caught.value
    assert most < BYTES
    assert seconds < SECONDS * 4, "tracing costs up to four times the time"


def read(path: Path) -> list[object]:
    source = open_table(path)
    return list(prepare(source, suggest_mapping(source)))


def test_a_sheet_that_claims_17_billion_cells_is_refused(tmp_path: Path) -> None:
    body = '<dimension ref="A1:XFD1048576"/>' + files.rows(["客户名称"], ["联佳超市"])
    with cheaply(TOO_MANY_CELLS):
        read(files.workbook(tmp_path / "claims.xlsx", body))


def test_two_cells_in_opposite_corners_are_refused_not_laid_out(tmp_path: Path) -> None:
    corner = f'<row r="1048576">{files.text_cell("XFD1048576", "x")}</row>'
    body = files.rows(["客户名称"], ["联佳超市"]).replace("</sheetData>", corner + "</sheetData>")
    with cheaply(TOO_MANY_COLUMNS):
        read(files.workbook(tmp_path / "corners.xlsx", body))


def test_a_cell_in_the_last_row_costs_nothing(tmp_path: Path) -> None:
    last = f'<row r="1048576">{files.text_cell("A1048576", "末店")}</row>'
    body = files.rows(["客户名称"], ["联佳超市"]).replace("</sheetData>", last + "</sheetData>")
    found = read(files.workbook(tmp_path / "tall.xlsx", body))
    assert [one.row for one in found] == [2, 1_048_576]


def test_a_bomb_that_inflates_a_thousandfold_is_refused_before_inflating(tmp_path: Path) -> None:
    blank = "<row/>" * 100_000
    path = files.workbook(tmp_path / "bomb.xlsx", (blank for _ in range(100)))
    with cheaply(TOO_LARGE):
        read(path)


def test_a_zip_that_lies_about_its_sizes_is_damaged(tmp_path: Path) -> None:
    path = files.workbook(tmp_path / "lies.xlsx", files.rows(["客户名称"], ["联佳超市"]))
    raw = bytearray(path.read_bytes())
    place = raw.rfind(b"PK\x01\x02")
    struct.pack_into("<I", raw, place + 24, 10)
    path.write_bytes(raw)
    with cheaply(DAMAGED):
        read(path)


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    strings = f"<?xml version='1.0'?><!DOCTYPE sst [{laughs}]><sst><si><t>&l9;</t></si></sst>"
    path = files.workbook(
        tmp_path / "laughs.xlsx",
        files.rows(["客户名称"], ["联佳超市"]),
        extra={"xl/sharedStrings.xml": strings},
    )
    with cheaply(DAMAGED):
        read(path)


def test_a_tag_without_end_is_refused(tmp_path: Path) -> None:
    path = files.workbook(tmp_path / "tag.xlsx", ("<row r='" + "1" * (6 << 20), "'/>"))
    with cheaply(DAMAGED):
        read(path)


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    body = files.rows(["客户名称"], ["长" * 500_000])
    with cheaply(TOO_LARGE):
        read(files.workbook(tmp_path / "cell.xlsx", body))


@pytest.mark.parametrize("kept", [10, 200, 700, 1100])
def test_a_workbook_cut_off_anywhere_is_damaged(tmp_path: Path, kept: int) -> None:
    path = files.workbook(tmp_path / "cut.xlsx", files.rows(["客户名称"], ["联佳超市"]))
    path.write_bytes(path.read_bytes()[:kept])
    with cheaply(DAMAGED):
        read(path)


def test_a_workbook_without_its_sheet_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "hollow.xlsx"
    whole = files.workbook(tmp_path / "whole.xlsx", files.rows(["客户名称"]))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if "sheet1" not in name:
                new.writestr(name, old.read(name))
    with cheaply(DAMAGED):
        read(path)


def test_an_encrypted_workbook_asks_for_its_password(tmp_path: Path) -> None:
    path = files.compound_file(tmp_path / "secret.xlsx", "EncryptedPackage", b"x" * 5000)
    with cheaply(PASSWORD):
        read(path)


def test_an_encrypted_old_workbook_asks_for_its_password(tmp_path: Path) -> None:
    path = files.old_workbook(tmp_path / "secret.xls", (0x002F, b"\1\0\1\0"))
    with cheaply(PASSWORD):
        read(path)


def test_an_encrypted_zip_asks_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "secret.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.csv", "客户名称\n联佳超市\n")
    raw = bytearray(path.read_bytes())
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with cheaply(PASSWORD):
        read(path)


def test_corners_of_an_old_workbook_are_not_laid_out(tmp_path: Path) -> None:
    path = files.old_workbook(
        tmp_path / "corners.xls",
        sheet=[
            files.label(0, 0, "客户名称"),
            files.label(1, 0, "联佳"),
            files.label(65535, 255, "x"),
        ],
    )
    tracemalloc.start()
    found = read(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.fields.get("name") for one in found] == ["联佳", None]
    assert most < 10 << 20


@pytest.mark.parametrize("size", [8, 100, 512, 1000, 1600, 2100])
def test_an_old_workbook_cut_off_anywhere_is_damaged(tmp_path: Path, size: int) -> None:
    path = files.old_workbook(tmp_path / "cut.xls", sheet=[files.label(0, 0, "客户名称")])
    path.write_bytes(path.read_bytes()[:size])
    with cheaply(DAMAGED):
        read(path)


def test_records_that_run_over_the_end_are_damage(tmp_path: Path) -> None:
    book = struct.pack("<HH", 0x0809, 16) + struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)
    book = book.ljust(4000, b"\0") + struct.pack("<HH", 0x0085, 60_000)
    with cheaply(DAMAGED):
        read(files.compound_file(tmp_path / "over.xls", "Workbook", book.ljust(4096, b"\xff")))


def test_shared_strings_that_claim_four_billion_are_damage(tmp_path: Path) -> None:
    path = files.old_workbook(
        tmp_path / "strings.xls", (0x00FC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))
    )
    with cheaply(DAMAGED):
        read(path)


def test_a_chain_of_sectors_in_a_circle_ends(tmp_path: Path) -> None:
    path = files.compound_file(tmp_path / "circle.xls", "Workbook", b"x" * 5000)
    raw = bytearray(path.read_bytes())
    struct.pack_into("<I", raw, 512 + 4 * 4, 2)
    path.write_bytes(raw)
    with cheaply(DAMAGED):
        read(path)


@pytest.mark.parametrize(
    "noise", [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"MZ\x90\0\3" * 50, b"%PDF-1.7\n%..."]
)
def test_a_picture_or_program_called_csv_is_no_table(tmp_path: Path, noise: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(noise)
    with cheaply(NOT_A_TABLE):
        read(path)


def test_a_csv_with_zero_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zeros.csv"
    path.write_bytes("客户名称,电话\n联佳".encode() + b"\0\0\0" + b"\n")
    with cheaply(NOT_A_TABLE):
        read(path)


def test_zero_bytes_far_down_are_found_too(tmp_path: Path) -> None:
    path = tmp_path / "zeros.csv"
    path.write_bytes(("客户名称,电话\n" + "联佳,0571\n" * 200_000).encode() + b"\0\0")
    with cheaply(DAMAGED):
        read(path)


def test_rows_of_ten_thousand_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join("abcdefghij"[n % 10] for n in range(10_000)) + "\n", encoding="utf-8")
    with cheaply(TOO_MANY_COLUMNS):
        read(path)


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.write("客户名称\n".encode())
        for _ in range(100):
            file.write(b"x" * (1 << 20))
    with cheaply(LINE_TOO_LONG):
        read(path)


def test_a_gigabyte_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b"name\n")
        file.truncate(1 << 30)
    with cheaply(TOO_LARGE):
        read(path)


def test_a_quotation_mark_that_never_closes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text('name,phone\n"' + "x,1\n" * 100_000, encoding="utf-8")
    with cheaply(LINE_TOO_LONG):
        read(path)


def test_an_empty_file_and_a_missing_one_are_told_apart(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    with cheaply(EMPTY):
        read(empty)
    with cheaply(MISSING):
        read(tmp_path / "nowhere.csv")
    with cheaply(MISSING):
        read(tmp_path)


def test_a_zip_of_pictures_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "holiday.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("beach.jpg", b"\xff\xd8\xff")
    with cheaply(NOT_A_TABLE):
        read(path)


def test_an_address_book_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:王芳\nORG:联佳超市\nTEL:138", encoding="utf-8")
    with cheaply(DAMAGED):
        read(path)


def test_every_byte_of_a_workbook_may_be_wrong_without_a_crash(tmp_path: Path) -> None:
    sound = files.old_workbook(
        tmp_path / "sound.xls", sheet=[files.label(0, 0, "客户名称"), files.label(1, 0, "联佳超市")]
    ).read_bytes()
    path = tmp_path / "broken.xls"
    for place in [*range(520), *range(1024, 1300), *range(1536, 1700)]:
        broken = bytearray(sound)
        broken[place] ^= 0xFF
        path.write_bytes(broken)
        try:
            read(path)
        except FileProblem:
            continue


def test_every_byte_of_a_zip_may_be_wrong_without_a_crash(tmp_path: Path) -> None:
    sound = files.workbook(
        tmp_path / "sound.xlsx", files.rows(["客户名称"], ["联佳超市"])
    ).read_bytes()
    path = tmp_path / "broken.xlsx"
    for place in range(0, len(sound), 3):
        broken = bytearray(sound)
        broken[place] ^= 0x41
        path.write_bytes(broken)
        try:
            read(path)
        except FileProblem:
            continue
    assert io.BytesIO(sound).read(2) == b"PK"


def test_millions_of_empty_records_are_refused(tmp_path: Path) -> None:
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    bound = struct.pack("<IBBBB", 40, 0, 0, 1, 0) + b"A"
    book = begin + struct.pack("<HH", 0x0085, len(bound)) + bound + struct.pack("<HH", 0x000A, 0)
    book = book.ljust(40, b"\0") + b"\x01\x00\x00\x00" * 12_000
    limits = replace(LIMITS, records=10_000)
    path = files.compound_file(tmp_path / "records.xls", "Workbook", book)
    with cheaply(TOO_MANY_CELLS):
        open_table(path, limits=limits)


@pytest.mark.parametrize("noise", ["<a ", "<", "<!--", "<td ", "</", "<!", "&#", "<a href='"])
def test_a_web_page_of_open_tags_ends_soon(tmp_path: Path, noise: str) -> None:
    path = tmp_path / "page.xls"
    path.write_text("<table><tr><td>x</td><td>" + noise * 1_000_000, encoding="utf-8")
    begun = time.process_time()
    with suppress(FileProblem):
        open_table(path)
    assert time.process_time() - begun < SECONDS


def test_a_thousand_sheets_that_are_one_are_read_once(tmp_path: Path) -> None:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(900))
    path = files.workbook(
        tmp_path / "many.xlsx",
        files.rows(["客户名称"], ["联佳超市"]),
        extra={"xl/workbook.xml": f'<workbook xmlns:r="x"><sheets>{sheets}</sheets></workbook>'},
    )
    assert len(open_table(path).tables) == 1
