"""When the scope shrinks, what may no longer be read is gone; the rest stays."""

from pathlib import Path

from sqlalchemy import text

from desktop.application import Application
from desktop.store.replica import LaptopReplica
from sync.wire import Group, Manifest, Reply, Result
from tests.support.laptops import laptop, receive

VISIT = {"customer": "c1", "post": "rep2", "person": "wang", "started_at": "2026-11-20T01:00:00Z"}


def prepared(folder: Path) -> Application:
    app = laptop(folder, "zhang", ["all", "terr:hz1", "terr:hz2", "post:mgr", "post:rep2"])
    receive(app, "customer", {"d1": ("terr:hz2", {"name": "丁店", "territory": "hz2"})})
    receive(app, "contact", {"k1": ("terr:hz2", {"name": "王店长", "customer": "d1"})})
    receive(app, "visit", {"v1": ("post:rep2", VISIT)})
    receive(app, "visit", {"v2": ("post:rep2", {**VISIT, "customer": "d1"})})
    receive(app, "visit_action", {"x1": ("post:rep2", {"visit": "v1", "action": "display"})})
    return app


def held(app: Application, type: str) -> set[str]:
    with app.database.read() as connection:
        return set(connection.scalars(text(f"SELECT id FROM {type}")))


def test_a_territory_taken_away_is_gone_with_all_that_hung_on_it(tmp_path: Path) -> None:
    app = prepared(tmp_path)
    LaptopReplica(app.database, app.clock).rescope(["all", "terr:hz1", "post:mgr"], "s2")
    assert held(app, "customer") == {"c1", "c2"}
    assert held(app, "contact") == set()
    with app.database.read() as connection:
        found = connection.scalars(
            text("SELECT rowid FROM customer_fts WHERE customer_fts MATCH 'words : \"丁\"'")
        ).all()
    assert found == []
    app.close()


def test_a_colleagues_visit_stays_readable_through_its_customer(tmp_path: Path) -> None:
    app = prepared(tmp_path)
    LaptopReplica(app.database, app.clock).rescope(["all", "terr:hz1", "post:mgr"], "s2")
    assert held(app, "visit") == {"v1"}
    assert held(app, "visit_action") == {"x1"}
    app.close()


def test_a_row_with_unsent_changes_waits_for_its_results(tmp_path: Path) -> None:
    app = laptop(tmp_path, "zhou", ["all", "terr:hz1", "post:rep1"])
    app.perform("customer.edit", "c1", {"phone": "1"})
    LaptopReplica(app.database, app.clock).rescope(["all", "post:rep1"], "s2")
    assert held(app, "customer") == {"c1"}
    app.close()


def test_a_row_outside_goes_when_its_unsent_changes_have_results(tmp_path: Path) -> None:
    app = laptop(tmp_path, "zhou", ["all", "terr:hz1", "post:rep1"])
    app.perform("customer.edit", "c1", {"phone": "1"})
    replica = LaptopReplica(app.database, app.clock)
    request = replica.request()
    replica.rescope(["all", "post:rep1"], "s2")
    refused = Result(1, "refused", problem="not_found")
    replica.apply(request, Reply("e1", 2, "s2", app.clock.now_text(), [refused]))
    assert held(app, "customer") == set()
    assert app.status().refused == 1
    app.close()


def test_a_territory_that_comes_back_before_the_results_keeps_its_rows(tmp_path: Path) -> None:
    app = laptop(tmp_path, "zhou", ["all", "terr:hz1", "post:rep1"])
    app.perform("customer.edit", "c1", {"phone": "1"})
    replica = LaptopReplica(app.database, app.clock)
    request = replica.request()
    replica.rescope(["all", "post:rep1"], "s2")
    again = Group("customer", "I", ["c1"], [1], "terr:hz1", ["name"], [["联佳超市文三路店"]])
    replica.stage([again])
    replica.join(Manifest("s", 1, []), ["terr:hz1"])
    refused = Result(1, "refused", problem="not_found")
    replica.apply(request, Reply("e1", 2, "s2", app.clock.now_text(), [refused]))
    assert held(app, "customer") == {"c1"}
    app.close()


def test_what_a_broken_download_staged_never_shows(tmp_path: Path) -> None:
    app = laptop(tmp_path, "zhou", ["all", "terr:hz1", "post:rep1"])
    broken = LaptopReplica(app.database, app.clock)
    fields = (["name", "territory"], [["旧店"], ["hz2"]])
    broken.stage([Group("customer", "I", ["d1"], [3], "terr:hz2", *fields)])
    replica = LaptopReplica(app.database, app.clock)  # the program was killed and started anew
    assert replica.missing(["all", "terr:hz2"]) == ["terr:hz2"]
    replica.stage([Group("customer", "I", ["d2"], [4], "terr:hz2", *fields)])
    replica.join(Manifest("s", 9, []), ["terr:hz2"])
    assert held(app, "customer") == {"c1", "c2", "d2"}
    app.close()
