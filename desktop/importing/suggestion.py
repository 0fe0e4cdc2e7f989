"""A first guess which column is what: from the titles, checked against what stands below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from desktop.domain.geo import WGS84
from desktop.importing.cleaning import as_text, is_blank
from desktop.importing.header import Header, find_header
from desktop.importing.mapping import Mapping
from desktop.importing.problems import NO_NAME_COLUMN, refuse
from desktop.importing.sniffing import (
    are_coordinates,
    are_credit_codes,
    are_phones,
    are_small_counters,
    are_words,
    distinctness,
    hold_a_coordinate,
    look_like_names,
)
from desktop.importing.synonyms import (
    MONEY_WORDS,
    ORDER_WORDS,
    TYPES,
    closeness,
    datum_in,
    plain,
)
from desktop.importing.tables import Cell, Source, Table

DEGREES = re.compile(r"[经纬]度|lat|lng|lon", re.IGNORECASE)
REGION_SHEET = re.compile(r"[\u4e00-\u9fff]{2,8}")
ONE_TO_ONE = (
    "name", "address", "credit_code", "class", "state", "industry", "terms_days", "next_visit",
    "territory", "position", "email", "decision_role", "customer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's titles and some of the cells below each."""

    table: Table
    header: Header
    samples: dict[str, list[Cell]]
    first_row: int

    @property
    def titles(self) -> tuple[str, ...]:
        return self.header.titles


def suggest_mapping(source: Source, type: str = "customer", own: Collection[str] = ()) -> Mapping:
    """The best guess over all sheets; a FileProblem where no column can be a name.

    A column with the title of one of the company's own fields is kept under it.
    """
    columns = [_columns(table) for table in source.tables]
    guesses = [
        (_worth(guess), -number, guess)
        for number, one in enumerate(columns)
        if (guess := _of_table(one, type, own)) is not None
    ]
    if not guesses:
        raise refuse(NO_NAME_COLUMN, source.path)
    _, negative, best = max(guesses, key=lambda guess: guess[:2])
    chosen = source.tables[-negative]
    alike = [one.table for one in columns if set(best.fields["name"]) <= set(one.titles)]
    sheets = tuple(table.name for table in alike) if len(alike) < len(source.tables) else ()
    return _with_sheet_name(best, source, alike or [chosen], sheets)


def completed(source: Source, mapping: Mapping, own: Collection[str] = ()) -> Mapping:
    """A mapping that says only some things, the rest guessed.

    The datum a person names is that of coordinates whose titles name none.
    """
    if "name" in mapping.fields:
        return mapping
    guess = suggest_mapping(source, mapping.type, own)
    said = {
        name: value
        for name in ("sheets", "header_row", "identity", "one_per", "sums", "extra", "sheet_name")
        if (value := getattr(mapping, name))
    }
    own_place = {"latitude", "longitude", "coordinates"} & mapping.fields.keys()
    datum = mapping.datum if guess.datum_assumed or own_place else guess.datum
    return replace(guess, fields={**guess.fields, **mapping.fields}, datum=datum, **said)


def _with_sheet_name(
    mapping: Mapping, source: Source, tables: Sequence[Table], sheets: tuple[str, ...]
) -> Mapping:
    """Sheets called after places say where their customers are."""
    places = all(REGION_SHEET.fullmatch(table.name) for table in tables)
    known = {
        title
        for title in mapping.fields.get("region", ())
        if closeness(mapping.type, "city", title)
    }
    named = mapping.type == "customer" and len(tables) > 1 and places and not known
    return Mapping(
        mapping.type,
        mapping.fields,
        sheets,
        identity=mapping.identity,
        one_per=mapping.one_per,
        sums=mapping.sums,
        extra=mapping.extra,
        sheet_name="region" if named else "",
        datum=mapping.datum,
        datum_assumed=mapping.datum_assumed,
    )


def _columns(table: Table) -> Columns:
    header, rows = find_header(table)
    samples: dict[str, list[Cell]] = {title: [] for title in header.titles}
    for row in rows:
        if not header.is_above(row):
            for title, cell in zip(header.titles, row.cells, strict=False):
                if not is_blank(cell):
                    samples[title].append(cell)
    return Columns(table, header, samples, rows[0].number if rows else 0)


def _worth(mapping: Mapping) -> int:
    return len(mapping.fields) + 2 * bool(mapping.identity)


def _of_table(columns: Columns, type_name: str, own: Collection[str]) -> Mapping | None:
    ours = tuple(title for title in columns.titles if title in own)
    if ours and type_name == "customer":
        rest = replace(columns, samples={**columns.samples, **{title: [] for title in ours}})
        found = _guessed(rest, type_name, ours)
        return replace(_customer(columns, found), extra=ours) if "name" in found else None
    found = _guessed(columns, type_name, ())
    if "name" not in found:
        return None
    if type_name == "contact":
        return _contact(columns, found)
    return _customer(columns, found)


def _guessed(columns: Columns, type_name: str, taken: Collection[str]) -> dict[str, list[str]]:
    found = _by_title(columns, type_name)
    _by_content(columns, type_name, found)
    left = {name: [t for t in titles if t not in taken] for name, titles in found.items()}
    return {name: titles for name, titles in left.items() if titles}


def _by_title(columns: Columns, type_name: str) -> dict[str, list[str]]:
    """For each word field its columns, the surest first; no column is used twice."""
    ranked = sorted(
        (
            (-sure, place, field, title)
            for field in TYPES[type_name]
            for place, title in enumerate(columns.titles)
            if (sure := closeness(type_name, field, title)) and _may_be(columns, field, title)
        ),
    )
    found: dict[str, list[str]] = {}
    used: set[str] = set()
    for _, _, field, title in ranked:
        if title in used or (field in ONE_TO_ONE and field in found):
            continue
        found.setdefault(field, []).append(title)
        used.add(title)
    return found


def _may_be(columns: Columns, field: str, title: str) -> bool:
    """Titles lie; what stands below must be possible."""
    cells = columns.samples[title]
    if field in ("latitude", "longitude"):
        return hold_a_coordinate(cells) if DEGREES.search(title) else are_coordinates(cells)
    if field == "name":
        return not cells or not are_small_counters(cells)
    if field == "class":
        return are_words(cells) and all(len(as_text(cell)) <= 20 for cell in cells)
    if field == "credit_code":
        return not cells or any(len(as_text(cell)) >= 15 for cell in cells)
    return True


def _by_content(columns: Columns, type_name: str, found: dict[str, list[str]]) -> None:
    """What the titles left open and the cells make clear; a name only if there are no titles."""
    used = {title for titles in found.values() for title in titles}
    free = [title for title in columns.titles if title not in used and columns.samples[title]]
    for field, fits in (("credit_code", are_credit_codes), ("phone", are_phones)):
        if field in TYPES[type_name] and field not in found:
            title = next((title for title in free if fits(columns.samples[title])), None)
            if title is not None:
                found[field] = [title]
                free.remove(title)
    if "name" not in found and columns.header.row < columns.first_row:
        best = max(free, key=lambda title: look_like_names(columns.samples[title]), default=None)
        if best is not None and look_like_names(columns.samples[best]) > 0.6:
            found["name"] = [best]


def _customer(columns: Columns, found: dict[str, list[str]]) -> Mapping:
    identity = _identity(columns, found)
    one_per = _one_per(columns, found, identity)
    fields = {
        name: tuple(titles)
        for name, titles in found.items()
        if name in ONE_TO_ONE or name == "phone"
    }
    region = _region(found)
    if region:
        fields["region"] = region
    remark = (*found.get("remark", ()), *found.get("contact", ()))
    if remark:
        fields["remark"] = remark
    datum, places = _places(found)
    if places:
        fields["latitude"], fields["longitude"] = ((title,) for title in places)
    elif "coordinates" in found:
        fields["coordinates"] = tuple(found["coordinates"][:1])
        datum = datum or datum_in(found["coordinates"][0])
    money = [title for title in columns.titles if one_per and MONEY_WORDS.match(plain(title))]
    return Mapping(
        "customer",
        fields,
        identity=identity,
        one_per=one_per,
        sums=tuple(money[:3]),
        datum=datum or WGS84,
        datum_assumed=not datum and ("latitude" in fields or "coordinates" in fields),
    )


def _contact(columns: Columns, found: dict[str, list[str]]) -> Mapping:
    fields = {name: tuple(titles) for name, titles in found.items() if name in ONE_TO_ONE}
    phones = (*found.get("mobile", ()), *found.get("phone", ()))
    if phones:
        fields["phone"] = phones
    if "remark" in found:
        fields["remark"] = tuple(found["remark"])
    return Mapping("contact", fields, identity=tuple(found.get("id", ())[:1]))


def _region(found: dict[str, list[str]]) -> tuple[str, ...]:
    """Province, city, district; a sales area (地区) only where nothing better is there."""
    wider = (*found.get("province", ())[:1], *found.get("city", ())[:1])
    districts = found.get("district", ())
    exact = [title for title in districts if plain(title) not in ("地区", "region", "area")]
    return (*wider, *(exact[:1] if wider else districts[:1]))


def _places(found: dict[str, list[str]]) -> tuple[str, tuple[str, str] | None]:
    """Of several pairs of coordinates the one in WGS-84, else a named one, else the nameless."""
    pairs: dict[str, tuple[str, str]] = {}
    for north in found.get("latitude", ()):
        east = next((t for t in found.get("longitude", ()) if datum_in(t) == datum_in(north)), None)
        if east is not None:
            pairs.setdefault(datum_in(north), (north, east))
    for datum in (WGS84, "GCJ-02", "BD-09", ""):
        if datum in pairs:
            return datum, pairs[datum]
    return "", None


def _identity(columns: Columns, found: dict[str, list[str]]) -> tuple[str, ...]:
    """A column the other system knows a customer by; mere row numbers are none."""
    for title in found.get("id", ()):
        if not are_small_counters(columns.samples[title]):
            return (title,)
    for title in found.get("weak_id", ()):
        cells = columns.samples[title]
        if cells and not are_small_counters(cells) and distinctness(cells) > 0.95:
            return (title,)
    return ()


def _one_per(
    columns: Columns, found: dict[str, list[str]], identity: tuple[str, ...]
) -> tuple[str, ...]:
    """Order lines: the same customer again and again beside products and amounts."""
    about_orders = sum(bool(ORDER_WORDS.search(plain(title))) for title in columns.titles)
    if about_orders < 2:
        return ()
    coded = identity or tuple(found.get("id", ())[:1])
    several = distinctness(columns.samples[found["name"][0]]) < 1
    return coded or (tuple(found["name"]) if several else ())
