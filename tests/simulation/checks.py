"""What must hold after every step, and what must hold when everything has arrived."""

import copy
import json
from collections import Counter
from math import inf
from typing import Any

from sqlalchemy import Connection

from desktop.store import search
from desktop.store.entries import decode_ops
from desktop.store.tables import LIVE, SEARCHED
from sync.catalogue import canonical
from sync.server import keeping, unsealing
from sync.server.rows import Key
from tests.simulation import files, knowing, leases, reading, withheld
from tests.simulation.fields import DERIVED
from tests.simulation.laptop import OURS, Laptop
from tests.simulation.oracle import Card
from tests.simulation.plain import Fields, bare, put, value_at
from tests.simulation.rules import flat
from tests.simulation.world import World, cards_of

WAITING = "SELECT mseq, name, record, arguments, at FROM outbox WHERE state != 'theirs'"
KEPT = "SELECT mseq, name, record, arguments, at FROM refused"
DONE_HERE = "SELECT mseq, ops FROM outbox WHERE state != 'theirs' ORDER BY key"
THEIRS = "SELECT type, id FROM touch JOIN outbox ON entry = key WHERE state = 'theirs'"


def after_a_step(world: World, laptop: Laptop) -> None:
    """I2, I5, I6 for one laptop."""
    with laptop.app.database.read() as connection:
        told = reading.told(connection)
        if world.lost and told.get("epoch") != world.centre.epoch:
            return  # it has not heard yet that the centre was put back
        again = world.lost or laptop.lives.put_back
        (_accounted if again else _conserved)(world, laptop, connection)
        shown, confirmed, pending = reading.held(connection)
        if not laptop.lives.put_back:  # it is not told what it did itself, before a sum differs
            _prefix(world, laptop, told, confirmed)
        _own_writes(world, laptop, connection, shown, confirmed)
        _counted(laptop, connection, pending)


def centre_is(world: World) -> None:
    """I4, I7, I11: every record of the centre is the oracle's, to the version and the readers."""
    head = world.centre.head().seq
    if head == world.checked:
        return
    theirs, ours = cards_of(world.centre), world.oracle.cards
    strange = sorted(theirs.keys() ^ ours.keys())
    assert not strange, f"records that only one side has: {strange}"
    for key, card in ours.items():
        found = theirs[key]
        for name in ("fields", "ver", "home", "also", "gone"):
            wanted, got = getattr(card, name), getattr(found, name)
            assert wanted == got, f"{key} at the centre: {name} is {got}, expected {wanted}"
    assert head == world.oracle.seq, f"head {head}, expected {world.oracle.seq}"
    world.checked = head


def at_rest(world: World) -> None:
    """I1, I2, I10, I11: after the last synchronisation everybody holds exactly what they may."""
    centre_is(world)
    assert all(line["ok"] for line in keeping.check(world.centre.database))
    for laptop in world.present:
        after_a_step(world, laptop)
        wanted = world.oracle.visible(laptop.person)
        with laptop.app.database.read() as connection:
            shown, confirmed, _ = reading.held(connection)
            shown = confirmed if world.lost else shown  # some wait for what may yet come back
            got = {key: bare(card.fields) for key, card in shown.items() if not card.gone}
            _same(laptop.name, wanted, got)
            _in_place(world, laptop, shown)
            _searchable(laptop.name, connection)
            withheld_here = withheld.entries(world, connection)
            unsent = {key for (key,) in reading.rows(connection, OURS)} - withheld_here
            shadow = set(reading.rows(connection, "SELECT type, id FROM shadow"))
            shadow -= withheld.records(connection, withheld_here)
            assert world.lost or not (unsent or shadow), f"{laptop.name} is not done"
    _totals(world)
    leases.within(world)
    if not world.lost:
        leases.none_in_vain(world)


def takes_leave(world: World, laptop: Laptop) -> None:
    """I2, I23: of a revoked laptop only what was not sent is left, whole, for the centre alone."""
    assert world.revoked(laptop.device), f"{laptop.name} may not even speak"
    with laptop.app.database.read() as connection:
        rows = [row for sql in (WAITING, KEPT) for row in reading.rows(connection, sql)]
    unsent = Counter(_act(name, id, json.loads(said), at) for _, name, id, said, at in rows)
    there = {_act(e["name"], e["id"], e["set"], e["at"]) for _, e in _answered(world, laptop)}
    lost = {canonical(each) for each in laptop.done.values()} - there - unsent.keys()
    assert world.lost or not lost, f"{laptop.name} has lost {lost}"
    alone = {sha256 for sha256, _, arrived in files.here(laptop.app.contents) if not arrived}
    left = laptop.wipe()
    assert all(each.suffix == ".syncb" for each in left), f"{laptop.name} keeps {left}"
    said = [line for file in left for line in unsealing.lines(world.centre, file, None)]
    kept = [line for line in said if "file" not in line]
    bytes = {line["file"] for line in said if "file" in line}
    assert bytes == alone, f"{laptop.name}: kept the files {bytes}, had {alone}"
    world.locked_away |= bytes
    found = Counter(_act(each["do"], each["id"], each["set"], each["at"]) for each in kept)
    assert found == unsent, f"{laptop.name}: not kept {unsent - found}, invented {found - unsent}"


def has_recovered(world: World, laptop: Laptop) -> None:
    """I13, I17: it is of the centre's history, and only what may yet be taken waits."""
    with laptop.app.database.read() as connection:
        epoch = reading.told(connection).get("epoch")
        assert epoch == world.centre.epoch, f"{laptop.name} is still of {epoch}"
        waits = reading.rows(connection, f"{WAITING} AND state != 'deferred'")
        assert not waits, f"{laptop.name} has not handed in {waits}"


def _conserved(world: World, laptop: Laptop, connection: Connection) -> None:
    """Each mutation is unsent, or answered once; what was refused is kept (I2)."""
    waiting = reading.rows(connection, WAITING)
    unanswered = {mseq for mseq, *_ in waiting if mseq is not None}
    ledger = [
        (number, status, each)
        for number, (status, _, each) in world.oracle.ledger.get(laptop.name, {}).items()
        if number not in unanswered
    ]
    made = Counter(canonical(each) for each in laptop.done.values())
    held = Counter(
        _act(name, record, json.loads(said), at) for _, name, record, said, at in waiting
    )
    held += Counter(_act(e["name"], e["id"], e["set"], e["at"]) for _, _, e in ledger)
    rows = reading.rows(connection, KEPT)
    kept = Counter(mseq for mseq, *_ in rows if mseq)
    unruled = [row for row in rows if not row[0]]  # the hub said no: the centre never heard of it
    held += Counter(_act(name, id, json.loads(said), at) for _, name, id, said, at in unruled)
    denied = {id for _, _, id, *_ in unruled} <= world.branch.rulings.denied
    assert denied, f"{laptop.name}: nobody refused {unruled}"
    refused = {number: each for number, status, each in ledger if status.startswith("refused")}
    # What hangs on a colleague's change is not kept as refused but sent anew when that has come.
    put_off = [each for number, each in refused.items() if number not in kept]
    made += Counter(_act(e["name"], e["id"], e["set"], e["at"]) for e in put_off)
    assert made == held, f"{laptop.name}: made {made - held}, held {held - made}"
    assert kept <= Counter(refused.keys()), f"{laptop.name}: keeps the refused {kept}"


def _accounted(world: World, laptop: Laptop, connection: Connection) -> None:
    """After centre or laptop were put back each mutation is there once, or waits, or was refused
    (I13, I21)."""
    here = {
        _act(name, record, json.loads(said), at)
        for sql in (WAITING, KEPT)
        for _, name, record, said, at in reading.rows(connection, sql)
    }
    there = Counter(
        (device, _act(e["name"], e["id"], e["set"], e["at"]))
        for device in laptop.devices
        for status, _, e in world.oracle.ledger.get(device, {}).values()
        if not status.startswith("refused")
    )
    made, acts = {canonical(each) for each in laptop.done.values()}, {act for _, act in there}
    lost = made - here - acts
    assert not lost, f"{laptop.name}: nowhere is {lost}"
    strange = (here | acts) - made - {canonical(each) for each in laptop.lives.undone}
    assert not strange, f"{laptop.name}: nobody did {strange}"
    twice = [act for act, times in there.items() if times > 1]
    assert not twice, f"{laptop.name}: done twice {twice}"


def _answered(world: World, laptop: Laptop) -> list[tuple[str, Fields]]:
    """What the centre has of a laptop, whatever it spoke as."""
    ledgers = (world.oracle.ledger.get(device, {}) for device in laptop.devices)
    return [(status, each) for ledger in ledgers for status, _, each in ledger.values()]


def _act(name: str, id: str, set: Fields, at: str) -> str:
    """What was done; the hub's signature under it is none of the author's doing."""
    set = {each: value for each, value in set.items() if each != "ruling"}
    return canonical({"name": name, "id": id, "set": set, "at": at})


def _prefix(
    world: World,
    laptop: Laptop,
    told: dict[str, Any],
    confirmed: dict[Key, Card],
) -> None:
    """What is confirmed is what the centre had at that commit; nothing up to the cursor lacks."""
    cursor, epoch = told.get("cursor", 0), told.get("epoch", "")
    assert cursor >= laptop.cursor or epoch != laptop.epoch, f"{laptop.name}: the cursor went back"
    laptop.cursor, laptop.epoch = cursor, epoch
    oracle = world.oracle
    reads = oracle.scope(laptop.person)[2]
    for key, card in confirmed.items():
        now, then = oracle.cards.get(key), oracle.at(key, card.ver)
        if card.ver == 0 or now is None or not now.seen_by(reads) or key in laptop.rotten:
            continue
        assert then is not None, f"{laptop.name} holds {key} as of {card.ver}: it was not there"
        if world.lost and then.ver < card.ver:
            continue  # of what was brought back the oracle knows only where it ended
        got, wanted = bare(card.fields), bare(then.fields)
        if not (card.gone and then.gone):
            assert got == wanted, f"{laptop.name} holds {key} at {card.ver}: {_unlike(got, wanted)}"
    parts = frozenset(told.get("parts", []))
    for key, now in oracle.cards.items():
        then = oracle.at(key, cursor)
        if then is None or then.gone or now.gone or not then.seen_by(parts & reads):
            continue
        if (now.home, now.also) == (then.home, then.also):
            held = confirmed.get(key)
            assert held is not None, f"{laptop.name} at {cursor} lacks {key}"
            known = held.ver >= then.ver or bare(held.fields) == bare(then.fields)
            assert known, f"{laptop.name} at {cursor} holds {key} as of {held.ver}"


def _own_writes(
    world: World,
    laptop: Laptop,
    connection: Connection,
    shown: dict[Key, Card],
    confirmed: dict[Key, Card],
) -> None:
    """What its person wrote shows until it is answered, or replaced by who had seen it (I6)."""
    wanted: dict[Key, Fields | None] = {}
    numbers: dict[tuple[Key, str], int | None] = {}
    added_to = set(reading.rows(connection, THEIRS))
    for mseq, said in reading.rows(connection, DONE_HERE):
        for op in decode_ops(said):
            key = (op.type, op.id)
            numbers |= {(key, path.partition(".")[0]): mseq for path in op.set}
            if type(op).__name__ == "Delete" or wanted.get(key, {}) is None:
                wanted[key] = None
            else:
                wanted[key] = _later(wanted.get(key) or {}, op.set)
    for key, paths in wanted.items():
        base = confirmed.get(key)
        if paths is None or (base is not None and base.gone) or key not in shown:
            assert paths is None or key in shown or base is None, f"{laptop.name} hides {key}"
            continue
        if key in added_to:  # a colleague's visit counts, too, and so does a key of theirs
            paths = {p: v for p, v in paths.items() if p not in DERIVED.get(key[0], ())}
            paths = flat(key[0], paths)
        got = {path: value_at(shown[key].fields, path) for path in paths}
        upon = knowing.at_hub(world, laptop, key, shown) if key in added_to else ()
        for known, theirs in upon:
            upto = {p for p in paths if (numbers[key, p.partition(".")[0]] or inf) <= known}
            paths |= {p: got[p] for p in upto if theirs(p, got[p])}
        assert got == paths, f"{laptop.name} shows {key} {_unlike(got, paths)}"


def _counted(laptop: Laptop, connection: Connection, pending: dict[Key, int]) -> None:
    """Each row says how many unsent changes touch it."""
    touched = Counter(reading.rows(connection, "SELECT type, id FROM touch"))
    for key, said in pending.items():
        assert said == touched[key], f"{laptop.name}: {key} has {touched[key]} unsent, says {said}"


def _later(paths: Fields, news: Fields) -> Fields:
    """Paths with newer ones over them; a key of a map that was set whole goes into it."""
    paths = copy.deepcopy(paths)
    for path, value in news.items():
        name, dot, _ = path.partition(".")
        if dot and name in paths:
            put(paths, path, value)
        else:
            paths = {each: v for each, v in paths.items() if not each.startswith(f"{path}.")}
            paths[path] = value
    return paths


def _same(name: str, wanted: dict[Key, Fields], got: dict[Key, Fields]) -> None:
    missing, extra = sorted(wanted.keys() - got.keys()), sorted(got.keys() - wanted.keys())
    assert (missing, extra) == ([], []), f"{name} lacks {missing}, holds {extra} besides"
    for key, fields in wanted.items():
        assert fields == got[key], f"{name} holds {key}: {_unlike(got[key], fields)}"


def _in_place(world: World, laptop: Laptop, shown: dict[Key, Card]) -> None:
    """Each record is held under its home, or else under what it is read by."""
    reads = world.oracle.scope(laptop.person)[2]
    for key, held in shown.items():
        if not held.gone:
            card = world.oracle.cards[key]
            wanted = card.home if card.home in reads else min(card.also & reads)
            assert held.home == wanted, f"{laptop.name} holds {key} under {held.home}, not {wanted}"


def _unlike(got: Fields, wanted: Fields) -> dict[str, Any]:
    names = {name for name in {*got, *wanted} if got.get(name) != wanted.get(name)}
    return {name: ("is", got.get(name), "expected", wanted.get(name)) for name in names}


def _searchable(name: str, connection: Connection) -> None:
    """Every record is found by its name, and nothing is found that is not there."""
    for type in SEARCHED:
        keys = set(reading.rows(connection, f"SELECT key FROM {type}"))
        entries = set(reading.rows(connection, f"SELECT rowid FROM {type}_fts"))
        assert entries <= keys, f"{name} finds {type} {entries - keys} that are gone"
    there = f"SELECT key, name FROM customer WHERE deleted = {LIVE}"
    for key, called in reading.rows(connection, there):
        which = "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?"
        found = connection.exec_driver_sql(which, (search.match(called),)).scalars().all()
        assert key in found, f"{name} does not find {called}"


def _totals(world: World) -> None:
    """Facts were never changed, and what a card counts is their sum (I11)."""
    visits: Counter[str] = Counter()
    for (type, id), versions in world.oracle.versions.items():
        if type in ("visit", "decision"):
            assert all(bare(v.fields) == bare(versions[0].fields) for v in versions), (type, id)
        if type == "visit":
            visits[versions[0].fields["customer"]] += 1
    for (type, id), card in cards_of(world.centre, "customer").items():
        # a visit to a deleted customer counts when it comes back
        assert card.gone or (card.fields.get("visit_count") or 0) == visits[id], (
            f"{type} {id}: wrong count"
        )
