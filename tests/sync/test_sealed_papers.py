"""A paper is sealed when its form is filled in, and nobody enters a figure, at both ends alike."""

from typing import Any

import pytest

from sync.errors import BadValue, Problem, Refused
from tests.support.small_world import World

WHY = {"key": "why", "type": "long_text", "required": True, "least": 4}
SPENT = {"key": "spent", "type": "money"}


def body(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"sections": [{"key": "one", "fields": list(fields)}]}


@pytest.fixture
def world() -> World:
    world = World()
    own = {"post": "r1", "person": "ann", "state": "draft"}
    world.put("report", "r", **own, kind="daily", date="2026-11-20", answers={"attendance": "full"})
    world.put("report", "w", **own, kind="weekly", date="2026-11-20", answers={})
    world.put("form_definition", "own", code="own", version=1, body=body(WHY, SPENT))
    world.put("form_definition", "own.2", code="own", version=2, body=body(SPENT))
    for version in (1, 2):
        world.put("form_instance", f"f{version}", **own, form="own", form_version=version)
    return world


def refused(world: World, name: str, id: str, **set: Any) -> Problem:
    with pytest.raises((Refused, BadValue)) as caught:
        world.do("ann", name, id, **set)
    assert isinstance(caught.value, Problem)
    return caught.value


@pytest.mark.parametrize(
    ("name", "id", "answers", "field", "reason"),
    [
        ("report", "r", {}, "reflections", "needed"),
        ("report", "r", {"reflections": " "}, "reflections", "needed"),
        ("report", "r", {"reflections": "好"}, "reflections", "too_short"),
        ("report", "r", {"reflections": "无", "attendance": "notachoice"}, "attendance",
         "not_a_choice"),
        ("report", "r", {"reflections": "无", "expenses": [{"name": "油", "amount": "abc"}]},
         "expenses", "not_money"),
        ("report", "r", {"reflections": "无", "expenses": "all"}, "expenses", "too_few"),
        ("form", "f1", {"spent": "1.00"}, "why", "needed"),
        ("form", "f1", {"why": "太远"}, "why", "too_short"),
        ("form", "f2", {"spent": "abc"}, "spent", "not_money"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_form_is_not_sealed(
    world: World, name: str, id: str, answers: dict[str, Any], field: str, reason: str
) -> None:
    problem = refused(world, f"{name}.seal", id, answers=answers)
    assert problem.kind == "form_incomplete"
    assert (problem.facts["field"], problem.facts["reason"]) == (field, reason)


def test_a_weekly_report_is_not_sealed_empty(world: World) -> None:
    assert refused(world, "report.seal", "w", answers={}).kind == "form_incomplete"


@pytest.mark.parametrize("word", ["无", "none", "今天很顺利"])
def test_nothing_is_an_answer_where_it_is_said(world: World, word: str) -> None:
    assert world.do("ann", "report.seal", "r", answers={"reflections": word})


def test_it_is_held_to_the_version_in_which_it_was_begun(world: World) -> None:
    assert world.do("ann", "form.seal", "f2", answers={})
    assert world.do("ann", "form.seal", "f1", answers={"why": "路太远了"})
    world.put("form_definition", "d", code="daily_report", version=99, body=body(SPENT))
    assert world.do("ann", "report.seal", "r", answers={"spent": "1.00"})  # it names no version
    world.put("form_instance", "x", post="r1", person="ann", state="draft", form="unheard_of")
    assert world.do("ann", "form.seal", "x", answers={})


def test_a_draft_may_be_incomplete(world: World) -> None:
    assert world.do("ann", "report.draft", "r", kind="daily", date="2026-11-20", answers={"a": 1})
    assert world.do("ann", "form.save", "f1", answers={"why": "远"})


@pytest.mark.parametrize("name", ["report.draft r", "report.draft n", "report.seal r",
                                  "form.save f1", "form.save n", "form.seal f2"])  # fmt: skip
def test_a_figure_that_no_form_knows_is_refused(world: World, name: str) -> None:
    mutation, id = name.split()
    begun = {"report.draft": {"kind": "daily", "date": "2026-11-20"}, "form.save": {"form": "own"}}
    said = {"derived": {"visits_done": 1, "bogus": "x"}, **begun.get(mutation, {})}
    if mutation == "report.seal":
        said["answers"] = {"reflections": "无"}
    problem = refused(world, mutation, id, **said)
    assert (problem.kind, problem.facts["field"]) == ("unknown_field", "bogus")
    said["derived"] = {"visits_done": 1}
    assert world.do("ann", mutation, id, **said)
