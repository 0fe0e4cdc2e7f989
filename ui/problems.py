"""What the window says of a failure: the sentences of the command line, fields and steps by their
labels."""

from sync.errors import Problem
from sync.words import Notice
from sync.words import explain as _explain
from ui import words

__all__ = ["Notice", "explain"]


def explain(error: Exception, language: str) -> Notice:
    if isinstance(error, Problem) and isinstance(error.facts.get("field"), str):
        type = str(error.facts.get("type", "")).partition(".")[0]
        label = words.field(type, error.facts["field"])
        error = Problem(error.kind, rule=error.rule, **{**error.facts, "field": label})
    if isinstance(error, Problem) and error.kind == "cannot_undo":
        done = words.step(str(error.facts["name"]), str(error.facts["title"]))
        error = Problem(error.kind, **{**error.facts, "title": done})
    return _explain(error, language)
