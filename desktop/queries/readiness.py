"""What is on board before the network is left behind: is each thing whole, and what mends it?

Journey D1, step 1. Everything is read from this laptop; nothing here asks the centre.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from desktop.domain import geo
from desktop.domain.periods import is_working
from desktop.me import Me
from desktop.queries import definitions, files, map_pack, work
from desktop.queries.files import Named
from desktop.store import outbox, refusals, state
from desktop.store.contents import Contents
from desktop.store.tables import LIVE, OURS, OUTBOX, RECORDS
from sync.clock import Clock, from_text
from sync.errors import Problem

AHEAD = 7  # days that are looked at, today among them
ADVISED = timedelta(days=10)  # without a word from the centre, before its answers grow old
SIGNED_IN = timedelta(days=90)  # the centre forgets a device that was silent for longer
RUNS_OUT = timedelta(days=14)  # of signing in: told before it is too late
FRESH = timedelta(hours=24)
LITTLE_SPACE = 500 * 1024 * 1024  # bytes
CLOCK_TOLERANCE = timedelta(minutes=5)
TERRITORY = RECORDS["territory"].c
PRODUCT, ROUTE = RECORDS["product"].c, RECORDS["route_template"].c
GOOD, SHORT, MISSING = "good", "short", "missing"


@dataclass(frozen=True, slots=True)
class Line:
    """One check. `grade`: good | short (a warning) | missing (not ready to go offline).

    `mend` names what would help: sync | plan | pack | fetch | queue | sign_in | "" (nothing here).
    """

    kind: str
    grade: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The checks in the order they are listed, and the last day the data are good for.

    `until` is None as long as something is missing."""

    lines: Sequence[Line]
    until: date | None

    @property
    def missing(self) -> int:
        return sum(1 for line in self.lines if line.grade == MISSING)


@dataclass(frozen=True, slots=True)
class Laptop:
    """Whose laptop it is and where its things lie; `pack` is the file of the map, "" for none."""

    me: Me
    clock: Clock
    contents: Contents
    folder: Path
    pack: str = ""


def readiness(connection: Connection, laptop: Laptop) -> Readiness:
    """Everything at once; some thirty milliseconds."""
    known = state.everything(connection)
    heard = known.get("last_sync_at")
    week = _week(connection, laptop)
    lines = [
        _contact(heard, laptop.clock),
        _scope(connection, laptop.me, known),
        _customers(connection, laptop.me, known),
        *_routes(connection, week, laptop),
        _goods(connection),
        _forms(connection, laptop.clock),
        _map(connection, laptop.pack, sorted({plan.customer for plan in week})),
        _files(connection, laptop, sorted({plan.customer for plan in week})),
        _unsent(connection),
        _disk(laptop.folder),
        _clock(known),
        _lease(known, laptop.clock),
    ]
    ready = all(line.grade != MISSING for line in lines)
    return Readiness(lines, _until(heard, laptop.clock) if ready and heard else None)


def _until(heard: str, clock: Clock) -> date:
    """The centre's answers grow old before the signing in does."""
    return clock.day_of(heard) + min(ADVISED, SIGNED_IN)


def _contact(heard: str | None, clock: Clock) -> Line:
    if not heard:
        return Line("contact", MISSING, {"at": None}, "sync")
    old = clock.now() - from_text(heard)
    grade = GOOD if old <= FRESH else SHORT if old <= ADVISED else MISSING
    return Line("contact", grade, {"at": heard}, "" if grade == GOOD else "sync")


def _scope(connection: Connection, me: Me, known: Mapping[str, Any]) -> Line:
    """What has come, against what the centre granted when it was last heard: by territory and
    post. `moved`: it has granted something else since these came."""
    here = set(known.get("parts") or [])
    lacking = sorted(me.scope.reads - here)
    facts = {
        "territories": sum(part.startswith("terr:") for part in me.scope.reads),
        "posts": sum(part.startswith("post:") for part in me.scope.reads),
        "lacking": _names_of(connection, lacking),
        "at": known.get("last_sync_at"),
    }
    moved = known.get("scope") != me.scope.fingerprint or bool(here - me.scope.reads)
    grade = MISSING if lacking else SHORT if moved else GOOD
    return Line("scope", grade, facts, "" if grade == GOOD else "sync")


def _names_of(connection: Connection, parts: Sequence[str]) -> list[str]:
    """Territories by name; other parts go without one."""
    ids = [part.removeprefix("terr:") for part in parts if part.startswith("terr:")]
    asked = select(TERRITORY.id, TERRITORY.name).where(TERRITORY.id.in_(ids))
    names: dict[str, str] = {row.id: row.name or "" for row in connection.execute(asked)}
    return [names.get(id) or id for id in ids]


def _customers(connection: Connection, me: Me, known: Mapping[str, Any]) -> Line:
    """Whole: every partition this person reads has come, and each of mine has its contacts."""
    lacking = me.scope.reads - set(known.get("parts") or [])
    whole = text("""
      SELECT (SELECT count(*) FROM customer WHERE deleted = 0 AND coalesce(archived, 0) = 0)
        AS customers,
      (SELECT count(*) FROM contact WHERE deleted = 0) AS contacts,
      (SELECT count(*) FROM customer WHERE deleted = 0 AND coalesce(archived, 0) = 0
        AND latitude IS NULL) AS nowhere""")
    row = connection.execute(whole).one()
    facts = {
        "customers": row.customers,
        "contacts": row.contacts,
        "nowhere": row.nowhere,
        "parts": len(lacking),
    }
    good = row.customers and not lacking
    return Line("customers", GOOD if good else MISSING, facts, "" if good else "sync")


def _week(connection: Connection, laptop: Laptop) -> list[work.Planned]:
    today = laptop.clock.today()
    return work.plans(connection, [laptop.me.id], today, today + timedelta(days=AHEAD - 1))


def _routes(connection: Connection, week: Sequence[work.Planned], laptop: Laptop) -> list[Line]:
    """The working days ahead without a stop; a manager who plans none has no such line."""
    if laptop.me.is_manager and not week:
        return []
    today = laptop.clock.today()
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD)]
    planned = {plan.date for plan in week}
    empty = [day for day in days if is_working(day) and day.isoformat() not in planned]
    facts = {"stops": len(week), "days": len(planned), "empty": empty}
    facts["fixed"] = _fixed(connection, laptop.me.post, today.isoformat())
    return [Line("routes", SHORT if empty else GOOD, facts, "plan" if empty else "")]


def _fixed(connection: Connection, post: str | None, today: str) -> int:
    """The weekly routes that are driven now or later."""
    running = ROUTE.effective_to.is_(None) | (ROUTE.effective_to >= today)
    asked = select(func.count()).where(ROUTE.post == post, ROUTE.deleted == LIVE, running)
    return connection.scalar(asked) or 0


def _goods(connection: Connection) -> Line:
    """The price list; it is as of the last contact."""
    priced = PRODUCT.list_price.is_not(None)
    count = connection.scalar(select(func.count()).where(PRODUCT.deleted == LIVE, priced)) or 0
    return Line("goods", GOOD if count else SHORT, {"count": count}, "" if count else "sync")


def _forms(connection: Connection, clock: Clock) -> Line:
    """Those in force, and new ones that begin while one is away and are here already."""
    today = clock.today()
    soon = text(
        "SELECT title, code, version, effective_from FROM form_definition WHERE deleted = 0"
        " AND effective_from > :today AND effective_from <= :last ORDER BY effective_from"
    )
    last = today + ADVISED
    rows = connection.execute(soon, {"today": today.isoformat(), "last": last.isoformat()})
    coming = [(row.title or row.code, row.version, row.effective_from) for row in rows]
    count = len(definitions.every(connection, today.isoformat()))
    return Line("forms", GOOD, {"count": count, "coming": coming})


def _map(connection: Connection, file: str, customers: Sequence[str]) -> Line:
    """A pack, and whether it shows the streets where the week leads."""
    if not file:
        return Line("map", SHORT, {"name": ""}, "pack")
    try:
        pack = map_pack.open_pack(Path(file))
        places = _places(connection, customers)
        covered = map_pack.covered(pack, places)
    except Problem:
        return Line("map", SHORT, {"name": Path(file).name, "broken": True}, "pack")
    facts: dict[str, Any] = {"name": pack.name, "edition": pack.edition, "approval": pack.approval}
    facts |= {"places": len(places), "beyond": len(places) - covered}
    return Line("map", SHORT, facts, "pack") if facts["beyond"] else Line("map", GOOD, facts)


def _places(connection: Connection, customers: Sequence[str]) -> list[geo.Point]:
    c = RECORDS["customer"].c
    asked = select(c.latitude, c.longitude, c.datum).where(
        c.id.in_(list(customers)), c.deleted == LIVE, c.latitude.is_not(None)
    )
    return [
        geo.to_wgs84(geo.Point(latitude, longitude), datum or geo.WGS84)
        for latitude, longitude, datum in connection.execute(asked)
        if longitude is not None
    ]


def week_files(connection: Connection, laptop: Laptop) -> list[Named]:
    """The files of the customers of the coming week whose contents are not here yet."""
    customers = sorted({plan.customer for plan in _week(connection, laptop)})
    return _split(connection, laptop.contents, customers)[1]


def _split(
    connection: Connection, contents: Contents, customers: Sequence[str]
) -> tuple[list[Named], list[Named]]:
    """Files that are here, and those that are not; a content once."""
    named = {each.sha256: each for each in files.of_customers(connection, customers)}
    held = contents.some(set(named)) if named and contents.exist else {}
    here = {sha for sha, content in held.items() if content.is_here}
    split: tuple[list[Named], list[Named]] = ([], [])
    for sha, each in named.items():
        split[sha not in here].append(each)
    return split


def _files(connection: Connection, laptop: Laptop, customers: Sequence[str]) -> Line:
    here, away = _split(connection, laptop.contents, customers)
    facts = {
        "here": len(here),
        "away": len(away),
        "bytes": sum(each.size for each in away),
        "customers": len(customers),
    }
    return Line("files", SHORT if away else GOOD, facts, "fetch" if away else "")


def _unsent(connection: Connection) -> Line:
    waits, refused = outbox.unsent(connection), refusals.waiting(connection)
    oldest = connection.execute(select(func.min(OUTBOX.c.at)).where(OURS)).scalar()
    facts = {"count": waits, "refused": refused, "oldest": oldest}
    if refused:
        return Line("unsent", SHORT, facts, "queue")
    return Line("unsent", SHORT if waits else GOOD, facts, "sync" if waits else "")


def _disk(folder: Path) -> Line:
    free = shutil.disk_usage(folder).free
    return Line("disk", GOOD if free > LITTLE_SPACE else MISSING, {"free": free})


def clock_off(known: Mapping[str, Any]) -> timedelta | None:
    """How far this clock was from the centre's at the last synchronisation; None: unknown."""
    ours, theirs = known.get("last_sync_at"), known.get("server_time")
    return from_text(ours) - from_text(theirs) if ours and theirs else None


def _clock(known: Mapping[str, Any]) -> Line:
    off = clock_off(known)
    if off is None:
        return Line("clock", SHORT, {"seconds": None}, "sync")
    good = abs(off) < CLOCK_TOLERANCE
    facts = {"seconds": round(off.total_seconds())}
    return Line("clock", GOOD if good else SHORT, facts, "" if good else "sync")


def _lease(known: Mapping[str, Any], clock: Clock) -> Line:
    """Every contact prolongs it; a device that was silent for too long signs in again."""
    heard = known.get("last_sync_at")
    if not heard or not known.get("tokens"):
        return Line("lease", MISSING, {"until": None, "days": 0}, "sign_in")
    until = clock.day_of(heard) + SIGNED_IN
    left = (until - clock.today()).days
    grade = GOOD if left > RUNS_OUT.days else SHORT if left > 0 else MISSING
    mend = {GOOD: "", SHORT: "sync", MISSING: "sign_in"}[grade]
    return Line("lease", grade, {"until": until, "days": left}, mend)
