"""What is asked of the worker, and what it answers: numbers only, no names and no ids."""

from collections.abc import Sequence

import msgspec

from desktop.routing.day import Day
from desktop.routing.optimise import Order
from desktop.routing.periodic import Pattern, Plan


class DayTask(msgspec.Struct, frozen=True, tag="day"):
    """Find the best order of a day."""

    day: Day
    seed: int = 0
    seconds: float = 30.0


class WeekTask(msgspec.Struct, frozen=True, tag="weeks"):
    """Plan a cycle of days; the fields are those of `Periodic`."""

    days: int
    distance: Sequence[Sequence[float]]
    patterns: Sequence[Sequence[Pattern]]
    duration: Sequence[Sequence[float]]
    service: Sequence[float]
    longest: list[float]
    seed: int = 0
    seconds: float = 30.0


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How much is done (0 to 1), and how long the way is so far."""

    done: float
    length: float


class DayAnswer(msgspec.Struct, frozen=True, tag="order"):
    order: Order


class WeekAnswer(msgspec.Struct, frozen=True, tag="plan"):
    plan: Plan


Task = DayTask | WeekTask
Answer = DayAnswer | WeekAnswer
