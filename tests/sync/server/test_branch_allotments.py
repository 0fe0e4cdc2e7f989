"""A branch hub decides what it was allotted: never overspent (I11), each effect once (I8)."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.application import Application
from desktop.queries import approvals, branch_allotments
from desktop.store import refusals
from desktop.usecases.through_hub import line_to_hub, rulings
from sync import signing, wire
from sync.clock import from_text
from sync.errors import Refused
from sync.relay import HubEnrol
from sync.rulings.allotments import ruled
from sync.server.__main__ import main
from sync.server.allotting import Allotting
from sync.server.hubs import Hubs
from tests.support.apps import quiet, states
from tests.support.branch import BranchHub, hub_of
from tests.support.centre import Laptop, Town
from tests.support.office import held
from tests.support.real_laptops import signed_in

UNITS = {
    "units": [{"id": "east", "name": "华东分部", "parent": "hq"}],
    "posts": [
        {"id": "r1", "title": "业务员", "unit": "east", "superior": "mgr", "territories": ["t1"]},
        {"id": "mgr", "title": "区域经理", "unit": "east", "superior": "gm",
         "limits": {"special_price": "0.85"}},
    ],
}  # fmt: skip
CHEAP = {"kind": "special_price", "title": "新店开业", "facts": {"discount": "0.700"}}


@pytest.fixture
def branch(town: Town, tmp_path: Path) -> Iterator[BranchHub]:
    town.load(UNITS)
    with hub_of(tmp_path, town) as hub:
        yield hub


@pytest.fixture
def people(town: Town, branch: BranchHub, tmp_path: Path) -> Iterator[Callable[..., Application]]:
    opened: list[Application] = []

    def one(user: str) -> Application:
        opened.append(signed_in(tmp_path / user, town.address, user))
        opened[-1].synchronise(quiet)
        return opened[-1]

    yield one
    for each in opened:
        each.close()


def allot(town: Town, hub: str, amount: str = "10000.00", **more: Any) -> str:
    until = str(town.clock.today() + timedelta(days=3))
    terms = {"kinds": ["special_price"], "each": None, "amount": amount, "until": until}
    return str(Allotting(town.centre).grant(hub, terms | more)["allotment"])


def approve(laptop: Application, request: str, lease: str) -> str:
    said = {"request": request, "verdict": "approve", "allotment": lease}
    return str(laptop.perform("approval.decide", None, said).id)


def offered(laptop: Application) -> dict[str, str]:
    """What the screen says may be approved within the branch."""
    today = laptop.clock.today().isoformat()
    with laptop.database.read() as connection:
        waiting = approvals.waiting(connection, str(laptop.me.post), today)
        return branch_allotments.under(connection, waiting, today)


def at_hub(branch: BranchHub, *laptops: Application) -> None:
    for each in laptops:
        each.synchronise_through(branch.address, quiet)


def asked(laptop: Application, *amounts: str) -> list[str]:
    made = [
        laptop.perform("approval.request", None, {**CHEAP, "amount": amount}) for amount in amounts
    ]
    return [str(each.id) for each in made]


def used(town: Town, lease: str) -> Any:
    return town.read("branch_allotment", lease).fields["used"]


def test_a_hub_rules_while_the_centre_is_away_and_the_centre_takes_it_once(
    town: Town, branch: BranchHub, people: Callable[..., Application]
) -> None:
    lease = allot(town, branch.id)
    ann, cat = people("ann"), people("cat")
    branch.follow()
    one, two, three = asked(ann, "6000.00", "5000.00", "4000.00")
    at_hub(branch, ann, cat)  # headquarters knows nothing of these
    with pytest.raises(Refused) as beyond:
        cat.perform("approval.decide", None, {"request": one, "verdict": "approve"})
    assert beyond.value.kind == "over_limit"
    assert set(offered(cat)) == {one, two, three}
    decision = approve(cat, one, lease)
    assert set(offered(cat)) == {three}  # 4,000 are left: nothing is promised beyond them
    approve(cat, two, lease)
    approve(cat, three, lease)
    cat.synchronise(quiet)
    assert states(cat) == ["waiting"] * 3  # nobody else may rule on it
    at_hub(branch, cat, ann)
    (back,) = _refused(cat)
    assert (back.problem, back.facts["limit"]) == ("over_limit", "4000.00")
    assert held(ann, "approval_request")[one]["state"] == "approved"
    (said,) = _rulings(ann, one)
    assert (said.ruled, said.id) == ("branch", decision)
    assert used(town, lease) == "0.00"
    branch.follow()
    assert used(town, lease) == "10000.00"
    for laptop in (ann, cat):
        laptop.synchronise(quiet)
        laptop.synchronise(quiet)
    assert states(cat) == []
    assert _rulings(ann, one)[0].ruled == ""  # the centre has confirmed it
    assert held(ann, "approval_request")[two]["state"] == "pending"
    assert [row["request"] for row in held(ann, "effect").values()] == sorted([one, three])


def test_a_hub_that_burns_loses_no_ruling_and_the_rest_ends_with_the_day(
    town: Town, branch: BranchHub, people: Callable[..., Application]
) -> None:
    lease = allot(town, branch.id)
    ann, cat = people("ann"), people("cat")
    branch.follow()
    (one,) = asked(ann, "6000.00")
    ann.synchronise(quiet)
    branch.follow()
    at_hub(branch, cat)
    approve(cat, one, lease)
    at_hub(branch, cat)
    assert states(cat) == ["relayed"]
    cat.synchronise(quiet)  # the hub is never heard of again
    assert (states(cat), used(town, lease)) == ([], "6000.00")
    assert town.read("approval_request", one).fields["state"] == "approved"
    _, ends = town.clock.bounds(town.clock.today() + timedelta(days=3))  # by the company's days
    town.clock.offset = from_text(ends) - town.clock.now() + timedelta(minutes=30)
    (two,) = asked(ann, "1.00")
    ann.synchronise(quiet)
    cat.synchronise(quiet)
    approve(cat, two, lease)
    cat.synchronise(quiet)
    assert _refused(cat)[-1].problem == "not_ruled"


def ruled_by(branch: BranchHub, cat: Application) -> None:
    """She has the hub's rulings, and nobody else has heard of them."""
    line = line_to_hub(cat.database, cat.clock, branch.address)
    rulings(cat.database, line)
    line.close()


def test_a_ruling_that_can_count_no_more_is_the_hubs_to_give_again_once(
    town: Town, branch: BranchHub, people: Callable[..., Application]
) -> None:
    lease = allot(town, branch.id)
    ann, cat, desk = people("ann"), people("cat"), town.laptop("cat")
    edited, endorsed, stands, withdrawn, again = asked(
        ann, "4000.00", "3000.00", "1000.00", "500.00", "500.00"
    )
    ann.synchronise(quiet)
    branch.follow()
    cat.synchronise(quiet)
    for request in (edited, endorsed, stands, withdrawn, again):
        approve(cat, request, lease)
    ruled_by(branch, cat)
    assert cat.undo() is not None  # unsent: the hub does not hear of that
    approve(cat, again, lease)
    ann.perform("approval.edit", edited, {"amount": "4000.01"})
    ann.synchronise(quiet)
    seen = town.read("approval_request", endorsed).fields
    saw = {"on_hash": seen["content_hash"], "on_ver": seen["rev"], "on_step": seen["step"]}
    desk.sync()
    desk.do("approval.decide", "up", request=endorsed, verdict="endorse", **saw)
    ann.perform("approval.withdraw", withdrawn, {})  # the hub alone hears of it: nothing is sure
    early, too_early = asked(ann, "1000.00", "0.01")
    at_hub(branch, ann, cat)
    approve(cat, early, lease)  # what was handed in counts once, although it was ruled on, too
    approve(cat, too_early, lease)
    ruled_by(branch, cat)  # of what the centre will say the hub knows nothing yet
    assert [back.problem for back in _refused(cat)] == ["over_limit"]
    branch.follow()
    rest, beyond = asked(ann, "7500.00", "0.01")
    at_hub(branch, ann, cat)
    approve(cat, rest, lease)
    approve(cat, beyond, lease)
    at_hub(branch, cat)
    assert [each.ruled for each in _rulings(cat, rest)] == ["branch"]
    branch.follow()
    cat.synchronise(quiet)
    problems = sorted(back.problem for back in _refused(cat))
    assert problems == ["already_decided"] * 2 + ["over_limit"] * 2 + ["stale_subject"]
    assert used(town, lease) == "10000.00"
    states = {id: held(cat, "approval_request")[id]["state"] for id in (stands, again, early, rest)}
    assert set(states.values()) == {"approved"}


class Stolen:
    """A hub's key in the wrong hands: it signs what it likes."""

    def __init__(self, town: Town) -> None:
        town.load(UNITS)
        self.key = signing.new_key()
        about, code = Hubs(town.centre).add("east", "分部")
        self.id = about["hub"]
        wanted = HubEnrol(self.id, code, signing.public(self.key), "")
        town.centre.hubs.answer("enrol", "", wire.encode(wanted))

    def says(self, laptop: Laptop, request: str, lease: str, key: bytes = b"") -> wire.Result:
        laptop.sync()
        seen = laptop.rows["approval_request", request]
        said = {
            "request": request,
            "verdict": "approve",
            "allotment": lease,
            "on_step": seen["step"],
        }
        said |= {"on_hash": seen["content_hash"], "on_ver": seen["rev"]}
        secret = Ed25519PrivateKey.from_private_bytes(key or self.key)
        signed = base64.b64encode(secret.sign(ruled(lease, f"d-{request}", said))).decode()
        return laptop.do("approval.decide", f"d-{request}", **said, ruling=signed)


@pytest.fixture
def stolen(town: Town) -> Stolen:
    return Stolen(town)


def ask(laptop: Laptop, id: str, amount: str) -> None:
    assert laptop.do("approval.request", id, **CHEAP, amount=amount).status == "applied"


def test_whatever_a_hub_has_signed_never_more_than_its_allotment_counts(
    town: Town, stolen: Stolen
) -> None:
    lease = allot(town, stolen.id, each="7000.00")
    ann, cat = town.laptop("ann"), town.laptop("cat")
    for id, amount in (("q1", "6000.00"), ("q2", "4000.01"), ("q3", "4000.00"), ("q4", "0.01")):
        ask(ann, id, amount)
    assert stolen.says(cat, "q1", lease).status == "applied"
    result = stolen.says(cat, "q2", lease)
    assert (result.problem, result.facts) == (
        "over_limit", {"limit": "4000.00", "amount": "4000.01"},
    )  # fmt: skip
    assert stolen.says(cat, "q3", lease, key=signing.new_key()).problem == "not_ruled"
    ask(ann, "q5", "4000.00")
    assert stolen.says(cat, "q5", lease).status == "applied"
    assert stolen.says(cat, "q4", lease).problem == "over_limit"
    assert used(town, lease) == "10000.00"
    assert {row["request"] for (type, _), row in ann_sees(ann, "effect")} == {"q1", "q5"}


def ann_sees(ann: Laptop, type: str) -> list[Any]:
    ann.sync()
    return [item for item in ann.rows.items() if item[0][0] == type]


def test_what_was_taken_back_or_is_over_or_is_for_others_counts_no_more(
    town: Town, stolen: Stolen
) -> None:
    ann, cat, ben = town.laptop("ann"), town.laptop("cat"), town.laptop("ben")
    lease, other = allot(town, stolen.id), allot(town, stolen.id, kinds=["gift"])
    for id in ("q1", "q2", "q3"):
        ask(ann, id, "10.00")
    assert stolen.says(cat, "q1", other).problem == "not_allotted"
    assert stolen.says(cat, "q2", lease).status == "applied"
    Allotting(town.centre).take_back(lease)
    assert stolen.says(cat, "q3", lease).problem == "allotment_over"
    with pytest.raises(Refused):
        allot(town, "nobody")
    ben.sync()
    assert ben.rows["branch_allotment", lease]["closed"] is True
    lease = allot(town, stolen.id)
    ask(ann, "q4", "10.00")
    town.clock.offset = timedelta(days=3 + 8)
    assert stolen.says(town.laptop("cat"), "q4", lease).problem == "allotment_over"


def test_the_administrator_allots_looks_and_takes_back(
    town: Town, stolen: Stolen, url: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def hub(*words: str) -> Any:
        capsysbinary.readouterr()
        code = main(["hub", *words, "--database", url])
        return code, list(map(json.loads, capsysbinary.readouterr().out.splitlines()))

    until = str(town.clock.today())
    terms = ["--kind", "gift", "--kind", "expense", "--amount", "500", "--until", until]
    code, (made,) = hub("allot", stolen.id, *terms)
    told = {"kinds": ["gift", "expense"], "amount": "500.00", "used": "0.00", "unit": "east"}
    assert (code, told.items() <= made.items()) == (0, True)
    assert hub("allotments") == (0, [made])
    assert hub("take-back", made["allotment"])[1][0]["closed"] is True
    assert hub("allot", stolen.id, "--kind", "gift", "--amount", "-1", "--until", until)[0] == 1
    for each in ("500.01", "0", "-1"):
        code, (said,) = hub("allot", stolen.id, *terms, "--each", each)
        assert (code, said["problem"], said["facts"]["field"]) == (1, "bad_value", "each")
    assert hub("allot", stolen.id, *terms, "--each", "500")[0] == 0
    assert hub("allot", stolen.id, "--amount", "1", "--until", until)[0] == 2
    code, (said,) = hub("allot", stolen.id, "--kind", "gfit", "--amount", "1", "--until", until)
    assert (code, said["problem"]) == (1, "unknown_kind")
    hub("allot", stolen.id, *terms)
    hub("revoke", stolen.id)
    assert [line["closed"] for line in hub("allotments")[1]] == [True, True, True]


def _refused(laptop: Application) -> list[refusals.Refusal]:
    with laptop.database.read() as connection:
        return refusals.every(connection)


def _rulings(laptop: Application, request: str) -> list[approvals.Ruling]:
    with laptop.database.read() as connection:
        return approvals.rulings(connection, request)
