"""Forms as a laptop needs them: what they are, those that travel with the program, checking."""

from sync.forms import BadForm, Choice, Form, FormField, Section, Words, form_of
from sync.forms.checking import Fault, faults, totals
from sync.forms.shipped import CODES, read, shipped

__all__ = [
    "CODES",
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
    "shipped",
    "totals",
]
