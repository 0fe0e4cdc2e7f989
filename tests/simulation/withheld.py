"""What may wait at rest: what hangs on a change that only a hub has any more, as a fork."""

import json

from sqlalchemy import Connection

from tests.simulation import reading
from tests.simulation.plain import Key
from tests.simulation.world import World

DEFERRED = "SELECT key, after FROM outbox WHERE state = 'deferred'"
TOUCHED = "SELECT entry, type, id FROM touch"


def entries(world: World, connection: Connection) -> set[int]:
    """The keys of such changes: a laptop that was put back said what they waited for, and the
    centre has never heard that number."""
    put_back = {
        device
        for laptop in world.laptops.values()
        if laptop.lives.put_back
        for device in laptop.devices
    }
    return {
        key
        for key, after in reading.rows(connection, DEFERRED)
        for device, mseq in (dot for each in json.loads(after).values() for dot in each)
        if device in put_back and mseq not in world.oracle.ledger.get(device, {})
    }


def records(connection: Connection, keys: set[int]) -> set[Key]:
    """What these changes touch."""
    touched = reading.rows(connection, TOUCHED)
    return {(type, id) for entry, type, id in touched if entry in keys}
