"""Forms: their author's until sealed, then their superior's word, step by step."""

from typing import Any

import pytest

from sync.errors import Refused
from sync.mutations import Delete, Insert
from tests.support.small_world import AT, HELD, World


@pytest.fixture
def world() -> World:
    return World()


WHOLE = {"expected": "收回三千元"}


def form(world: World, state: str, **fields: Any) -> None:
    world.put("form_instance", "f", post="r1", person="ann", form="daily_plan", state=state,
              **fields)  # fmt: skip


def refused(world: World, person: str, name: str, **set: Any) -> str:
    with pytest.raises(Refused) as caught:
        world.do(person, name, "f", **set)
    return caught.value.kind


def test_a_form_begins_as_its_author_s_draft(world: World) -> None:
    (op,) = world.do("ann", "form.save", "f", form="daily_plan", answers={"area": "城西"})
    assert isinstance(op, Insert)
    assert (op.set["state"], op.set["person"], op.set["post"]) == ("draft", "ann", "r1")


@pytest.mark.parametrize(
    ("verdict", "before", "after"),
    [
        ("sign", "sealed", "signed"),
        ("return", "sealed", "returned"),
        ("acknowledge", "sealed", "acknowledged"),
        ("handle", "acknowledged", "handled"),
        ("close", "handled", "closed"),
    ],
)
def test_the_direct_superior_takes_it_one_step_on(
    world: World, verdict: str, before: str, after: str
) -> None:
    form(world, before)
    (op,) = world.do("cat", "form.review", "f", verdict=verdict, comment="好")
    assert (op.set["state"], op.set["reviewer"], op.set["reviewed_at"]) == (after, "cat", AT)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("sign", "draft"), ("sign", "signed"), ("handle", "sealed"), ("close", "acknowledged")],
)
def test_no_step_is_skipped(world: World, verdict: str, state: str) -> None:
    form(world, state)
    assert refused(world, "cat", "form.review", verdict=verdict, comment="好") == "not_sealed"


@pytest.mark.parametrize("person", ["ann", "ben"])
def test_nobody_else_has_a_word(world: World, person: str) -> None:
    form(world, "sealed")
    kind = refused(world, person, "form.review", verdict="sign", comment="好")
    assert kind == "not_direct_superior"


def test_what_goes_back_needs_a_reason_and_a_signature_needs_none(world: World) -> None:
    form(world, "sealed")
    assert refused(world, "cat", "form.review", verdict="return") == "comment_needed"
    assert world.do("cat", "form.review", "f", verdict="sign")


@pytest.mark.parametrize("name", ["form.save", "form.seal", "form.discard"])
def test_who_shares_the_post_does_not_touch_the_other_s_form(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HELD, "zoe", "r1")
    form(world, "draft")
    assert refused(world, "zoe", name) == "not_yours"


def test_the_subject_and_the_figures_follow_until_it_is_sealed(world: World) -> None:
    form(world, "draft", derived={"stops_count": 1}, answers=WHOLE)
    said = {"derived": {"stops_count": 2}, "subject_type": "customer", "subject": "c1"}
    (op,) = world.do("ann", "form.save", "f", **said)
    assert op.set == said
    (op,) = world.do("ann", "form.seal", "f", derived={"stops_count": 3})
    assert (op.set["derived"], op.set["sealed_at"]) == ({"stops_count": 3}, AT)
    form(world, "sealed")
    assert refused(world, "ann", "form.save", **said) == "already_sealed"


def test_what_came_back_is_written_and_sealed_again(world: World) -> None:
    form(world, "returned", sealed_at=AT, answers=WHOLE)
    assert world.do("ann", "form.save", "f", answers={"area": "城东"})
    (op,) = world.do("ann", "form.seal", "f", answers={})
    assert op.set["state"] == "sealed"


def test_only_a_draft_that_was_never_sealed_is_thrown_away(world: World) -> None:
    form(world, "draft")
    (op,) = world.do("ann", "form.discard", "f")
    assert isinstance(op, Delete)
    assert refused(world, "ben", "form.discard") == "not_yours"
    form(world, "returned", sealed_at=AT)
    assert refused(world, "ann", "form.discard") == "already_sealed"
