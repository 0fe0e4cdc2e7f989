"""What can be taken back: single actions, several as one, and what became of their records."""

from dataclasses import dataclass, replace
from typing import TypeVar

from desktop.usecases.inverses import Inverse
from desktop.usecases.perform import Performed
from sync.catalogue import Value

Step = TypeVar("Step")


@dataclass(frozen=True, slots=True)
class Undone:
    """The use case that was taken back, and the record's name."""

    name: str
    record: str
    title: str


@dataclass(frozen=True, slots=True)
class Together:
    """Several actions that are taken back as one."""

    parts: tuple[Performed, ...]

    @property
    def name(self) -> str:
        return self.parts[-1].name

    @property
    def id(self) -> str:
        return self.parts[-1].id

    @property
    def title(self) -> str:
        names = [part.title for part in self.parts if part.title]
        return f"{names[0]} … ({len(names)})" if len(names) > 1 else "".join(names)


def renamed(step: Step, old: str, new: str) -> Step | Together | Performed:
    """What was deleted comes back under another id: earlier steps mean that one now."""
    if isinstance(step, Together):
        return Together(tuple(replace(part, inverse=_meant(part, old, new)) for part in step.parts))
    if isinstance(step, Performed):
        return replace(step, inverse=_meant(step, old, new))
    return step


def _meant(step: Performed, old: str, new: str) -> Inverse | None:
    if step.inverse is None:
        return None
    name, id, arguments = step.inverse
    said = {key: _swapped(value, old, new) for key, value in arguments.items()}
    return name, new if id == old else id, said


def _swapped(value: Value, old: str, new: str) -> Value:
    if isinstance(value, list):
        return [new if each == old else each for each in value]
    return new if value == old else value
