"""The words the catalogue is written in: types of value, merge classes, homes, records.

Values travel JSON-native: text str, integer int, decimal a fixed-scale string ("379.00"),
boolean bool, date "YYYY-MM-DD", instant "2026-11-21T08:00:00.000000Z", float, map and list.
In SQL a decimal is an integer scaled by 10**scale, a boolean 0/1, maps and lists canonical JSON.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

import msgspec

from sync.errors import BadValue

Value = Any  # a JSON-native value
ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
CONTROL = re.compile("[\x00\ud800-\udfff]")  # no database holds these
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)\Z")
LARGEST = 2**63 - 1  # whole numbers, and decimals without their point, from -LARGEST
FIRST_YEAR, LAST_YEAR = 2, 9998  # of an instant, in UTC: a day of the calendar in every zone
DEEPEST = 32  # lists within maps within lists: what one end accepts the other must be able to read


class Kind(StrEnum):
    """What becomes of a record that two people touch."""

    FACT = "fact"  # appended, amended, never edited
    CARD = "card"  # merged field by field
    CLAIM = "claim"  # ruled by an arbiter
    DEFINITION = "definition"  # published by the centre


class Merge(StrEnum):
    """How one field merges when it changed after the author's base version."""

    FREE = "free"  # differing values: a conflict that keeps both
    NOTE = "note"  # long text: both kept, one after the other
    GUARD = "guard"  # compare and set; stale is refused
    APPEND = "append"  # said once, when the record is made; every field of a fact
    DELTA = "delta"  # the total of a ledger of facts; never written by anybody
    SET = "set"  # elements added and removed one by one; an unseen addition wins
    DERIVED = "derived"  # recomputed at the centre, never argued about


class Type(StrEnum):
    """The type of a field's value."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    FLOAT = "float"
    REF = "ref"
    MAP = "map"
    LIST = "list"
    ANY = "any"


JSON_TYPES = frozenset({Type.MAP, Type.LIST, Type.ANY})


def canonical(value: Value) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return canonical_bytes(value).decode()


def canonical_bytes(value: Value) -> bytes:
    """The same in UTF-8. The fast encoder writes floats far from 1 in another way (1e16, 0.00001
    for 1e+16, 1e-05): what may hold one is written again."""
    try:
        found = _FAST(value)
    except TypeError:  # a key that is no text
        return _EXACT(value).encode()
    return _EXACT(value).encode() if b"0.0000" in found or _FAR.search(found) else found


_FAST = msgspec.json.Encoder(order="sorted").encode
_EXACT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_FAR = re.compile(rb"e-?\d{1,3}(?:[,\]}]|\Z)")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type; `longest` counts characters (of the JSON for maps and lists)."""

    name: str
    type: Type = Type.TEXT
    merge: Merge = Merge.FREE
    required: bool = False
    target: str | None = None
    scale: int = 2
    choices: tuple[str, ...] = ()
    longest: int = 500
    since: int = 1  # the schema that first had it
    least: int | None = None  # of a number
    most: int | None = None
    _check: "Check" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_check", _CHECKS[self.type])

    def check(self, value: Value) -> Value:
        """The value in its one canonical form; raises BadValue.

        None is allowed unless the field is required.
        """
        if value is None or (value == "" and self.type not in JSON_TYPES):
            if self.required:
                raise self._bad(value, "a value")
            return None
        checked = self._check(self, value)
        if self.choices and checked not in self.choices:
            raise self._bad(value, " | ".join(self.choices))
        if self.least is not None and checked < self.least:
            raise self._bad(value, f">= {self.least}")
        if self.most is not None and checked > self.most:
            raise self._bad(value, f"<= {self.most}")
        return checked

    def to_sql(self, value: Value) -> Any:
        """What the database holds for a canonical value."""
        if value is None:
            return None
        if self.type is Type.DECIMAL:
            whole, _, cents = value.partition(".")  # canonical, so there are `scale` of them
            return int(whole + cents)
        if self.type is Type.BOOLEAN:
            return int(value)
        if self.type in JSON_TYPES:
            return msgspec.json.encode(value, order="sorted").decode()
        return value

    def from_sql(self, value: Any) -> Value:
        """The canonical value of what the database holds."""
        if value is None:
            return None
        if self.type is Type.DECIMAL:
            digits = str(value) if value >= 0 else str(-value)
            if len(digits) <= self.scale:
                digits = digits.zfill(self.scale + 1)
            whole = digits[: -self.scale] if value >= 0 else "-" + digits[: -self.scale]
            return f"{whole}.{digits[-self.scale :]}"
        if self.type is Type.BOOLEAN:
            return bool(value)
        if self.type in JSON_TYPES:
            return json.loads(value)
        return value

    def _bad(self, value: Value, wanted: str) -> BadValue:
        try:
            said = str(value)[:60]
        except ValueError:  # a number of thousands of digits
            said = ""
        return BadValue(field=self.name, value=said, wanted=wanted)


def _text(field: Field, value: Value) -> str:
    if not isinstance(value, str):
        raise field._bad(value, "text")
    if CONTROL.search(value):
        raise field._bad(value.encode("utf-8", "replace").decode(), "text without control codes")
    if len(value) > field.longest:
        raise field._bad(value, f"at most {field.longest} characters")
    if field.required and not value.strip():  # nothing but blanks is not said
        raise field._bad(value, "a value")
    return value


def _integer(field: Field, value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise field._bad(value, "a whole number")
    return value


def _decimal(field: Field, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise field._bad(value, "a decimal number as text")
    try:
        number = Decimal(value)
        fixed = number.quantize(Decimal(1).scaleb(-field.scale))
    except InvalidOperation:
        raise field._bad(value, "a decimal number as text") from None
    if not number.is_finite():
        raise field._bad(value, "a decimal number as text")
    if fixed != number:
        raise field._bad(value, f"at most {field.scale} decimal places")
    if abs(fixed.scaleb(field.scale)) > LARGEST:
        raise field._bad(value, "a smaller number")
    return str(abs(fixed) if fixed == 0 else fixed)


def _boolean(field: Field, value: Value) -> bool:
    if not isinstance(value, bool):
        raise field._bad(value, "true | false")
    return value


def _date(field: Field, value: Value) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise field._bad(value, "YYYY-MM-DD") from None


def _instant(field: Field, value: Value) -> str:
    from sync.clock import in_utc

    if not isinstance(value, str) or not INSTANT.match(value) or value[11:13] == "24":
        raise field._bad(value, "a time with offset (RFC 3339)")
    try:
        datetime.fromisoformat(value)
        found = in_utc(value)
    except (ValueError, OverflowError):
        raise field._bad(value, "a time with offset (RFC 3339)") from None
    if not FIRST_YEAR <= int(found[:4]) <= LAST_YEAR:
        raise field._bad(value, f"a time from year {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _float(field: Field, value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise field._bad(value, "a number")
    try:
        number = float(value)
    except OverflowError:
        raise field._bad("", "a number") from None
    if not math.isfinite(number):
        raise field._bad(value, "a number")
    return number + 0.0  # -0.0: SQLite keeps no sign of nothing


def _ref(field: Field, value: Value) -> str:
    if not isinstance(value, str) or not ID.match(value):
        raise field._bad(value, "an id")
    return value


KINDS_OF_JSON = {Type.MAP: "a map", Type.LIST: "a list", Type.ANY: "a value"}


def _json(field: Field, value: Value) -> Value:
    wanted = {Type.MAP: dict, Type.LIST: list}.get(field.type, object)
    if not isinstance(value, wanted) or _too_deep(value, DEEPEST):
        raise field._bad("", KINDS_OF_JSON[field.type])
    if field.type is Type.MAP and isinstance(value, dict) and not all(value):
        raise field._bad("", "a map whose keys are not empty")
    try:
        # NaN is no JSON: the other end would read something else than what was signed
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError):
        raise field._bad("", KINDS_OF_JSON[field.type]) from None
    if len(text) > field.longest:
        raise field._bad(text, f"at most {field.longest} characters")
    return value


def _too_deep(value: Value, left: int) -> bool:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return False
    return left == 0 or any(_too_deep(each, left - 1) for each in value)


Check = Callable[[Field, Value], Value]
_CHECKS: Mapping[Type, Check] = {
    Type.TEXT: _text,
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.BOOLEAN: _boolean,
    Type.DATE: _date,
    Type.INSTANT: _instant,
    Type.FLOAT: _float,
    Type.REF: _ref,
    Type.MAP: _json,
    Type.LIST: _json,
    Type.ANY: _json,
}


@dataclass(frozen=True, slots=True)
class Home:
    """The partition a record lives in, derived from its own fields and never stated by a client.

    `rule` is all | territory | post | user (prefix + the field's value), or parent: the
    partition of the record that `field` refers to; `type_field` names the parent's type where
    it differs from record to record.
    """

    rule: str
    field: str = ""
    type_field: str = ""


def _said_once(field: Field) -> Field:
    return replace(field, merge=Merge.APPEND) if field.merge is Merge.FREE else field


PREFIXES = {"territory": "terr:", "post": "post:", "user": "user:"}
ALL = Home("all")


@dataclass(frozen=True, slots=True)
class RecordType:
    """One type of record: the only place where its fields are written down.

    `audience` names a ref field whose record's partition may read this record as well.
    `search` names the fields that are found as you type; `indexes` are for laptop and centre,
    `lists` for the laptop alone: it is there that people look at lists.
    """

    name: str
    kind: Kind
    home: Home
    fields: tuple[Field, ...]
    audience: str = ""
    search: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    since: int = 1
    names: tuple[str, ...] = field(default=(), init=False, repr=False, compare=False)
    _named: dict[str, Field] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """What a fact says is said once."""
        if self.kind is Kind.FACT:
            said = (_said_once(field) for field in self.fields)
            object.__setattr__(self, "fields", tuple(said))
        self._named.update((each.name, each) for each in self.fields)
        object.__setattr__(self, "names", tuple(self._named))

    def field(self, path: str) -> Field:
        """The field of a path such as `phone` or `answers.attendance`; raises BadValue."""
        name, dot, key = path.partition(".")
        found = self._named.get(name)
        if found is None or (dot and (not key or found.type is not Type.MAP)):
            raise BadValue("unknown_field", type=self.name, field=path)
        return found

    def check(self, path: str, value: Value) -> Value:
        """The canonical value of a field, or of one key of a map; raises BadValue."""
        field = self.field(path)
        if "." not in path or value is None:
            return field.check(value)
        return Field(path, Type.ANY, longest=field.longest).check(value)
