"""What the books and the visits say of one customer: as it stands, and in one month."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Connection

from desktop.domain.periods import Period
from desktop.queries import dealings
from desktop.queries.work import Visited
from desktop.usecases.period_figures import cents, ratio
from sync.catalogue import Value
from sync.clock import Clock

QUARTER = timedelta(days=89)  # today and the 89 days before it
SHOWN = 5
MONTHS = 12
Figures = dict[str, Value]


def standing(connection: Connection, customer: str, clock: Clock) -> Figures:
    """The customer today, with the dealings of ninety days; nothing for one that is not known."""
    books, today = dealings.books(connection, customer), clock.today()
    if books is None:
        return {}
    visits = dealings.visits_to(connection, customer, today - QUARTER, today, clock)
    return {
        "customer_class": books.klass,
        "owner_name": books.owner_name,
        "year_target": cents(books.year_target),
        "year_sales": cents(books.year_sales),
        "year_ratio": ratio(books.year_sales, books.year_target),
        "receivable": cents(books.receivable),
        "overdue_amount": cents(books.overdue_amount),
        "overdue_days": books.overdue_days,
        "credit_limit": None if books.credit_limit is None else cents(books.credit_limit),
        "visits_quarter": len(visits),
        "ordered_quarter": cents(_ordered(visits)),
        "collected_quarter": cents(sum((one.collected for one in visits), Decimal(0))),
        "last_visits": [_remark(visit, visit.outcome, clock) for visit in visits[:SHOWN]],
        "open_complaints": [
            _remark(visit, visit.complaint, clock) for visit in visits if visit.complaint
        ],
        "contacts": [
            {"name": one.name, "position": one.position, "role": one.role}
            for one in dealings.contacts(connection, customer)
        ],
    }  # fmt: skip


def month(connection: Connection, customer: str, period: Period, clock: Clock) -> Figures:
    """The customer in that month: a twelfth of the year's target, the month before, the marks."""
    books = dealings.books(connection, customer)
    if books is None:
        return {}
    before = period.previous
    visits = dealings.visits_to(connection, customer, period.first, period.last, clock)
    earlier = dealings.visits_to(connection, customer, before.first, before.last, clock)
    ordered, ordered_before = _ordered(visits), _ordered(earlier)
    target = books.year_target / MONTHS
    marked = dealings.evaluations(connection, customer, period.name)
    last = marked[0] if marked else None
    return {
        "month_ordered": cents(ordered),
        "month_target": cents(target),
        "month_ratio": ratio(ordered, target),
        "before_ordered": cents(ordered_before),
        "growth": ratio(ordered - ordered_before, ordered_before),
        "month_collected": cents(sum((one.collected for one in visits), Decimal(0))),
        "overdue_ratio": ratio(books.overdue_amount, books.receivable),
        "month_visits": len(visits),
        "month_complaints": sum(1 for one in visits if one.complaint),
        "before_score": str(last.score) if last and last.score is not None else None,
        "before_grade": last.next_class if last else None,
    }


def _ordered(visits: Sequence[Visited]) -> Decimal:
    return sum((one.ordered for one in visits), Decimal(0))


def _remark(visit: Visited, said: str, clock: Clock) -> Figures:
    return {
        "visit": visit.id,
        "date": clock.day_of(visit.started_at).isoformat(),
        "text": said,
    }
