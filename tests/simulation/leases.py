"""What the branch hub was allotted, and every ruling it has given; no sum of the product's."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.store.entries import Entry
from sync import signing
from sync.errors import Problem
from sync.relay import Rule, Ruled
from sync.rulings.allotments import ruled
from sync.server.allotting import Allotting
from sync.server.hub import Hub
from tests.simulation.oracle import Card
from tests.simulation.plain import bare

if TYPE_CHECKING:
    from sync.server.accounts import Device
    from tests.simulation.world import World

COMPANY_IS_AHEAD = timedelta(hours=8)  # of UTC: its days begin then
SEEN = ("request", "on_hash", "on_ver")


@dataclass(slots=True)
class Rulings:
    """`given`: what each signature of the hub is about; `denied`: decisions it did not rule."""

    given: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    denied: set[str] = field(default_factory=set)
    lies: bool = False  # its key is in other hands

    def ask(self, hub: Hub, device: "Device", asked: Rule) -> Ruled:
        try:
            said = hub.rulings.rule(device, asked)
        except Problem:
            self.denied.add(asked.decision)
            raise
        about = tuple(asked.set.get(name) for name in SEEN)
        self.given[said.ruling] = (asked.set["allotment"], asked.decision, *about)
        return said

    def forge(self, key: bytes, entry: Entry, stolen: bool) -> str:
        """A signature of nobody's counting, by the hub's own key or by another."""
        said = dict(entry.arguments)
        sig = signing.signature(
            Ed25519PrivateKey.from_private_bytes(key),
            ruled(str(said["allotment"]), entry.record, said),
        )
        if stolen:
            self.lies = True
            about = tuple(said.get(name) for name in SEEN)
            self.given[sig] = (said["allotment"], entry.record, *about)
        return sig

    def holds(self, decision: str, said: dict[str, Any]) -> bool:
        """Whether the hub has ruled so."""
        about = tuple(said.get(name) for name in SEEN)
        return self.given.get(said.get("ruling", "")) == (said["allotment"], decision, *about)


class Leases:
    """The allotments of one world, in the order in which they were granted."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._ids: list[str] = []

    def grant(self, amount: int, each: int | None, days: int) -> int:
        """Its number; the oracle takes over what only the centre can make: id and signatures."""
        world, until = self._world, str(world_day(self._world) + timedelta(days=days))
        hub = world.branch.id
        most = None if each is None else f"{each}.00"
        terms = {"kinds": ["credit"], "each": most, "amount": f"{amount}.00", "until": until}
        id = str(Allotting(world.centre).grant(hub, terms)["allotment"])
        made = world.cards("branch_allotment")["branch_allotment", id].fields
        own = {"hub": hub, "unit": "hq", "hub_name": "支店", "closed": False, "used": "0.00"}
        signed = {name: made[name] for name in ("signer", "sig")}
        world.oracle.granted(id, Card(bare({**terms, **own, **signed}), 0, {}))
        self._ids.append(id)
        return len(self._ids)

    def take_back(self, which: int) -> int | None:
        id = self.one(which)
        if id is None or ("branch_allotment", id) not in self._world.oracle.cards:
            return None  # lost with the centre's last days
        Allotting(self._world.centre).take_back(id)
        self._world.oracle.central("branch_allotment", id, {"closed": True})
        return self.number(id)

    def one(self, which: int) -> str | None:
        return self._ids[which % len(self._ids)] if self._ids else None

    def number(self, id: str) -> int:
        return self._ids.index(id) + 1


def world_day(world: "World") -> Any:
    """The company's day, by no clock of the product."""
    return (world.moment + COMPANY_IS_AHEAD).date()


def within(world: "World") -> None:
    """I8, I11: never more than was allotted counts, and one decision a step; whatever was ruled."""
    cards = world.cards("decision") | world.cards("approval_request")
    counted: Counter[tuple[Any, ...]] = Counter()
    taken: dict[str, Decimal] = {}
    for (type, _), card in cards.items():
        said = card.fields
        if type != "decision" or not said.get("effective"):
            continue
        counted[said["request"], said["rev"], said["step"]] += 1
        if said.get("allotment"):
            amount = Decimal(cards["approval_request", said["request"]].fields["amount"])
            taken[said["allotment"]] = taken.get(said["allotment"], Decimal(0)) + amount
    twice = [about for about, times in counted.items() if times > 1]
    assert not twice, f"decided more than once: {twice}"
    for (_, id), card in world.cards("branch_allotment").items():
        most = Decimal(card.fields["amount"])
        assert taken.get(id, 0) <= most, f"allotment of {most} overspent: {taken[id]}"


def none_in_vain(world: "World") -> None:
    """A hub gives no more than the centre will take: its word is never refused for want of it."""
    if world.branch.rulings.lies:
        return
    for device, ledger in world.oracle.ledger.items():
        for status, _, said in ledger.values():
            ruled = said["set"].get("ruling") is not None
            assert not (ruled and status == "refused over_limit"), f"{device}: {said['id']}"
