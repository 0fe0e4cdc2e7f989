"""Entries of the outbox, each an unsent change, and how their operations are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from desktop.store.entry_state import EntryState
from sync.catalogue import Value, canonical
from sync.mutations.model import Delete, Insert, Op, Update
from sync.wire import Operation

COLUMNS = "key, name, record, arguments, ops, at, state, again, after"


@dataclass(frozen=True, slots=True)
class Entry:
    """One unsent change."""

    key: int
    name: str
    record: str
    arguments_json: str
    ops: tuple[Op, ...]
    at: str
    state: EntryState
    again: str | None = None
    after_json: str = "{}"

    @property
    def arguments(self) -> Mapping[str, Value]:
        return msgspec.json.decode(self.arguments_json, type=dict[str, Value])

    def is_after(self, type: str, id: str) -> bool:
        """Whether it was made upon provisional changes of this record."""
        return f"{type}/{id}" in msgspec.json.decode(self.after_json, type=dict[str, object])


def encode_ops(ops: Sequence[Op]) -> str:
    kinds = {Insert: Operation.INSERT, Update: Operation.UPDATE, Delete: Operation.DELETE}
    return canonical([[kinds[type(op)], op.type, op.id, dict(op.set)] for op in ops])


def decode_ops(text: str) -> tuple[Op, ...]:
    return tuple(_op(*parts) for parts in msgspec.json.decode(text))


def _op(kind: str, type: str, id: str, set: dict[str, Value]) -> Op:
    if kind == Operation.DELETE:
        return Delete(type, id)
    return Insert(type, id, set) if kind == Operation.INSERT else Update(type, id, set)


def entry_of(
    key: int,
    name: str,
    record: str,
    arguments: str,
    ops: str,
    at: str,
    state: str,
    again: str,
    after: str,
) -> Entry:
    return Entry(key, name, record, arguments, decode_ops(ops), at, EntryState(state), again, after)
