"""What a form is made of: sections of typed fields, with their words in each language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sync.errors import Problem

# What a person fills in.
ANSWERS = ("text", "long_text", "choice", "money", "integer", "date", "table", "sum", "customer")
# What is computed from the records and only shown.
DERIVED = ("count", "money", "rate", "clock", "minutes", "progress", "target", "rows", "text")
DEFAULT_LANGUAGE = "zh_CN"


class BadForm(Problem):
    """A definition that cannot be understood; `facts` say where."""

    default_kind = "bad_form"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in several languages; a language that is missing gets the default one."""

    by_language: Mapping[str, str]

    def text(self, language: str) -> str:
        found = self.by_language.get(language) or self.by_language.get(DEFAULT_LANGUAGE)
        return found or next(iter(self.by_language.values()), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: its code is what is kept."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. A derived field names the keys it shows (`of`) and the rows behind (`rows`)."""

    key: str
    label: Words
    type: str
    source: str = "answers"
    required: bool = False
    hint: Words = Words({})
    choices: tuple[Choice, ...] = ()
    columns: tuple["FormField", ...] = ()
    of: tuple[str, ...] = ()
    rows: str = ""
    longest: int = 5_000
    least: int = 0
    default: Any = None
    sum_of: str = ""

    @property
    def is_derived(self) -> bool:
        return self.source == "derived"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields; `short` is its name where there is little room."""

    key: str
    title: Words
    fields: tuple[FormField, ...]
    short: Words = Words({})


@dataclass(frozen=True, slots=True)
class Form:
    """A definition: what is asked, in which order."""

    code: str
    version: int
    title: Words
    sections: tuple[Section, ...]
    kind: str = ""

    def fields(self) -> Iterator[FormField]:
        for section in self.sections:
            yield from section.fields

    def answers(self) -> Iterator[FormField]:
        return (field for field in self.fields() if not field.is_derived)

    def field(self, key: str) -> FormField | None:
        return next((field for field in self.fields() if field.key == key), None)

    def section_of(self, key: str) -> Section | None:
        for section in self.sections:
            if any(field.key == key for field in section.fields):
                return section
        return None
