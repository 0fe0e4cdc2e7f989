"""Forms on this laptop: the definitions that travel with the program, and checking answers."""

from desktop.forms.checking import Fault, faults, totals
from desktop.forms.shipped import CODES, read, shipped
from sync.forms import BadForm, Choice, Form, FormField, Section, Words, form_of

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
