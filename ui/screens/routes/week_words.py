"""The fixed routes in words and colours: which weeks, which weekday, how much a day asks for."""

from PySide6.QtCore import QCoreApplication

from desktop.queries.week_plan import Load, Proposal, Regular, Route
from ui.screens.routes import rows

translate = QCoreApplication.translate
TONES = ("accentFill", "okFill", "warnFill", "violet", "badFill")  # Monday to Friday


def weekday(number: int) -> str:
    names = (
        translate("Weeks", "Monday"),
        translate("Weeks", "Tuesday"),
        translate("Weeks", "Wednesday"),
        translate("Weeks", "Thursday"),
        translate("Weeks", "Friday"),
    )
    return names[number - 1]


def weeks(numbers: tuple[int, ...]) -> str:
    """In which of the four weeks."""
    if len(numbers) == 4:
        return translate("Weeks", "every week")
    if len(numbers) == 2:
        odd = translate("Weeks", "weeks 1 and 3")
        return odd if numbers == (0, 2) else translate("Weeks", "weeks 2 and 4")
    return translate("Weeks", "week {n}").format(n=numbers[0] + 1)


def frequency(visits: int) -> str:
    """How often somebody is visited who is visited so many times in four weeks."""
    return {
        4: translate("Weeks", "every week"),
        2: translate("Weeks", "every second week"),
        1: translate("Weeks", "every fourth week"),
    }[visits]


def customers(number: int) -> str:
    return translate("Weeks", "%n customer(s)", "", number)


def name_of(route: Route) -> str:
    return f"{weekday(route.weekday)} · {weeks(route.weeks)}"


def load(one: Load) -> str:
    """Customers, kilometres a week, and how long the days are."""
    said = translate("Weeks", "{n} customers · {km} a week · {hours}")
    km = sum(one.km) / max(len(one.km), 1)
    return said.format(
        n=one.customers,
        km=rows.km_words(km),
        hours=hours(min(one.minutes), max(one.minutes)),
    )


def hours(minutes: float, to: float | None = None) -> str:
    """One figure, or two where they differ as they are said."""
    first = f"{minutes / 60:.1f}"
    last = first if to is None else f"{to / 60:.1f}"
    said = first if first == last else f"{first}–{last}"
    return translate("Weeks", "{hours} h").format(hours=said)


def missing(proposal: Proposal, longest: int) -> str:
    """Why somebody is left out, and what may be done."""
    said = translate(
        "Weeks",
        "{n} customers do not fit into days of {hours}: {names}. All visits would take about "
        "{needed} a day. Allow longer days, visit some less often, or plan fewer.",
    )
    names = "、".join(one.name for one in proposal.unserved[:3])
    return said.format(
        n=len(proposal.unserved), hours=hours(longest), names=names, needed=hours(proposal.needed)
    )


def regular(one: Regular, route: Route) -> str:
    return f"{one.name}, {one.grade}, {name_of(route)}"


def locked() -> str:
    return translate("Weeks", "locked")


def lock() -> str:
    return translate("Weeks", "Keep the customer on this weekday")


def keep_weekday() -> str:
    return translate("Weeks", "Keep the weekday as it is")
