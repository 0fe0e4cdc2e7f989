"""What stands beside a report: what it still lacks, and the words of the one before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop import forms
from desktop.domain.periods import period_of
from desktop.forms import FormField
from desktop.queries.reports import Lack
from sync.catalogue.states import OPEN_REPORTS, ReportState
from sync.clock import Clock
from ui.forms import answer_text, words
from ui.forms.answer_text import Name
from ui.forms.derived import shown
from ui.forms.page import reason
from ui.screens.reports.desk import Sheet
from ui.screens.reports.margin import Before, Remark
from ui.widgets.timeline import Stage, Step

translate = QCoreApplication.translate
APART = 2  # more of one sort are said in one line


def remarks(sheet: Sheet, answers: Mapping[str, Any], language: str) -> list[Remark]:
    """First what has to be filled in, then what the records lack, then what is in order."""
    found: list[Remark] = []
    if sheet.is_open:
        for fault in forms.faults(sheet.form, answers):
            asked = sheet.form.field(fault.field)
            label = asked.label.text(language) if asked else fault.field
            found.append(Remark(label, reason(fault), "bad", f"field:{fault.field}"))
    codes = list(dict.fromkeys(lack.code for lack in sheet.lacks))
    for code in codes:
        found += _lacks([lack for lack in sheet.lacks if lack.code == code])
    if sheet.form.is_report and not {"no_outcome", "no_visits"} & set(codes):
        found.append(Remark(translate("Margin", "Every visit has a result"), "", "ok"))
    return found


def _lacks(lacks: Sequence[Lack]) -> list[Remark]:
    if len(lacks) <= APART:
        return [_lack(lack, lack.name) for lack in lacks]
    names = translate("Margin", ", ").join(lack.name for lack in lacks)
    one = _lack(lacks[0], names)
    text = translate("Margin", "{what}: {count}").format(what=one.text, count=len(lacks))
    target = one.target if lacks[0].code == "not_visited" else ""
    return [Remark(text, names, one.tint, target)]


def _lack(lack: Lack, detail: str) -> Remark:
    said = {
        "no_outcome": translate("Margin", "Visit without a result"),
        "no_next_step": translate("Margin", "Visit without a next step"),
        "not_visited": translate("Margin", "Missed without a reason"),
        "no_visits": translate("Margin", "No visit recorded"),
    }[lack.code]
    target = f"customers:{lack.customer}" if lack.customer else ""
    return Remark(said, detail, "warn", "routes:" if lack.code == "not_visited" else target)


def checks(
    sheet: Sheet, answers: Mapping[str, Any], language: str
) -> tuple[str, str, list[Remark]] | None:
    """Title, note and remarks; nothing beside one's own paper once it is sealed."""
    if sheet.is_mine and not sheet.is_open:
        return None
    found = remarks(sheet, answers, language)
    if not found:
        return None
    open_ones = sum(1 for remark in found if remark.tint != "ok")
    note = translate("Margin", "{count} to look at").format(count=open_ones) if open_ones else ""
    before, after = translate("Margin", "Before sealing"), translate("Margin", "To look at")
    return before if sheet.is_open else after, note, found


def comment(sheet: Sheet, clock: Clock) -> tuple[str, str] | None:
    """Who said what under the paper."""
    found = sheet.report
    if found is None or not found.review_comment:
        return None
    when = words.moment(found.reviewed_at, clock)
    return f"{found.reviewer_name} · {when}", found.review_comment


def chain(sheet: Sheet, clock: Clock) -> list[Step]:
    """The way of the paper: its author, then the superior; an urgent one goes three steps more."""
    if sheet.form.chain == "none":
        return []
    found = sheet.report
    state = found.state if found else ReportState.DRAFT
    sealed = words.moment(found.sealed_at, clock) if found and found.sealed_at else ""
    now: Stage = "now" if state in OPEN_REPORTS else "done"
    author = Step(sheet.name, sealed if now == "done" else translate("Margin", "to seal"), now)
    who = sheet.superior or translate("Margin", "Superior")
    return [author, *_after(sheet, state, who, clock)]


def _after(sheet: Sheet, state: str, who: str, clock: Clock) -> list[Step]:
    found = sheet.report
    when = words.moment(found.reviewed_at, clock) if found and found.reviewed_at else ""
    if sheet.form.chain == "handle":
        steps: dict[str, str] = {
            ReportState.ACKNOWLEDGED: translate("Margin", "Acknowledge"),
            ReportState.HANDLED: translate("Margin", "Handle"),
            ReportState.CLOSED: translate("Margin", "Close"),
        }
        reached = list(steps).index(state) if state in steps else -1
        waits = reached + 1 if state in (ReportState.SEALED, *steps) else -1
        return [
            Step(said, when if place == reached else who if place == 0 else "",
                 "done" if place <= reached else "now" if place == waits else "next")
            for place, said in enumerate(steps.values())
        ]  # fmt: skip
    if state == ReportState.RETURNED:
        return [Step(who, translate("Margin", "returned"), "refused")]
    stages: dict[str, Stage] = {ReportState.SEALED: "now", ReportState.SIGNED: "done"}
    stage = stages.get(state, "next")
    return [Step(who, when if stage == "done" else translate("Margin", "to sign"), stage)]


def before(sheet: Sheet, language: str, name: Name) -> tuple[str, list[Before], bool] | None:
    """The last paper of the kind: its figures to compare, its answers to read or to copy."""
    found, form = sheet.previous, sheet.previous_form
    if found is None or form is None:
        return None
    figures = [
        Before("", field.label.text(language), _figure(field, found.derived))
        for field in form.fields()
        if field.is_derived and field.type not in ("rows", "text")
    ]
    kept = [one for one in figures if one.text not in ("", words.DASH)]
    for field in form.answers():
        said = answer_text.answer(field, found.answers.get(field.key), name)
        if said and field.type not in ("sum", "score", "customer"):
            fits = sheet.form.field(field.key)
            key = field.key if fits is not None and fits.type == field.type else ""
            kept.append(Before(key, field.label.text(language), said))
    first = date.fromisoformat(found.date)
    title = words.period(sheet.period.kind, period_of(sheet.period.kind, first).first)
    return (title, kept, sheet.is_open) if kept else None


def _figure(field: FormField, derived: Mapping[str, Any]) -> str:
    said = shown(field, derived)
    if not said.note or said.value == words.DASH:
        return said.value
    return f"{said.value} · {said.note}".replace(" ·", "\u00a0·")  # no line begins with the dot
