"""Cards: labels one by one, what may be deleted, whose a moved customer is, what a merge takes."""

from typing import Any

import pytest

from sync.errors import BadValue, Refused
from sync.mutations import Delete, Insert, Op, Update
from tests.support.small_world import World


@pytest.fixture
def world() -> World:
    return World()


def on(ops: Any, id: str) -> dict[str, Any]:
    """Everything that is written into one record."""
    return {name: to for op in ops if op.id == id for name, to in op.set.items()}


# --- labels -----------------------------------------------------------------------------------


def test_labels_are_put_on_and_taken_off_one_by_one(world: World) -> None:
    (op,) = world.do("ann", "customer.tag", "c1", add=[" 冷链 "], remove=["老客"])
    assert op == Update("customer", "c1", {"tags.老客": None, "tags.冷链": True})
    (op,) = world.do("ann", "customer.tag", "c1", add=["老客"], remove=["老客"])
    assert op.set == {"tags.老客": True}
    assert world.do("ann", "customer.tag", "c1", add=[]) == []


@pytest.mark.parametrize("tag", ["", "  ", "x" * 41, 5])
def test_a_label_is_a_word_of_forty_characters_at_most(world: World, tag: Any) -> None:
    with pytest.raises(BadValue):
        world.do("ann", "customer.tag", "c1", add=[tag])
    assert world.do("ann", "customer.tag", "c1", add=["x" * 40])


# --- deleting and moving ----------------------------------------------------------------------


def test_a_customer_goes_with_its_contacts_and_sites(world: World) -> None:
    world.put("contact", "k1", customer="c1", name="王")
    world.put("site", "s1", customer="c1", name="后仓")
    world.put("contact", "k2", customer="d1", name="李")
    gone: list[Op] = [
        Delete("contact", "k1"), Delete("site", "s1"), Delete("customer", "c1"),
    ]  # fmt: skip
    assert world.do("ann", "customer.delete", "c1") == gone


@pytest.mark.parametrize(
    ("type", "field"),
    [
        ("visit", "customer"),
        ("credit_entry", "customer"),
        ("allotment", "customer"),
        ("sales_order", "customer"),
        ("invoice", "customer"),
        ("approval_request", "subject"),
        ("plan_item", "customer"),
        ("route_stop", "customer"),
    ],
)
def test_a_customer_with_which_something_happened_stays(
    world: World, type: str, field: str
) -> None:
    world.put("route_template", "w1", post="r1", person="ann", name="周一")
    world.put(type, "h1", **{field: "c1", "post": "r1", "template": "w1"})
    with pytest.raises(Refused) as refused:
        world.do("ann", "customer.delete", "c1")
    assert (refused.value.kind, refused.value.facts["type"]) == ("has_history", type)
    world.gone(type, "h1")
    assert world.do("ann", "customer.delete", "c1")


def test_a_customer_that_moves_is_its_new_territorys_unless_somebody_is_named(world: World) -> None:
    world.put("post", "r2", title="r2", superior="mgr", territories=["t2"])
    assert on(world.do("cat", "customer.move", "c1", territory="t2"), "c1")["owner"] == "ben"
    named = world.do("cat", "customer.move", "c1", territory="t2", owner="cat")
    assert on(named, "c1") == {"territory": "t2", "owner": "cat"}
    assert on(world.do("cat", "customer.move", "c1", territory="t1"), "c1") == {"territory": "t1"}


# --- merging two ------------------------------------------------------------------------------


def twins(world: World) -> None:
    world.put("customer", "c1", name="甲店", territory="t1", phone="1", duplicate_of="c2")
    world.put("customer", "c2", name="甲店二", territory="t1", phone="2", remark="乙")
    for id, other in (("k1", "c2"), ("k2", "d1")):
        world.put(
            "conflict", id, type="customer", record="c1", other=other, kind="duplicate",
            state="open", field="*",
        )  # fmt: skip


def test_a_merge_takes_the_named_fields_and_remembers_what_stood_there(world: World) -> None:
    twins(world)
    world.put("contact", "n1", customer="c2", name="王")
    ops = world.do("ann", "customer.merge", "c1", other="c2", take=["phone", "remark"])
    assert on(ops, "c1")["phone"] == "2"
    assert on(ops, "c1")["duplicate_of"] is None
    assert on(ops, "n1") == {"customer": "c1"}
    gone = on(ops, "c2")
    assert (gone["archived"], gone["merged_into"]) == (True, "c1")
    assert gone["joined"] == {
        "hung": ["contact/n1"],
        "before": {"phone": "1", "remark": None},
        "archived": False,
        "duplicates": {"c1": "c2", "c2": None},
        "settled": ["k1"],
    }


def test_a_merge_answers_the_question_about_these_two_and_no_other(world: World) -> None:
    twins(world)
    ops = world.do("ann", "customer.merge", "c1", other="c2")
    assert on(ops, "k1")["taken"] == "mine"
    assert on(ops, "k2") == {}
    assert "phone" not in on(ops, "c1")


def test_only_what_a_person_may_write_is_taken_and_never_from_itself(world: World) -> None:
    twins(world)
    for field in ("credit_used", "archived", "territory"):
        with pytest.raises(BadValue):
            world.do("ann", "customer.merge", "c1", other="c2", take=[field])
    with pytest.raises(BadValue):
        world.do("ann", "customer.merge", "c1", other="c1")


# --- parting them again -----------------------------------------------------------------------


def merged(world: World, **joined: Any) -> None:
    """c2 went into c1: its contact, a visit and an entry came along; c1 took over the phone."""
    came = {"hung": ["contact/n1", "visit/v1", "credit_entry/e1"], "before": {"phone": "1"}}
    asked = {"duplicates": {"c1": "c2", "c2": None}, "settled": ["k1"], "archived": False}
    world.put("customer", "c1", name="甲店", territory="t1", phone="2")
    world.put(
        "customer", "c2", name="甲店二", territory="t1", phone="2", merged_into="c1",
        archived=True, joined=came | asked | joined,
    )  # fmt: skip
    world.put("contact", "n1", customer="c1", name="王")
    for id, day in (("v1", "20"), ("v2", "19")):
        began = f"2026-11-{day}T08:00:00.000000Z"
        world.put("visit", id, customer="c1", post="r1", person="ann", started_at=began)
    for id, amount in (("e1", "5.00"), ("e2", "7.50")):
        world.put("credit_entry", id, customer="c1", person="ann", amount=amount)
    world.put(
        "conflict", "k1", type="customer", record="c1", other="c2", kind="duplicate",
        state="resolved", taken="mine", field="*",
    )  # fmt: skip


def parted(world: World) -> Any:
    return world.do("ann", "customer.part", "c2")


def test_what_came_along_goes_back_and_both_cards_count_their_own(world: World) -> None:
    merged(world)
    ops = parted(world)
    assert [op.id for op in ops if op.set.get("customer") == "c2"] == ["n1", "v1", "e1"]
    assert on(ops, "c2") == {
        "archived": False, "merged_into": None, "credit_used": "5.00",
        "visit_count": 1, "last_visit_at": "2026-11-20T08:00:00.000000Z",
    }  # fmt: skip
    assert on(ops, "c1") == {
        "phone": "1", "credit_used": "7.50", "duplicate_of": "c2",
        "visit_count": 1, "last_visit_at": "2026-11-19T08:00:00.000000Z",
    }  # fmt: skip
    assert on(ops, "k1") == {
        "state": "open", "taken": None, "resolved_by": None, "resolved_at": None,
    }  # fmt: skip


def test_what_was_done_since_the_merge_stays_as_it_is(world: World) -> None:
    merged(world)
    world.put("customer", "c1", name="甲店", territory="t1", phone="3", duplicate_of="d1")
    world.gone("contact", "n1")
    world.put("visit", "v1", customer="d1", post="r1", started_at="2026-11-20T08:00:00.000000Z")
    world.gone("conflict", "k1")
    ops = parted(world)
    assert [op.id for op in ops if op.set.get("customer") == "c2"] == ["e1"]
    assert on(ops, "c1").keys() == {"credit_used", "visit_count", "last_visit_at"}
    assert on(ops, "k1") == {}


def test_only_two_that_are_one_are_parted_and_the_last_merge_first(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("ann", "customer.part", "c1")
    assert refused.value.kind == "not_merged"
    merged(world)
    world.put("customer", "c1", name="甲店", territory="t1", merged_into="d1")
    with pytest.raises(Refused) as refused:
        parted(world)
    assert refused.value.kind == "merged_further"


# --- a card that was deleted and written to ---------------------------------------------------


def deleted(world: World, **mine: Any) -> None:
    world.put("visit", "v1", customer="c1", post="r1", started_at="2026-11-20T08:00:00.000000Z")
    world.put(
        "conflict", "k", type="customer", record="c1", kind="deleted", state="open", field="*",
        mine=mine, theirs={"name": "甲店", "territory": "t1", "phone": "1"},
    )  # fmt: skip
    world.gone("customer", "c1")


def test_a_deleted_card_comes_back_with_the_edit_and_with_its_visits_counted(world: World) -> None:
    deleted(world, phone="2")
    back, _ = world.do("ann", "conflict.resolve", "k", take="mine")
    assert back == Insert(
        "customer", "c1",
        {
            "name": "甲店", "territory": "t1", "phone": "2",
            "visit_count": 1, "last_visit_at": "2026-11-20T08:00:00.000000Z",
        },
    )  # fmt: skip


def test_one_that_somebody_brought_back_already_gets_the_edit_alone(world: World) -> None:
    deleted(world, phone="2")
    world.put("customer", "c1", name="甲店", territory="t1")
    edit, _ = world.do("ann", "conflict.resolve", "k", take="mine")
    assert edit == Update("customer", "c1", {"phone": "2"})


def test_left_deleted_it_stays_away(world: World) -> None:
    deleted(world, phone="2")
    assert [op.type for op in world.do("ann", "conflict.resolve", "k", take="theirs")] == [
        "conflict"
    ]
