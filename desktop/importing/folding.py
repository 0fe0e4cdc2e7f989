"""Order lines folded into their customers: one record for all rows that name the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.importing.cleaning import as_number
from desktop.importing.mapping import Mapping
from desktop.importing.tables import Cell
from desktop.importing.values import Reason, Value

CENT = Decimal("0.01")
LISTED = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row understood; `key` is what the other system calls its record by."""

    row: int
    sheet: str
    fields: dict[str, Value]
    customer: str = ""
    key: tuple[str, ...] = ()
    numbers: dict[str, Cell] = field(default_factory=dict)
    reason: Reason | None = None
    own: str = ""


@dataclass(slots=True)
class _Group:
    """The lines of one customer: how often each value was said, and the sums."""

    first: Line
    said: dict[str, Counter[Value]] = field(default_factory=dict)
    place: dict[str, Value] = field(default_factory=dict)
    sums: dict[str, Decimal] = field(default_factory=dict)


class Folding:
    """The value said most often wins, the earliest among equals; sums and further regions are kept
    under the titles of their columns."""

    def __init__(self, mapping: Mapping) -> None:
        self._region_title = "/".join(mapping.fields.get("region", ()))

    def folded(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Refused lines come as they are met, customers after the last line."""
        groups: dict[tuple[str, ...], _Group] = {}
        for line in lines:
            if line.reason is not None:
                yield line
                continue
            key = line.key or (str(line.fields["name"]),)
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group(line)
            _add(group, line)
        for key, group in groups.items():
            yield self._line(key, group)

    def _line(self, key: tuple[str, ...], group: _Group) -> Line:
        fields = {name: said.most_common(1)[0][0] for name, said in group.said.items()}
        fields.update(group.place)
        extra = {title: str(amount.quantize(CENT)) for title, amount in group.sums.items()}
        regions = group.said.get("region", Counter())
        if len(regions) > 1:
            extra[self._region_title] = "、".join(str(one) for one in list(regions)[:LISTED])
        if extra:
            fields["extra"] = extra
        return Line(group.first.row, group.first.sheet, fields, key=key, own=group.first.own)


def _add(group: _Group, line: Line) -> None:
    for name, value in line.fields.items():
        if name in ("latitude", "longitude", "datum"):
            group.place.setdefault(name, value)
        elif not isinstance(value, dict):
            group.said.setdefault(name, Counter())[value] += 1
    for title, cell in line.numbers.items():
        number = as_number(cell)
        if number is not None:
            group.sums[title] = group.sums.get(title, Decimal(0)) + Decimal(repr(number))
