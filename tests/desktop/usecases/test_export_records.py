"""Exports: numbers as numbers, dates as dates, text never a formula, the file whole or absent."""

import csv
import zipfile
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from desktop.usecases.export_records import Layout, condition, export
from sync.errors import BadValue, Problem
from tests.support.customer_records import fill_book
from tests.support.disks import small_files
from tests.support.laptops import laptop, receive

LAYOUT = Layout(("name", "receivable", "next_visit", "last_visit_at", "owner", "remark"), {})


@pytest.fixture
def book(tmp_path):
    application = laptop(tmp_path / "profile")
    fill_book(application)
    fields = {"next_visit": "2026-11-24", "remark": "=HYPERLINK(1)", "name": "=1+1 的店"}
    receive(application, "customer", {"c1": ("terr:hz1", fields)}, 9, "U")
    yield application
    application.close()


def written(book, path, filters=(), **rest):
    with book.database.read() as connection:
        return export(connection, "customer", path, filters, nobody, layout=LAYOUT, **rest)


def nobody(done, total):
    """Nobody watches."""


def rows_of(path):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_a_workbook_holds_numbers_dates_and_names(book, tmp_path):
    path = tmp_path / "客户.xlsx"
    assert written(book, path) == 6
    head, *rows = rows_of(path)
    assert head == list(LAYOUT.fields)
    first = next(row for row in rows if row[0] == "=1+1 的店")
    assert first[1] == 86250.0
    assert first[2].isoformat() == "2026-11-24"
    assert first[3].year >= 2026
    assert first[4] == "周婷"


def test_the_sheet_is_named_after_its_file_and_its_heading_filters(book, tmp_path):
    path = tmp_path / "逾期 [西湖] 2026-11-20 周婷 交给张立群的那一份.xlsx"
    written(book, path)
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    assert names == ["逾期  西湖  2026-11-20 周婷 交给张立群的那一份"]
    with zipfile.ZipFile(path) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    (filtered,) = (cell.get("ref") for cell in sheet.iter() if cell.tag.endswith("}autoFilter"))
    assert filtered == "A1:F7"


def test_no_cell_is_a_formula(book, tmp_path):
    path = tmp_path / "a.xlsx"
    written(book, path)
    with zipfile.ZipFile(path) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    assert not [cell for cell in sheet.iter() if cell.tag.endswith("}f")]


def test_a_comma_file_opens_in_excel_and_defuses_formulas(book, tmp_path):
    path = tmp_path / "a.csv"
    written(book, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert rows["'=1+1 的店"]["remark"] == "'=HYPERLINK(1)"
    assert rows["仁济大药房凤起路店"]["receivable"] == "128400.00"


def test_conditions_choose_the_rows(book, tmp_path):
    assert written(book, tmp_path / "a.csv", ["class=B"]) == 2
    assert written(book, tmp_path / "b.csv", ["class=B", "receivable>1000"]) == 1
    assert written(book, tmp_path / "c.csv", ["archived=true"]) == 1


def test_a_condition_that_makes_no_sense_is_a_problem():
    for said in ("class", "colour=red", "terms_days=soon"):
        with pytest.raises(BadValue):
            condition("customer", said)


def test_keys_name_the_rows_and_their_order(book, tmp_path):
    from desktop.queries import customers

    with book.database.read() as connection:
        keys = [customers.key_of(connection, id) for id in ("c4", "c2")]
    written(book, tmp_path / "a.xlsx", keys=keys)
    assert [row[0] for row in rows_of(tmp_path / "a.xlsx")[1:]] == [
        "萧山恒昌商贸有限公司",
        "仁济大药房凤起路店",
    ]


def test_an_unknown_format_is_refused_by_name(book, tmp_path):
    with pytest.raises(Problem) as refused:
        written(book, tmp_path / "a.doc")
    assert refused.value.kind == "unknown_format"


def test_a_folder_that_is_not_there_is_a_problem_not_a_crash(book, tmp_path):
    with pytest.raises(Problem) as refused:
        written(book, tmp_path / "nowhere" / "a.xlsx")
    assert refused.value.kind == "file_not_written"


def test_stopping_half_way_leaves_nothing_and_keeps_the_old_file(book, tmp_path):
    class Stopped(Exception):
        pass

    def stop(done, total):
        raise Stopped

    receive(
        book,
        "customer",
        {
            f"n{number}": ("terr:hz1", {"name": f"店 {number}", "territory": "hz1"})
            for number in range(600)
        },
        11,
    )
    path = tmp_path / "out" / "a.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"before")
    with book.database.read() as connection, pytest.raises(Stopped):
        export(connection, "customer", path, (), stop, layout=LAYOUT)
    assert path.read_bytes() == b"before"
    assert [file.name for file in path.parent.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@pytest.mark.parametrize("room", [100, 3000], ids=["none for rows", "none for the whole"])
def test_a_full_disk_is_told_as_one_and_the_file_is_as_it_was(
    book, tmp_path, monkeypatch, name, room
):
    """Nor is anything left where rows are collected meanwhile."""
    fields = {"territory": "hz1", "remark": "0123456789" * 9}
    collected = tmp_path / "collected"
    collected.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(collected))
    many = {f"n{one}": ("terr:hz1", {"name": f"店 {one}", **fields}) for one in range(300)}
    receive(book, "customer", many, 11)
    path = tmp_path / "out" / name
    path.parent.mkdir()
    path.write_bytes(b"before")
    with small_files(room), pytest.raises(Problem) as refused:
        written(book, path)
    assert refused.value.kind == "no_room_for_file"
    assert path.read_bytes() == b"before"
    assert [file.name for file in path.parent.iterdir()] == [name]
    assert list(collected.iterdir()) == []
