"""Three fields that two people changed at the same time: nobody has chosen yet."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.demo import days
from desktop.demo.customers import Client
from desktop.demo.draws import Row
from sync.catalogue.states import ConflictState

FINANCE, MANAGER = "tangj", "zhang"


def clashes(today: date, clients: Sequence[Client]) -> list[Row]:
    """The conflict records; what stands is written into the customers' rows."""
    known = {client.regular.planned: client for client in clients if client.regular}
    colleague = next(
        client for client in clients if client.rep.id == "wanghy" and client.row["class"] == "A"
    )
    street, number, _ = str(colleague.row["address"]).rsplit(" ", 2)
    phone = str(known[665].row["phone"])
    return [
        _clash(today, known[960], "terms_days", (60, 30, 45), FINANCE),
        _clash(today, known[665], "phone", (phone, phone[:-2] + "18", phone[:-2] + "66"), MANAGER),
        _clash(
            today,
            colleague,
            "address",
            (
                colleague.row["address"],
                f"{street} {number} 号一楼东侧",
                f"{street} {int(number) + 2} 号",
            ),
            MANAGER,
        ),
    ]


def _clash(
    today: date, client: Client, field: str, values: tuple[Any, Any, Any], other: str
) -> Row:
    """`values`: what it was, what the rep wrote offline, what the other's change made of it."""
    base, mine, theirs = values
    client.row[field] = theirs
    day = days.previous_working(today)
    who: Mapping[str, str] = {"author": client.rep.id, "stood_by": other}
    row: Row = {"id": f"clash-{client.id}-{field}", "type": "customer", "record": client.id}
    row |= {"field": field, "base": base, "mine": mine, "theirs": theirs, **who}
    row |= {"authored_at": days.instant(day, 1041), "stood_at": days.instant(day, 905)}
    closed = ("taken", "resolved_by", "resolved_at")
    return row | {"state": ConflictState.OPEN} | dict.fromkeys(closed)
