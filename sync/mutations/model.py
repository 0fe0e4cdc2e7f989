"""What a mutation is: its arguments, its operations on records, and who may perform it.

The same `run` is used by the laptop, to show the change at once, and by the centre, which does not
trust the laptop's result; each has its own reader of records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sync.catalogue import Field, Type, Value, record_type
from sync.catalogue.model import ID
from sync.errors import BadValue, Refused
from sync.rulings.records import Reader, Record


@dataclass(frozen=True, slots=True)
class Actor:
    """The acting person, their post, and the partitions in which they may write."""

    person: str
    post: str | None
    territories: tuple[str, ...] = ()
    works: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a mutation may look at; `at` is the authored instant.

    `today` is the business date where it is ruled: at the centre that of its sequencing.
    """

    actor: Actor
    read: Reader
    at: str
    today: str

    def record(self, type: str, id: Value) -> Record:
        """The live record, or a refusal that does not tell whether it exists elsewhere."""
        found = self.read.get(type, id) if isinstance(id, str) else None
        if found is None or found.deleted:
            raise Refused("not_found", type=type, id=str(id)[:64])
        return found


@dataclass(frozen=True, slots=True)
class Insert:
    """A new record, or a deleted one that is restored.

    Names the same paths whatever the reader holds, None where there is nothing: the centre's
    answer tells what it computed, and can tell only of paths that it names.
    """

    type: str
    id: str
    set: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Update:
    """`set` maps paths (`phone`, `answers.attendance`) to values.

    `ruled`: the result of a ruling, set even if others changed these paths meanwhile.
    """

    type: str
    id: str
    set: Mapping[str, Value]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    type: str
    id: str

    @property
    def set(self) -> Mapping[str, Value]:
        return {}


Op = Insert | Update | Delete


class Overruled(Refused):
    """A rule said no, but the centre keeps the author's values (`kept`)."""

    def __init__(
        self, kind: str, *, kept: Sequence[Op] = (), rule: str | None = None, **facts: Value
    ) -> None:
        super().__init__(kind, rule=rule, **facts)
        self.kept = tuple(kept)


USUAL = 5  # urgency
Arguments = Mapping[str, Value]
Run = Callable[[Context, str, Arguments], Sequence[Op]]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A named change: `fields` are its arguments, `run` turns them into operations.

    `own_authority`: `run` itself checks who may (an approver writes where only the requester
    works); otherwise every touched partition must be one the actor works in. `urgency`: lower
    goes first. `new`: a missing id is made by the product. `follows`: what the centre alone does
    on top, in the same commit, reading everything as `run` has left it.
    """

    name: str
    fields: tuple[Field, ...]
    run: Run
    new: bool = False
    own_authority: bool = False
    urgency: int = USUAL
    required: frozenset[str] = field(default_factory=frozenset)
    follows: Run | None = None
    _named: dict[str, Field] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._named.update((each.name, each) for each in self.fields)

    def check(self, id: Value, arguments: Value) -> dict[str, Value]:
        """Canonical arguments; raises BadValue."""
        if not isinstance(id, str) or not ID.match(id):
            raise BadValue(field="id", value=str(id)[:60], wanted="1-64 of A-Z a-z 0-9 . _ -")
        if not isinstance(arguments, Mapping):
            raise BadValue(field="set", value="", wanted="a map")
        known = self._named
        checked: dict[str, Value] = {}
        for name, value in arguments.items():
            if name not in known:
                raise BadValue("unknown_field", type=self.name, field=str(name)[:60])
            checked[name] = known[name].check(value)
        for name in self.required:
            if checked.get(name) is None:
                raise BadValue("missing_field", type=self.name, field=name)
        return checked


def flat(type: str, fields: Mapping[str, Value]) -> dict[str, Value]:
    """A set of fields as paths: the keys of a map become paths of their own."""
    record = record_type(type)
    paths: dict[str, Value] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping) and record.field(name).type is Type.MAP:
            paths |= {f"{name}.{key}": item for key, item in value.items()}
        else:
            paths[name] = value
    return paths


def value_at(fields: Mapping[str, Value], path: str) -> Value:
    """The value of a path in a record's fields."""
    name, _, key = path.partition(".")
    value = fields.get(name)
    if not key:
        return value
    return value.get(key) if isinstance(value, Mapping) else None


def with_paths(fields: Mapping[str, Value], paths: Mapping[str, Value]) -> dict[str, Value]:
    """The fields after setting these paths; a map key set to None is taken out."""
    result = dict(fields)
    for path, value in paths.items():
        name, _, key = path.partition(".")
        if not key:
            result[name] = value
            continue
        inner = dict(result.get(name) or {})
        if value is None:
            inner.pop(key, None)
        else:
            inner[key] = value
        result[name] = inner
    return result


__all__ = [
    "Actor",
    "Arguments",
    "Context",
    "Delete",
    "Insert",
    "Mutation",
    "Op",
    "Overruled",
    "Reader",
    "Record",
    "Update",
    "flat",
    "value_at",
    "with_paths",
]
