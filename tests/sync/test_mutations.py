"""The named mutations: who may do what, what a rule refuses, and what an allowed one does."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from sync.errors import BadValue, NotUnderstood, Refused
from sync.mutations import Delete, Insert, Op, Record, mutation
from sync.mutations.approvals import content_hash
from sync.mutations.papers import report_id
from tests.support.small_world import AT, HELD, World

EARLIER = "2026-11-21T07:00:00.000000Z"


@pytest.fixture
def world() -> World:
    return World()


def refused(world: World, person: str, name: str, id: str = "x1", /, **set: Any) -> str:
    with pytest.raises(Refused) as caught:
        world.do(person, name, id, **set)
    return caught.value.kind


def writes(ops: Sequence[Op], type: str) -> Mapping[str, Any]:
    (found,) = [op.set for op in ops if op.type == type]
    return found


# --- every mutation ---------------------------------------------------------------------------


def test_an_unknown_name_is_not_understood() -> None:
    with pytest.raises(NotUnderstood):
        mutation("customer.steal")


@pytest.mark.parametrize("id", ["", "a b", "x" * 65, "a/b", None, 5])
def test_a_bad_id_is_refused(id: object) -> None:
    with pytest.raises(BadValue):
        mutation("customer.edit").check(id, {})


def test_an_unknown_or_missing_argument_is_refused() -> None:
    with pytest.raises(BadValue):
        mutation("customer.edit").check("c1", {"nonsense": 1})
    with pytest.raises(BadValue):
        mutation("visit.record").check("v1", {"customer": "c1"})


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("customer.create", "owner"),
        ("customer.create", "credit_limit"),
        ("customer.edit", "territory"),
        ("customer.edit", "visit_count"),
        ("contact.edit", "customer"),
        ("visit.record", "person"),
        ("visit.record", "amends"),
        ("plan.edit", "visit"),
        ("report.draft", "state"),
        ("approval.request", "approver"),
        ("approval.decide", "effective"),
        ("attachment.add", "author"),
    ],
)
def test_what_only_the_centre_says_is_no_argument(name: str, field: str) -> None:
    assert field not in {each.name for each in mutation(name).fields}


# --- customers, contacts and sites --------------------------------------------------------------


def test_a_new_customer_is_its_makers_in_their_first_territory(world: World) -> None:
    made = writes(world.do("ann", "customer.create", name="新店"), "customer")
    assert (made["territory"], made["owner"], made["state"]) == ("t1", "ann", "prospect")


def test_a_customer_is_not_made_in_somebody_elses_territory(world: World) -> None:
    assert refused(world, "ann", "customer.create", name="新店", territory="t2") == "not_yours"
    assert refused(world, "ann", "customer.create", name="新店", territory="t9") == "not_found"


def test_who_has_no_territory_says_which(world: World) -> None:
    assert refused(world, "cat", "customer.create", name="新店") == "no_territory"
    assert world.do("cat", "customer.create", name="新店", territory="t2")


@pytest.mark.parametrize("verb", ["edit", "archive", "restore", "delete"])
def test_a_rep_and_the_superior_work_with_a_customer_a_neighbour_does_not(
    world: World, verb: str
) -> None:
    set = {"phone": "1"} if verb == "edit" else {}
    for person in ("ann", "cat", "dan"):
        assert world.do(person, f"customer.{verb}", "c1", **set)
    assert refused(world, "ben", f"customer.{verb}", "c1", **set) == "not_yours"
    assert refused(world, "eve", f"customer.{verb}", "c1", **set) == "not_yours"


def test_nobody_edits_what_was_deleted(world: World) -> None:
    known = world.rows["customer", "c1"]
    world.rows["customer", "c1"] = Record("customer", "c1", known.fields, known.part, 2, True)
    assert refused(world, "ann", "customer.edit", "c1", phone="1") == "not_found"
    assert refused(world, "ann", "contact.create", customer="c1", name="王") == "not_found"


def test_only_who_works_in_both_territories_moves_a_customer(world: World) -> None:
    assert world.do("cat", "customer.move", "c1", territory="t2")
    assert refused(world, "ann", "customer.move", "c1", territory="t2") == "not_yours"
    assert refused(world, "ben", "customer.move", "c1", territory="t2") == "not_yours"


@pytest.mark.parametrize("type", ["contact", "site"])
def test_what_hangs_on_a_customer_is_for_who_works_with_it(world: World, type: str) -> None:
    assert world.do("ann", f"{type}.create", customer="c1", name="王")
    assert refused(world, "ben", f"{type}.create", customer="c1", name="王") == "not_yours"
    world.put(type, "k1", customer="c1", name="王")
    assert world.do("ann", f"{type}.edit", "k1", name="李")
    assert refused(world, "ben", f"{type}.edit", "k1", name="李") == "not_yours"
    assert refused(world, "ben", f"{type}.delete", "k1") == "not_yours"


# --- the road -----------------------------------------------------------------------------------


def test_a_visit_is_its_authors_and_counts_on_the_customers_card(world: World) -> None:
    ops = world.do("ann", "visit.record", customer="c1", started_at=AT)
    made, card = writes(ops, "visit"), writes(ops, "customer")
    assert (made["person"], made["post"]) == ("ann", "r1")
    assert card == {"last_visit_at": AT, "visit_count": 1}


def test_a_visit_keeps_the_plan_it_was_made_on(world: World) -> None:
    world.put("plan_item", "p1", post="r1", person="ann", customer="c1", date="2026-11-21")
    ops = world.do("ann", "visit.record", "v1", customer="c1", started_at=AT, plan_item="p1")
    assert writes(ops, "plan_item") == {"state": "done", "visit": "v1"}


def test_a_visit_does_not_close_somebody_elses_plan(world: World) -> None:
    world.put("plan_item", "p1", post="r2", person="ben", customer="d1", date="2026-11-21")
    kind = refused(world, "cat", "visit.record", customer="d1", started_at=AT, plan_item="p1")
    assert kind == "not_yours"


def test_a_visit_does_not_end_before_it_began_nor_does_its_amendment(world: World) -> None:
    backwards = {"started_at": AT, "ended_at": EARLIER}
    assert refused(world, "ann", "visit.record", customer="c1", **backwards) == "ends_before_start"
    world.put("visit", "v1", post="r1", person="ann", customer="c1", started_at=AT)
    kind = refused(world, "ann", "visit.amend", amends="v1", ended_at=EARLIER)
    assert kind == "ends_before_start"


def test_who_has_no_post_has_no_road(world: World) -> None:
    assert refused(world, "zoe", "visit.record", customer="c1", started_at=AT) == "no_post"
    assert refused(world, "zoe", "plan.add", customer="c1", date="2026-11-21") == "no_post"
    assert refused(world, "zoe", "approval.request", kind="other") == "no_post"


def test_only_its_author_amends_a_visit_and_the_amended_one_stays(world: World) -> None:
    world.put("visit", "v1", post="r1", person="ann", customer="c1", started_at=AT, outcome="旧")
    (made,) = world.do("ann", "visit.amend", "v2", amends="v1", outcome="新")
    assert isinstance(made, Insert)
    assert (made.id, made.set["amends"], made.set["outcome"]) == ("v2", "v1", "新")
    assert refused(world, "cat", "visit.amend", amends="v1", outcome="新") == "not_yours"
    with pytest.raises(BadValue):
        world.do("ann", "visit.amend", amends="v1", started_at=None)


def test_a_plan_is_only_its_posts_to_change(world: World) -> None:
    world.put("plan_item", "p1", post="r1", person="ann", customer="c1", date="2026-11-21")
    assert world.do("ann", "plan.edit", "p1", purpose="collect")
    for person in ("ben", "cat", "dan"):
        assert refused(world, person, "plan.edit", "p1", purpose="collect") == "not_yours"
        assert refused(world, person, "plan.remove", "p1") == "not_yours"
        assert refused(world, person, "plan.arrange", order=["p1"]) == "not_yours"


def test_a_plan_that_was_visited_is_not_removed(world: World) -> None:
    plan = {"post": "r1", "person": "ann", "customer": "c1", "date": "2026-11-21"}
    world.put("plan_item", "p1", **plan)
    world.put("plan_item", "p2", **plan, visit="v1")
    assert world.do("ann", "plan.remove", "p1") == [Delete("plan_item", "p1")]
    assert refused(world, "ann", "plan.remove", "p2") == "already_visited"


def test_only_one_days_plan_is_arranged_at_a_time(world: World) -> None:
    plan = {"post": "r1", "person": "ann", "customer": "c1"}
    world.put("plan_item", "p1", **plan, date="2026-11-21")
    world.put("plan_item", "p2", **plan, date="2026-11-22")
    with pytest.raises(BadValue):
        world.do("ann", "plan.arrange", order=["p1", "p2"])


def test_a_superior_does_not_change_a_reps_route(world: World) -> None:
    world.put("route_template", "w1", post="r1", person="ann", name="周一")
    assert world.do("ann", "route.save", "w1", name="周二")
    assert refused(world, "cat", "route.save", "w1", name="周二") == "not_yours"


# --- reports and forms --------------------------------------------------------------------------


def report(world: World, state: str = "draft", id: str = "r") -> None:
    fields = {"post": "r1", "person": "ann", "kind": "daily", "date": "2026-11-21"}
    world.put("report", id, **fields, state=state, answers={"a": "旧"})


WORDS = {"reflections": "今天很顺利"}
DAY = {"kind": "daily", "date": "2026-11-21"}


def test_a_report_is_begun_as_ones_own_draft(world: World) -> None:
    made = writes(world.do("ann", "report.draft", "r", **DAY), "report")
    assert (made["person"], made["post"], made["state"]) == ("ann", "r1", "draft")


def test_nobody_takes_the_id_of_somebody_elses_report_to_come(world: World) -> None:
    mine = report_id("ann", "daily", "2026-11-21")
    assert world.do("ann", "report.draft", mine, **DAY)
    assert refused(world, "ben", "report.draft", mine, **DAY) == "not_yours"


def test_a_report_is_written_and_sealed_by_its_author_alone(world: World) -> None:
    report(world)
    assert writes(world.do("ann", "report.draft", "r", **DAY, answers={"a": "新"}), "report") == {
        "answers.a": "新"
    }
    for person in ("ben", "cat"):
        assert refused(world, person, "report.draft", "r", **DAY) == "not_yours"
        assert refused(world, person, "report.seal", "r") == "not_yours"


def test_who_shares_the_post_does_not_write_the_others_report(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HELD, "zoe", "r1")
    report(world)
    assert refused(world, "zoe", "report.draft", "r", **DAY) == "not_yours"
    assert refused(world, "zoe", "report.seal", "r") == "not_yours"


def test_a_draft_takes_the_figures_of_the_day_as_they_are_now(world: World) -> None:
    report(world)
    said = {"derived": {"visits_done": 3}}
    assert writes(world.do("ann", "report.draft", "r", **DAY, **said), "report") == said


@pytest.mark.parametrize("state", ["sealed", "signed"])
def test_a_sealed_report_is_frozen(world: World, state: str) -> None:
    report(world, state)
    assert refused(world, "ann", "report.draft", "r", **DAY) == "already_sealed"
    assert refused(world, "ann", "report.seal", "r", answers={"a": "新"}) == "already_sealed"


def test_a_returned_report_is_open_again(world: World) -> None:
    report(world, "returned")
    sealed = writes(world.do("ann", "report.seal", "r", answers=WORDS), "report")
    said = (sealed["state"], sealed["sealed_at"], sealed["answers.reflections"])
    assert said == ("sealed", AT, "今天很顺利")


def test_only_the_direct_superior_signs_a_report(world: World) -> None:
    report(world, "sealed")
    said = {"verdict": "sign", "comment": "好"}
    assert writes(world.do("cat", "report.review", "r", **said), "report")["state"] == "signed"
    for person in ("ann", "ben", "dan", "eve", "zoe"):
        assert refused(world, person, "report.review", "r", **said) == "not_direct_superior"


@pytest.mark.parametrize("comment", [None, "", "  "])
@pytest.mark.parametrize("verdict", ["sign", "return"])
def test_signing_and_returning_need_a_comment(
    world: World, verdict: str, comment: str | None
) -> None:
    report(world, "sealed")
    kind = refused(world, "cat", "report.review", "r", verdict=verdict, comment=comment)
    assert kind == "comment_needed"


@pytest.mark.parametrize("state", ["draft", "signed", "returned"])
def test_only_a_sealed_report_is_reviewed(world: World, state: str) -> None:
    report(world, state)
    kind = refused(world, "cat", "report.review", "r", verdict="sign", comment="好")
    assert kind == "not_sealed"


def test_a_form_is_its_posts_until_it_is_sealed(world: World) -> None:
    world.put("form_definition", "f", code="f", version=1)
    world.put("form_instance", "i1", post="r1", person="ann", form="f", state="draft")
    assert world.do("ann", "form.save", "i1", answers={"a": 1})
    assert world.do("ann", "form.seal", "i1", answers={"a": 1})
    for person in ("ben", "cat"):
        assert refused(world, person, "form.save", "i1", answers={"a": 2}) == "not_yours"
        assert refused(world, person, "form.seal", "i1") == "not_yours"
    world.put("form_instance", "i1", post="r1", person="ann", form="f", state="sealed")
    assert refused(world, "ann", "form.save", "i1", answers={"a": 2}) == "already_sealed"
    assert refused(world, "ann", "form.seal", "i1") == "already_sealed"


# --- approvals ----------------------------------------------------------------------------------


def asked(world: World, **changes: Any) -> None:
    content = {"kind": "special_price", "title": "特价", "amount": "9.00"}
    fields = {"post": "r1", "requester": "ann", "state": "pending", "step": 1, "rev": 1}
    route = {"approver": "mgr", "path": ["mgr"], "content_hash": content_hash(content)}
    world.put("approval_request", "q", **{**content, **fields, **route, **changes})


def on_what_stands(world: World, verdict: str, set: Mapping[str, Any]) -> dict[str, Any]:
    seen = world.rows["approval_request", "q"].fields
    bound = {"on_hash": seen["content_hash"], "on_ver": seen["rev"], "on_step": seen["step"]}
    return {"request": "q", "verdict": verdict, **bound, **set}


def decide(world: World, person: str, verdict: str, **set: Any) -> Sequence[Op]:
    said = on_what_stands(world, verdict, set)
    return world.do(person, "approval.decide", "y1", **said)


def no(world: World, person: str, verdict: str, **set: Any) -> str:
    said = on_what_stands(world, verdict, set)
    return refused(world, person, "approval.decide", "y1", **said)


def test_a_request_goes_to_the_direct_superior_first(world: World) -> None:
    made = writes(world.do("ann", "approval.request", kind="discount"), "approval_request")
    assert (made["approver"], made["path"], made["step"]) == ("mgr", ["mgr"], 1)
    assert refused(world, "dan", "approval.request", kind="discount") == "no_superior"


def test_only_the_named_post_decides(world: World) -> None:
    asked(world)
    ops = decide(world, "cat", "approve")
    assert writes(ops, "approval_request")["state"] == "approved"
    assert writes(ops, "decision")["decider"] == "cat"
    for person in ("ben", "dan", "eve", "zoe"):
        assert no(world, person, "approve") == "not_the_approver"


def test_nobody_decides_their_own_request(world: World) -> None:
    asked(world, requester="cat")
    assert no(world, "cat", "approve") == "own_request"


@pytest.mark.parametrize("state", ["approved", "rejected", "returned", "withdrawn"])
def test_what_is_decided_stays_decided(world: World, state: str) -> None:
    asked(world, state=state)
    assert no(world, "cat", "reject", comment="不") == "already_decided"
    assert refused(world, "ann", "approval.withdraw", "q") == "already_decided"


def test_a_decision_on_content_that_has_changed_is_refused(world: World) -> None:
    asked(world)
    assert no(world, "cat", "approve", on_hash="0" * 64) == "stale_subject"
    for nothing_seen in ({"on_hash": None}, {"on_ver": None}, {"on_ver": 2}):
        assert no(world, "cat", "approve", **nothing_seen) == "stale_subject"
    seen = world.rows["approval_request", "q"].fields["content_hash"]
    assert decide(world, "cat", "approve", on_hash=seen)


@pytest.mark.parametrize("verdict", ["reject", "return"])
def test_saying_no_needs_a_comment(world: World, verdict: str) -> None:
    asked(world)
    assert no(world, "cat", verdict) == "comment_needed"
    assert no(world, "cat", verdict, comment=" ") == "comment_needed"
    assert decide(world, "cat", verdict, comment="太低")


def test_an_endorsed_request_climbs_one_level_and_no_more(world: World) -> None:
    asked(world)
    climbed = writes(decide(world, "cat", "endorse"), "approval_request")
    assert climbed == {"approver": "gm", "step": 2, "path": ["mgr", "gm"]}
    asked(world, approver="gm", step=2, path=["mgr", "gm"])
    assert no(world, "dan", "endorse") == "nobody_above"
    assert no(world, "cat", "approve") == "not_the_approver"


def test_a_delegate_decides_and_who_delegated_does_not_any_more(world: World) -> None:
    asked(world)
    assert no(world, "cat", "delegate") == "delegate_needed"
    assert no(world, "cat", "delegate", delegate_to="nobody") == "not_found"
    given = writes(decide(world, "cat", "delegate", delegate_to="peer"), "approval_request")
    assert given["approver"] == "peer"
    asked(world, **given)
    assert decide(world, "eve", "approve")
    assert no(world, "cat", "approve") == "not_the_approver"


def test_a_request_is_not_delegated_to_the_post_that_made_it(world: World) -> None:
    asked(world)
    assert no(world, "cat", "delegate", delegate_to="r1") == "own_request"


def test_only_the_requester_withdraws_and_only_before_the_first_decision(world: World) -> None:
    asked(world)
    withdrawn = writes(world.do("ann", "approval.withdraw", "q"), "approval_request")
    assert withdrawn["state"] == "withdrawn"
    for person in ("ben", "cat"):
        assert refused(world, person, "approval.withdraw", "q") == "not_yours"
    asked(world, step=2, approver="gm")
    assert refused(world, "ann", "approval.withdraw", "q") == "already_decided"


# --- conflicts and files ------------------------------------------------------------------------


def clash(world: World, type: str, record: str, field: str, state: str = "open") -> None:
    values = {"base": "0", "mine": "1", "theirs": "2"}
    world.put("conflict", "k", type=type, record=record, field=field, state=state, **values)


@pytest.mark.parametrize(
    ("set", "written"),
    [
        ({"take": "mine"}, {"phone": "1"}),
        ({"take": "value", "value": "3"}, {"phone": "3"}),
        ({"take": "theirs"}, None),
    ],
)
def test_a_conflict_is_resolved_once_with_the_chosen_value(
    world: World, set: Mapping[str, Any], written: object
) -> None:
    clash(world, "customer", "c1", "phone")
    ops = world.do("ann", "conflict.resolve", "k", **set)
    assert [op.set for op in ops if op.type == "customer"] == ([written] if written else [])
    assert writes(ops, "conflict")["resolved_by"] == "ann"
    clash(world, "customer", "c1", "phone", "resolved")
    assert refused(world, "ann", "conflict.resolve", "k", **set) == "already_resolved"


def test_a_chosen_value_has_to_be_given_and_to_fit(world: World) -> None:
    clash(world, "customer", "c1", "phone")
    for bad in ({}, {"value": 5}):
        with pytest.raises(BadValue):
            world.do("ann", "conflict.resolve", "k", take="value", **bad)


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_who_may_only_read_a_record_does_not_resolve_its_conflicts(world: World, take: str) -> None:
    clash(world, "customer", "c1", "phone")
    assert refused(world, "ben", "conflict.resolve", "k", take=take) == "not_yours"
    report(world)
    clash(world, "report", "r", "answers.a")
    assert refused(world, "cat", "conflict.resolve", "k", take=take) == "not_yours"


def test_resolving_a_conflict_does_not_rewrite_what_was_sealed(world: World) -> None:
    report(world, "sealed")
    clash(world, "report", "r", "answers.a")
    assert refused(world, "ann", "conflict.resolve", "k", take="mine") == "already_sealed"
    assert world.do("ann", "conflict.resolve", "k", take="theirs")
    report(world, "returned")
    assert world.do("ann", "conflict.resolve", "k", take="mine")


def test_a_file_is_added_by_who_works_with_its_subject(world: World) -> None:
    file = {"name": "a.jpg", "sha256": "0" * 64}
    on_customer = {"subject_type": "customer", "subject": "c1", **file}
    assert writes(world.do("ann", "attachment.add", **on_customer), "attachment")["author"] == "ann"
    assert refused(world, "ben", "attachment.add", **on_customer) == "not_yours"
    report(world)
    on_report = {"subject_type": "report", "subject": "r", **file}
    assert refused(world, "cat", "attachment.add", **on_report) == "not_yours"
    gone = {"subject_type": "visit", "subject": "v9", **file}
    assert refused(world, "ann", "attachment.add", **gone) == "not_found"


@pytest.mark.parametrize("sha256", ["", "0" * 63, "G" * 64, "../" * 20 + "etc/"])
def test_a_file_is_named_by_a_hash_and_nothing_else(world: World, sha256: str) -> None:
    set = {"subject_type": "customer", "subject": "c1", "name": "a", "sha256": sha256}
    with pytest.raises(BadValue):
        world.do("ann", "attachment.add", **set)
