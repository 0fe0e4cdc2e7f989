"""What the window says of a failure: the sentences of the command line, fields by their labels."""

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
    return _explain(error, language)
