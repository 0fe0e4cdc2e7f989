"""Forms as data: what a definition may say, read leniently to show it, strictly to publish it."""

from sync.forms.model import (
    BadForm,
    Choice,
    Form,
    FormField,
    Layout,
    Section,
    Words,
)
from sync.forms.publishing import published
from sync.forms.reading import form_of
from sync.forms.strict import Flaw, flaws, must_be_sound

__all__ = [
    "BadForm",
    "Choice",
    "Flaw",
    "Form",
    "FormField",
    "Layout",
    "Section",
    "Words",
    "flaws",
    "form_of",
    "must_be_sound",
    "published",
]
