"""The changes over a row which the centre has not confirmed, in the order they are applied in."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from desktop.store import plain
from desktop.store.entries import decode_ops
from desktop.store.entry_state import EntryState
from desktop.store.rows import IN_LIST, listed
from sync.catalogue import CATALOGUE, Type, Value
from sync.merge import COMPUTED
from sync.mutations.model import Delete, Op, Update

_LAYERS = (
    "SELECT touch.id, outbox.key, outbox.ops, outbox.mseq, "
    f"CASE outbox.state WHEN '{EntryState.PROVISIONAL}' THEN outbox.arguments END FROM touch "
    "JOIN outbox ON touch.entry = outbox.key "
    f"WHERE touch.type = ? AND touch.id {IN_LIST} ORDER BY outbox.key"
)


class Layer(NamedTuple):
    """An entry as it is applied to a row.

    `provisional`: a colleague's change which the centre has not seen. `replaced`: by path, the
    highest mseq of one's own changes that its author had seen when replacing them.
    """

    ops: tuple[Op, ...]
    mseq: int | None
    provisional: bool
    replaced: Mapping[str, int]


def read(connection: Connection, type: str, ids: Sequence[str]) -> dict[str, list[Layer]]:
    """The layers of each row that has any, oldest first."""
    layers: dict[int, Layer] = {}
    found: dict[str, list[Layer]] = {}
    rows = plain.run(connection, _LAYERS, (type, listed(ids)))
    for id, key, ops, mseq, replaced in rows:
        if key not in layers:
            provisional = replaced is not None
            seen = json.loads(replaced) if provisional else {}
            layers[key] = Layer(decode_ops(ops), mseq, provisional, seen)
        found.setdefault(id, []).append(layers[key])
    return found


def operations(type: str, id: str, layers: Sequence[Layer]) -> list[Op]:
    """The operations a row is drawn from, in order: one's own, then colleagues' provisional ones,
    then what one wrote oneself once more, except where they had seen it when replacing it."""
    own = [layer for layer in layers if not layer.provisional]
    provisional = [layer for layer in layers if layer.provisional]
    replaced = {path: mseq for layer in provisional for path, mseq in layer.replaced.items()}
    ops = [op for layer in (*own, *provisional) for op in layer.ops]
    if provisional:
        ops += [_as_written(op, layer.mseq, replaced) for layer in own for op in layer.ops]
    return [op for op in ops if (op.type, op.id) == (type, id)]


def _as_written(op: Op, mseq: int | None, replaced: Mapping[str, int]) -> Op:
    """The operation as its author wrote it, key by key, without computed or replaced fields."""
    if isinstance(op, Delete):
        return op
    record, paths = CATALOGUE[op.type], dict[str, Value]()
    for path, value in op.set.items():
        field = record.field(path)
        if isinstance(value, Mapping) and field.type is Type.MAP and "." not in path:
            paths |= {f"{path}.{key}": each for key, each in value.items()}
        elif field.merge not in COMPUTED:
            paths[path] = value
    return Update(
        op.type, op.id, {p: v for p, v in paths.items() if not _is_replaced(p, mseq, replaced)}
    )


def _is_replaced(path: str, mseq: int | None, replaced: Mapping[str, int]) -> bool:
    seen = max(replaced.get(path, 0), replaced.get(path.partition(".")[0], 0))
    return mseq is not None and mseq <= seen
