"""Time as data: instants in UTC with microseconds, and the company's business date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

WRITTEN = len("2026-11-21T08:00:00.000000Z")


def instant_text(moment: datetime) -> str:
    """RFC 3339 in UTC, always with six decimals, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def in_utc(text: str) -> str:
    """An instant in that form, from text that was validated; most are in it already."""
    return text if len(text) == WRITTEN and text[-1] == "Z" else instant_text(from_text(text))


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Clock:
    """The device's clock in the company's zone; `offset` shifts it in trials and simulations."""

    def __init__(self, zone: str = "Asia/Shanghai", offset: timedelta = timedelta(0)) -> None:
        self.zone = ZoneInfo(zone)
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def now_text(self) -> str:
        return instant_text(self.now())

    def today(self) -> date:
        return self.now().astimezone(self.zone).date()

    def day_of(self, instant: str) -> date:
        """The business date of an instant; at the ends of the calendar, where there is none, the
        date of UTC."""
        moment = from_text(instant)
        try:
            return moment.astimezone(self.zone).date()
        except OverflowError:
            return moment.date()

    def bounds(self, day: date) -> tuple[str, str]:
        """The instants at which a business date begins and ends."""
        start = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        return instant_text(start), instant_text(start + timedelta(days=1))
