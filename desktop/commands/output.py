"""What commands print: JSON lines on stdout, words for people on stderr."""

import json
import sys
from enum import IntEnum
from typing import Any

from sync import words
from sync.errors import BadValue, NotSignedIn, PeerMisbehaved, PeerUnreachable, Problem


class Exit(IntEnum):
    """Exit codes that scripts rely on."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NO_CONNECTION = 3
    NOT_SIGNED_IN = 4
    STORE = 5


def line(value: Any) -> None:
    """One JSON object on a line of its own, out at once."""
    raw(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def raw(text: str) -> None:
    """What is no text, from a script that sent none, is shown as a question mark."""
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")
    sys.stdout.flush()


def say(error: Exception, language: str) -> None:
    """The sentences of a problem, for a person."""
    notice = words.explain(error, language)
    said = f"{notice.text} {notice.rest}".strip()
    sys.stderr.write(said.encode("utf-8", "replace").decode() + "\n")


def answer(error: Problem, language: str, id: str | None = None) -> dict[str, Any]:
    """A refusal as one line of `apply`."""
    known: dict[str, Any] = {"ok": False}
    if id is not None:
        known["id"] = id
    known["problem"] = error.kind
    if error.rule:
        known["rule"] = error.rule
    return known | {"facts": error.facts, "text": words.explain(error, language).text}


def tell(error: Problem, language: str) -> Exit:
    """What ended a command: its sentences, a line when it was refused, and the exit code."""
    say(error, language)
    code = code_of(error)
    if code is Exit.REFUSED:
        line(answer(error, language))
    return code


def code_of(error: Problem) -> Exit:
    from desktop.errors import StoreLocked

    if isinstance(error, PeerUnreachable | PeerMisbehaved):
        return Exit.NO_CONNECTION
    if isinstance(error, NotSignedIn) or error.kind == "no_profile":
        return Exit.NOT_SIGNED_IN
    if isinstance(error, BadValue) or error.kind == "unknown_format":
        return Exit.USAGE
    return Exit.STORE if isinstance(error, StoreLocked) else Exit.REFUSED
