"""What a question to the list is answered with; read in a lane, and kept for the next letter."""

import time
from array import array
from dataclasses import dataclass, replace
from typing import Any

from desktop.application import Application
from desktop.queries import customers
from desktop.queries.customer_groups import Group, Groups, grouped, groups
from desktop.queries.customers import View
from ui.screens.customers.question import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """Keys in order, the groups they are cut into ([]: none), and how long that took."""

    keys: "array[int]"
    groups: list[Group]
    milliseconds: float


class ListReader:
    """The keys of the whole list are kept: a text narrows them without asking for them again."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._keys: tuple[object, array[int]] | None = None
        self._groups: tuple[object, Groups] | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was read yet."""
        return self._keys is None

    def answer(self, asked: Question, view: View, version: int) -> Answer:
        """To be called in one lane only. `version` grows when records change."""
        started = time.perf_counter()
        with self._app.database.read() as connection:
            keys = self._whole(connection, asked, view, version)
            hits = customers.hits(connection, asked.text)
            within = self._within(connection, asked.group, view, version)
        if hits is not None:
            keys = customers.narrowed(keys, hits)
        found = grouped(keys, within) if within is not None else []
        return Answer(keys, found, (time.perf_counter() - started) * 1000)

    def _whole(self, connection: Any, asked: Question, view: View, version: int) -> "array[int]":
        """The keys without regard to the text."""
        about = (replace(asked, text=""), view, version)
        if self._keys is None or self._keys[0] != about:
            keys = customers.customer_keys(connection, view, asked.filters, asked.sort)
            self._keys = (about, keys)
        return self._keys[1]

    def _within(self, connection: Any, by: str, view: View, version: int) -> Groups | None:
        """The group of each customer; None where nothing is grouped."""
        if not by:
            return None
        about = (by, view.month, version)
        if self._groups is None or self._groups[0] != about:
            self._groups = (about, groups(connection, view, by))
        return self._groups[1]
