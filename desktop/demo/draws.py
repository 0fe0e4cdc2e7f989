"""Seeded draws: the same day and seed give the same company on every machine.

`random.Random` seeded with text goes through SHA-512, so neither the process' hash seed nor the
platform matters. Every subject draws from a stream of its own: one more visit in the history
does not rename the customers.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any, TypeVar

Row = dict[str, Any]  # one record as it travels: an id and JSON-native values
T = TypeVar("T")
CENT = Decimal("0.01")


def draws(seed: int, *topic: object) -> Random:
    """The stream of one topic, e.g. draws(7, "visits", "rep03")."""
    return Random("/".join(map(str, (seed, *topic))))


def weighted(chance: Random, options: Sequence[tuple[T, float]]) -> T:
    """One of the options, by weight."""
    return chance.choices([one for one, _ in options], [weight for _, weight in options])[0]


def shuffled_forever(chance: Random, items: Sequence[T]) -> Iterator[T]:
    """The items in random order, again and again; the same one never twice in a row of one turn."""
    while True:
        yield from chance.sample(items, len(items))


def money(value: Decimal | float | int | str) -> str:
    """A fixed-scale string with two decimals, rounded half up."""
    return str(Decimal(str(value)).quantize(CENT, ROUND_HALF_UP))


def rate(value: Decimal | float | str) -> str:
    """A fraction with three decimals: 0.178 is 17.8 per cent."""
    return str(Decimal(str(value)).quantize(Decimal("0.001"), ROUND_HALF_UP))


def ratio(part: Decimal, whole: Decimal) -> str | None:
    """part / whole as a rate; None where there is nothing to divide by."""
    return rate(part / whole) if whole else None


def round_to(value: float, step: int) -> Decimal:
    """To the nearest step: people ask for round sums."""
    return Decimal(round(value / step) * step)
