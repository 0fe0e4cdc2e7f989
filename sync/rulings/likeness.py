"""Whether two customers look like the same one (BR-OWN-08): two reps may register it offline.

The same credit code; or the same name, written however, with the same region or phone.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from sync.catalogue import Value

LEGAL = re.compile(r"(有限责任公司|股份有限公司|有限公司|分公司|公司|coltd|ltd|inc)$")
NO_LETTER = re.compile(r"[\W_]+")
NO_DIGIT = re.compile(r"\D+")
LEAST_DIGITS = 7  # of a phone number that tells anything

Fields = Mapping[str, Value]


def keys(fields: Fields) -> frozenset[str]:
    """Index keys: customers that may look alike share one."""
    return _keys(fields.get("credit_code"), fields.get("name"))


@lru_cache(4_096)
def _keys(credit_code: Value, whole_name: Value) -> frozenset[str]:
    code, name = _plain(credit_code), _name({"name": whole_name})
    return frozenset([f"code:{code}"] * bool(code) + [f"name:{name}"] * bool(name))


def alike(one: Fields, other: Fields) -> bool:
    if _code(one) and _code(one) == _code(other):
        return True
    if not _name(one) or _name(one) != _name(other):
        return False
    return _same(_plain(one.get("region")), _plain(other.get("region"))) or _same(
        _phone(one), _phone(other)
    )


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _code(fields: Fields) -> str:
    return _plain(fields.get("credit_code"))


def _name(fields: Fields) -> str:
    return LEGAL.sub("", _plain(fields.get("name")))


def _phone(fields: Fields) -> str:
    digits = NO_DIGIT.sub("", str(fields.get("phone") or "")).removeprefix("86").lstrip("0")
    return digits if len(digits) >= LEAST_DIGITS else ""


def _plain(value: Value) -> str:
    return NO_LETTER.sub("", unicodedata.normalize("NFKC", str(value or "")).casefold())
