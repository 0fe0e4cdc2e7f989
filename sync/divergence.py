"""Divergence: the centre was restored, a replica differs, or a store was copied (a fork).

Nothing local is discarded first: changes that the centre may have lost are offered again, then
only the records that differ are fetched.
"""

from typing import NamedTuple

from sync import wire
from sync.catalogue import SCHEMA
from sync.digest import BUCKETS
from sync.errors import Refused
from sync.peer import Peer
from sync.replica import Replica
from sync.wire import Check, Recover, Request, Result


class Resolved(NamedTuple):
    """How many rows differed, and the results of the changes offered meanwhile."""

    rows: int
    results: list[Result]


def resolve(replica: Replica, peer: Peer, request: Request, refusal: Refused) -> Resolved:
    """Handles the refusal of a synchronisation by its kind.

    Raises the refusal again if nothing can be done about it.
    """
    if refusal.kind == "new_epoch":
        results = recover(replica, peer)
        return Resolved(repair(replica, peer, anew=True), results)
    if refusal.kind == "gap":  # numbers of a history that it has lost, and this laptop has left
        return Resolved(0, recover(replica, peer))
    if refusal.kind == "resync":
        return Resolved(repair(replica, peer), [])
    if refusal.kind == "fork":
        return Resolved(0, part_ways(replica, peer, request, refusal))
    if refusal.kind == "bad_signature" and request.seal:  # a centre that does not know of seals
        replica.sign_each()
        return Resolved(0, [])
    results = wire.converted(refusal.facts.get("results", []), list[Result])
    replica.settled(results, lost=False)  # it could at least be sent
    raise refusal


def recover(replica: Replica, peer: Peer) -> list[Result]:
    """Offers the centre the changes it acknowledged before, under their numbers."""
    epoch, results = replica.epoch(), list[Result]()
    has = peer.recover(Recover(epoch, schema=SCHEMA))
    replica.reopen(has.last, has.epoch)
    after = 0
    while push := replica.unanswered(after):
        try:
            answer = peer.recover(Recover(epoch, push, schema=SCHEMA))
        except Refused as refusal:
            if refusal.kind != "fork":
                raise
            return results + part_ways(replica, peer, Request(epoch, 0, push=push), refusal)
        replica.settled(answer.results, lost=True)
        results += answer.results
        after = push[-1].mseq
    peer.recover(Recover(epoch, upto=replica.highest(), schema=SCHEMA))
    return results


def repair(replica: Replica, peer: Peer, anew: bool = False) -> int:
    """Makes the replica equal to the centre; returns how many rows differed."""
    sums = replica.sums()
    checked = peer.check(Check(sums, schema=SCHEMA))
    rows, bad = 0, [part for part in checked.parts if part in sums]
    if not bad:
        replica.recount()
    told: set[tuple[str, int]] = set()
    more = bool(bad)
    while more:
        found = peer.check(Check(sums, replica.buckets(bad), schema=SCHEMA))
        rows += replica.repair(found)
        places = {
            (part, n) for part in bad for n in found.buckets.get(part, ()) if 0 <= n < BUCKETS
        }
        more = found.more and not places <= told  # what was told before is the same by now
        told |= places
    replica.moved(checked, anew=anew)
    return rows


def part_ways(replica: Replica, peer: Peer, request: Request, refusal: Refused) -> list[Result]:
    """Another copy of this store uses the same device id: this one becomes a new device.

    Changes that both copies sent alike before they diverged are settled first, under the old id.
    Raises the refusal at a hub: only the centre can enrol a new device.
    """
    fork = wire.converted(refusal.facts.get("mseq", 0), int)
    common = [each for each in request.push if each.mseq < fork]
    results: list[Result] = []
    if common:
        said = Recover(request.epoch, replica.signed(common), schema=SCHEMA)
        results = peer.recover(said).results
        replica.settled(results, lost=False)
    key, wanted = replica.another()
    try:
        enrolled = peer.another(wanted)
    except Refused as no:
        raise refusal if no.kind == "not_found" else no from no
    replica.become(key, enrolled)
    return results
