"""What is said of a decision the moment it was made."""

from PySide6.QtCore import QCoreApplication

from desktop.queries.approvals import Asked

translate = QCoreApplication.translate
BRIEF = 8  # characters of a title in a toast


def said(verdict: str, asked: Asked) -> str:
    """In the past tense, with the five seconds in which it can be taken back."""
    words = {
        "approve": translate("Toasts", "Approved {name} “{title}”, sent in 5 s"),
        "reject": translate("Toasts", "Rejected {name} “{title}”, sent in 5 s"),
        "return": translate("Toasts", "Returned {name} “{title}”, sent in 5 s"),
        "endorse": translate("Toasts", "Endorsed {name} “{title}” upwards, sent in 5 s"),
        "add_signer": translate("Toasts", "Added a signer to {name} “{title}”, sent in 5 s"),
        "delegate": translate("Toasts", "Passed on {name} “{title}”, sent in 5 s"),
    }[verdict]
    return words.format(name=asked.requester_name, title=_brief(asked.title))


def _brief(title: str) -> str:
    """A toast is read in a second."""
    return title if len(title) <= BRIEF else f"{title[: BRIEF - 1]}…"
