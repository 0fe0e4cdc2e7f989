"""Headquarters was put back from a backup, and a laptop can only speak to its branch hub."""

from pathlib import Path

import pytest

from sync.errors import PeerMisbehaved
from sync.relay import Pass, Passed
from sync.server import hub_running, keeping
from sync.server.database import Database
from tests.support import centre
from tests.support.apps import dumped, known, quiet, shown, states
from tests.support.branch import LOOPBACK, answering, company, hub_of
from tests.support.real_laptops import signed_in


def test_what_headquarters_lost_comes_back_by_way_of_the_hub(tmp_path: Path) -> None:
    url, kept = company(tmp_path), tmp_path / "yesterday"
    with centre.town(url) as town, hub_of(tmp_path, town, "hq") as hub:
        ann, cat = (signed_in(tmp_path / user, town.address, user) for user in ("ann", "cat"))
        hub.follow()
        keeping.backup(town.centre.database, kept)
        ann.perform("customer.edit", "c1", {"remark": "直接到达"})
        ann.synchronise(quiet)
        cat.perform("customer.edit", "d1", {"remark": "经分部到达"})
        for _ in range(2):
            cat.synchronise_through(hub.address, quiet)
            hub.follow()
        assert states(cat) == []
    database = Database(url)
    keeping.restore(database, kept, town.clock)
    database.dispose()
    again = hub_running.opened(Database(f"sqlite:///{tmp_path / 'hub.db'}"))
    with centre.town(url) as town, answering(again, town, LOOPBACK) as hub:
        ann.perform("customer.edit", "c2", {"remark": "之后写的"})
        ann.synchronise_through(hub.address, quiet)  # the hub does not know of it yet
        assert known(ann, "epoch") != town.centre.head().epoch
        hub.follow()
        upwards = hub.running.hub.upwards

        def lies(asked: Pass) -> Passed:
            answer = upwards(asked)
            return Passed(answer.body.replace(b'"last":', b'"last":9'), answer.sig)

        hub.running.hub.upwards = lies
        with pytest.raises(PeerMisbehaved, match="damaged"):
            ann.synchronise_through(hub.address, quiet)
        hub.running.hub.upwards = upwards
        for each in (ann, cat):
            each.synchronise_through(hub.address, quiet)
            assert known(each, "epoch") == town.centre.head().epoch
        for _ in range(2):
            hub.follow()
            for each in (ann, cat):
                each.synchronise_through(hub.address, quiet)
        wanted = {"c1": "直接到达", "d1": "经分部到达", "c2": "之后写的"}
        assert {id: town.read("customer", id).fields["remark"] for id in wanted} == wanted
        assert states(ann) == states(cat) == []
        assert shown(cat, "c2") == "之后写的"
        for each, user in ((ann, "ann"), (cat, "cat")):
            assert list(dumped(each)) == town.dump(as_user=user)
            each.close()
    again.dispose()
