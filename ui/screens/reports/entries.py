"""The lines of the shelf: my papers by kind, and what my team sealed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.forms import Form
from desktop.queries.papers import Paper
from desktop.queries.reports import TeamReport
from sync.catalogue.states import ReportState
from sync.clock import Clock
from ui.forms import answer_text, words
from ui.screens.reports.desk import Slot, Team, Written
from ui.screens.reports.shelf import Entry

translate = QCoreApplication.translate
TINTS: dict[str, str] = {
    ReportState.DRAFT: "gray", ReportState.SEALED: "accent", ReportState.SIGNED: "ok",
    ReportState.RETURNED: "warn", "missing": "bad",
    ReportState.ACKNOWLEDGED: "violet", ReportState.HANDLED: "teal", ReportState.CLOSED: "ok",
}  # fmt: skip
FEW = 5  # lines of a kind that are always listed
TO_SIGN, ROLL, OTHERS = "to_sign", "roll", "others"


def state_name(state: str) -> str:
    return {
        ReportState.DRAFT: translate("Entries", "Draft"),
        ReportState.SEALED: translate("Entries", "Sealed"),
        ReportState.SIGNED: translate("Entries", "Signed"),
        ReportState.RETURNED: translate("Entries", "Returned"),
        "missing": translate("Entries", "Missing"),
        ReportState.ACKNOWLEDGED: translate("Entries", "Acknowledged"),
        ReportState.HANDLED: translate("Entries", "Handled"),
        ReportState.CLOSED: translate("Entries", "Closed"),
    }[state]


def own_entries(
    shelf: Mapping[str, Sequence[Slot]],
    stage: str,
    folded: Collection[str],
    whole: Collection[str],
    clock: Clock,
) -> list[Entry]:
    """Headings with their counts, and under each that is not folded its lines of that stage:
    the newest and whatever is to do, the rest where the person asked for the whole group."""
    language, found = words.language(), []
    for code, slots in shelf.items():
        shown = [slot for slot in slots if stage in ("", slot.stage)]
        if not shown:
            continue
        title = slots[0].form.title.text(language)
        found.append(_heading(code, title, _tally(slots), code in folded, len(shown)))
        if code in folded:
            continue
        brief = [slot for n, slot in enumerate(shown) if n < FEW or slot.stage == "todo"]
        listed = shown if code in whole or stage or len(shown) <= FEW + 2 else brief
        found += [own_entry(slot, clock) for slot in listed]
        if len(listed) < len(shown):
            found.append(_rest(code, len(shown) - len(listed)))
    return found


def _rest(code: str, count: int) -> Entry:
    """The line that opens the whole group."""
    title = translate("Entries", "{count} older…").format(count=count)
    return Entry(
        key=_key(f"rest {code}"), id="", period="", title=title, note="", chip="", tint="",
        code=code, is_heading=True, folded=True, is_rest=True,
    )  # fmt: skip


def _tally(slots: Sequence[Slot]) -> str:
    """2 to write · 1 sealed: what is not done yet."""
    todo = sum(1 for slot in slots if slot.stage == "todo")
    sealed = sum(1 for slot in slots if slot.stage == "sealed")
    parts = []
    if todo:
        parts.append(translate("Entries", "{count} open").format(count=todo))
    if sealed:
        parts.append(translate("Entries", "{count} waiting").format(count=sealed))
    return " · ".join(parts)


def _heading(code: str, title: str, note: str, folded: bool, count: int) -> Entry:
    return Entry(
        key=_key(f"heading {code}"), id="", period="", title=f"{title} {count}", note=note,
        chip="", tint="", code=code, is_heading=True, folded=folded,
    )  # fmt: skip


def own_entry(slot: Slot, clock: Clock) -> Entry:
    found = slot.report
    state = found.state if found else "missing" if slot.owed else ReportState.DRAFT
    chip, tint = state_name(state), TINTS[state]
    if slot.is_current and state == ReportState.DRAFT:
        chip, tint = translate("Entries", "To write"), "accent"
    return Entry(
        key=_key(f"{slot.form.code} {found.id if _is_free(slot) and found else slot.period.name}"),
        id=found.id if found else "",
        period=slot.period.name,
        title=_title(slot, clock),
        note=_own_note(slot, clock),
        chip=chip,
        tint=tint,
        unsent=bool(found and found.pending),
        code=slot.form.code,
        due=slot.is_current and slot.stage == "todo",
    )


def _is_free(slot: Slot) -> bool:
    return not slot.form.is_report


def _title(slot: Slot, clock: Clock) -> str:
    """The period it covers, or what it is about; the day where it is about nothing yet."""
    if slot.form.is_report or (slot.form.period and not slot.form.subject):
        title = words.period(slot.period.kind, slot.period.first)
        if slot.is_current and slot.period.kind == "daily":
            return translate("Entries", "Today") + " · " + title
        return title
    assert slot.report is not None
    return named(slot.form, slot.report) or words.near_day(slot.report.date, clock.today())


def named(form: Form, found: Written) -> str:
    """What a paper is about: its customer, or the answers that name it."""
    if found.subject_name:
        return found.subject_name
    said = (answer_text.answer(form.field(key), found.answers.get(key)) for key in form.named_by)
    return " · ".join(part for part in said if part)


def _own_note(slot: Slot, clock: Clock) -> str:
    found = slot.report
    if found is None and slot.owed:
        return translate("Entries", "missing: visits, but no report")
    if found is None:
        return translate("Entries", "drafted from the visits, not yet written")
    if found.state == ReportState.RETURNED:
        return translate("Entries", "returned: {comment}").format(comment=found.review_comment)
    if found.state != ReportState.SEALED and found.review_comment:
        return f"{found.reviewer_name}：{found.review_comment}"
    if found.sealed_at:
        when = words.moment(found.sealed_at, clock)
        return translate("Entries", "sealed {when}").format(when=when)
    if not slot.form.is_report:
        day = words.near_day(found.date, clock.today())
        return translate("Entries", "begun for {day}").format(day=day)
    done, planned = found.derived.get("visits_done"), found.derived.get("visits_planned")
    return _visits(done or 0, planned or 0)


def _visits(done: object, planned: object) -> str:
    return translate("Entries", "visits {done} of {planned}").format(
        done=words.count(done), planned=words.count(planned)
    )


def team_entries(team: Team, folded: Collection[str], day: date, clock: Clock) -> list[Entry]:
    """What waits for my word, everybody else of that day, and what else they sealed lately."""
    today = clock.today()
    waiting = {report.id for report in team.to_sign}
    roll = [one for one in team.roll if one.id not in waiting]
    signing = [_to_sign(one, team, today) for one in team.to_sign]
    others = [_other(one, team, today) for one in team.others]
    groups = (
        (TO_SIGN, translate("Entries", "To sign"), signing),
        (ROLL, translate("Entries", "Roll call"), [_on_roll(one, day, today) for one in roll]),
        (OTHERS, translate("Entries", "Other forms"), others),
    )
    found: list[Entry] = []
    for code, title, lines in groups:
        if lines:
            found.append(_heading(code, title, "", code in folded, len(lines)))
            found += lines if code not in folded else []
    return found


def _to_sign(report: Written, team: Team, today: date) -> Entry:
    if isinstance(report, Paper):
        return _paper(report, team, today, translate("Entries", "To sign"))
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


def _paper(found: Paper, team: Team, today: date, chip: str = "") -> Entry:
    form = team.titles.get(found.form)
    title = form.title.text(words.language()) if form else found.form
    about = named(form, found) if form else found.subject_name
    urgent = bool(form and form.urgent)
    if urgent and chip:
        next_steps: dict[str, str] = {
            ReportState.ACKNOWLEDGED: translate("Entries", "To handle"),
            ReportState.HANDLED: translate("Entries", "To close"),
        }
        chip = next_steps.get(found.state, translate("Entries", "Urgent"))
    note = " · ".join(filter(None, (title, about, words.near_day(found.date, today))))
    return Entry(
        key=_key(found.id),
        id=found.id,
        period="",
        title=found.person_name,
        note=note,
        chip=chip or state_name(found.state),
        tint="bad" if urgent and chip else "accent" if chip else TINTS[found.state],
        face=found.person_name,
        unsent=found.pending,
    )


def _other(found: Paper, team: Team, today: date) -> Entry:
    return _paper(found, team, today)


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
