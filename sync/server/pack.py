"""A company pack as records: read from YAML or JSON, every value in its canonical form."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sync.catalogue import CATALOGUE, Field, Type, Value
from sync.catalogue.model import ID
from sync.errors import BadValue
from sync.forms import must_be_sound, published

# In this order, so that what a record refers to is there before it.
LISTS: Mapping[str, str] = {
    "units": "org_unit",
    "territories": "territory",
    "posts": "post",
    "people": "person",
    "products": "product",
    "form_definitions": "form_definition",
    "definitions": "form_definition",
    "customers": "customer",
    "contacts": "contact",
    "sites": "site",
    "route_templates": "route_template",
    "route_stops": "route_stop",
    "plan_items": "plan_item",
    "visits": "visit",
    "visit_actions": "visit_action",
    "reports": "report",
    "form_instances": "form_instance",
    "approval_requests": "approval_request",
    "decisions": "decision",
    "conflicts": "conflict",
    "customer_fields": "customer_field",
    "orders": "sales_order",
    "invoices": "invoice",
}
PERSON_ONLY = ("password", "post", "since", "until", "acting")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the pack states it: only the fields that it names."""

    type: str
    id: str
    fields: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Login:
    user: str
    person: str
    password: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything a pack says. Raises BadValue when made from something else."""

    company: Mapping[str, Any]
    entries: list[Entry]
    logins: list[Login]


# libyaml is many times as fast, and not in every build of PyYAML
class _Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without implicit dates: those are validated as text."""


_Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(file: Path) -> Pack:
    """Raises BadValue for anything that is not a company pack."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        raw = json.loads(text) if file.suffix == ".json" else yaml.load(text, _Plain)
    except OSError as error:
        raise BadValue("bad_pack", file=file.name, detail=error.strerror or "") from None
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise BadValue("bad_pack", file=file.name, detail=str(error)[:200]) from None
    if not isinstance(raw, dict):
        raise BadValue("bad_pack", file=file.name, detail="not a map")
    return understood(raw, file.parent)


def understood(raw: Mapping[str, Any], folder: Path) -> Pack:
    """The records of a pack that was read already; `definitions` are relative to `folder`."""
    unknown = set(raw) - set(LISTS) - {"company"}
    if unknown:
        raise BadValue("unknown_field", type="pack", field=min(map(str, unknown))[:60])
    entries: list[Entry] = []
    logins: list[Login] = []
    for key, type in LISTS.items():
        for item in raw.get(key) or []:
            if key == "definitions":
                entries.append(_form(folder / str(item)))
            elif type == "person":
                entries += _person(item, logins)
            else:
                entries.append(_entry(type, item))
    return Pack(raw.get("company") or {}, entries, logins)


def _entry(type: str, item: Any) -> Entry:
    if not isinstance(item, dict):
        raise BadValue("bad_pack", file=type, detail="not a map")
    record = CATALOGUE[type]
    aside = ("id",) if "author" in record.names else ("id", "author")
    fields = {str(name): value for name, value in item.items() if name not in aside}
    for each in record.fields:
        if each.required and fields.get(each.name) is None:
            raise BadValue("missing_field", type=type, field=each.name, id=str(item.get("id")))
    checked = _checkers(type)
    try:
        return Entry(type, _id(item), {n: checked[n](value) for n, value in fields.items()})
    except KeyError as error:
        raise BadValue("unknown_field", type=type, field=str(error.args[0])[:60]) from None
    except BadValue as problem:
        problem.facts |= {"type": type, "id": str(item.get("id"))[:64]}
        raise


@cache
def _checkers(type: str) -> Mapping[str, Callable[[Any], Value]]:
    return {each.name: _checker(each) for each in CATALOGUE[type].fields}


def _checker(field: Field) -> Callable[[Any], Value]:
    """Numbers that YAML took for numbers are fine as text and as money."""

    def check(value: Any) -> Value:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and field.type in (Type.TEXT, Type.REF, Type.DECIMAL):
            value = str(value)
        return field.check(value)

    return check


def _id(item: Mapping[str, Any]) -> str:
    id = str(item.get("id", ""))
    if not ID.match(id):
        raise BadValue(field="id", value=id[:60], wanted="1-64 of A-Z a-z 0-9 . _ -")
    return id


def _person(item: Any, logins: list[Login]) -> Iterator[Entry]:
    """A person, and what goes with one: the post held, and a way to sign in."""
    if not isinstance(item, dict):
        raise BadValue("bad_pack", file="people", detail="not a map")
    yield _entry("person", {k: value for k, value in item.items() if k not in PERSON_ONLY})
    person = _id(item)
    if "post" in item:
        yield _term(person, item)
    if item.get("user") and item.get("password"):
        logins.append(Login(str(item["user"]), person, str(item["password"])))


def _term(person: str, item: Mapping[str, Any]) -> Entry:
    """The post that a person holds; `post: null` says that they hold none."""
    held = {"person": person, "post": item["post"]}
    if item["post"] is None:
        return Entry("post_assignment", person, held)
    term = {name: item[name] for name in ("since", "until", "acting") if name in item}
    return _entry("post_assignment", {"id": person, **held, **term})


def _form(file: Path) -> Entry:
    """A form definition: each version is a record of its own, so that what was written in an
    older one stays readable. Raises BadForm with the place of what is wrong."""
    try:
        body = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadValue("bad_pack", file=file.name, detail=str(error)[:200]) from None
    head = body.get("form", body)
    must_be_sound(head)
    code, version = head["code"], head["version"]
    return _entry(
        "form_definition",
        {
            "id": definition_id(code, version),
            "code": code,
            "version": version,
            "title": _title(head.get("title")),
            "body": json.loads(json.dumps(published(head), default=str)),
            "effective_from": _text(head.get("effective_from")),
        },
    )


def definition_id(code: str, version: int) -> str:
    """The first version has the code for its id, later ones the code and their number."""
    return code if version == 1 else f"{code}.{version}"


def _title(value: Any) -> str | None:
    """Titles may be given by language; a record has one, the company's."""
    if isinstance(value, dict):
        value = value.get("zh_CN") or next(iter(value.values()), None)
    return _text(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
