"""What must hold of the bytes of attached files: none lost, none changed, none with a stranger."""

import hashlib
from datetime import timedelta

from tests.simulation import files, reading
from tests.simulation.laptop import Laptop
from tests.simulation.plain import Key
from tests.simulation.world import World

A_WHILE = timedelta(hours=2)  # a content that is being attached is left alone for an hour


def after_a_step(world: World, laptop: Laptop) -> None:
    """Whatever is whole is what its hash says; what counts as sent is there (I2, I18)."""
    centre = files.at(world.database)
    for sha256, body in centre.items():
        assert hashlib.sha256(body).hexdigest() == sha256, f"the centre spoiled {sha256[:8]}"
    for sha256, body, _ in files.here(laptop.app.contents):
        assert hashlib.sha256(body).hexdigest() == sha256, f"{laptop.name} spoiled {sha256[:8]}"
    epoch, left = laptop.told("epoch"), len(laptop.told("histories") or ())
    history, sent = files.sent(laptop.app.contents)
    if epoch != world.centre.epoch or history != f"{epoch}/{left}":
        return  # it has not looked since the centre was put back
    for sha256, record in sent.items():
        card = world.oracle.cards.get(("attachment", record))
        named = sha256 not in world.let_go if card is None else not card.gone
        assert sha256 in centre or not named, f"{laptop.name}: {sha256[:8]} was not sent"


def at_rest(world: World) -> None:
    """Everybody has carried: what is accepted is there, and with whoever may read it (I1, I2)."""
    if not world.attached:
        return
    for _ in range(2):  # what one sends another fetches
        for laptop in world.present:
            _all_of_it(world, laptop)
    if world.branch.used and not world.lost:
        world.branch.meet()
    centre = files.at(world.database)
    named = _named(world)
    for key, sha256 in named.items():
        held = [] if sha256 in centre else _holders(world, key, sha256)
        assert not held, f"the bytes of {key[1]} are still with {held}"
        by = world.attached.get(key[1])
        assert sha256 in centre or _gone(world, by), f"the bytes of {key[1]} are nowhere"
    world.moment += A_WHILE
    for laptop in world.present:
        _is_theirs(world, laptop, centre, named)


def _all_of_it(world: World, laptop: Laptop) -> None:
    with laptop.store.read() as connection:
        hang = [id for (id,) in reading.rows(connection, files.HANG)]
    for attachment in hang:
        laptop.app.files.want(attachment)
    files.carry(laptop, laptop.line)
    after_a_step(world, laptop)


def _is_theirs(
    world: World, laptop: Laptop, centre: dict[str, bytes], named: dict[Key, str]
) -> None:
    """I9, I10: all that one may read, and nothing that one may not."""
    laptop.app.files.sweep()
    reads = world.oracle.scope(laptop.person)[2]
    cards = {key: world.oracle.cards[key] for key in _every(world)}
    readable = {sha256 for key, sha256 in named.items() if cards[key].seen_by(reads)}
    here = {sha256 for sha256, _, _ in files.here(laptop.app.contents)}
    lacks = (readable & centre.keys()) - here
    assert not lacks, f"{laptop.name} was not given {lacks}"
    theirs = {c.fields["sha256"] for c in cards.values() if c.seen_by(reads)}
    strange = here - theirs - files.kept_back(laptop)
    assert not strange, f"{laptop.name} keeps {strange} of others"
    for sha256 in centre.keys() - readable:
        assert files.is_refused(world, laptop, sha256), f"{laptop.name} was given {sha256}"


def _every(world: World) -> list[Key]:
    return [key for key in world.oracle.cards if key[0] == "attachment"]


def _named(world: World) -> dict[Key, str]:
    """The content of each file that is there."""
    cards = world.oracle.cards
    return {key: cards[key].fields["sha256"] for key in _every(world) if not cards[key].gone}


def _holders(world: World, key: Key, sha256: str) -> list[str]:
    """Who has this content, and may give it to the centre: whatever became of that one."""
    card, held = world.oracle.cards[key], []
    for laptop in world.present:
        may = card.seen_by(world.oracle.scope(laptop.person)[2])
        has = sha256 in {each for each, _, _ in files.here(laptop.app.contents)}
        if may and has:
            held.append(laptop.name)
    if world.branch.used and not world.lost and sha256 in files.at(world.branch.database):
        held.append("the hub")
    return held


def _gone(world: World, by: files.Attached | None) -> bool:
    """Whether its laptop burned, went or was put back with it; or the centre was."""
    if world.lost or by is None or by.sha256 in world.let_go:
        return True
    laptop = world.laptops[by.laptop]
    return laptop.lives.put_back or (laptop.gone and by.sha256 in world.locked_away)
