"""What stands beside a report: what it still lacks, and the words of the one before."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop import forms
from desktop.queries import reports
from desktop.queries.reports import Lack
from ui.forms import words
from ui.forms.page import reason
from ui.screens.reports.desk import Sheet
from ui.screens.reports.margin import Before, Remark

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
    if not {"no_outcome", "no_visits"} & set(codes):
        found.append(Remark(translate("Margin", "Every visit has its outcome"), "", "ok"))
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
        "no_outcome": translate("Margin", "Visit without an outcome"),
        "no_next_step": translate("Margin", "Visit without a next step"),
        "not_visited": translate("Margin", "Planned, not visited, no reason"),
        "no_visits": translate("Margin", "No visit recorded"),
    }[lack.code]
    target = f"customers:{lack.customer}" if lack.customer else ""
    return Remark(said, detail, "warn", "routes:" if lack.code == "not_visited" else target)


def before(sheet: Sheet, language: str) -> tuple[str, list[Before], bool] | None:
    """The words of the last report, to read or to copy while this one is open."""
    if sheet.previous is None:
        return None
    answers = sheet.previous.answers
    kept = [
        Before(field.key, field.label.text(language), str(answers[field.key]))
        for field in sheet.form.answers()
        if field.type in ("long_text", "text") and answers.get(field.key)
    ]
    first = reports.period_of_report(sheet.previous).first
    return (words.period(sheet.period.kind, first), kept, sheet.is_open) if kept else None
