"""Two edits of one record: other fields both survive, the same field keeps both values."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import Refused
from sync.merge import both, merge
from sync.mutations.model import Record

CUSTOMER = Record("customer", "c1", {"phone": "1", "address": "甲路", "extra": {"茶": "绿"}}, ver=9)


def touched(*paths: str) -> Any:
    return lambda path: path in paths


def test_a_field_that_nobody_else_touched_is_written() -> None:
    merged = merge(CUSTOMER, {"phone": "2"}, {"phone": "1"}, touched("address"))
    assert (merged.writes, merged.clashes, merged.merged) == ({"phone": "2"}, [], False)


def test_the_same_field_keeps_both_values() -> None:
    merged = merge(CUSTOMER, {"phone": "2"}, {"phone": "0"}, touched("phone"))
    assert merged.writes == {}
    (clash,) = merged.clashes
    assert (clash.path, clash.base, clash.mine, clash.theirs) == ("phone", "0", "2", "1")


def test_equal_values_are_no_conflict() -> None:
    merged = merge(CUSTOMER, {"phone": "1"}, {"phone": "0"}, touched("phone"))
    assert (merged.writes, merged.clashes, merged.merged) == ({}, [], True)


def test_keys_of_a_map_merge_one_by_one() -> None:
    edit = {"extra.茶": "红", "extra.酒": "黄"}
    merged = merge(CUSTOMER, edit, {}, touched("extra.茶"))
    assert merged.writes == {"extra.酒": "黄"}
    assert [clash.path for clash in merged.clashes] == ["extra.茶"]


def test_a_guarded_field_that_changed_refuses_the_whole() -> None:
    with pytest.raises(Refused) as refused:
        merge(CUSTOMER, {"territory": "hz2"}, {}, touched("territory"))
    assert refused.value.kind == "stale"


def test_a_fact_is_said_once_even_if_nobody_else_touched_it() -> None:
    with pytest.raises(Refused) as refused:
        merge(Record("visit", "v1", {"outcome": "甲"}), {"outcome": "乙"}, {}, touched())
    assert refused.value.kind == "said_once"


def test_of_a_set_an_addition_stays_that_the_remover_has_not_seen() -> None:
    tagged = Record("customer", "c1", {"tags": {"老客": True, "新品": True}})
    edit = {"tags.老客": None, "tags.新品": None, "tags.冷链": True}
    merged = merge(tagged, edit, {}, touched("tags.新品", "tags.冷链"))
    assert (merged.writes, merged.clashes) == ({"tags.老客": None, "tags.冷链": True}, [])


def test_two_notes_of_one_card_both_stand() -> None:
    noted = Record("site", "s1", {"access_notes": "走后门\n周一休"})
    edit, was = {"access_notes": "走后门\n带名片"}, {"access_notes": "走后门"}
    merged = merge(noted, edit, was, touched("access_notes"))
    assert merged.writes == {"access_notes": "走后门\n周一休\n带名片"}


def test_a_derived_field_is_never_argued_about() -> None:
    merged = merge(CUSTOMER, {"visit_count": 4}, {}, touched("visit_count"))
    assert merged.writes == {"visit_count": 4}


def test_long_texts_stand_one_after_the_other() -> None:
    assert both("前", "前\n他加的", "前\n我加的") == "前\n他加的\n我加的"


values: st.SearchStrategy[Mapping[str, str]] = st.dictionaries(
    st.sampled_from(["phone", "address", "name", "region"]), st.sampled_from("abc")
)


@given(values, values, st.frozensets(st.sampled_from(["phone", "address", "name", "region"])))
def test_every_field_of_an_edit_is_written_or_stands_or_is_kept(
    standing: Mapping[str, str], edit: Mapping[str, str], others: frozenset[str]
) -> None:
    merged = merge(Record("customer", "c", standing), edit, {}, others.__contains__)
    for path, value in edit.items():
        kept = [clash.mine for clash in merged.clashes if clash.path == path]
        after = merged.writes.get(path, standing.get(path))
        assert value == after or kept == [value]
        assert path in others or after == value, "nobody disagreed, so it must be written"
