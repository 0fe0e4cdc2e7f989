"""What a superior's people did, heard and reported; for a rep, the same of that one person."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from desktop.domain.periods import Period
from desktop.queries import dealings, reports, work
from desktop.queries.work import Visited
from desktop.usecases.period_figures import cents, ratio
from sync.catalogue import Value
from sync.catalogue.states import ReportState
from sync.clock import Clock

MONTH, FORTNIGHT = timedelta(days=29), timedelta(days=13)  # with today: 30 and 14 days
SHOWN = 12
Figures = dict[str, Value]


def people(connection: Connection, person: str, clock: Clock) -> list[str]:
    """Whoever works below this person; the person alone where nobody does."""
    return work.people_below(connection, person, clock.today().isoformat()) or [person]


def team(connection: Connection, person: str, period: Period, clock: Clock) -> Figures:
    """Each of the people in the period; who neither planned nor visited is not counted."""
    below = people(connection, person, clock)
    visits = work.visits(connection, below, period.first, period.last, clock)
    planned = work.plans(connection, below, period.first, period.last)
    filed = dealings.filed(connection, below, period.first, period.last)
    worked = {one.person for one in visits} | {one.person for one in planned}
    names = reports.names(connection, sorted(worked))
    ordered = sum((one.ordered for one in visits), Decimal(0))
    signed = sum(1 for one in filed if one.state == ReportState.SIGNED)
    return {
        "people_count": len(worked),
        "order_per_person": cents(ordered / len(worked)) if worked else None,
        "people": [
            _member(names.get(id, id), [one for one in visits if one.person == id],
                 sum(1 for one in planned if one.person == id),
                 sum(1 for one in filed if one.person == id))
            for id in sorted(worked)
        ],
        "reports_signed": signed,
        "reports_sealed": len(filed),
        "signed_ratio": ratio(signed, len(filed)),
    }  # fmt: skip


def _member(name: str, visits: Sequence[Visited], planned: int, filed: int) -> Figures:
    return {
        "name": name,
        "visits": len(visits),
        "planned": planned,
        "reports": filed,
        "ordered": cents(sum((one.ordered for one in visits), Decimal(0))),
        "collected": cents(sum((one.collected for one in visits), Decimal(0))),
    }


def heard(connection: Connection, person: str, clock: Clock) -> list[Visited]:
    """The visits of thirty days on which something of the market was noted, the newest first."""
    today = clock.today()
    below = people(connection, person, clock)
    visits = work.visits(connection, below, today - MONTH, today, clock)
    return [one for one in reversed(visits) if one.competitor or one.opinion or one.complaint]


def market(connection: Connection, person: str, clock: Clock) -> Figures:
    noted = heard(connection, person, clock)
    rivals = [_remark(one, one.competitor, clock) for one in noted if one.competitor]
    return {
        "market_count": len(rivals),
        "market_competitors": rivals[:SHOWN],
        "market_opinions": [_remark(o, o.opinion, clock) for o in noted if o.opinion][:SHOWN],
        "market_complaints": [_remark(o, o.complaint, clock) for o in noted if o.complaint][:SHOWN],
    }


def reported(connection: Connection, person: str, clock: Clock) -> tuple[date, date]:
    """The fortnight that a patrol checks: until yesterday, so that it is over."""
    last = clock.today() - timedelta(days=1)
    return last - FORTNIGHT, last


def patrol(connection: Connection, person: str, clock: Clock) -> Figures:
    """What the people reported for the last fortnight, to be held against what is seen."""
    first, last = reported(connection, person, clock)
    below = people(connection, person, clock)
    visits = work.visits(connection, below, first, last, clock)
    planned = len(work.plans(connection, below, first, last))
    names = reports.names(connection, below)
    return {
        "reported_visits": len(visits),
        "reported_planned": planned,
        "reported_ratio": ratio(len(visits), planned),
        "reported_reports": len(dealings.filed(connection, below, first, last)),
        "reported_by": [
            {"name": names.get(id, id), "visits": len(theirs), "text": theirs[-1].name}
            for id in below
            if (theirs := [one for one in visits if one.person == id])
        ],
    }


def _remark(visit: Visited, words: str, clock: Clock) -> Figures:
    day = clock.day_of(visit.started_at).isoformat()
    return {"visit": visit.id, "date": day, "name": visit.name, "text": words}
