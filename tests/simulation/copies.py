"""Copies of a laptop's disk: an image that is kept, put back later, and then found out."""

import copy
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.store import state
from sync import wire
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.provenance import Provenance
from sync.wire import Enrolled, NewDevice, Tokens
from tests.simulation.routes import keys_exchanged

if TYPE_CHECKING:
    from sync.server.accounts import Device
    from tests.simulation.laptop import Laptop
    from tests.simulation.world import World


@dataclass
class Image:
    """A disk as it was, and what its person had done by then."""

    folder: Path
    done: dict[int, dict[str, Any]]
    rotten: set[tuple[str, str]]


@dataclass
class Lives:
    """`devices`: all that this laptop has been; `undone`: what was done after an image that was put
    back, which is done if it had left the laptop, and otherwise lost with the disk."""

    devices: list[str] = field(default_factory=list)
    image: Image | None = None
    undone: list[dict[str, Any]] = field(default_factory=list)
    put_back: bool = False


def keep(world: "World", laptop: "Laptop") -> None:
    """An image of the disk of a laptop that is switched off."""
    laptop.close()
    folder = world.folder / f"{laptop.name}-image"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(laptop.folder, folder)
    laptop.lives.image = Image(folder, copy.deepcopy(laptop.done), set(laptop.rotten))


def put_back(laptop: "Laptop") -> bool:
    """The laptop goes on as it was then, and knows nothing of it."""
    image = laptop.lives.image
    if image is None:
        return False
    laptop.close()
    shutil.rmtree(laptop.folder)
    shutil.copytree(image.folder, laptop.folder)
    kept = [each for each in laptop.done.values() if each not in image.done.values()]
    laptop.lives.undone += kept
    laptop.lives.put_back = True
    laptop.done, laptop.rotten = copy.deepcopy(image.done), set(image.rotten)
    laptop.cursor, laptop.epoch = 0, ""
    return True


def another(world: "World", device: "Device", body: bytes) -> Enrolled:
    """As `Centre.another` does, with a device id that is the same in every run."""
    wanted, centre = wire.decode(body, NewDevice), world.centre
    laptop = world.owner(device.id)
    name = f"{laptop.name}.{len(world.oracle.people)}"
    now = centre.clock.now_text()
    fields = {"person": device.person, "name": wanted.device_name, "revoked": False}
    with centre.database.write() as connection:
        journal = Journal(connection)
        draft = Draft(journal.rows)
        draft.insert("device", name, {**fields, "enrolled_at": now})
        draft.place()
        journal.commit(draft, Provenance.local("device.enrol", now, device.person))
        journal.flush()
        account = centre.accounts.account_of(device)
        centre.accounts.enrol(
            connection, name, account, device.person, wanted.device_name, wanted.key
        )
    world.oracle.enrolled(name, device.person, wanted.device_name, now)
    world.then = None  # whoever is newer than the backup has to sign in again: not a story yet
    laptop.lives.devices.append(name)
    return Enrolled(name, device.person, centre.epoch, Tokens("", "", 0), centre.zone)


def exchange_keys(world: "World", laptop: "Laptop") -> None:
    """What a device does that has no keys for sticks yet."""
    with laptop.store.read() as connection:
        key = bytes.fromhex(state.get(connection, "key"))
    keys = keys_exchanged(world.centre, world.device(laptop.device), key)
    with laptop.store.write() as connection:
        state.put_all(connection, keys)
