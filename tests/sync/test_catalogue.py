"""One definition of what travels: values have one form, pages and tables agree with it."""

import json
import random

import pytest

from desktop.store.tables import RECORDS
from sync.catalogue import CATALOGUE, Field, Type, reference
from sync.catalogue.columns import (
    column_from_sql,
    column_to_sql,
    fields_in,
    fields_of,
    row_of,
    values_of,
)
from sync.catalogue.model import canonical
from sync.errors import BadValue


def test_the_reference_page_is_what_the_catalogue_says() -> None:
    assert reference.PAGE.read_text("utf-8") == reference.page()


def test_every_reference_names_a_type_that_exists() -> None:
    targets = {field.target for record in CATALOGUE.values() for field in record.fields}
    assert targets - {None} <= set(CATALOGUE)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_laptops_table_has_every_field(name: str) -> None:
    columns = set(RECORDS[name].c.keys())
    assert set(CATALOGUE[name].names) == columns - {
        "key",
        "id",
        "part",
        "ver",
        "deleted",
        "pending",
        "digest",
    }


@pytest.mark.parametrize(
    ("type", "given", "kept"),
    [
        (Type.DECIMAL, "12.5", "12.50"),
        (Type.DECIMAL, 7, "7.00"),
        (Type.DECIMAL, "-0.00", "0.00"),
        (Type.INSTANT, "2026-11-21T16:00:00+08:00", "2026-11-21T08:00:00.000000Z"),
        (Type.INSTANT, "2026-11-21T08:00:00.5Z", "2026-11-21T08:00:00.500000Z"),
        (Type.DATE, "2026-11-21", "2026-11-21"),
        (Type.FLOAT, 30, 30.0),
        (Type.TEXT, "", None),
        (Type.MAP, {"b": 1, "a": None}, {"b": 1, "a": None}),
    ],
)
def test_a_value_has_one_form(type: Type, given: object, kept: object) -> None:
    assert Field("x", type).check(given) == kept


@pytest.mark.parametrize(
    ("type", "given"),
    [
        (Type.DECIMAL, "12.345"),
        (Type.DECIMAL, 1.5),
        (Type.DECIMAL, "NaN"),
        (Type.DECIMAL, "1e30"),
        (Type.DECIMAL, True),
        (Type.INTEGER, True),
        (Type.INTEGER, 2**70),
        (Type.BOOLEAN, 1),
        (Type.INSTANT, "2026-11-21 08:00"),
        (Type.INSTANT, "2026-02-30T08:00:00Z"),
        (Type.INSTANT, "2026-11-21T24:00:00Z"),
        (Type.INSTANT, "0001-01-01T00:00:00+14:00"),
        (Type.DATE, "21.11.2026"),
        (Type.FLOAT, float("inf")),
        (Type.FLOAT, True),
        (Type.FLOAT, "1.5"),
        (Type.REF, "no spaces"),
        (Type.TEXT, "a\x00b"),
        (Type.TEXT, "\ud800"),
        (Type.TEXT, 5),
        (Type.MAP, []),
        (Type.LIST, {}),
    ],
)
def test_a_value_that_does_not_fit_is_refused(type: Type, given: object) -> None:
    with pytest.raises(BadValue):
        Field("x", type).check(given)


@pytest.mark.parametrize(
    ("type", "fits", "does_not"),
    [
        (Type.TEXT, "四个字的", "五个字的字"),
        (Type.MAP, {}, {"a": 1}),
        (Type.LIST, [12], [123]),
    ],
)
def test_a_value_may_be_as_long_as_its_field_and_no_longer(
    type: Type, fits: object, does_not: object
) -> None:
    assert Field("x", type, longest=4).check(fits) == fits
    with pytest.raises(BadValue, match="at most 4 characters"):
        Field("x", type, longest=4).check(does_not)


def test_a_value_nests_thirty_two_deep_and_no_deeper() -> None:
    def nested(depth: int) -> object:
        return [nested(depth - 1)] if depth else "x"

    assert Field("x", Type.LIST).check(nested(32))
    with pytest.raises(BadValue):
        Field("x", Type.LIST).check(nested(33))


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (Type.DECIMAL, "-12.50"),
        (Type.DECIMAL, "0.05"),
        (Type.DECIMAL, "-0.05"),
        (Type.DECIMAL, "0.00"),
        (Type.BOOLEAN, False),
        (Type.MAP, {"甲": ["x", 1]}),
        (Type.FLOAT, 1.5),
    ],
)
def test_sql_gives_back_what_it_was_given(type: Type, value: object) -> None:
    field = Field("x", type)
    assert field.from_sql(field.to_sql(value)) == value


@pytest.mark.parametrize(
    ("type", "given"),
    [
        (Type.MAP, {"a": float("nan")}),
        (Type.LIST, [float("inf")]),
        (Type.ANY, float("-inf")),
        (Type.MAP, {"": 1}),
        (Type.FLOAT, 10**400),
    ],
)
def test_what_json_or_a_path_cannot_say_is_refused(type: Type, given: object) -> None:
    with pytest.raises(BadValue):
        Field("it", type).check(given)


@pytest.mark.parametrize(
    ("type", "said"),
    [
        (Type.TEXT, ["", "甲", " x "]),
        (Type.INTEGER, [0, -7]),
        (Type.DECIMAL, ["1", 7, "-0", "-0.10", "1e2", "379.00"]),
        (Type.BOOLEAN, [True, False]),
        (Type.DATE, ["2026-11-21", "20261121"]),
        (Type.INSTANT, ["2026-11-21T16:00:00+08:00", "2026-11-21T08:00:00.5Z"]),
        (Type.FLOAT, [1, -0.0, 1e300]),
        (Type.REF, ["c1"]),
        (Type.MAP, [{"b": 1, "a": [None]}]),
        (Type.LIST, [["甲", 1]]),
        (Type.ANY, ["", {"a": 1.5}]),
    ],
)
def test_what_was_checked_once_need_not_be_checked_again(type: Type, said: list[object]) -> None:
    """The centre takes the checked arguments of a mutation for the fields of what it makes."""
    field = Field("it", type)
    for value in said:
        canonical_form = field.check(value)
        assert repr(field.check(canonical_form)) == repr(canonical_form)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_a_row_is_written_and_read_in_one_form(name: str) -> None:
    """Many rows at a time, by place, as a single row by name."""
    record = CATALOGUE[name]
    given = {
        Type.DECIMAL: "-3.07", Type.BOOLEAN: False, Type.INTEGER: 3, Type.FLOAT: 0.5,
        Type.MAP: {"b": 1, "a": "甲"}, Type.LIST: [2, "乙"], Type.ANY: "丙",
    }  # fmt: skip
    for fields in (
        {each.name: given.get(each.type, "x") for each in record.fields},
        dict.fromkeys(record.names),
        {},
    ):
        row = row_of(record, fields)
        assert values_of(name, fields) == list(row.values())
        assert fields_in(name, list(row.values())) == fields_of(record, row)


@pytest.mark.parametrize("name", ["customer", "visit", "conflict"])
def test_a_column_is_written_and_read_as_its_values_are_one_by_one(name: str) -> None:
    said: dict[Type, list[object]] = {
        Type.DECIMAL: ["-3.07", "0.00", "-0.05", "1200.50", "0.00"], Type.BOOLEAN: [True, False],
        Type.INTEGER: [3, -3], Type.FLOAT: [0.5], Type.LIST: [[2, "乙"], []],
        Type.MAP: [{"b": 1, "a": "甲\n乙"}, {}], Type.ANY: ["丙", 1.5, {"b": [None], "a": ""}],
    }  # fmt: skip
    for field in CATALOGUE[name].fields:
        values = said.get(field.type, ["x", "甲\n乙"])
        for column in (values, [None, *values, None], [None], []):
            written = list(column_to_sql(field, column))
            assert written == [field.to_sql(value) for value in column]
            assert column_from_sql(field, written) == column


def test_equal_values_give_equal_text() -> None:
    assert canonical({"b": 1, "a": "甲"}) == '{"a":"甲","b":1}' == canonical({"a": "甲", "b": 1})


def test_canonical_text_is_what_the_plain_encoder_writes_whatever_the_numbers():
    dice = random.Random(11)
    plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    for _ in range(3_000):
        number = dice.choice((1, -1)) * dice.randint(1, 10**17) * 10.0 ** dice.randint(-25, 8)
        word = dice.choice(("e1,", "1e5]", "0.00001", '"\\\x1f\u2028', "é😀", "2e-7"))
        for value in (number, [word, number], {word: {"b": number, "a": None}, "": [2**70, -0.0]}):
            assert canonical(value) == plain(value)
