"""A licensed map pack on disk (MBTiles): what it says of itself, and its tiles.

The file is the customer's own; nothing is written to it. Its metadata carries
what the law wants shown beside the map: the edition and the 审图号. The file is
opened per call, so that tiles may be read from any thread.
"""

import math
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import geo
from sync.errors import Problem

Tile = tuple[int, int, int]
STREETS = 14  # the zoom at which single streets are told apart


@dataclass(frozen=True, slots=True)
class MapPack:
    """What a pack says of itself; missing words are empty."""

    file: Path
    name: str
    edition: str
    approval: str
    source: str
    datum: str
    zoom_least: int
    zoom_most: int
    size: int


def open_pack(file: Path) -> MapPack:
    """Read the pack's metadata; a file that is no pack is a Problem."""
    try:
        with closing(_opened(file)) as connection:
            said = dict(connection.execute("SELECT name, value FROM metadata"))
            least, most = connection.execute(
                "SELECT min(zoom_level), max(zoom_level) FROM tiles"
            ).fetchone()
    except sqlite3.Error as error:
        raise Problem("map_pack_unreadable", file=file.name) from error
    if said.get("format", "png") == "pbf" or least is None:
        raise Problem("map_pack_unreadable", file=file.name)
    datum = said.get("datum", geo.WGS84)
    return MapPack(
        file,
        said.get("name", file.stem),
        said.get("edition") or said.get("date") or said.get("version", ""),
        said.get("approval", ""),
        said.get("attribution", ""),
        datum if datum in geo.DATUMS else geo.WGS84,
        least,
        most,
        file.stat().st_size,
    )


def read_tiles(pack: MapPack, wanted: Sequence[Tile]) -> dict[Tile, bytes | None]:
    """The images of tiles given as (zoom, column, row from the north); None where there is none."""
    with closing(_opened(pack.file)) as connection:
        return {
            (zoom, column, row): _blob(connection, zoom, column, row)
            for zoom, column, row in wanted
        }


def covered(pack: MapPack, places: Sequence[geo.Point]) -> int:
    """How many of these places (WGS-84) have streets in the pack: a tile at a scale to walk by."""
    zoom = min(pack.zoom_most, STREETS)
    tiles = [_tile(geo.from_wgs84(place, pack.datum), zoom) for place in places]
    there = {tile for tile, body in read_tiles(pack, sorted(set(tiles))).items() if body}
    return sum(tile in there for tile in tiles)


def _tile(place: geo.Point, zoom: int) -> Tile:
    sine = math.sin(math.radians(place.latitude))
    across = (place.longitude + 180) / 360
    down = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return zoom, int(across * 2**zoom), int(down * 2**zoom)


def _blob(connection: sqlite3.Connection, zoom: int, column: int, row: int) -> bytes | None:
    found = connection.execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (zoom, column, 2**zoom - 1 - row),
    ).fetchone()
    return None if found is None else bytes(found[0])


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
