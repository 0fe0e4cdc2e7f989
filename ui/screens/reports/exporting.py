"""Taking a paper out of the program: a PDF, or sheets from a printer, looked at first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.queries import papers
from sync.catalogue.states import ReportState
from sync.errors import Problem
from ui import printing
from ui.file_asking import ask_where_to, fit_name
from ui.forms import words
from ui.forms.paper import Printed, Signature, paint
from ui.screens.reports import entries
from ui.screens.reports.desk import Sheet
from ui.shell import Shell

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Out:
    """The paper on the page, and who asks for it."""

    app: Any
    shell: Shell
    sheet: Sheet | None
    name: Callable[[str], str]  # of a customer
    owner: QWidget


def printed(out: Out) -> Printed:
    """Everything of the sheet that comes on paper."""
    assert out.sheet is not None
    sheet, clock, language = out.sheet, out.app.clock, out.shell.settings.language
    found = sheet.report
    state = entries.state_name(found.state if found else ReportState.DRAFT)
    period = words.period(sheet.period.kind, sheet.period.first)
    with out.app.database.read() as connection:
        company = papers.company(connection)
    facts = [
        (translate("TakingOut", "Written by"), sheet.name),
        (translate("TakingOut", "Period"), period),
        (translate("TakingOut", "State"), state),
    ]
    if found and found.subject_name:
        facts.insert(1, (translate("TakingOut", "Customer"), found.subject_name))
    return Printed(
        form=sheet.form,
        language=language,
        answers=sheet.answers,
        derived=sheet.derived,
        company=company,
        person=sheet.name,
        period=period,
        facts=facts,
        signatures=_signatures(sheet, clock),
        name=out.name,
    )


def _signatures(sheet: Sheet, clock: Any) -> list[Signature]:
    found = sheet.report
    sealed = words.stamp(found.sealed_at, clock) if found and found.sealed_at else ""
    author = Signature(translate("TakingOut", "Author"), sheet.name, sealed)
    if sheet.form.chain == "none":
        return [author]
    role = translate("TakingOut", "Superior")
    if found is None or not found.reviewed_at:
        return [author, Signature(role, sheet.superior)]
    when = words.stamp(found.reviewed_at, clock)
    return [author, Signature(role, found.reviewer_name, when, found.review_comment)]


def title_of(out: Out) -> str:
    assert out.sheet is not None
    sheet = out.sheet
    title = sheet.form.title.text(out.shell.settings.language)
    about = sheet.report.subject_name if sheet.report else ""
    return " ".join(part for part in (title, about, sheet.name, sheet.period.name) if part)


def save(out: Out) -> None:
    """Asks where to, then writes the PDF."""
    if out.sheet is None:
        return
    title, kinds = translate("TakingOut", "Save as PDF"), [translate("TakingOut", "Pages (*.pdf)")]
    name = fit_name(f"{title_of(out)}.pdf")
    ask_where_to(out.owner, out.shell.settings, title, name, partial(write, out), kinds)


def write(out: Out, path: Path) -> None:
    draw = partial(paint, printed=printed(out))
    try:
        printing.save(path, title_of(out), draw)
    except Problem as problem:
        out.shell.tell(problem)
        return
    said = translate("TakingOut", "Saved {name}").format(name=path.name)
    out.shell.toast(said, detail=str(path))


def look_at(out: Out) -> None:
    """The print preview; the paper is the same as the PDF."""
    if out.sheet is None:
        return
    from ui import print_preview

    draw = partial(paint, printed=printed(out))
    print_preview.look_at(title_of(out), draw, out.shell, out.owner)
