"""From a definition (a TOML file, or the body of a form_definition record) to a Form."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.forms.model import ANSWERS, DERIVED, BadForm, Choice, Form, FormField, Section, Words
from resources import files


def read(code: str) -> Form:
    """The definition that travels with the program; raises BadForm."""
    file = files("forms", f"{code}.toml")
    try:
        return form_of(tomllib.loads(file.read_text("utf-8")), code)
    except FileNotFoundError:
        raise BadForm("unknown_form", form=code) from None
    except tomllib.TOMLDecodeError as error:
        raise BadForm(form=code, where=str(error)) from None


def form_of(body: Mapping[str, Any], code: str = "", version: int = 1, title: str = "") -> Form:
    """A form from its data; what the data leave out comes from the other arguments."""
    code = str(body.get("code") or code)
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
    return Form(
        code=code,
        version=int(body.get("version") or version),
        title=_words(body.get("title") or title, code),
        sections=tuple(sections),
        kind=str(body.get("kind") or ""),
    )


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
