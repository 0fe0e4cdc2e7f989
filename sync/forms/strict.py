"""What must hold before a definition is published: every flaw at once, each with its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sync.forms import figures
from sync.forms.model import ANSWERS, CELLS, CHAINS, DERIVED, PERIODS, REPORTS, WRITERS, BadForm

HEAD = {
    "code": str, "version": int, "title": Mapping | str, "kind": str, "about": Mapping | str,
    "period": str, "subject": str, "named_by": list, "write": list, "chain": str,
    "figures": list, "print": Mapping, "urgent": bool, "sections": list, "effective_from": object,
}  # fmt: skip
SECTION = {"key": str, "title": Mapping | str, "short": Mapping | str, "fields": list}
FIELD = {
    "key": str, "label": Mapping | str, "type": str, "source": str, "required": bool,
    "hint": Mapping | str, "choices": Mapping | list, "columns": list, "of": list, "rows": str,
    "longest": int, "least": int, "fewest": int, "most": int, "lowest": int | float,
    "highest": int | float, "weight": int, "default": object, "sum_of": str,
}  # fmt: skip
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """`where` is the path into the definition: sections[2].fields[0].type."""

    where: str
    why: str


def must_be_sound(body: Body) -> None:
    """Raises BadForm with the first flaws, and how many there are."""
    found = flaws(body)
    if found:
        said = "; ".join(f"{flaw.where}: {flaw.why}" for flaw in found[:3])
        raise BadForm(form=str(body.get("code") or ""), where=said, flaws=len(found))


def flaws(body: Body) -> list[Flaw]:
    """Every flaw, in the order of the definition; none means that it may be published."""
    found = list(_shape(body, HEAD, ""))
    if found:
        return found
    found += _head(body)
    sections = body.get("sections") or []
    for place, section in enumerate(sections):
        found += _section(section, f"sections[{place}]")
    if not found:
        found += _whole(body, [field for section in sections for field in section["fields"]])
    return found


def _shape(value: Any, known: Mapping[str, Any], where: str) -> Iterator[Flaw]:
    """Nothing unknown, and every value of its type: a misspelt key is never passed over."""
    if not isinstance(value, Mapping):
        yield Flaw(where or "form", "not a map")
        return
    for name, one in value.items():
        path = f"{where}.{name}" if where else str(name)
        if name not in known:
            yield Flaw(path, "unknown key")
        elif not isinstance(one, known[name]) or (known[name] is int and isinstance(one, bool)):
            yield Flaw(path, f"not {_name(known[name])}")


def _name(type: Any) -> str:
    names = {str: "text", int: "a whole number", bool: "true or false", list: "a list"}
    return names.get(type, "of the right type")


def _head(body: Body) -> Iterator[Flaw]:
    if not body.get("code"):
        yield Flaw("code", "needed")
    if int(body.get("version") or 0) < 1:
        yield Flaw("version", "a whole number from 1")
    yield from _words(body, "title", "title")
    if not body.get("sections"):
        yield Flaw("sections", "needed")
    yield from _one_of(body, "period", PERIODS, "period")
    yield from _one_of(body, "chain", CHAINS, "chain")
    for name, known in (("write", WRITERS), ("figures", tuple(figures.GROUPS))):
        for place, one in enumerate(body.get(name) or ()):
            if one not in known:
                yield Flaw(f"{name}[{place}]", f"not one of {', '.join(known)}")
    if body.get("kind") in REPORTS and body.get("period", body["kind"]) != body["kind"]:
        yield Flaw("period", f"a {body['kind']} report covers that period")


def _words(body: Body, name: str, where: str) -> Iterator[Flaw]:
    """Words are there, in Chinese at least."""
    value = body.get(name)
    if not value:
        yield Flaw(where, "needed")
    elif isinstance(value, Mapping) and not value.get("zh_CN"):
        yield Flaw(f"{where}.zh_CN", "needed")


def _one_of(body: Body, name: str, known: Sequence[str], where: str) -> Iterator[Flaw]:
    if name in body and body[name] not in known:
        yield Flaw(where, f"not one of {', '.join(one for one in known if one)}")


def _section(section: Any, where: str) -> Iterator[Flaw]:
    shape = list(_shape(section, SECTION, where))
    yield from shape
    if shape:
        return
    if not section.get("key"):
        yield Flaw(f"{where}.key", "needed")
    yield from _words(section, "title", f"{where}.title")
    for place, field in enumerate(section.get("fields") or ()):
        yield from _field(field, f"{where}.fields[{place}]", in_table=False)


def _field(field: Any, where: str, *, in_table: bool) -> Iterator[Flaw]:
    shape = list(_shape(field, FIELD, where))
    yield from shape
    if shape:
        return
    if not field.get("key"):
        yield Flaw(f"{where}.key", "needed")
    yield from _words(field, "label", f"{where}.label")
    yield from _one_of(field, "source", ("answers", "derived"), f"{where}.source")
    known = CELLS if in_table else DERIVED if field.get("source") == "derived" else ANSWERS
    if field.get("type", "text") not in known:
        yield Flaw(f"{where}.type", f"{field.get('type')} is not one of {', '.join(known)}")
    check = _OF_TYPE.get(str(field.get("type")))
    if check is not None:
        yield from check(field, where)


def _choice(field: Body, where: str) -> Iterator[Flaw]:
    choices = field.get("choices") or {}
    if not choices:
        yield Flaw(f"{where}.choices", "needed")
    pairs = _pairs(choices)
    for code, words in pairs:
        yield from _words({"words": words}, "words", f"{where}.choices.{code}")
    chosen = field.get("default")
    known = {str(code) for code, _ in pairs}
    if any(str(one) not in known for one in _list(chosen)):
        yield Flaw(f"{where}.default", "not among the choices")


def _pairs(choices: Any) -> list[tuple[Any, Any]]:
    """Codes with their words: a map, or pairs in their order; a bare code speaks for itself."""
    if isinstance(choices, Mapping):
        return list(choices.items())
    return [(one[0], one[1]) if isinstance(one, list) and len(one) == 2 else (one, one)
            for one in choices]  # fmt: skip


def _list(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _table(field: Body, where: str) -> Iterator[Flaw]:
    if not field.get("columns"):
        yield Flaw(f"{where}.columns", "needed")
    derived = field.get("source") == "derived"
    keys = set()
    for place, column in enumerate(field.get("columns") or ()):
        yield from _field(column, f"{where}.columns[{place}]", in_table=True)
        if isinstance(column, Mapping):
            if column.get("key") in keys:
                yield Flaw(f"{where}.columns[{place}].key", "used twice")
            keys.add(column.get("key"))
    if not derived and 0 < int(field.get("most") or 0) < int(field.get("fewest") or 0):
        yield Flaw(f"{where}.most", "less than fewest")


_OF_TYPE: Mapping[str, Callable[[Body, str], Iterator[Flaw]]] = {
    "choice": _choice,
    "choices": _choice,
    "table": _table,
    "rows": _table,
}


def _whole(body: Body, fields: Sequence[Body]) -> Iterator[Flaw]:
    """What only shows when the fields are seen together."""
    by_key: dict[str, Body] = {}
    for field in fields:
        if field["key"] in by_key:
            yield Flaw(field["key"], "used twice")
        by_key[field["key"]] = field
    yield from _sums(by_key)
    yield from _weights(by_key)
    for name in (body.get("subject") or "", *(body.get("named_by") or ())):
        if name and name not in by_key:
            yield Flaw(f"subject {name}", "no such field")
    subject = by_key.get(body.get("subject") or "")
    if subject is not None and subject.get("type") != "customer":
        yield Flaw("subject", "not a customer field")
    yield from _figures(body, fields)


def _sums(by_key: Mapping[str, Body]) -> Iterator[Flaw]:
    for key, field in by_key.items():
        if field.get("type") != "sum":
            continue
        table, _, column = str(field.get("sum_of") or "").partition(".")
        columns = {one["key"] for one in by_key.get(table, {}).get("columns") or ()}
        if column not in columns:
            yield Flaw(f"{key}.sum_of", "no such column")


def _weights(by_key: Mapping[str, Body]) -> Iterator[Flaw]:
    scores = [key for key, field in by_key.items() if field.get("type") == "score"]
    weights = [int(field.get("weight") or 0) for field in by_key.values()]
    if scores and sum(weights) != 100:
        yield Flaw(f"{scores[0]}.weight", f"the weights sum to {sum(weights)}, not to 100")


def _figures(body: Body, fields: Sequence[Body]) -> Iterator[Flaw]:
    """A derived field shows figures that the form's groups work out, and rows they offer."""
    known, rows = figures.keys_of(body.get("figures") or ()), figures.rows_of(
        body.get("figures") or ()
    )  # fmt: skip
    for field in fields:
        if field.get("source") != "derived":
            continue
        for key in field.get("of") or (field["key"],):
            if key not in known:
                yield Flaw(f"{field['key']}.of", f"no figure {key} in the groups of this form")
        if field.get("rows") and field["rows"] not in rows:
            yield Flaw(f"{field['key']}.rows", f"no rows {field['rows']}")
