"""Map packs are read as they are: rows counted from the south, metadata shown, nothing written."""

import sqlite3
from contextlib import closing

import pytest

from desktop.queries.map_pack import open_pack, read_tiles
from sync.errors import Problem


def write_pack(file, **said):
    with closing(sqlite3.connect(file)) as pack, pack:
        pack.execute("CREATE TABLE metadata (name text, value text)")
        pack.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer,"
            " tile_data blob)"
        )
        pack.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        pack.execute("INSERT INTO tiles VALUES (3, 5, 0, ?)", (b"south",))
        pack.execute("INSERT INTO tiles VALUES (3, 5, 7, ?)", (b"north",))
    return file


def test_a_pack_says_its_name_edition_and_approval_number(tmp_path):
    file = write_pack(
        tmp_path / "hz.mbtiles", name="杭州", date="2026-10", approval="浙S(2026)12号"
    )
    pack = open_pack(file)
    assert (pack.name, pack.edition, pack.approval) == ("杭州", "2026-10", "浙S(2026)12号")
    assert (pack.zoom_least, pack.zoom_most, pack.datum) == (3, 3, "WGS-84")


def test_rows_are_asked_from_the_north_and_a_missing_tile_is_none(tmp_path):
    pack = open_pack(write_pack(tmp_path / "hz.mbtiles", name="杭州"))
    tiles = read_tiles(pack, [(3, 5, 0), (3, 5, 7), (3, 0, 0)])
    assert tiles == {(3, 5, 0): b"north", (3, 5, 7): b"south", (3, 0, 0): None}


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_pack_is_a_problem_with_its_name(tmp_path, content):
    file = tmp_path / "wrong.mbtiles"
    file.write_bytes(content)
    with pytest.raises(Problem) as caught:
        open_pack(file)
    assert caught.value.facts == {"file": "wrong.mbtiles"}
