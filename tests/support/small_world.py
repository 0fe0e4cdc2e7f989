"""A small company in memory, and the centre's authority without a centre.

`do` says yes the way the centre does: the rules of the mutation itself, then that every record
it touches lies where its actor works, unless the mutation has an authority of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sync.catalogue import CATALOGUE, Merge
from sync.errors import Refused
from sync.mutations import Actor, Context, Insert, Op, Record, Update, mutation
from sync.partitions import home_of
from sync.rulings.records import holds
from sync.scope import Post, scope_of

AT, TODAY = "2026-11-21T08:00:00.000000Z", "2026-11-21"
POSTS = (
    Post("gm", None, ()),
    Post("mgr", "gm", ()),
    Post("peer", "gm", ()),
    Post("r1", "mgr", ("t1",)),
    Post("r2", "mgr", ("t2",)),
)
HELD = {"ann": "r1", "ben": "r2", "cat": "mgr", "dan": "gm", "eve": "peer", "zoe": None}


class World:
    """Records in memory; a Reader of everything in it."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Record] = {}
        for each in POSTS:
            held = list(each.territories)
            self.put("post", each.id, title=each.id, superior=each.superior, territories=held)
        for name in ("t1", "t2"):
            self.put("territory", name, name=name)
        for person, post in HELD.items():
            self.put("person", person, name=person)
            if post is not None:
                self.put("post_assignment", person, person=person, post=post)
        self.put("customer", "c1", name="甲店", territory="t1", archived=False)
        self.put("customer", "d1", name="丙店", territory="t2", archived=False)

    def get(self, type: str, id: str) -> Record | None:
        return self.rows.get((type, id))

    def find(self, type: str, field: str, value: Any) -> list[Record]:
        rows = (row for (kind, _), row in sorted(self.rows.items()) if kind == type)
        return [row for row in rows if holds(row, field, value)]

    def put(self, type: str, id: str, /, **fields: Any) -> None:
        part = home_of(type, fields, self)
        self.rows[type, id] = Record(type, id, fields, part, 1)

    def gone(self, type: str, id: str) -> None:
        self.rows[type, id] = replace(self.rows[type, id], deleted=True)

    def actor(self, person: str) -> Actor:
        return scope_of(person, HELD[person], POSTS).actor

    def do(self, person: str, name: str, id: str = "x1", /, **set: Any) -> Sequence[Op]:
        wanted = mutation(name)
        actor = self.actor(person)
        ops = wanted.run(Context(actor, self, AT, TODAY), id, wanted.check(id, set))
        if not wanted.own_authority:
            after = self.copy()
            for op in ops:
                after._allowed(op, actor)
        return ops

    def copy(self) -> "World":
        other = object.__new__(World)
        other.rows = dict(self.rows)
        return other

    def _allowed(self, op: Op, actor: Actor) -> None:
        known = self.rows.get((op.type, op.id))
        derived = {each.name for each in CATALOGUE[op.type].fields if each.merge is Merge.DERIVED}
        if isinstance(op, Update) and set(op.set) <= derived:
            return
        parts = {known.part} if known else set()
        if isinstance(op, Insert):
            parts.add(home_of(op.type, op.set, self))
            self.put(op.type, op.id, **op.set)  # what hangs on it is inserted after it
        if op.type == "customer" and "territory" in op.set:
            parts.add(f"terr:{op.set['territory']}")
        if not parts <= actor.works:
            raise Refused("not_yours", type=op.type, id=op.id)
