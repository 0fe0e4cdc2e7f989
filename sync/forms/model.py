"""What a form is made of: sections of typed fields, with their words in each language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sync.errors import Problem

# What a person fills in.
ANSWERS = (
    "text", "long_text", "choice", "choices", "money", "integer", "number", "rating", "date",
    "time", "table", "sum", "score", "customer", "product",
)  # fmt: skip
# What is computed from the records and only shown.
DERIVED = (
    "count", "money", "rate", "number", "clock", "minutes", "progress", "target", "rows", "text",
)  # fmt: skip
CELLS = ("text", "choice", "money", "integer", "number", "date", "time", "product")  # of a table
DEFAULT_LANGUAGE = "zh_CN"
PERIODS = ("", "daily", "weekly", "monthly")
REPORTS = ("daily", "weekly", "monthly")  # kinds that are kept as reports
WRITERS = ("rep", "manager", "director", "finance", "office")
CHAINS = ("none", "sign", "handle")  # nobody; the superior signs; acknowledges, handles, closes


class BadForm(Problem):
    """A definition that cannot be understood; `facts` say where."""

    default_kind = "bad_form"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in several languages; a language that is missing gets the default one."""

    by_language: Mapping[str, str]

    def text(self, language: str) -> str:
        known = self.by_language
        found = known.get(language) or known.get(language.partition("_")[0])
        return found or known.get(DEFAULT_LANGUAGE) or next(iter(known.values()), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: its code is what is kept."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. A derived field names the keys it shows (`of`) and the rows behind (`rows`).

    `least` and `longest` count characters of a text; `fewest` and `most` the lines of a table;
    `lowest` and `highest` bound a number; `most` of a rating is its best mark; `weight` is the
    share of a rating in the form's score (the weights of a score sum to 100).
    """

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
    fewest: int = 0
    most: int = 0
    lowest: float | None = None
    highest: float | None = None
    weight: int = 0
    default: Any = None
    sum_of: str = ""

    @property
    def is_derived(self) -> bool:
        return self.source == "derived"

    @property
    def best(self) -> int:
        """The best mark of a rating."""
        return self.most or 5

    def words_of(self, code: Any, language: str) -> str:
        """A chosen code in words; a code that is offered no more stays readable as it is."""
        found = next((one for one in self.choices if one.code == str(code)), None)
        return found.words.text(language) if found else str(code)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields; `short` is its name where there is little room."""

    key: str
    title: Words
    fields: tuple[FormField, ...]
    short: Words = Words({})


@dataclass(frozen=True, slots=True)
class Layout:
    """How it is printed: a side of A4, how many short fields stand side by side."""

    landscape: bool = False
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Form:
    """A definition: who writes it, about what, what is asked in which order, and who signs.

    `kind` daily, weekly and monthly are reports, everything else a form of its own; `period`
    makes one a person and period, `subject` names the answer that is the customer it is about;
    `figures` are the groups of figures that are worked out for it.
    """

    code: str
    version: int
    title: Words
    sections: tuple[Section, ...]
    kind: str = ""
    about: Words = Words({})
    period: str = ""
    subject: str = ""
    named_by: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    chain: str = "sign"
    figures: tuple[str, ...] = ()
    layout: Layout = Layout()
    urgent: bool = False

    @property
    def is_report(self) -> bool:
        return self.kind in REPORTS

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
