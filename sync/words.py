"""From a Problem to what a person is told: what happened, what is safe, what to do.

The sentences are resources (`problems/<language>.toml`, one table per kind), used by the window
and by the command line alike. A problem without a sentence of its own gets a general one and is
logged.
"""

import logging
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from resources import files
from sync.errors import Problem

log = logging.getLogger(__name__)
LANGUAGES = ("zh_CN", "en")
NUMBER = re.compile(r"\d{4}-\d\d-\d\d|\d+(?:\.\d+)?")

# for the time until the sentences are there, and for languages without a file
GENERAL: Mapping[str, str] = {
    "text": "Something went wrong.",
    "safe": "Your work is saved on this device.",
    "advice": "Send the log if it happens again.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Three sentences: what happened, what is safe, what to do (the last two may be empty)."""

    text: str
    safe: str = ""
    advice: str = ""

    @property
    def rest(self) -> str:
        return " ".join(part for part in (self.safe, self.advice) if part)


class _Facts(dict[str, Any]):
    """A fact that is missing leaves a dash instead of a second failure."""

    def __missing__(self, key: str) -> str:
        return "—"


def language() -> str:
    """Chinese first; the variable chooses otherwise."""
    return "en" if os.environ.get("ROUTEBOOK_LANGUAGE", "").startswith("en") else LANGUAGES[0]


@cache
def sentences(language: str) -> Mapping[str, Mapping[str, str]]:
    try:
        return tomllib.loads(files("problems", f"{language}.toml").read_text("utf-8"))
    except FileNotFoundError:
        return {}


@cache
def _wishes(language: str) -> Mapping[str, str]:
    try:
        return tomllib.loads(files("problems", f"wanted_{language}.toml").read_text("utf-8"))
    except FileNotFoundError:  # the language of the catalogue itself
        return {}


def wanted(phrase: str, language: str) -> str:
    """What a value should have been ("at most 100 characters"), as the catalogue words it."""
    said = _wishes(language).get(NUMBER.sub("{}", phrase))
    return phrase if said is None else said.format(*NUMBER.findall(phrase))


def explain(error: Exception, language: str = "zh_CN") -> Notice:
    """The sentences for this failure; a rule's own come before those of its kind."""
    known = sentences(language)
    found: Mapping[str, str] | None = None
    facts: dict[str, Any] = {}
    if isinstance(error, Problem):
        facts = {**error.facts, "rule": error.rule or ""}
        if "wanted" in facts:
            facts["wanted"] = wanted(str(facts["wanted"]), language)
        found = known.get(f"{error.kind}:{error.rule}") or known.get(error.rule or "")
        found = found or known.get(error.kind)
        if found is None:
            log.warning("no sentence for problem kind=%s rule=%s", error.kind, error.rule)
    else:
        log.error("unexpected failure", exc_info=error)
    said = found or known.get("problem") or GENERAL
    parts = (said.get(part, "") for part in ("text", "safe", "advice"))
    return Notice(*(part.format_map(_Facts(facts)) for part in parts))


def sentence(kind: str, language: str, facts: Mapping[str, Any]) -> str:
    """One sentence by its name, filled with facts."""
    return sentences(language).get(kind, {}).get("text", kind).format_map(_Facts(facts))
