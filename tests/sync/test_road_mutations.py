"""The road: a route is saved with its stops, a day is arranged, a visit finds its customer."""

from typing import Any

import pytest

from sync.errors import BadValue, Refused
from sync.mutations import Context, Delete, Insert, Op, Update, mutation
from tests.support.small_world import AT, TODAY, World

EIGHT, NINE, TEN = (f"2026-11-21T{hour}:00:00.000000Z" for hour in ("08", "09", "10"))


@pytest.fixture
def world() -> World:
    made = World()
    for id in ("c2", "c3"):
        made.put("customer", id, name=id, territory="t1")
    return made


# --- a fixed route and its stops --------------------------------------------------------------


def stops(ops: Any) -> list[Op]:
    return [op for op in ops if op.type == "route_stop"]


def saved(world: World, *customers: str) -> None:
    world.put("route_template", "w1", post="r1", person="ann", name="周一")
    for place, customer in enumerate(customers, start=1):
        world.put("route_stop", f"w1.{place}", template="w1", customer=customer, sequence=place)


def test_a_new_route_is_its_makers_with_stops_in_their_order(world: World) -> None:
    route, *rest = world.do("ann", "route.save", "w1", name="周一", stops=["c2", "c1"])
    assert route == Insert("route_template", "w1", {"person": "ann", "name": "周一", "post": "r1"})
    assert rest == [
        Insert("route_stop", "w1.1", {"template": "w1", "customer": "c2", "sequence": 1}),
        Insert("route_stop", "w1.2", {"template": "w1", "customer": "c1", "sequence": 2}),
    ]


def test_saving_again_replaces_the_stops_and_takes_away_those_too_many(world: World) -> None:
    saved(world, "c1", "c2", "c3")
    assert world.do("ann", "route.save", "w1", stops=["c3", "c1"]) == [
        Update("route_stop", "w1.1", {"customer": "c3", "sequence": 1}),
        Update("route_stop", "w1.2", {"customer": "c1", "sequence": 2}),
        Delete("route_stop", "w1.3"),
    ]
    assert all(isinstance(op, Delete) for op in world.do("ann", "route.save", "w1", stops=[]))


def test_a_stop_that_was_taken_away_is_made_anew(world: World) -> None:
    saved(world, "c1", "c2")
    world.gone("route_stop", "w1.2")
    _, second = stops(world.do("ann", "route.save", "w1", stops=["c1", "c3"]))
    assert second == Insert(
        "route_stop", "w1.2", {"template": "w1", "customer": "c3", "sequence": 2}
    )


def test_without_stops_they_stay_as_they_are(world: World) -> None:
    saved(world, "c1")
    assert world.do("ann", "route.save", "w1", name="周二") == [
        Update("route_template", "w1", {"name": "周二"})
    ]


def test_a_stop_is_a_customer_that_is_there(world: World) -> None:
    with pytest.raises(Refused):
        world.do("ann", "route.save", "w1", name="周一", stops=["c9"])
    with pytest.raises(BadValue):
        world.do("ann", "route.save", "w1", name="周一", stops=[5])


# --- the plan of a day ------------------------------------------------------------------------


def planned(world: World, id: str, **fields: Any) -> None:
    own = {"customer": "c1", "post": "r1", "person": "ann", "date": TODAY, "state": "planned"}
    world.put("plan_item", id, **(own | fields))


def test_the_times_of_a_day_stay_with_its_places(world: World) -> None:
    planned(world, "p1", planned_at=TEN, sequence=1)
    planned(world, "p2", sequence=2)
    planned(world, "p3", planned_at=EIGHT, sequence=3)
    ops = world.do("ann", "plan.arrange", order=["p1", "p2", "p3"])
    assert {op.id: op.set for op in ops if isinstance(op, Update)} == {
        "p1": {"planned_at": EIGHT},
        "p3": {"planned_at": TEN},
    }


def test_what_was_visited_keeps_its_time_and_what_stays_is_not_written(world: World) -> None:
    planned(world, "p1", planned_at=NINE, sequence=2, state="done")
    planned(world, "p2", planned_at=EIGHT, sequence=1, state=None)
    assert world.do("ann", "plan.arrange", order=["p2", "p1"]) == []
    ops = world.do("ann", "plan.arrange", order=["p1", "p2"])
    assert [op.set for op in ops if isinstance(op, Update)] == [{"sequence": 1}, {"sequence": 2}]


# --- a visit ----------------------------------------------------------------------------------


def visit(world: World, started: str, **more: Any) -> dict[str, Any]:
    said = {"customer": "c1", "started_at": started} | more
    ops = world.do("ann", "visit.record", "v9", **said)
    return {name: to for op in ops if op.type == "customer" for name, to in op.set.items()}


def test_an_earlier_visit_that_comes_late_does_not_become_the_last_one(world: World) -> None:
    last = {"last_visit_at": NINE, "visit_count": 4, "next_visit": "2026-12-01"}
    world.put("customer", "c1", name="甲店", territory="t1", **last)
    assert visit(world, EIGHT) == {"last_visit_at": NINE, "visit_count": 5}
    assert visit(world, TEN)["last_visit_at"] == TEN
    assert visit(world, TEN, next_visit="2026-12-08")["next_visit"] == "2026-12-08"


def followed(world: World, customer: str) -> list[Op]:
    world.put("visit", "v9", customer=customer, post="r1", person="ann", started_at=NINE)
    follows = mutation("visit.record").follows
    assert follows is not None
    context = Context(world.actor("ann"), world, AT, TODAY)
    return list(follows(context, "v9", {"customer": customer, "started_at": NINE}))


def test_a_visit_to_a_merged_customer_hangs_on_the_last_of_those_it_went_into(world: World) -> None:
    world.put("customer", "c3", name="丁店", territory="t1")
    world.put("customer", "c2", name="乙店", territory="t1", merged_into="c3")
    joined = {"hung": ["visit/v1"], "before": {}}
    world.put("customer", "c1", name="甲店", territory="t1", merged_into="c2", joined=joined)
    assert followed(world, "c1") == [
        Update("visit", "v9", {"customer": "c3"}),
        Update("customer", "c3", {"visit_count": 1, "last_visit_at": NINE}),
        Update(
            "customer",
            "c1",
            {
                "visit_count": None,
                "last_visit_at": None,
                "joined": {"hung": ["visit/v1", "visit/v9"], "before": {}},
            },
        ),
    ]


def test_a_visit_to_a_customer_that_stands_or_is_gone_stays_there(world: World) -> None:
    assert followed(world, "c1") == []
    world.gone("customer", "c1")
    assert followed(world, "c1") == []
    del world.rows["customer", "c1"]
    assert followed(world, "c1") == []
