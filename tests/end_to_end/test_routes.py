"""Real stores, a real centre and a real hub; the way a change takes makes no difference (I17)."""

import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from desktop.application import Application
from desktop.store import outbox, refusals
from sync.client.hub import DeviceIdentity, HubPeer
from sync.errors import NotSignedIn, PeerUnreachable, Refused
from sync.server import hub_copy, hub_running
from sync.server.admin import Administration
from sync.server.bundles import Carrier
from sync.server.tables import RECORDS as COPIED
from sync.server.tables import RELAY
from tests.support import centre
from tests.support.apps import dumped, known, quiet, shown, signed_in, states
from tests.support.branch import BranchHub, answering, hub_of
from tests.support.centre import Town
from tests.support.processes import PACK

PEOPLE = {"zhou": "c1", "wang": "c2"}  # who, and the customer that only they write on


@dataclass
class Field:
    """The whole company, and what each has typed last."""

    folder: Path
    town: Town
    hub: BranchHub
    laptops: dict[str, Application]
    said: dict[str, str] = field(default_factory=dict)
    sticks: dict[str, list[Path]] = field(default_factory=dict)

    def edit(self, user: str, text: str) -> None:
        self.laptops[user].perform("customer.edit", PEOPLE[user], {"remark": text})
        self.said[PEOPLE[user]] = text

    def direct(self, user: str) -> None:
        self.laptops[user].synchronise(quiet)

    def through(self, user: str) -> Any:
        return self.laptops[user].synchronise_through(self.hub.address, quiet)

    def up(self, user: str) -> None:
        stick = self.folder / f"{user}-{len(self.sticks.setdefault(user, []))}.up.syncb"
        self.laptops[user].write_bundle(stick, quiet)
        self.sticks[user].append(stick)

    def arrive(self, user: str) -> None:
        """Any stick of this person arrives at headquarters, perhaps not for the first time."""
        for stick in self.sticks.get(user, [])[-2:]:
            with contextlib.suppress(Refused):  # one before it is still in a pocket
                Carrier(self.town.centre).take(stick)

    def down(self, user: str) -> None:
        stick = self.folder / f"{user}.down.syncb"
        Carrier(self.town.centre).give(known(self.laptops[user], "device"), stick)
        self.laptops[user].read_bundle(stick, quiet)

    def follow(self, user: str) -> None:
        self.hub.follow()

    def held(self, user: str) -> list[str]:
        return list(dumped(self.laptops[user]))


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    folder = tmp_path_factory.mktemp("company")
    url = f"sqlite:///{folder / 'centre.db'}"
    centre.found(url, PACK)
    with centre.town(url) as town, hub_of(folder, town) as hub:
        laptops = {user: laptop(folder / user, town, user) for user in PEOPLE}
        yield Field(folder, town, hub, laptops)
        for app in laptops.values():
            app.close()


@pytest.fixture
def company(together: Field) -> Field:
    """In step, with nothing on its way: where every test begins."""
    together.hub.follow()
    for user in (*PEOPLE, *PEOPLE):
        together.direct(user)
    together.hub.follow()
    return together


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_mix_of_routes_in_any_order_ends_the_same(company: Field, seed: int) -> None:
    draw = random.Random(seed)
    ways = [company.direct, company.through, company.up, company.arrive, company.down]
    cursors = dict.fromkeys(PEOPLE, 0)
    for step in range(25):
        user = draw.choice(list(PEOPLE))
        if draw.random() < 0.6:
            company.edit(user, f"第{step}步")
        draw.choice([*ways, company.follow])(user)
        for each, app in company.laptops.items():
            now = at(app)
            assert now >= cursors[each], f"{each} went back at step {step}"
            cursors[each] = now
    company.hub.follow()
    for user in (*PEOPLE, *PEOPLE):
        company.direct(user)
    for user, app in company.laptops.items():
        with app.database.read() as connection:
            assert (outbox.unsent(connection), refusals.waiting(connection)) == (0, 0)
        assert company.held(user) == list(company.town.dump(as_user=user))
    for customer, text in company.said.items():
        assert company.town.read("customer", customer).fields["remark"] == text
    received = [mseq for mseq, _ in company.town.received(known(company.laptops["zhou"], "device"))]
    assert received == list(range(1, len(received) + 1))  # each once, in order


def laptop(folder: Path, town: Town, user: str) -> Application:
    return signed_in(folder, town.address, user, f"pw-{user}")


def at(app: Application) -> int:
    return int(known(app, "cursor") or 0)


def test_a_stick_that_comes_late_or_twice_changes_nothing(company: Field) -> None:
    zhou = company.laptops["zhou"]
    company.edit("zhou", "先到")
    company.up("zhou")
    assert states(zhou) == ["relayed"]  # carried is not answered
    company.arrive("zhou")
    company.arrive("zhou")
    company.down("zhou")
    assert states(zhou) == []
    company.edit("zhou", "后来")
    company.direct("zhou")
    before = (at(zhou), company.held("zhou"))
    zhou.read_bundle(company.folder / "zhou.down.syncb", quiet)
    assert (at(zhou), company.held("zhou")) == before
    assert before[1] == list(company.town.dump(as_user="zhou"))


def test_a_laptop_that_never_said_where_it_stands_gets_everything_anew(
    company: Field, tmp_path: Path
) -> None:
    app = laptop(tmp_path / "wang", company.town, "wang")
    company.laptops["newcomer"] = app
    Administration(company.town.centre.database, company.town.clock).move("c3", "hz2")
    app.perform("customer.edit", "c1", {"remark": "未发送"})
    company.down("newcomer")
    del company.laptops["newcomer"]
    customers = [line for line in dumped(app) if '"type":"customer"' in line]
    assert not any('"id":"c3"' in line for line in customers)
    assert (shown(app, "c1"), states(app)) == ("未发送", ["waiting"])
    app.synchronise(quiet)
    assert list(dumped(app)) == list(company.town.dump(as_user="wang"))
    app.close()


def test_a_hub_that_burns_down_loses_nothing(company: Field, tmp_path: Path) -> None:
    company.edit("zhou", "只在本机和分部")
    company.through("zhou")
    assert states(company.laptops["zhou"]) == ["relayed"]
    (tmp_path / "new").mkdir()
    with hub_of(tmp_path / "new", company.town) as other:  # the first has handed nothing in
        other.follow()
        said = company.laptops["zhou"].synchronise_through(other.address, quiet)
        assert said.relayed == 1  # handed in again, to the one that has nothing
        other.follow()
        company.laptops["zhou"].synchronise_through(other.address, quiet)
        assert states(company.laptops["zhou"]) == []
    assert company.town.read("customer", "c1").fields["remark"] == "只在本机和分部"


def test_what_colleagues_did_is_shown_until_the_centre_has_ruled(company: Field) -> None:
    zhou, wang = company.laptops.values()
    company.edit("wang", "店主要换人")
    company.through("wang")
    company.through("zhou")
    assert shown(zhou, "c2") == "店主要换人"
    assert zhou.status().unsent == 0
    before = company.town.read("customer", "c2").fields["remark"]
    company.direct("zhou")  # the centre knows nothing of it yet
    assert shown(zhou, "c2") == before
    company.through("zhou")
    assert shown(zhou, "c2") == "店主要换人"
    company.hub.follow()
    company.through("zhou")
    assert (shown(zhou, "c2"), states(zhou)) == ("店主要换人", [])  # now it is the centre's word
    company.through("wang")
    assert states(wang) == []


def test_a_hub_that_knows_less_says_so_and_nothing_goes_back(company: Field) -> None:
    zhou = company.laptops["zhou"]
    company.edit("wang", "先到总部")
    company.direct("wang")
    company.direct("zhou")
    before = (at(zhou), company.held("zhou"))
    said = company.through("zhou")  # the hub has not heard of it
    assert (said.pulled, at(zhou), company.held("zhou")) == (0, *before)


def test_only_laptops_whose_scope_lies_in_the_branch_are_served(
    company: Field, tmp_path: Path
) -> None:
    """What the hub holds is what its branch reads, and not a record more."""
    company.town.load(
        {
            "territories": [{"id": "bj1", "name": "北京一片", "unit": "north"}],
            "units": [{"id": "north", "name": "华北大区", "kind": "region"}],
            "posts": [{"id": "rep9", "title": "业务员", "unit": "north", "territories": ["bj1"]}],
            "people": [
                {"id": "sun", "name": "孙", "user": "sun", "password": "pw-sun", "post": "rep9"}
            ],
            "customers": [{"id": "b1", "name": "北京门店", "territory": "bj1"}],
        }
    )
    company.hub.follow()
    with company.hub.database.read() as connection:
        ids = set(connection.scalars(select(COPIED["customer"].c.id)))
    assert (ids & {"c1", "c9", "b1"}) == {"c1", "c9"}
    sun = laptop(tmp_path / "sun", company.town, "sun")
    company.hub.follow()
    try:
        with pytest.raises(PeerUnreachable, match="hub_unaware"):  # no password helps
            sun.synchronise_through(company.hub.address, quiet)
    finally:
        sun.close()


def test_a_revoked_laptop_hears_nothing_from_the_hub(company: Field, tmp_path: Path) -> None:
    app = laptop(tmp_path / "li", company.town, "li")
    company.hub.follow()
    app.synchronise_through(company.hub.address, quiet)
    Administration(company.town.centre.database, company.town.clock).revoke(known(app, "device"))
    company.hub.follow()
    with pytest.raises(NotSignedIn) as refused:
        app.synchronise_through(company.hub.address, quiet)
    assert refused.value.kind == "revoked"
    assert list(dumped(app))  # a hub also refuses who left its branch: it may not take data away
    with pytest.raises(NotSignedIn):
        app.synchronise(quiet)
    app.close()
    assert not app.profile.store.exists()  # the centre may


def test_a_certificate_that_the_centre_did_not_sign_is_not_believed(company: Field) -> None:
    with company.hub.database.write() as connection:
        said = hub_copy.known(connection, "certificate")
        hub_copy.remember(connection, "certificate", said | {"unit": "hq"})
    assert entering(company) == "not_a_hub"
    company.hub.follow()
    assert entering(company) == ""


def test_a_hub_on_the_lan_is_known_by_the_tls_certificate_that_the_centre_has_signed(
    company: Field, tmp_path: Path
) -> None:
    zhou = company.laptops["zhou"]
    (tmp_path / "other").mkdir()
    where, other = (hub_running.own_certificate(each) for each in (tmp_path, tmp_path / "other"))
    with hub_of(tmp_path, company.town, where=where) as hub:
        hub.follow()
        assert hub.address.startswith("https://")
        company.edit("zhou", "加密的线路")
        assert zhou.synchronise_through(hub.address, quiet).relayed == 1
        hub.follow()
        zhou.synchronise_through(hub.address, quiet)
        assert (states(zhou), shown(zhou, "c1")) == ([], "加密的线路")
        with (  # the hub's own words, but on a line that is somebody else's
            answering(hub.database, company.town, other) as between,
            pytest.raises(Refused, match="not_a_hub"),
        ):
            zhou.synchronise_through(between.address, quiet)


def test_a_stranger_with_a_stolen_certificate_is_not_believed(
    company: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = company.hub.running.hub.hubs
    monkeypatch.setattr(door, "_key", Ed25519PrivateKey.generate())
    assert entering(company) == "not_a_hub"


def entering(company: Field) -> str:
    """The problem that a laptop has with the hub, if any."""
    app = company.laptops["zhou"]
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known(app, "key")))
    me = DeviceIdentity(
        known(app, "device"), key, known(app, "centre")["key"], app.clock.now_text()
    )
    peer = HubPeer(company.hub.address, me)
    try:
        peer.enter()
    except Refused as refused:
        return refused.kind
    finally:
        peer.close()
    return ""


def test_a_hub_cannot_forge_a_change(company: Field) -> None:
    before = company.town.read("customer", "c1").fields["remark"]
    company.edit("zhou", "真话")
    company.through("zhou")
    with company.hub.database.write() as connection:
        waiting = RELAY.c.answered == 0
        body = connection.execute(select(RELAY.c.body).where(waiting)).scalar_one()
        forged = msgspec.json.encode(msgspec.json.decode(body) | {"set": {"remark": "假话"}})
        connection.execute(RELAY.update().where(waiting).values(body=forged.decode()))
    company.hub.follow()
    assert company.town.read("customer", "c1").fields["remark"] == before
    company.direct("zhou")
    assert company.town.read("customer", "c1").fields["remark"] == "真话"
