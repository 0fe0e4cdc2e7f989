"""A request to sign a report signs the report itself, in the same decision."""

from typing import Any

from desktop.queries.approvals import Asked
from sync.errors import Problem
from ui.screens.approvals.bar import ActionBar
from ui.shell import Shell


def sign_report(
    app: Any, shell: Shell, bar: ActionBar, asked: Asked, verdict: str, comment: str
) -> list[Any] | None:
    """What was done to the report, to be undone with the decision; None when a rule said no."""
    means = {"approve": "sign", "return": "return"}.get(verdict)
    if asked.kind != "report_sign" or means is None or asked.subject_type != "report":
        return []
    if not comment:
        bar.ask_for_words(verdict)
        return None
    try:
        arguments = {"verdict": means, "comment": comment}
        return [app.perform("report.review", asked.subject, arguments)]
    except Problem as problem:
        if problem.kind in ("not_found", "not_sealed"):
            return []  # signed elsewhere, or not on this laptop: the request is decided alone
        shell.tell(problem)
        return None
