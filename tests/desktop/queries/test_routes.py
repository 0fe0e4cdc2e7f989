"""A day on the road, read from a real store."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.domain import geo
from desktop.domain.geo import Point
from desktop.domain.road import StopState
from desktop.queries import day_on_road, routes
from desktop.queries.day_on_road import read_beside, read_day
from sync.errors import Problem
from tests.support.laptops import laptop, receive
from tests.support.road_records import PLACES, at, place_customers, plan, visit


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path / "profile", parts=["terr:hz1", "post:rep1"])
    place_customers(application)
    yield application
    application.close()


@pytest.fixture
def today(app):
    return app.clock.today()


def day_of(app, day):
    with app.database.read() as connection:
        return read_beside(connection, app.clock, read_day(connection, app.clock, "zhou", day))


def names(shown):
    return [stop.name for stop in shown.stops]


def test_stops_come_in_their_order_and_only_the_persons_own(app, today):
    plan(app, "p2", "c2", today, 2)
    plan(app, "p1", "c1", today, 1)
    plan(app, "other", "c3", today, 1, person="zhang", post="mgr")
    plan(app, "tomorrow", "c3", today + timedelta(days=1), 1)
    assert names(day_of(app, today)) == ["联佳超市文三路店", "仁济大药房凤起路店"]


def test_the_first_stop_that_is_not_behind_us_is_the_next_one_but_only_today(app, today):
    for day in (today, today + timedelta(days=1)):
        plan(app, f"a{day}", "c1", day, 1, state="skipped", skip_reason="关门")
        plan(app, f"b{day}", "c2", day, 2)
        plan(app, f"c{day}", "c3", day, 3)
    skipped, current, pending = StopState.SKIPPED, StopState.CURRENT, StopState.PENDING
    assert list(day_of(app, today).states) == [skipped, current, pending]
    later = day_of(app, today + timedelta(days=1))
    assert list(later.states) == [skipped, pending, pending]


def test_a_card_kept_in_another_datum_is_shown_where_it_is(app, today):
    true = Point(*PLACES["c3"])
    shifted = geo.wgs84_to_gcj02(true)
    place_customers(app)
    change = {
        "latitude": shifted.latitude,
        "longitude": shifted.longitude,
        "datum": "GCJ-02",
    }
    receive(app, "customer", {"c3": ("terr:hz1", change)}, 9, "U")
    plan(app, "p1", "c3", today, 1)
    place = day_of(app, today).stops[0].place
    assert geo.distance(place, true) < 5


def test_the_week_counts_what_is_planned_and_what_is_done(app, today):
    monday = day_on_road.monday_of(today)
    plan(app, "p1", "c1", monday, 1, state="done")
    plan(app, "p2", "c2", monday, 2)
    with app.database.read() as connection:
        week = routes.week(connection, "zhou", monday)
    assert [(day.planned, day.done) for day in week] == [(2, 1)] + [(0, 0)] * 6


def test_a_customer_beside_the_way_is_offered_only_when_it_was_not_seen_for_two_weeks(app, today):
    plan(app, "p1", "c1", today, 1)
    plan(app, "p2", "c3", today, 2)
    near = {"latitude": 30.2622, "longitude": 120.169}
    receive(app, "customer", {"c2": ("terr:hz1", near)}, 10, "U")
    assert [one.customer.id for one in day_of(app, today).suggestions] == ["c2"]
    seen = {"last_visit_at": at(app, today - timedelta(days=3), 10)}
    receive(app, "customer", {"c2": ("terr:hz1", seen)}, 11, "U")
    assert list(day_of(app, today).suggestions) == []


def test_the_length_of_a_visit_is_the_average_of_those_that_have_an_end(app, today):
    visit(app, "v1", "c1", at(app, today, 9), ended_at=at(app, today, 9, 20))
    visit(app, "v2", "c1", at(app, today, 10), ended_at=at(app, today, 10, 40))
    visit(app, "v3", "c2", at(app, today, 11))
    with app.database.read() as connection:
        assert routes.dwell(connection, "zhou", at(app, today, 0)) == 30


def test_customers_are_found_by_their_initials(app):
    with app.database.read() as connection:
        assert [one.id for one in routes.find_customers(connection, "ljcs")] == ["c1"]


def test_a_new_order_is_one_change_and_one_undo_and_leaves_the_times_with_the_places(app, today):
    for number, customer in enumerate(("c1", "c2", "c3"), 1):
        plan(app, f"p{number}", customer, today, number, planned_at=f"{8 + number:02d}:00")
    before = [(stop.id, stop.planned_at) for stop in day_of(app, today).stops]
    app.perform("plan.arrange", "p3", {"order": ["p3", "p1", "p2"]})
    after = [(stop.id, stop.planned_at) for stop in day_of(app, today).stops]
    assert after == [("p3", "09:00"), ("p1", "10:00"), ("p2", "11:00")]
    app.undo()
    assert [(stop.id, stop.planned_at) for stop in day_of(app, today).stops] == before


def test_stops_of_two_days_are_not_put_in_one_order(app, today):
    plan(app, "p1", "c1", today, 1)
    plan(app, "p2", "c2", today + timedelta(days=1), 1)
    with pytest.raises(Problem):
        app.perform("plan.arrange", "p1", {"order": ["p1", "p2"]})


@pytest.mark.parametrize(("days", "travels"), [(30, True), (0, True), (-1, False)])
def test_who_has_a_last_day_travels_until_that_day(app, today, days, travels):
    plan(app, "p1", "c1", today, 1)
    until = str(today + timedelta(days=days))
    receive(
        app,
        "post_assignment",
        {"a1": ("all", {"person": "zhou", "post": "rep1", "until": until})},
        seq=9,
    )
    with app.database.read() as connection:
        found = [each.id for each in routes.travellers(connection, ["rep1"])]
    assert found == (["zhou"] if travels else [])
