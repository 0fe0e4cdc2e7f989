"""The ledger: every change received and its result, compared with a laptop's own ledger.

The laptop records what it did (`routebook ledger`), the centre what it received. Comparing them
shows changes that never arrived, arrived twice, or have different results.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from sync.server.database import Database
from sync.server.tables import ENROLMENT, RECEIVED
from sync.wire import REFUSALS, Status

PIECE = 2_000
DONE = frozenset(Status) - REFUSALS
SAME = ("name", "record", "status", "seq")
OF_A_LAPTOP = ("device", "mseq", *SAME)  # what a comparison reads of its lines
FOUND = ("missing", "doubled", "different", "unknown")
Line = Mapping[str, Any]


def lines(
    database: Database, since: str | None = None, device: str | None = None
) -> Iterator[dict[str, Any]]:
    """By device, in the order of its numbers; `since` an instant as the centre received it."""
    columns = [RECEIVED.c[name] for name in ("device", "mseq", "name", "record", "status", "seq")]
    details = (RECEIVED.c.at, RECEIVED.c.authored_at, ENROLMENT.c.person, RECEIVED.c.problem)
    found = (
        select(*columns, *details)
        .join(ENROLMENT, ENROLMENT.c.id == RECEIVED.c.device, isouter=True)
        .order_by(RECEIVED.c.device, RECEIVED.c.mseq)
        .execution_options(yield_per=PIECE)
    )
    if since is not None:
        found = found.where(RECEIVED.c.at >= since)
    if device is not None:
        found = found.where(RECEIVED.c.device == device)
    with database.read() as connection:
        for *values, at, authored, person, problem in connection.execute(found):
            line = dict(zip([column.name for column in columns], values, strict=True))
            line |= {"when": at, "authored": authored, "person": person}
            yield line | ({"problem": problem} if problem else {})


def compare(centre: Iterable[Line], laptop: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Each disagreement, then one line that counts them.

    missing: settled on the laptop, never received. doubled: twice in one ledger, or the same
    change applied under two numbers. different: another change, or another result. unknown:
    received from a device of this laptop, which knows nothing of it.
    """
    known = {(line["device"], line["mseq"]): line for line in centre}
    counted: Counter[str] = Counter()
    for found in _disagreements(known, list(laptop), counted):
        counted[found["found"]] += 1
        yield found
    yield {"compared": counted["compared"], **{name: counted[name] for name in FOUND}}


def _disagreements(
    known: Mapping[tuple[str, int], Line], laptop: list[Line], counted: Counter[str]
) -> Iterator[dict[str, Any]]:
    met: Counter[tuple[str, int]] = Counter()
    for line in laptop:
        if line["mseq"] is None:
            continue
        key = (line["device"], line["mseq"])
        met[key] += 1
        counted["compared"] += 1
        there = known.get(key)
        if met[key] == 2:
            yield _say("doubled", line)
        if there is None:
            if line["status"] != "sent":
                yield _say("missing", line)
        elif _differs(line, there):
            yield _say("different", line) | {"centre": {name: there[name] for name in SAME}}
    devices = {device for device, _ in met}
    ours = [line for key, line in known.items() if key[0] in devices]
    yield from (_say("unknown", each) for each in ours if not met[each["device"], each["mseq"]])
    yield from _twice(ours)


def _differs(line: Line, there: Line) -> bool:
    """A change that is unanswered on the laptop may have any result at the centre."""
    same = SAME[:2] if line["status"] == "sent" else SAME
    return any(line[name] != there[name] for name in same)


def _twice(ours: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """A change (same name, record and time) that was applied under two numbers."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for line in ours:
        if line["status"] in DONE:
            key = (line["name"], line["record"], line["authored"])
            seen[key] += 1
            if seen[key] == 2:
                yield _say("doubled", line)


def _say(found: str, line: Line) -> dict[str, Any]:
    return {"found": found, **{name: line[name] for name in ("device", "mseq", *SAME)}}
