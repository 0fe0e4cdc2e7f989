"""What a person may read and where they work, from the chain of command.

A rep reads and works in the territories of the post, in the post's own papers and in what is
theirs alone; a superior reads all of that for every post below (inspect, BR-CMD-02) and looks
after the customers of the territories below; everybody reads the definitions.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sync.mutations.model import Actor
from sync.partitions import EVERYBODY


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    superior: str | None
    territories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """`reads` and `works` are partitions; `below` are posts, however far down."""

    person: str
    post: str | None
    territories: tuple[str, ...]
    below: frozenset[str]
    reads: frozenset[str]
    works: frozenset[str]

    @property
    def actor(self) -> Actor:
        return Actor(self.person, self.post, self.territories, self.works)

    @property
    def fingerprint(self) -> str:
        """A hash of `reads`, eight bytes."""
        return hashlib.sha256("\n".join(sorted(self.reads)).encode()).hexdigest()[:16]


def below(post: str, posts: Mapping[str, Post]) -> frozenset[str]:
    """Every post under this one; a cycle in bad data ends the walk."""
    children: dict[str, list[str]] = {}
    for each in posts.values():
        if each.superior is not None:
            children.setdefault(each.superior, []).append(each.id)
    found: set[str] = set()
    waiting = list(children.get(post, ()))
    while waiting:
        current = waiting.pop()
        if current not in found and current != post:
            found.add(current)
            waiting += children.get(current, ())
    return frozenset(found)


def scope_of(person: str, post: str | None, posts: Iterable[Post]) -> Scope:
    """The scope of a person in a post (None: only the definitions and their own things)."""
    known = {each.id: each for each in posts}
    own = known.get(post) if post else None
    private = {EVERYBODY, f"user:{person}"}
    if own is None:
        return Scope(
            person, None, (), frozenset(), frozenset(private), frozenset({f"user:{person}"})
        )
    under = below(own.id, known)
    territories = {f"terr:{name}" for name in own.territories}
    for each in under:
        territories |= {f"terr:{name}" for name in known[each].territories}
    works = territories | {f"post:{own.id}", f"user:{person}"}
    reads = works | {f"post:{each}" for each in under} | {EVERYBODY}
    return Scope(person, own.id, own.territories, under, frozenset(reads), frozenset(works))
