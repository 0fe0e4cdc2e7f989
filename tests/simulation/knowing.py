"""What colleagues wrote at the hub upon one's own words, which they had seen; past the product."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.simulation import reading
from tests.simulation.fields import GUARDED, NOTES
from tests.simulation.laptop import Laptop
from tests.simulation.reading import Key
from tests.simulation.rules import flat
from tests.simulation.world import World

HANDED_IN = "SELECT device, body FROM relay"
UNSAID = {"customer.archive": {"archived": True}, "customer.restore": {"archived": False}}
Theirs = Callable[[str, Any], bool]  # whether a path may hold this value by what they wrote


def at_hub(world: World, laptop: Laptop, key: Key) -> Iterator[tuple[int, Theirs]]:
    """Of each change of another device: up to which number of this one its author had seen the
    words there, and what it may have put in their place."""
    with world.branch.database.read() as connection:
        handed_in = reading.rows(connection, HANDED_IN)
    for device, body in handed_in:
        envelope = json.loads(body)
        seen = envelope.get("after", {}).get("/".join(key), [])
        known = max((mseq for who, mseq in seen if who == laptop.told("device")), default=0)
        if device != laptop.told("device") and known:
            said = {**envelope["set"], **UNSAID.get(envelope["name"], {})}
            yield known, _theirs(key[0], said)


def _theirs(type: str, said: dict[str, Any]) -> Theirs:
    """Of a note what each of several wrote stands there, line after line."""
    guarded, values = GUARDED.get(type, set()), flat(type, said)

    def may_hold(path: str, value: Any) -> bool:
        standing = str(value).split("\n") if (type, path) in NOTES else [value]
        return bool(guarded & {path, "*"}) or (path in values and values[path] in standing)

    return may_hold
