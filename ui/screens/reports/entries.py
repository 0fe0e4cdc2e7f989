"""The lines of the shelf: periods of my own, and the roll call of my team."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.domain.periods import KINDS
from desktop.queries.reports import Report, TeamReport
from sync.clock import Clock
from ui.forms import words
from ui.screens.reports.desk import Slot, Team
from ui.screens.reports.shelf import Entry

translate = QCoreApplication.translate
TINTS = {"draft": "gray", "sealed": "accent", "signed": "ok", "returned": "warn", "missing": "bad"}


def state_name(state: str) -> str:
    return {
        "draft": translate("Entries", "Draft"),
        "sealed": translate("Entries", "Sealed"),
        "signed": translate("Entries", "Signed"),
        "returned": translate("Entries", "Returned"),
        "missing": translate("Entries", "Missing"),
    }[state]


def own_entry(slot: Slot, clock: Clock) -> Entry:
    period, found = slot.period, slot.report
    title = words.period(period.kind, period.first)
    if slot.is_current and period.kind == "daily":
        title = translate("Entries", "Today") + " · " + title
    state = found.state if found else "missing" if slot.owed else "draft"
    chip, tint = state_name(state), TINTS[state]
    if slot.is_current and state == "draft":
        chip, tint = translate("Entries", "To write"), "accent"
    return Entry(
        key=period.first.toordinal() * 8 + KINDS.index(period.kind),
        id=found.id if found else "",
        period=period.name,
        title=title,
        note=_own_note(slot, clock),
        chip=chip,
        tint=tint,
        unsent=bool(found and found.pending),
    )


def _own_note(slot: Slot, clock: Clock) -> str:
    found = slot.report
    if found is None and slot.owed:
        return translate("Entries", "owed: visits, no report")
    if found is None:
        return translate("Entries", "drafted from the visits, not yet written")
    if found.state == "signed" and found.review_comment:
        return f"{found.reviewer_name}：{found.review_comment}"
    if found.state == "returned":
        return translate("Entries", "returned: {comment}").format(comment=found.review_comment)
    if found.sealed_at:
        when = words.moment(found.sealed_at, clock)
        return translate("Entries", "sealed {when}").format(when=when)
    done, planned = found.derived.get("visits_done"), found.derived.get("visits_planned")
    return _visits(done or 0, planned or 0)


def _visits(done: object, planned: object) -> str:
    return translate("Entries", "visits {done} of {planned}").format(
        done=words.count(done), planned=words.count(planned)
    )


def team_entries(team: Team, day: date, today: date) -> list[Entry]:
    """What waits for my signature, then everybody else of that day."""
    waiting = {report.id for report in team.to_sign}
    shown = [_to_sign(report, today) for report in team.to_sign]
    return shown + [_on_roll(one, day, today) for one in team.roll if one.id not in waiting]


def _to_sign(report: Report, today: date) -> Entry:
    done = report.derived.get("visits_done") or 0
    planned = report.derived.get("visits_planned") or 0
    parts = (
        words.report_kind(report.kind),
        words.near_day(report.date, today),
        _visits(done, planned),
    )
    return Entry(
        key=_key(report.id),
        id=report.id,
        period="",
        title=report.person_name,
        note=" · ".join(parts),
        chip=translate("Entries", "To sign"),
        tint="accent",
        face=report.person_name,
    )


def _on_roll(one: TeamReport, day: date, today: date) -> Entry:
    note = one.unit
    if one.visits_done is not None:
        note = _visits(one.visits_done, one.visits_planned or 0)
    return Entry(
        key=_key(one.id or f"{one.person}{day}"),
        id=one.id,
        period="",
        title=one.name,
        note=f"{words.near_day(day, today)} · {note}",
        chip=state_name(one.state),
        tint=TINTS[one.state],
        face=one.name,
        unsent=one.pending,
    )


def _key(text: str) -> int:
    """A number for a row that has only a name; stable while the program runs."""
    return hash(text)
