"""Which day "add to route" means: today while there is time, else the next working day."""

from datetime import date, datetime, timedelta

LAST_HOUR = 17


def next_working_day(day: date) -> date:
    """The next day that is no weekend."""
    day += timedelta(days=1)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day


def route_day(now: datetime, is_planned_today: bool) -> date:
    """`now` in the company's zone."""
    today = now.date()
    if today.isoweekday() <= 5 and now.hour < LAST_HOUR and not is_planned_today:
        return today
    return next_working_day(today)
