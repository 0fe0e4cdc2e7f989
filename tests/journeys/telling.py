"""A journey tells its steps as it goes: what a person did, and that what was expected was seen."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Story:
    """`step("D1.3", "...")` around the deed and its assertions."""

    began: float = field(default_factory=time.monotonic)
    steps: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, number: str, said: str) -> Iterator[None]:
        try:
            yield
        except BaseException:
            print(f"{number:6} FAILED  {said}", flush=True)
            raise
        self.steps.append(number)
        print(f"{number:6} held    {said} ({time.monotonic() - self.began:.0f} s)", flush=True)
