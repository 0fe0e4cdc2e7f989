"""What is on board before the network is left behind, on a real store."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.queries.readiness import GOOD, MISSING, SHORT, Laptop, readiness, week_files
from desktop.store import state
from sync.clock import instant_text
from tests.support.laptops import laptop, receive

SHA = "ab" * 32


@pytest.fixture
def app(tmp_path):
    application = laptop(tmp_path / "profile")
    yield application
    application.close()


def told(app, **facts):
    with app.database.write() as connection:
        for name, value in facts.items():
            state.put(connection, name, value)


def in_step(app, ago: timedelta = timedelta(minutes=3)):
    moment = instant_text(app.clock.now() - ago)
    told(app, last_sync_at=moment, server_time=moment, tokens=["a", "r", 900])
    scope = app.me.scope
    told(app, parts=sorted(scope.reads), scope=scope.fingerprint)


def board(app, pack: str = ""):
    asked = Laptop(app.me, app.clock, app.contents, app.profile.folder, pack)
    with app.database.read() as connection:
        return readiness(connection, asked)


def line(app, kind: str, pack: str = ""):
    return next(each for each in board(app, pack).lines if each.kind == kind)


def plan(app, day: date, customer: str = "c1"):
    fields = {"person": "zhou", "date": day.isoformat(), "customer": customer, "state": "planned"}
    receive(app, "plan_item", {f"p-{day}": ("post:rep1", fields)})


def test_a_laptop_that_never_met_the_centre_is_not_ready_and_says_what_mends_it(app):
    found = board(app)
    grades = {each.kind: (each.grade, each.mend) for each in found.lines}
    assert found.until is None
    assert grades["contact"] == (MISSING, "sync")
    assert grades["customers"] == (MISSING, "sync")
    assert grades["lease"] == (MISSING, "sign_in")


def test_in_step_a_moment_ago_it_is_ready_for_ten_days(app):
    in_step(app)
    found = board(app)
    assert found.missing == 0
    assert found.until == app.clock.today() + timedelta(days=10)
    whole = line(app, "customers")
    assert (whole.grade, whole.facts["customers"]) == (GOOD, 2)


def test_what_is_here_is_held_against_what_the_centre_granted_last(app):
    in_step(app)
    found = line(app, "scope")
    assert (found.grade, found.facts["territories"], found.facts["posts"]) == (GOOD, 1, 1)
    told(app, scope="granted anew")
    assert (line(app, "scope").grade, line(app, "scope").mend) == (SHORT, "sync")
    told(app, parts=["all"])
    lacking = line(app, "scope")
    assert (lacking.grade, lacking.facts["lacking"]) == (MISSING, ["杭州一片"])


def test_a_part_of_the_customers_that_has_not_come_yet_is_missed(app):
    in_step(app)
    told(app, parts=["all"])
    found = line(app, "customers")
    assert (found.grade, found.mend) == (MISSING, "sync")


def test_an_old_contact_is_told_and_a_very_old_one_stops_the_verdict(app):
    in_step(app, timedelta(days=3))
    assert line(app, "contact").grade == SHORT
    assert board(app).until == app.clock.today() + timedelta(days=7)
    in_step(app, timedelta(days=11))
    assert line(app, "contact").grade == MISSING
    assert board(app).until is None


def test_the_working_days_without_a_stop_are_named(app):
    in_step(app)
    days = [app.clock.today() + timedelta(days=ahead) for ahead in range(7)]
    working = [day for day in days if day.weekday() < 5]
    for day in working[1:]:
        plan(app, day)
    found = line(app, "routes")
    assert (found.grade, found.mend) == (SHORT, "plan")
    assert found.facts["empty"] == working[:1]
    plan(app, working[0])
    assert line(app, "routes").grade == GOOD


def test_files_of_the_customers_of_the_week_that_are_elsewhere_are_counted(app):
    in_step(app)
    day = app.clock.today() + timedelta(days=2)
    plan(app, day, "c1")
    there = {"name": "门头.jpg", "size": 5_000, "sha256": SHA, "media_type": "image/jpeg"}
    for id, customer in (("f1", "c1"), ("f2", "c2")):
        fields = {"subject_type": "customer", "subject": customer, **there, "sha256": SHA[2:] + id}
        receive(app, "attachment", {id: ("terr:hz1", fields)})
    found = line(app, "files")
    assert (found.grade, found.mend) == (SHORT, "fetch")
    assert (found.facts["away"], found.facts["bytes"]) == (1, 5_000)
    with app.database.read() as connection:
        asked = Laptop(app.me, app.clock, app.contents, app.profile.folder)
        assert [each.id for each in week_files(connection, asked)] == ["f1"]


def test_unsent_work_may_go_along_and_refused_work_asks_for_a_look(app):
    in_step(app)
    assert line(app, "unsent").grade == GOOD
    app.perform("customer.edit", "c1", {"phone": "0571-1"})
    found = line(app, "unsent")
    assert (found.grade, found.mend, found.facts["count"]) == (SHORT, "sync", 1)


def test_a_clock_that_was_off_at_the_last_contact_is_told(app):
    in_step(app)
    told(app, server_time=instant_text(app.clock.now() - timedelta(hours=1)))
    found = line(app, "clock")
    assert found.grade == SHORT
    assert 3_400 < found.facts["seconds"] < 3_700


def test_no_map_and_a_broken_map_both_ask_for_a_pack(app, tmp_path: Path):
    broken = tmp_path / "east.mbtiles"
    broken.write_bytes(b"nothing")
    assert line(app, "map").mend == "pack"
    assert line(app, "map", str(broken)).facts == {"name": "east.mbtiles", "broken": True}


def test_a_map_that_does_not_reach_a_customer_of_the_week_is_told(app, tmp_path: Path):
    in_step(app)
    file = tmp_path / "hz.mbtiles"
    with closing(sqlite3.connect(file)) as pack, pack:
        pack.execute("CREATE TABLE metadata (name text, value text)")
        pack.execute("INSERT INTO metadata VALUES ('name', '杭州')")
        pack.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        # 30.28 N, 120.13 E at zoom 3: column 6 (120.13 / 45 + 4), row 3 from the north
        pack.execute("INSERT INTO tiles VALUES (3, 6, 4, x'00')")
    here = {"latitude": 30.28, "longitude": 120.13, "datum": "WGS-84"}
    receive(app, "customer", {"c1": ("terr:hz1", here)}, 2, "U")
    day = app.clock.today() + timedelta(days=1)
    plan(app, day, "c1")
    assert line(app, "map", str(file)).grade == GOOD
    receive(app, "customer", {"c2": ("terr:hz1", {**here, "longitude": 87.6})}, 2, "U")
    plan(app, day + timedelta(days=1), "c2")
    found = line(app, "map", str(file))
    assert (found.grade, found.facts["places"], found.facts["beyond"]) == (SHORT, 2, 1)


def test_the_fixed_routes_that_are_still_driven_are_counted(app):
    yesterday = (app.clock.today() - timedelta(days=1)).isoformat()
    for id, until in (("r1", None), ("r2", yesterday)):
        route = {"post": "rep1", "name": "周一", "weekday": 1, "effective_to": until}
        receive(app, "route_template", {id: ("post:rep1", route)})
    assert line(app, "routes").facts["fixed"] == 1


def test_signing_in_runs_out_after_ninety_silent_days(app):
    in_step(app, timedelta(days=80))
    assert (line(app, "lease").grade, line(app, "lease").facts["days"]) == (SHORT, 10)
    in_step(app, timedelta(days=91))
    assert line(app, "lease").mend == "sign_in"
