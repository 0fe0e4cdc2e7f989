"""What can be taken back: single actions, several as one, and what became of their records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, select

from desktop.store.entry_state import EntryState
from desktop.store.tables import OUTBOX
from desktop.usecases.inverses import Inverse
from desktop.usecases.perform import Performed
from sync.catalogue import Value

if TYPE_CHECKING:
    from desktop.usecases.import_records import Imported

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


@dataclass(frozen=True, slots=True)
class Undoable:
    """A step that may be taken back, and how: it waits here still ("unsent"), it was sent and has
    an opposite ("sent"), or it was sent and has none ("fixed")."""

    name: str
    title: str
    at: str
    state: str
    count: int = 1


def undoables(
    connection: Connection, steps: "Sequence[Performed | Imported | Together]"
) -> list[Undoable]:
    """The newest first, as `Application.undo` takes them."""
    keys = [part.key for step in steps for part in _parts(step)]
    here = OUTBOX.c.key.in_(keys) & (OUTBOX.c.state == EntryState.WAITING)
    waiting = frozenset(connection.scalars(select(OUTBOX.c.key).where(here)))
    return [_undoable(step, waiting) for step in reversed(steps)]


def _undoable(step: "Performed | Imported | Together", waiting: frozenset[int]) -> Undoable:
    parts = _parts(step)
    unsent = all(part.key in waiting for part in parts)
    can = all(part.key in waiting or part.inverse is not None for part in parts)
    state = "unsent" if unsent else "sent" if can else "fixed"
    at = parts[-1].at if parts else ""
    return Undoable(step.name, step.title, at, state, max(len(parts), 1))


def _parts(step: "Performed | Imported | Together") -> tuple[Performed, ...]:
    if isinstance(step, Together):
        return step.parts
    return (step,) if isinstance(step, Performed) else ()


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
