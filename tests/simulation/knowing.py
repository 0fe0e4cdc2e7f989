"""What colleagues wrote at the hub upon one's own words, which they had seen; past the product."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.simulation.fields import GUARDED, NOTES
from tests.simulation.laptop import Laptop
from tests.simulation.oracle import Card
from tests.simulation.plain import Fields
from tests.simulation.reading import Key
from tests.simulation.rules import flat
from tests.simulation.world import World

UNSAID = {"customer.archive": {"archived": True}, "customer.restore": {"archived": False}}
Theirs = Callable[[str, Any], bool]  # whether a path may hold this value by what they wrote


def at_hub(
    world: World, laptop: Laptop, key: Key, shown: dict[Key, Card]
) -> Iterator[tuple[int, Theirs]]:
    """Of each change of another device: up to which number of this one its author had seen the
    words there, and what it may have put in their place. `shown`: what this laptop shows."""
    mine = laptop.told("device")
    for device, envelope in world.branch.handed_in:
        seen = envelope.after.get("/".join(key), ())
        known = max((mseq for who, mseq in seen if who == mine), default=0)
        if device != mine and known:
            said = {**envelope.set, **UNSAID.get(envelope.name, {})}
            resolved = shown.get(("conflict", envelope.id))
            yield known, _theirs(key[0], _chosen(resolved.fields, said) if resolved else said)


def _chosen(conflict: Fields, said: Fields) -> Fields:
    """What a resolution writes: a value of one field, or a whole edit that was kept aside."""
    if said["take"] == "theirs":
        return {}
    value = conflict.get("mine") if said["take"] == "mine" else said["value"]
    return value or {} if conflict.get("kind") else {conflict["field"]: value}


def _theirs(type: str, said: dict[str, Any]) -> Theirs:
    """Of a note what each of several wrote stands there, line after line."""
    guarded, values = GUARDED.get(type, set()), flat(type, said)

    def may_hold(path: str, value: Any) -> bool:
        standing = str(value).split("\n") if (type, path) in NOTES else [value]
        return bool(guarded & {path, "*"}) or (path in values and values[path] in standing)

    return may_hold
