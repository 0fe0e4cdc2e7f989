"""Weekly routes: who is on them and how often, what is locked, and what taking a plan changes."""

from datetime import timedelta

import pytest

from desktop.domain.geo import Point
from desktop.queries import week_plan
from desktop.queries.week_plan import Regular, Round, changes_of, patterns_of, proposal_of, task_of
from desktop.routing.balance import balanced
from tests.support.laptops import laptop, receive
from tests.support.road_records import PLACES, place_customers

HOME = Point(30.26, 120.16)


@pytest.fixture
def app(tmp_path):
    application = laptop(tmp_path / "profile", parts=["terr:hz1", "post:rep1"])
    yield application
    application.close()


def regular(id, grade="C", *, hours="", weekday=0, east=0.0):
    return Regular(id, id, grade, Point(30.26, 120.16 + east), hours, weekday)


def weekdays_and_weeks(patterns):
    return {tuple((day // 5, day % 5 + 1) for day in pattern) for pattern in patterns}


@pytest.mark.parametrize(("grade", "visits", "choices"), [("A", 4, 5), ("B", 2, 10), ("C", 1, 20)])
def test_a_class_says_how_often_and_the_weekday_is_always_the_same(grade, visits, choices):
    patterns = patterns_of(regular("c", grade), {}, ())
    assert len(patterns) == len(set(patterns)) == choices
    assert {len(pattern) for pattern in patterns} == {visits}
    assert all(len({day % 5 for day in pattern}) == 1 for pattern in patterns)


def test_every_second_week_is_every_second_week():
    weeks = {
        tuple(day // 5 for day in pattern) for pattern in patterns_of(regular("c", "B"), {}, ())
    }
    assert weeks == {(0, 2), (1, 3)}


def test_nobody_is_sent_to_a_closed_door():
    found = weekdays_and_weeks(
        patterns_of(regular("c", "A", hours="周一、周四 9:00-17:00"), {}, ())
    )
    assert {weekday for pattern in found for _, weekday in pattern} == {1, 4}


def test_a_locked_customer_keeps_its_weekday_and_a_kept_weekday_takes_no_others():
    locked = weekdays_and_weeks(patterns_of(regular("c", "A", weekday=4), {"c": 3}, {3}))
    assert {weekday for pattern in locked for _, weekday in pattern} == {3}
    others = weekdays_and_weeks(patterns_of(regular("c", "A", weekday=4), {}, {2}))
    assert {weekday for pattern in others for _, weekday in pattern} == {1, 3, 4, 5}


def test_what_is_locked_stays_on_its_weekday_whatever_the_way_costs():
    """Five neighbours, each locked to another weekday than it would be on with the others."""
    regulars = [regular(f"c{at}", "A", east=at / 50000) for at in range(5)]
    locked = {f"c{at}": at + 1 for at in range(5)}
    _, proposal = proposed(regulars, locked=locked)
    assert {one.id: route.weekday for route in proposal.routes for one in route.stops} == locked


def proposed(regulars, longest=480, **more):
    found = Round(regulars, (), HOME, 30)
    task = task_of(found, longest, seconds=2.0, **more)
    return found, proposal_of(found, task, balanced(task))


def test_every_customer_is_on_one_route_that_comes_as_often_as_its_class():
    regulars = [regular(f"c{at}", "ABC"[at % 3], east=at / 500) for at in range(15)]
    _, proposal = proposed(regulars)
    assert proposal.unserved == []
    listed = [(stop.id, len(route.weeks)) for route in proposal.routes for stop in route.stops]
    assert sorted(listed) == sorted((one.id, one.visits) for one in regulars)
    driven = [stop.id for day in proposal.days for stop in day]
    assert all(driven.count(one.id) == one.visits for one in regulars)


def test_what_does_not_fit_into_the_days_is_named():
    """Thirty weekly customers of half an hour each are fifteen hours a week; days are two."""
    regulars = [regular(f"c{at}", "A", east=at / 5000) for at in range(30)]
    _, proposal = proposed(regulars, longest=120)
    assert proposal.unserved
    assert all(minutes <= 120 + 1 for load in proposal.loads for minutes in load.minutes)
    served = {stop.id for route in proposal.routes for stop in route.stops}
    assert served.isdisjoint(one.id for one in proposal.unserved)


def test_only_own_customers_with_a_class_and_a_place_are_planned(app):
    place_customers(app)
    mine = {"owner": "zhou", "class": "A", "state": "active"}
    receive(app, "customer", {"c1": ("terr:hz1", mine)}, 8, "U")
    receive(app, "customer", {"c2": ("terr:hz1", mine | {"class": "D"})}, 8, "U")
    receive(app, "customer", {"c3": ("terr:hz1", mine | {"owner": "somebody"})}, 8, "U")
    with app.database.read() as connection:
        found = week_plan.read_round(connection, app.clock, "zhou", "rep1", None)
    assert [one.id for one in found.regulars] == ["c1"]
    assert found.regulars[0].place.latitude == pytest.approx(PLACES["c1"][0])


def test_taking_a_plan_ends_the_old_routes_and_one_undo_brings_them_back(app):
    place_customers(app)
    mine = {"owner": "zhou", "class": "A", "state": "active"}
    receive(app, "customer", dict.fromkeys(PLACES, ("terr:hz1", mine)), 8, "U")
    old = app.perform("route.save", None, {"name": "旧", "weekday": 2, "stops": ["c1"]}).id
    today = app.clock.today()
    with app.database.read() as connection:
        found = week_plan.read_round(connection, app.clock, "zhou", "rep1", None)
    assert [(one.id, one.weekday) for one in found.regulars] == [("c1", 2), ("c2", 0), ("c3", 0)]
    task = task_of(found, 480, seconds=2.0)
    proposal = proposal_of(found, task, balanced(task))
    done = [
        app.perform("route.save", id, wanted)
        for id, wanted in changes_of(found, proposal, today, lambda route: "新")
    ]
    app.as_one(done)
    monday = week_plan.first_monday(today)
    assert monday.weekday() == 0
    assert timedelta(0) < monday - today <= timedelta(days=7)
    with app.database.read() as connection:
        after = week_plan.read_round(connection, app.clock, "zhou", "rep1", None)
        later = week_plan._old(connection, "rep1", monday)
    assert all(one.weekday for one in after.regulars)
    assert old not in [one.id for one in later]
    app.undo()
    with app.database.read() as connection:
        assert [one.id for one in week_plan._old(connection, "rep1", monday)] == [old]
