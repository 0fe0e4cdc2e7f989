"""Small sentences that the promises' tests are told in."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from desktop.store.tables import OUTBOX
from sync.server.tables import METADATA
from tests.simulation import reading
from tests.simulation.crash import Killed
from tests.simulation.laptop import Laptop
from tests.simulation.line import EXPECTED
from tests.simulation.plain import Fields, bare
from tests.simulation.world import World

LEFT_OUT = frozenset({"snapshot", "snapshot_chunk", "token"})  # random by nature


def everyone_syncs(world: World, repairs: bool = False) -> None:
    """Until nobody has anything to say or to hear; `repairs`: something may have to be mended."""
    for _ in range(5):
        for laptop in world.laptops.values():
            other = laptop.told("epoch") != world.centre.epoch  # where its numbers mean nothing
            if other or laptop.behind(world.centre.head().seq):
                compared = laptop.line.comparisons
                repaired = laptop.sync().repaired
                assert repairs or world.lost or not repaired, f"{laptop.name}: {repaired} differed"
                compared = laptop.line.comparisons - compared
                assert repairs or world.lost or not compared, f"{laptop.name} had another sum"


def tries(laptop: Laptop, *faults: tuple[str, int]) -> str:
    """One synchronisation on a bad line; what became of it."""
    laptop.line.faults.extend(faults)
    try:
        laptop.sync()
    except EXPECTED as problem:
        return problem.kind
    finally:
        laptop.line.faults.clear()
    return "done"


def dies(world: World, laptop: Laptop, after: int) -> bool:
    """A synchronisation that is killed at a write; whether it came so far."""
    laptop.fuse.light(after)
    try:
        laptop.sync()
    except Killed:
        world.reopen(laptop)
        return True
    laptop.fuse.put_out()
    return False


def shown(laptop: Laptop) -> dict[tuple[str, str], Fields]:
    with laptop.store.read() as connection:
        rows, _, _ = reading.held(connection)
    return {key: bare(card.fields) for key, card in rows.items() if not card.gone}


def states(laptop: Laptop) -> list[str]:
    """Of what is unsent, the oldest first."""
    with laptop.store.read() as connection:
        return list(connection.scalars(select(OUTBOX.c.state).order_by(OUTBOX.c.key)))


def record(laptop: Laptop, type: str, id: str) -> Fields:
    return shown(laptop)[type, id]


def files(laptop: Laptop) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a laptop's store, table by table."""
    with laptop.store.read() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
        ).scalars()
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
            for name in names
            if name not in ("sqlite_sequence",)
        }


def centre_rows(world: World, besides: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the centre keeps, table by table."""
    with world.database.read() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in METADATA.sorted_tables
            if table.name not in LEFT_OUT | set(besides)
        }


def conflicts(laptop: Laptop, state: str = "open") -> list[Fields]:
    return [
        fields
        for (type, _), fields in shown(laptop).items()
        if type == "conflict" and fields["state"] == state
    ]
