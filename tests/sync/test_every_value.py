"""What the centre takes into a record, every laptop can take: whatever the field, whatever said.

A value that passes one check and not the other stops everybody who is to receive it.
"""

import json
import math
import sqlite3
import struct
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from desktop.store import receiving
from sync.catalogue import CATALOGUE, Field, Type
from sync.catalogue.columns import column_from_sql, column_to_sql, columns
from sync.catalogue.model import canonical
from sync.clock import Clock
from sync.errors import BadValue, PeerMisbehaved
from sync.wire import Group

FIELDS = sorted(
    ((record.name, field) for record in CATALOGUE.values() for field in record.fields),
    key=lambda each: (each[0], each[1].name),
)
EDGE = 2**63
CENTS = [0, 1, 5, 10**15, 10**17 - 1, 10**17, 10**18, EDGE - 2, EDGE - 1, EDGE, EDGE + 1]


def written(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


texts = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["", "\x00", "\ud800", "a\nb", "\u2028", "😀", " ", "\x7f", "x" * 600]
)
whole = st.integers() | st.sampled_from([0, EDGE - 1, EDGE, -EDGE, -EDGE + 1, -EDGE - 1, 10**400])
floats = st.floats() | st.sampled_from([-0.0, 5e-324, 1e16, 1e-7, 1e22, 1.7976931348623157e308])
anything = st.recursive(
    st.none() | st.booleans() | whole | floats | texts,
    lambda each: st.lists(each, max_size=3) | st.dictionaries(texts, each, max_size=3),
    max_leaves=6,
)
money = (
    st.builds(written, st.sampled_from(CENTS + [-cents for cents in CENTS]) | whole)
    | st.decimals().map(str)
    | st.sampled_from(
        ["1e15", "9e16", "1E-2", "0e9999", "1_000", "１２", " 7 ", "-0", "sNaN", "inf"]
    )
)
days = st.dates().map(str) | st.sampled_from(
    [
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "20261121",
        "2026-W47-6",
        "2026-02-30",
    ]
)
offsets = st.sampled_from(["Z", "+14:00", "-14:00", "+08:00", "+23:59", "-23:59"])
moments = st.builds(
    lambda moment, offset: moment.isoformat() + offset, st.datetimes(), offsets
) | st.sampled_from(
    ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "２０２６-01-01T00:00:00Z"]
)
SAID = {
    Type.TEXT: texts, Type.REF: texts | st.sampled_from(["c1", "x" * 64, "x" * 65, "a b"]),
    Type.INTEGER: whole, Type.DECIMAL: money | whole, Type.BOOLEAN: st.booleans() | whole,
    Type.DATE: days, Type.INSTANT: moments, Type.FLOAT: floats | whole,
    Type.MAP: st.dictionaries(texts, anything, max_size=4), Type.LIST: st.lists(anything),
    Type.ANY: anything,
}  # fmt: skip


def accepted(field: Field, said: Any) -> Iterator[Any]:
    """The value as the centre would keep it, if it takes it at all."""
    try:
        yield field.check(said)
    except BadValue:
        return


def stored(type: str, field: Field, value: Any) -> Any:
    """What a laptop's database gives back of it."""
    (column,) = [each for each in columns(CATALOGUE[type]) if each.name == field.name]
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE it (v {column.type.compile(sqlite.dialect())})")
        connection.execute("INSERT INTO it VALUES (?)", tuple(column_to_sql(field, [value])))
        (row,) = connection.execute("SELECT v FROM it").fetchall()
    return column_from_sql(field, row)[0]


def same(field: Field, one: Any, other: Any) -> bool:
    """As the digest sees it: a float by its bits."""
    if field.type is Type.FLOAT and one is not None:
        return struct.pack(">d", one) == struct.pack(">d", other)
    return canonical(one) == canonical(other)


@pytest.mark.parametrize("type", list(Type))
@settings(max_examples=50)
@given(data=st.data())
def test_what_the_centre_accepts_every_laptop_takes_and_keeps(type: Type, data: Any) -> None:
    of_this = [each for each in FIELDS if each[1].type is type]
    name, field = data.draw(st.sampled_from(of_this), label="field")
    for value in accepted(field, data.draw(SAID[type] | anything, label="said")):
        came = msgspec.json.decode(msgspec.json.encode([value]))
        receiving.check(Group(name, "I", ["x1"], [7], "all", [field.name], [came]))
        assert same(field, came[0], value)
        assert value is None or same(field, stored(name, field, came[0]), value)
        assert json.loads(canonical([value])) == [value]  # what was signed is what is read


@settings(max_examples=50)
@given(said=moments, zone=st.sampled_from(["Asia/Shanghai", "Pacific/Kiritimati", "Etc/GMT+12"]))
def test_a_moment_that_is_accepted_has_a_day_in_every_zone(said: str, zone: str) -> None:
    for value in accepted(Field("it", Type.INSTANT), said):
        assert abs(Clock(zone).day_of(value).year - int(value[:4])) <= 1


@pytest.mark.parametrize("type", list(Type))
def test_a_number_of_thousands_of_digits_is_refused_with_words(type: Type) -> None:
    said: Any = 10**5_000
    with pytest.raises(BadValue):
        Field("it", type).check([said] if type is Type.LIST else {"a": said})
    with pytest.raises(BadValue):
        Field("it", type).check(said)


@pytest.mark.parametrize(
    ("type", "name", "value"),
    [
        ("visit", "collected", "92233720368547758.07"),
        ("visit", "collected", "-92233720368547758.08"),
        ("visit", "collected", "10000000000000000.00"),
        ("customer", "visit_count", -EDGE),
        ("customer", "latitude", -0.0),
        ("customer", "latitude", 95.5),
        ("customer", "terms_days", -30),
        ("visit", "started_at", "9999-12-31T23:59:59.999999Z"),
        ("visit", "purpose", "某种目的"),
    ],
)
def test_what_an_older_centre_has_taken_is_received_all_the_same(type, name, value):
    """It cannot be taken back: whoever refused it would never hear anything again."""
    receiving.check(Group(type, "I", ["x1"], [7], "all", [name], [[value]]))
    receiving.check_column(type, name, [value, None])
    assert stored(type, CATALOGUE[type].field(name), value) == value


@pytest.mark.parametrize(
    "value", ["92233720368547758.08", "-92233720368547758.09", "1.5", "1", "１２.00", "1.00\n", "x"]
)
def test_what_no_database_holds_is_not_received(value):
    with pytest.raises(PeerMisbehaved):
        receiving.check_column("visit", "collected", [value])


def test_no_float_of_a_record_is_a_negative_zero_or_endless() -> None:
    field = Field("it", Type.FLOAT)
    assert math.copysign(1, field.check(-0.0)) == 1  # a database keeps no sign of nothing
