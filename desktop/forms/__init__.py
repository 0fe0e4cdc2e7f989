"""Forms as data: read from a definition, checked against it, never a class of their own."""

from desktop.forms.checking import Fault, faults, totals
from desktop.forms.model import BadForm, Choice, Form, FormField, Section, Words
from desktop.forms.reading import form_of, read

__all__ = [
    "BadForm",
    "Choice",
    "Fault",
    "Form",
    "FormField",
    "Section",
    "Words",
    "faults",
    "form_of",
    "read",
    "totals",
]
