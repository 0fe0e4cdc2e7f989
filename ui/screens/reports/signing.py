"""Sealing one's own paper, and the superior's word under somebody else's."""

from typing import Any

from PySide6.QtCore import QObject

from desktop.queries import approvals
from desktop.queries.papers import Paper
from sync.catalogue.states import ReportState
from sync.errors import Problem
from ui.screens.reports import desk
from ui.screens.reports.desk import Sheet
from ui.screens.reports.review import ReviewBar, Task
from ui.shell import Shell


class Signing(QObject):
    """The use cases behind the seal and the bar."""

    def __init__(self, app: Any, shell: Shell, bar: ReviewBar, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._shell, self._bar = app, shell, bar

    def show(self, sheet: Sheet) -> None:
        """The bar with the verdicts that this paper waits for."""
        self._bar.setVisible(sheet.may_sign)
        if sheet.may_sign:
            self._bar.set_task(_task(sheet))

    def seal(self, sheet: Sheet, answers: dict[str, Any]) -> bool:
        """Freezes the paper, beginning the report if nobody has typed anything yet."""
        if sheet.report is None:
            try:
                desk.store(self._app, sheet, answers)
            except Problem as problem:
                self._shell.tell(problem)
                return False
            sheet = desk.report_sheet(self._app, sheet.period)
        if sheet.report is None:
            return False
        kept = sheet.report.answers
        changed = {key: value for key, value in answers.items() if kept.get(key) != value}
        name = "report.seal" if sheet.form.is_report else "form.seal"
        title = sheet.form.title.text(self._shell.settings.language)
        said = self.tr("Sealed: {report}").format(report=title)
        if sheet.form.chain != "none":
            said = self.tr("Sealed, it goes to your superior: {report}").format(report=title)
        done = self._shell.perform(name, sheet.report.id, {"answers": changed}, said=said)
        return done is not None

    def say(self, sheet: Sheet, verdict: str, comment: str) -> bool:
        """Sign, return, or take an urgent one a step on."""
        if sheet.report is None:
            return False
        if verdict == "sign" and isinstance(sheet.report, Paper):
            verdict = _verdict(sheet)
        said = {
            "sign": self.tr("Signed the report of {name}"),
            "return": self.tr("Returned the report of {name}"),
            "acknowledge": self.tr("Acknowledged what {name} reported"),
            "handle": self.tr("Handled what {name} reported"),
            "close": self.tr("Closed what {name} reported"),
        }[verdict].format(name=sheet.name)
        arguments = {"verdict": verdict, "comment": comment}
        name = "report.review" if sheet.form.is_report else "form.review"
        done = self._shell.perform(name, sheet.report.id, arguments, said=said)
        if done is None:
            return False
        self._answer_request(done, sheet.report.id, verdict, comment)
        self._bar.reset()
        return True

    def _answer_request(self, done: Any, report: str, verdict: str, comment: str) -> None:
        """Whoever asked for this signature has their answer with it."""
        with self._app.database.read() as connection:
            request = approvals.signature_asked(connection, report, self._app.me.post or "")
        if request is None:
            return
        means = "return" if verdict == "return" else "approve"
        arguments = {"request": request, "verdict": means, "comment": comment}
        answered = self._shell.perform("approval.decide", None, arguments)
        if answered is not None:
            self._app.as_one([done, answered])


def _verdict(sheet: Sheet) -> str:
    """What saying yes means: an urgent paper goes from step to step."""
    state = sheet.report.state if sheet.report else ""
    if state == ReportState.ACKNOWLEDGED:
        return "handle"
    if state == ReportState.HANDLED:
        return "close"
    return "acknowledge" if sheet.form.chain == "handle" else "sign"


def _task(sheet: Sheet) -> Task:
    verdict = _verdict(sheet) if isinstance(sheet.report, Paper) else "sign"
    first = sheet.report is not None and sheet.report.state == ReportState.SEALED
    return Task(
        verdict=verdict,
        may_return=first,
        needs_word=sheet.form.is_report or verdict in ("handle", "close"),
    )
