"""Telling the story of one seed, and what went wrong in it."""

import gc
import io
import logging
import random
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.machine import Story

STEPS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A story: its steps, and the failure that ended it ("": none)."""

    seed: int
    steps: tuple[str, ...]
    failure: str


def tell(number: int, steps: int = STEPS, shrink: bool = False) -> Told:
    """One story, always the same for the same number; with `shrink` the shortest that fails."""
    stories: list[tuple[str, ...]] = []

    class Seeded(Story):
        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                if self.begun:
                    stories.append(tuple(self.told))

    phases = [Phase.generate, *([Phase.shrink] if shrink else [])]
    how = settings(
        max_examples=1,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        phases=phases,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    kept = random.getstate()
    with silent("sync", "desktop"), Caught() as caught, redirect_stdout(io.StringIO()):
        run_state_machine_as_test(seed(number)(Seeded), settings=how)
    random.setstate(kept)
    return Told(number, stories[-1] if stories else (), caught.said)


@contextmanager
def silent(*names: str) -> Iterator[None]:
    """Bad days are what a story is about: nothing is logged of them."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Caught:
    """Whatever goes wrong inside is the story's failure, be it a check or a crash."""

    said = ""

    def __enter__(self) -> "Caught":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, KeyboardInterrupt):
            return False
        if error is not None:
            self.said = _said(error)
        return True


def tell_some(asked: tuple[range, int]) -> list[Told]:
    """Several stories, for a process of their own: (their numbers, the longest)."""
    numbers, steps = asked
    gc.disable()  # looking for garbage while they are told is a twelfth of their time
    told = [tell(number, steps) for number in numbers]
    gc.collect()
    return told


def _said(error: BaseException) -> str:
    said = "".join(traceback.format_exception_only(error)).strip()
    if isinstance(error, AssertionError):
        return said
    last = traceback.extract_tb(error.__traceback__)[-12:]
    return "".join([*traceback.format_list(last), said])
