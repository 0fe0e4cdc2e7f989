"""The next sales campaign on a given day, so that people talk of the festival that is coming."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Campaign:
    """A sales campaign with its first and last day."""

    name: str
    first: date
    last: date


# (name, first month and day, last month and day); lunar festivals at their usual time of year.
CAMPAIGNS = (
    ("年货节", (1, 5), (2, 10)),
    ("春季健康节", (2, 25), (3, 20)),
    ("五一", (4, 20), (5, 5)),
    ("端午", (5, 20), (6, 12)),
    ("六一八", (6, 10), (6, 20)),
    ("夏季清凉节", (7, 10), (8, 10)),
    ("中秋", (8, 28), (9, 25)),
    ("国庆", (9, 24), (10, 8)),
    ("双十一", (11, 1), (11, 12)),
    ("双十二", (12, 1), (12, 14)),
)


def campaign(today: date) -> Campaign:
    """The first campaign that ends at least a week after today."""
    for year in (today.year, today.year + 1):
        for name, first, last in CAMPAIGNS:
            end = date(year, *last)
            if (end - today).days >= 7:
                return Campaign(name, date(year, *first), end)
    raise ValueError(today)  # the next year's campaigns always lie ahead
