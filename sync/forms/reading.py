"""From a definition's data to a Form: what a later version added is shown in the plainest way."""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.forms.model import (
    ANSWERS,
    DERIVED,
    PERIODS,
    REPORTS,
    BadForm,
    Choice,
    Form,
    FormField,
    Layout,
    Section,
    Words,
)


def form_of(body: Mapping[str, Any], code: str = "", version: int = 1, title: str = "") -> Form:
    """A form from its data; what the data leave out comes from the other arguments.

    Raises BadForm only where there is nothing to show."""
    code = str(body.get("code") or code)
    kind = str(body.get("kind") or "")
    period = str(body.get("period") or (kind if kind in REPORTS else ""))
    return Form(
        code=code,
        version=int(body.get("version") or version),
        title=_words(body.get("title") or title, code),
        sections=_sections(body, code),
        kind=kind,
        about=_words(body.get("about")),
        period=period if period in PERIODS else "",
        subject=str(body.get("subject") or ""),
        named_by=_texts(body.get("named_by")),
        write=_texts(body.get("write")),
        chain=str(body.get("chain") or "sign"),
        figures=_texts(body.get("figures")),
        layout=_layout(body.get("print")),
        urgent=bool(body.get("urgent")),
    )


def _sections(body: Mapping[str, Any], code: str) -> tuple[Section, ...]:
    keys: set[str] = set()
    sections = []
    for number, section in enumerate(_list(body.get("sections"), code, "sections"), start=1):
        key = str(section.get("key") or f"section{number}")
        fields = [_field(field, f"{code}.{key}") for field in section.get("fields") or ()]
        for field in fields:
            if field.key in keys:
                raise BadForm(form=code, where=f"{key}.{field.key}")
            keys.add(field.key)
        heading = _words(section.get("title"), key)
        short = _words(section["short"]) if section.get("short") else heading
        sections.append(Section(key, heading, tuple(fields), short))
    return tuple(sections)


def _layout(said: Any) -> Layout:
    if not isinstance(said, Mapping):
        return Layout()
    return Layout(said.get("paper") == "landscape", max(1, min(4, int(said.get("columns") or 2))))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _list(value: Any, code: str, where: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise BadForm(form=code, where=where)
    return value


def _words(value: Any, otherwise: str = "") -> Words:
    if isinstance(value, Mapping):
        return Words({str(language): str(text) for language, text in value.items()})
    return Words({"zh_CN": str(value or otherwise)} if value or otherwise else {})


def _field(data: Mapping[str, Any], where: str) -> FormField:
    key, source = data.get("key"), str(data.get("source") or "answers")
    if not key or source not in ("answers", "derived"):
        raise BadForm(form=where, where=str(key or source))
    known = DERIVED if source == "derived" else ANSWERS
    type = str(data.get("type") or "text")
    if type not in known:
        type = _nearest(type, source)
    return FormField(
        key=str(key),
        label=_words(data.get("label"), str(key)),
        type=type,
        source=source,
        required=bool(data.get("required")),
        hint=_words(data.get("hint")),
        choices=tuple(
            Choice(str(code), _words(words, str(code)))
            for code, words in _pairs(data.get("choices"))
        ),
        columns=tuple(_field(column, f"{where}.{key}") for column in data.get("columns") or ()),
        of=tuple(str(one) for one in data.get("of") or (key,)),
        rows=str(data.get("rows") or ""),
        longest=int(data.get("longest") or 5_000),
        least=int(data.get("least") or 0),
        fewest=int(data.get("fewest") or 0),
        most=int(data.get("most") or 0),
        lowest=data.get("lowest"),
        highest=data.get("highest"),
        weight=int(data.get("weight") or 0),
        default=data.get("default"),
        sum_of=str(data.get("sum_of") or ""),
    )


def _nearest(type: str, source: str) -> str:
    """A type of a later version is shown in the plainest way rather than not at all."""
    if type in ("list", "table", "rows"):
        return "rows" if source == "derived" else "table"
    if type in ("longtext", "note", "multiline"):
        return "long_text"
    return "text"


def _pairs(choices: Any) -> list[tuple[Any, Any]]:
    if isinstance(choices, Mapping):
        return list(choices.items())
    return [(one, one) if not isinstance(one, list) else (one[0], one[1]) for one in choices or ()]
