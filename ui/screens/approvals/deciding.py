"""The use cases behind the verdicts: one decision, several at once, and taking the last back."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from desktop.queries.approvals import Asked
from sync.errors import Problem
from ui.keys import keys as shortcuts
from ui.screens.approvals import toasts
from ui.screens.approvals.bar import ActionBar
from ui.screens.approvals.batch import DONE
from ui.screens.approvals.pile import Pile
from ui.screens.approvals.signing import sign_report
from ui.shell import Shell


class Deciding(QObject):
    """Says what was done in a toast; what a rule refuses is told and changes nothing."""

    def __init__(self, app: Any, shell: Shell, bar: ActionBar, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._shell, self._bar = app, shell, bar
        self._last: list[list[int]] = []  # requests decided lately, newest last
        self.is_at_work = False  # the next change is our own

    def decide(self, pile: Pile, asked: Asked, verdict: str, comment: str, to: str = "") -> bool:
        """`to`: the post that it is passed on to, or whose signature is added."""
        lease = pile.allotment(asked)
        if verdict == "approve" and pile.limit(asked) is not None and lease is None:
            self._say_beyond()
            return False
        arguments = {"request": asked.id, "verdict": verdict, "comment": comment or None}
        if to:
            arguments["delegate_to"] = to
        if verdict == "approve" and lease is not None:
            arguments["allotment"] = lease
        signed = sign_report(self._app, self._shell, self._bar, asked, verdict, comment)
        if signed is None:
            return False
        self.is_at_work = True
        said = toasts.said(verdict, asked)
        done = self._shell.perform("approval.decide", None, arguments, said=said)
        self.is_at_work = False
        if done is None:
            return False
        self._last.append([asked.key])
        self._app.as_one([*signed, done])
        return True

    def _say_beyond(self) -> None:
        words = self.tr("Press {key} to endorse it to your superior.")
        detail = words.format(key=shortcuts().shown("approvals.endorse"))
        self._shell.toast(self.tr("Beyond your limit"), detail=detail, bad=True)

    def approve_all(self, chosen: Sequence[Asked]) -> Mapping[int, str]:
        """One decision each, undone as one; what a rule refuses says why and the others go on.
        Answers by key: `DONE`, or why not."""
        became, sent = {}, []
        for asked in chosen:
            arguments = {"request": asked.id, "verdict": "approve"}
            try:
                sent.append(self._app.perform("approval.decide", None, arguments))
                became[asked.key] = DONE
            except Problem as problem:
                became[asked.key] = self._shell.explain(problem).text
        self._app.as_one(sent)
        self._last.append([asked.key for asked in chosen])
        said = self.tr("Approved {count}, sent in 5 s").format(count=len(sent))
        self._shell.toast(said, undo=bool(sent))
        return became

    def take_back(self) -> Sequence[int] | None:
        """The last decision, or the whole batch it was part of, while it has not been sent:
        answers its requests; None when there is no decision to take back."""
        undoable = self._app.undoable
        last = undoable[-1] if undoable else None
        if last is None or not last.name.startswith("approval."):
            words = self.tr("No decision to take back here; {key} undoes the last action")
            self._shell.toast(words.format(key=shortcuts().shown("undo")))
            return None
        self._shell.undo()
        return self._last.pop() if self._last else ()
