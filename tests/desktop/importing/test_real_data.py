"""Lists that people really sent: each gives sensible rows or a polite refusal, and quickly."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop.domain.geo import BD09, Point, distance, to_wgs84
from desktop.importing import Mapping, Prepared, open_table, prepare, suggest_mapping
from desktop.importing.problems import FileProblem
from desktop.importing.tables import Cell
from tests.support.real_data import all_real, real

MESSY = all_real("18_import_messy/**/*")
BOOKS = [path for path in MESSY if path.suffix in (".xls", ".xlsx", ".xlsm")]
SPECTRUM = [
    path
    for path in all_real("18_import_messy/csv-spectrum/csvs/*.csv")
    if path.stem != "location_coordinates"  # its JSON tells of another row
]
CARDS = all_real("19_vcards/*.vcf")
PLACES = ("05_points_cn_communities", "community_wgs84.zip")


def read(path: Path, type: str = "customer") -> list[Prepared]:
    source = open_table(path)
    return list(prepare(source, suggest_mapping(source, type), type))


def rows_or_refusal(path: Path) -> list[Prepared]:
    try:
        return read(path)
    except FileProblem:
        return []


def test_ten_thousand_order_lines_are_790_customers_with_their_cities() -> None:
    path = real("04_sales_superstore_zh", "示例 - 超市.xls")
    lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    cities: dict[str, Counter[str]] = {}
    for line in lines:
        region = str(line[8]) if line[8] == line[9] else f"{line[9]} {line[8]}"
        cities.setdefault(str(line[5]), Counter())[region] += 1
    sales = sum(float(str(line[16])) for line in lines)
    found = read(path)
    assert len(found) == len({one.id for one in found}) == len(cities) == 790
    assert not any(one.refusal for one in found)
    names = {str(line[5]): str(line[6]) for line in lines}
    assert [one.fields["name"] for one in found] == [names[key] for key in cities]
    most = [max(counted.values()) for counted in cities.values()]
    for one, counted, top in zip(found, cities.values(), most, strict=True):
        assert counted[str(one.fields["region"])] == top
    extras = [one.fields["extra"] for one in found]
    assert sum(float(extra["销售额"]) for extra in extras if isinstance(extra, dict)) == (
        pytest.approx(sales, abs=10)
    )


def places() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    with zipfile.ZipFile(real(*PLACES)) as file:
        for member in file.infolist():
            city = member.filename.encode("cp437").decode("gbk").removesuffix(".csv")
            told = io.StringIO(file.read(member).decode("utf-8-sig"))
            rows += [{**row, "city": city} for row in csv.DictReader(told)]
    return rows


@pytest.mark.slow
def test_49_048_places_of_20_cities_stand_where_they_are() -> None:
    path = real(*PLACES)
    begun = time.process_time()
    found = read(path)
    seconds = time.process_time() - begun
    wanted = places()
    assert len(found) == len(wanted) == 49_048
    assert not any(one.refusal for one in found)
    assert len({str(one.fields["region"]).split()[0] for one in found}) == 20
    for one, row in zip(found, wanted, strict=True):
        assert str(one.fields["region"]).split()[0] == row["city"]
        there = Point(float(row["纬度_wgs84"]), float(row["经度_wgs84"]))
        here = Point(float(str(one.fields["latitude"])), float(str(one.fields["longitude"])))
        assert distance(here, there) < 0.01
    assert seconds < 15


@pytest.mark.slow
def test_baidu_coordinates_alone_land_within_two_metres() -> None:
    wanted = places()
    off = [
        distance(
            to_wgs84(Point(float(row["纬度"]), float(row["经度"])), BD09),
            Point(float(row["纬度_wgs84"]), float(row["经度_wgs84"])),
        )
        for row in wanted
    ]
    assert max(off) < 2


def test_a_person_may_say_that_the_coordinates_are_baidus(tmp_path: Path) -> None:
    rows = places()[:200]
    path = tmp_path / "places.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["小区名称", "经度", "纬度"])
        writer.writerows([[row["小区名称"], row["经度"], row["纬度"]] for row in rows])
    fields = {"name": ("小区名称",), "latitude": ("纬度",), "longitude": ("经度",)}
    mapping = Mapping("customer", fields, datum="BD-09")
    found = [one for one in prepare(open_table(path), mapping) if not one.refusal]
    by_name = {row["小区名称"]: row for row in rows}
    for one in found:
        row = by_name[str(one.fields["name"])]
        here = Point(float(str(one.fields["latitude"])), float(str(one.fields["longitude"])))
        assert distance(here, Point(float(row["纬度_wgs84"]), float(row["经度_wgs84"]))) < 2


@pytest.mark.parametrize("name", ["beijing_hospital.csv", "beijing_hospital_site.csv"])
def test_the_hospital_lists_in_gbk_are_readable(name: str) -> None:
    found = read(real("18_import_messy", "cn_gbk", name))
    assert len(found) == 126
    assert not any(one.refusal for one in found)
    assert found[0].fields == {
        "name": "卢沟桥医院",
        "phone": "010-83211441",
        "address": "北京市丰台区晓月苑清音街1号",
        "region": "丰台区",
        "latitude": 39.838136,
        "longitude": 116.240227,
        "datum": "WGS-84",
    }


def test_both_hospital_lists_name_the_same_hospitals() -> None:
    lists = [
        {one.id for one in read(real("18_import_messy", "cn_gbk", name))}
        for name in ("beijing_hospital.csv", "beijing_hospital_site.csv")
    ]
    assert len(lists[0] & lists[1]) > 100


@pytest.mark.parametrize("path", MESSY, ids=lambda path: path.name)
def test_a_messy_file_gives_rows_or_a_polite_refusal(path: Path) -> None:
    begun = time.process_time()
    for one in rows_or_refusal(path):
        assert bool(one.refusal) or bool(str(one.fields["name"]).strip())
    assert time.process_time() - begun < 4


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_workbook_says_what_a_second_reader_says(path: Path) -> None:
    try:
        source = open_table(path)
    except FileProblem:
        return
    book = CalamineWorkbook.from_path(path)
    for table in source.tables:
        sheet = book.get_sheet_by_name(table.name)
        theirs = sheet.to_python(skip_empty_area=False) if sheet.height else []
        ours = {row.number - 1: row.cells for row in table.rows()}
        merged = {
            (row, column)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for number, cells in enumerate(theirs):
            mine = ours.get(number, [])
            for column, cell in enumerate(cells):
                if (number, column) not in merged:
                    own = mine[column] if column < len(mine) else None
                    assert alike(own, cell), (table.name, number + 1, column + 1, own, cell)


def alike(own: Cell, theirs: object) -> bool:
    """The same but for how empty cells, whole numbers and moments of a day are written."""
    if theirs in ("", None) or str(theirs).startswith("#"):
        return own in ("", None) or str(own).startswith("#")
    if isinstance(own, datetime | date) or isinstance(theirs, datetime | date):
        return str(own)[:10] == str(theirs)[:10] or not isinstance(own, str)
    if isinstance(theirs, float) and isinstance(own, int | float):
        return own == pytest.approx(theirs)
    return str(own).split() == str(theirs).split() or not isinstance(theirs, str)


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.name)
def test_the_csv_spectrum_is_read_as_its_makers_meant(path: Path) -> None:
    wanted = json.loads(
        (path.parents[1] / "json" / path.with_suffix(".json").name).read_text("utf-8")
    )
    header, *rows = [list(row.cells) for row in open_table(path).tables[0].rows()]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    plain = [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in wanted]
    assert [{k: str(v).replace("\r\n", "\n") for k, v in row.items()} for row in told] == plain


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.name)
def test_an_address_book_gives_every_card(path: Path) -> None:
    raw = path.read_bytes().upper()
    rows = list(open_table(path).tables[0].rows())[1:]
    assert len(rows) == raw.count(b"BEGIN:VCARD")
    found = read(path, "contact")
    assert len(found) == len(rows)
    assert all(one.refusal or one.customer for one in found)


def test_the_bank_branches_keep_their_codes_apart() -> None:
    found = read(real("07_bank_branches_cn", "浙江.csv"))
    assert len(found) == len({one.id for one in found}) == 7_268


def test_restaurants_cut_by_bars_are_found_by_their_odd_titles() -> None:
    path = real("21_dedupe", "restaurants", "rest1.csv")
    lines = [line.split("|") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    found = read(path)
    assert len(found) == len(lines)
    nameless = [one for one in found if one.refusal and one.refusal.problem == "row_without_name"]
    assert len(nameless) == sum(not line[1].strip() for line in lines)
