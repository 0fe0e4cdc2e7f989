"""Fields and their paths, as the oracle handles them; no code of the product."""

import hashlib
import json
from typing import Any

Key = tuple[str, str]
Fields = dict[str, Any]
CONTENT = ("kind", "title", "subject_type", "subject", "facts", "amount", "reason")


def bare(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}


def value_at(fields: Fields, path: str) -> Any:
    name, _, key = path.partition(".")
    value = fields.get(name)
    return (value or {}).get(key) if key else value


def put(fields: Fields, path: str, value: Any) -> None:
    name, _, key = path.partition(".")
    target = fields.setdefault(name, {}) if key else fields
    target[key or name] = value
    if value is None:
        del target[key or name]


def both(base: Any, standing: Any, mine: Any) -> str:
    base, standing, mine = base or "", standing or "", mine or ""
    added = mine[len(base) :] if base and mine.startswith(base) else mine
    return f"{standing.rstrip()}\n{added.lstrip()}".strip()


def content_hash(fields: Fields) -> str:
    content = {name: fields.get(name) for name in CONTENT}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
