"""Numbers as somebody said them, and money as the database keeps it."""

from decimal import Decimal, InvalidOperation
from typing import Any

NOTHING = Decimal(0)


def number(said: Any) -> Decimal | None:
    """A money, rate or count; None for what is no number, or not a finite one."""
    if said is None or isinstance(said, bool):
        return None
    try:
        found = Decimal(str(said))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def money(cents: int | None) -> Decimal | None:
    """In yuan, of a column that counts hundredths; unknown stays unknown."""
    return None if cents is None else Decimal(cents).scaleb(-2)


def summed(cents: int | None) -> Decimal:
    """The same of a sum: what was added up of nothing is zero."""
    return money(cents) or NOTHING
