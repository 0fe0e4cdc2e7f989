"""A stop as its row in the list and its marker on the map."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from desktop.domain import geo
from desktop.domain.road import Leg, StopState
from desktop.queries.day_on_road import OnRoad
from desktop.queries.routes import Stop
from sync.clock import Clock, from_text
from ui import words
from ui.screens.routes.stop_list import StopRow
from ui.widgets.map import LegendEntry, MapDot, MapStop

translate = QCoreApplication.translate
DAY = 24 * 60  # minutes


def rows_of(
    shown: OnRoad,
    clock: Clock,
    locked: Collection[str] = (),
    was: Mapping[str, int] = MappingProxyType({}),
) -> list[StopRow]:
    """`was` are the numbers the stops have had, where an order is only offered."""
    return [
        replace(
            _row(number, stop, state, leg, clock, was.get(stop.id, number)),
            locked=stop.id in locked,
        )
        for number, (stop, state, leg) in enumerate(
            zip(shown.stops, shown.states, shown.legs, strict=True), start=1
        )
    ]


def _row(
    number: int, stop: Stop, state: StopState, leg: Leg | None, clock: Clock, was: int
) -> StopRow:
    late = stop.overdue_days > 0 and stop.purpose == "collect"
    reason = stop.expected or words.purpose(stop.purpose)
    if late:
        days = translate("Routes", "{n} d overdue").format(n=stop.overdue_days)
        reason = f"{words.purpose(stop.purpose)} · {days}"
    time = stop.planned_at
    if stop.started_at:
        time = words.time_of(stop.started_at, clock)
    way = _way(stop, state, leg)
    if was != number:
        way = translate("Routes", "was stop {n} · {way}").format(n=was, way=way)
    is_ahead = state in (StopState.CURRENT, StopState.PENDING)
    return StopRow(
        stop.id, number, stop.name, reason, time, way, state, late and is_ahead, stop.pending > 0
    )


def _way(stop: Stop, state: StopState, leg: Leg | None) -> str:
    if state is StopState.DONE:
        if stop.started_at and stop.ended_at:
            took = from_text(stop.ended_at) - from_text(stop.started_at)
            minutes = round(took.total_seconds() / 60)
            return translate("Routes", "visited, {n} min").format(n=minutes)
        return translate("Routes", "visited")
    if state is StopState.SKIPPED:
        return translate("Routes", "skipped: {reason}").format(reason=stop.skip_reason)
    if stop.place is None:
        return translate("Routes", "no place on the map")
    return leg_words(leg)


def leg_words(leg: Leg | None) -> str:
    if leg is None:
        return ""
    return f"{km_words(leg.km)} · {minutes_words(leg.minutes)}"


def km_words(km: float) -> str:
    return translate("Routes", "{km} km").format(km=f"{km:.1f}")


def minutes_words(minutes: int) -> str:
    return translate("Routes", "{n} min").format(n=minutes)


def clock_words(minutes: int | None) -> str:
    """Minutes after midnight as a time; beyond the next midnight it says so."""
    if minutes is None:
        return "—"
    time = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    if minutes < DAY:
        return time
    return translate("Routes", "{time} next day").format(time=time)


def markers_of(shown: OnRoad, datum: str) -> list[MapStop]:
    """In the datum of the ground they are drawn on."""
    found = []
    for number, (stop, state) in enumerate(zip(shown.stops, shown.states, strict=True), 1):
        if stop.place is not None:
            place = geo.from_wgs84(stop.place, datum)
            found.append(
                MapStop(stop.id, number, stop.name, place.longitude, place.latitude, state)
            )
    return found


def dots_of(shown: OnRoad, datum: str) -> list[MapDot]:
    on_the_way = {one.customer.id for one in shown.suggestions}
    found = []
    for one in shown.around:
        place = geo.from_wgs84(one.place, datum)
        tone = "teal" if one.id in on_the_way else "text3"
        found.append(MapDot(one.id, one.name, place.longitude, place.latitude, tone))
    return found


def legend_of(shown: OnRoad) -> list[LegendEntry]:
    def count(state: StopState) -> int:
        return sum(one is state for one in shown.states)

    entries = [
        (translate("Routes", "Done {n}"), count(StopState.DONE), "okFill", False),
        (translate("Routes", "Next {n}"), count(StopState.CURRENT), "accentFill", False),
        (translate("Routes", "Ahead {n}"), count(StopState.PENDING), "accentFill", True),
        (translate("Routes", "Skipped {n}"), count(StopState.SKIPPED), "line3", False),
        (translate("Routes", "On the way {n}"), len(shown.suggestions), "teal", False),
        (translate("Routes", "Nearby {n}"), len(shown.around), "text3", False),
    ]
    return [LegendEntry(text.format(n=n), tone, hollow) for text, n, tone, hollow in entries if n]
