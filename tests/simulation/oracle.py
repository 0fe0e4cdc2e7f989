"""What ought to happen: merging, conflicts, facts, claims and scope, said once more on plain dicts.

It shares no code with the product and is to be read beside sync/README.md. It is told what the
centre receives, in that order, and answers what the results, every record, its version and its
readers have to be; it remembers every version there ever was.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.fields import DERIVED, FACTS, GUARDED, NOTES, PARENTS, REFERS
from tests.simulation.plain import Fields, Key, bare, both, put, value_at

NEVER = 1 << 60
OWN_AUTHORITY = ("approval.decide", "report.review", "delegation.give", "delegation.end")


class No(Exception):
    """A rule says no; nothing of the mutation happens."""


class Taken(No):
    """Its id names a record that is there."""

    def __init__(self, key: Key) -> None:
        super().__init__("id_taken")
        self.key = key


class TooLate(No):
    """A decision on what was decided; what was said is kept as an opinion."""

    def __init__(self, fields: Fields) -> None:
        super().__init__("already_decided")
        self.fields = fields


@dataclass
class Beside:
    """What is not done but kept, by record: for a deleted one, or as a proposal."""

    buried: dict[Key, Fields] = field(default_factory=dict)
    proposed: dict[Key, Fields] = field(default_factory=dict)
    gone: set[Key] = field(default_factory=set)


@dataclass
class Card:
    """One record; `changed` holds the commit of each path's last change ("": all of it)."""

    fields: Fields
    ver: int
    changed: dict[str, int]
    home: str = ""
    also: frozenset[str] = frozenset()
    gone: bool = False

    @property
    def readers(self) -> frozenset[str]:
        return frozenset() if self.gone else self.also | {self.home}

    def seen_by(self, parts: frozenset[str]) -> bool:
        return self.home in parts or not self.also.isdisjoint(parts)


@dataclass
class Oracle:
    """`ledger` has what became of every mutation of every device: (status, commit, envelope)."""

    cards: dict[Key, Card]
    seq: int
    people: dict[str, str]  # device -> person
    commits: dict[int, tuple[str | None, str, str]] = field(default_factory=dict)
    versions: dict[Key, list[Card]] = field(default_factory=dict)
    ledger: dict[str, dict[int, tuple[str, int, Fields]]] = field(default_factory=dict)
    draft: dict[Key, Card] = field(default_factory=dict)
    nameless: list[Fields] = field(default_factory=list)  # conflicts whose id the centre chooses
    rulings: Any = None  # leases.Rulings: what the hub has signed is not lost with the centre
    today: str = ""  # the company's
    held: dict[str, list[Any]] = field(default_factory=dict)  # (scope, over by), last

    def __post_init__(self) -> None:
        for key, card in self.cards.items():
            card.home, card.also = self.place(key, card)
            self.versions[key] = [copy.deepcopy(card)]

    # --- who may -------------------------------------------------------------------------------

    def scope(self, person: str) -> tuple[str | None, list[str], frozenset[str], frozenset[str]]:
        """Post, own territories, what is read, where one works."""
        held = [c.fields for (type, _), c in self.cards.items() if type == "post_assignment"]
        post = next((each["post"] for each in held if each["person"] == person), None)
        own = {f"user:{person}"}
        if post is None:
            return None, [], frozenset(own | {"all"}), frozenset(own)
        posts = {id: c.fields for (type, id), c in self.cards.items() if type == "post"}
        under: list[str] = []
        for each in [post, *under]:
            under += [id for id, row in posts.items() if row.get("superior") == each]
        for each in under:
            under += [id for id, row in posts.items() if row.get("superior") == each]
        lands = {
            f"terr:{name}" for id in [post, *under] for name in (posts[id].get("territories") or [])
        }
        works = frozenset(lands | own | {f"post:{post}"})
        reads = works | {f"post:{id}" for id in under} | {"all"}
        return post, list(posts[post].get("territories") or []), frozenset(reads), works

    def place(self, key: Key, card: Card) -> tuple[str, frozenset[str]]:
        """Home and further readers, from the record's own fields and those it hangs on."""
        type, fields = key[0], card.fields
        if type == "customer":
            return f"terr:{fields['territory']}", frozenset()
        if type == "device":
            return f"user:{fields['person']}", frozenset()
        if type in ("conflict", "attachment") or type in PARENTS:
            parent = self.parent(type, fields)
            leader = self.get(parent)
            assert leader is not None
            home, also = self.place(parent, leader)
            if leader.gone:  # what was deleted moves no more
                home, also = leader.home, leader.also
            if fields.get("kind") == "proposal":
                also |= {f"user:{fields['author']}"}
            return home, also - {home}
        if "post" not in fields or type in ("post_assignment", "delegation"):
            return "all", frozenset()
        home, also = f"post:{fields['post']}", frozenset[str]()
        if type == "visit":
            customer = self.get(("customer", fields["customer"]))
            also = frozenset() if customer is None else frozenset({customer.home})
        if type == "approval_request":
            shown = [*fields["path"], *(fields.get("informed") or [])]
            also = frozenset(f"post:{post}" for post in shown)
        return home, also - {home}

    def parent(self, type: str, fields: Fields) -> Key:
        if type == "conflict":
            return fields["type"], fields["record"]
        if type == "attachment":
            return fields["subject_type"], fields["subject"]
        parent, name = PARENTS[type]
        return parent, fields[name]

    def visible(self, person: str) -> dict[Key, Fields]:
        """Exactly what a person's laptops hold when everything has arrived."""
        reads = self.scope(person)[2]
        return {
            key: bare(card.fields)
            for key, card in self.cards.items()
            if not card.gone and card.seen_by(reads)
        }

    def at(self, key: Key, seq: int) -> Card | None:
        """The record as it was after that commit."""
        older = [card for card in self.versions.get(key, []) if card.ver <= seq]
        return older[-1] if older else None

    # --- what arrives --------------------------------------------------------------------------

    def push(self, device: str, envelopes: list[Fields]) -> list[tuple[str, int]]:
        """(status, commit) of each; what was received before changes nothing."""
        known = self.ledger.setdefault(device, {})
        answers = []
        for said in envelopes:
            each = {name: value for name, value in said.items() if name != "sig"}  # or all together
            if each["mseq"] not in known:
                known[each["mseq"]] = (*self.one(device, each), each)
            status, seq, before = known[each["mseq"]]
            assert before == each, "another mutation under a used number"
            answers.append((status, seq))
        return answers

    def one(self, device: str, e: Fields) -> tuple[str, int]:
        from tests.simulation.rules import RULES, Asked

        person = self.people[device]
        post, lands, reads, works = self.scope(person)
        asked = Asked(self, person, post, lands, works, reads, e)
        beside = Beside()
        try:
            try:
                ops = RULES[e["name"]](asked)
            except No as no:
                if str(no) != "not_found":
                    raise
                ops, beside, asked = self.late(asked)
            merged, clashes = self.write(ops, asked, device, asked.late)
        except No as no:
            self.draft.clear()
            if isinstance(no, Taken) and self.done_by_a_copy(no.key, person, e["at"], reads):
                return "applied", 0
            if isinstance(no, TooLate) and no.fields:  # kept for the audit, by the centre
                self.draft["decision", e["id"]] = Card(bare(no.fields), 0, {})
                self.commit(None, person, e["at"])
            return f"refused {no}", 0
        for clash in clashes:
            self.conflict(clash, device, person, e)
        self.keep_beside(beside, device, person, e)
        for key, card in self.draft.items():
            card.home, card.also = self.place(key, card)
        foreign = {
            key: self.draft.pop(key)
            for key in list(self.draft)
            if asked.late and not self.draft[key].seen_by(reads)
        }
        seq = self.commit(device, person, e["at"])
        self.draft.update(foreign)
        self.commit(None, person, e["at"])
        torn = clashes or beside.buried or beside.proposed
        return ("conflict" if torn else "merged" if merged or beside.gone else "applied"), seq

    def done_by_a_copy(self, key: Key, person: str, at: str, reads: frozenset[str]) -> bool:
        """Whether this very mutation made the record, from another copy of the same store."""
        seq = self.cards[key].changed.get("", 0)
        made = [k for k, cards in self.versions.items() if any(c.ver == seq for c in cards)]
        seen = any(self.cards[k].seen_by(reads) for k in made)
        return seen and self.commits.get(seq, (None, "", ""))[1:] == (person, at)

    def enrolled(self, device: str, person: str, name: str, at: str) -> None:
        """A device more, of a person who had one."""
        self.people[device] = person
        fields = {"person": person, "name": name, "enrolled_at": at, "revoked": False}
        self.draft["device", device] = Card(fields, 0, {})
        self.commit(None, person, at)

    def late(self, asked: Any) -> tuple[list[Any], "Beside", Any]:
        """As it was meant, while its subject was there or its author in an earlier scope."""
        from tests.simulation.rules import RULES, Asked

        now = (asked.post, asked.lands, asked.reads, asked.works)
        for (post, lands, reads, works), until in [(now, NEVER), *self.former(asked.person, now)]:
            then = Asked(self, asked.person, post, lands, works, asked.reads, asked.envelope)
            then.late, then.before, then.until = True, reads, until
            try:
                ops = RULES[asked.envelope["name"]](then)
                kept, beside = self.sort_out(ops, then)
            except No:
                continue
            then.works = asked.works
            return kept, beside, then
        raise No("not_found")

    def former(self, person: str, now: Any) -> list[Any]:
        """The scopes this person had before this one, and until when, the latest first."""
        held = reversed(self.held.get(person, []))
        return [(each, until) for each, until in held if each[2] != now[2]][:8]

    def remember_scopes(self) -> None:
        for person in set(self.people.values()):
            scope, held = self.scope(person), self.held.setdefault(person, [])
            if not held or held[-1][0][2] != scope[2]:
                past = [(each, min(end, self.seq)) for each, end in held if each[2] != scope[2]]
                held[:] = [*past, (scope, NEVER)]

    def sort_out(self, ops: list[Any], asked: Any) -> tuple[list[Any], "Beside"]:
        """What is done of a late mutation, and what is kept beside other people's records."""
        kept, beside = [], Beside()
        for op, type, id, paths in ops:
            key = (type, id)
            if op == "insert":
                kept.append((op, type, id, paths))
                hangs = self.parent(type, paths) if type == "attachment" else None
                about = hangs or ("customer", paths.get("customer", ""))
                subject = self.get(about)
                if subject is not None and subject.gone:
                    beside.buried.setdefault(about, {})
                out_of_sight = subject is not None and not subject.seen_by(asked.reads)
                if out_of_sight and type not in FACTS:
                    raise No("not_found")
                continue
            card = self.get(key)
            assert card is not None
            said = {p: v for p, v in paths.items() if p not in DERIVED.get(type, ())}
            if card.gone:
                if card.home not in asked.works:
                    raise No("not_found")
                beside.gone.add(key)
                if op == "update":
                    beside.buried.setdefault(key, {}).update(said)
            elif card.seen_by(asked.reads):
                kept.append((op, type, id, paths))
            else:
                guarded = GUARDED.get(type, set())
                if op == "delete" or "*" in guarded or said.keys() & guarded:
                    raise No("not_found")
                if said and not card.home.startswith("terr:"):
                    raise No("not_found")
                if said != paths:
                    kept.append((op, type, id, {p: v for p, v in paths.items() if p not in said}))
                if said:
                    beside.proposed.setdefault(key, {}).update(said)
        return kept, beside

    def keep_beside(self, beside: "Beside", device: str, person: str, e: Fields) -> None:
        for kind, kept in (("deleted", beside.buried), ("proposal", beside.proposed)):
            for (type, id), mine in kept.items():
                card = self.get((type, id))
                assert card is not None
                was = e.get("was", {}).get(f"{type}/{id}", {})
                fields: Fields = {
                    "kind": kind, "type": type, "record": id, "field": "*", "state": "open",
                    "base": {path: was.get(path) for path in mine}, "mine": mine,
                    "author": person, "authored_at": e["at"],
                }  # fmt: skip
                if kind == "deleted":
                    _, by, at = self.commits.get(card.ver, (None, "", None))
                    stood = {"stood_by": by or None, "stood_at": at}
                    fields |= {"theirs": bare(card.fields), **stood}
                name = f"?{device}/{e['mseq']}/{type}/{id}/*"
                self.draft["conflict", name] = Card(bare(fields), 0, {})
                self.nameless.append({"name": name, **bare(fields)})

    def granted(self, id: str, lease: Card) -> None:
        """An allotment that the office makes."""
        self.draft["branch_allotment", id] = lease
        self.commit(None, "", "")

    def central(self, type: str, id: str, news: Fields) -> int:
        """A change that the office makes."""
        card = self.cards[type, id]
        news = {name: value for name, value in news.items() if card.fields.get(name) != value}
        if news:
            self.remember_scopes()
            self.set((type, id), news)
        seq = self.commit(None, "", "")
        self.remember_scopes()
        return seq

    # --- how it merges -------------------------------------------------------------------------

    def write(
        self, ops: list[tuple[str, str, str, Fields]], asked: Any, device: str, late: bool
    ) -> tuple[bool, list[tuple[Key, str, Any, Any, Any]]]:
        merged, clashes = False, []
        for op, type, id, paths in ops:
            key, name = (type, id), f"{type}/{id}"
            card = self.get(key)
            if op == "insert":
                if card is not None and not card.gone:
                    raise Taken(key)
                self.draft[key] = Card(bare(paths), 0, {})
                self.refers(asked, paths)
                continue
            if card is None or card.gone:
                raise No("not_found")
            base = asked.envelope.get("base", {}).get(name, 0)
            was = asked.envelope.get("was", {}).get(name, {})
            if op == "delete":
                seen = self.seen_at_a_hub(asked, name)
                late = [seq for seq, by in self.changes(key) if seq > base and by != device]
                if not seen.issuperset(late):
                    raise No("stale")
                self.touch(key).gone = True
                continue
            writes: Fields = {}
            for path, value in paths.items():
                standing, last = value_at(card.fields, path), self.last(card, path)
                ours = last <= base or self.commits.get(last, (None,))[0] == device
                ours = ours or op == "ruled" or last in self.seen_at_a_hub(asked, name)
                guarded = {path, "*"} & GUARDED.get(type, set())
                ours = ours or (not (base or guarded) and path in was and was[path] == standing)
                if ours or path in DERIVED.get(type, ()):
                    writes[path] = value
                    continue
                merged = True
                if standing == value:
                    continue
                if guarded:
                    raise No("stale")
                if (type, path) in NOTES:
                    writes[path] = both(was.get(path), standing, value)
                else:
                    clashes.append((key, path, was.get(path), value, standing))
            writes = {p: v for p, v in writes.items() if value_at(card.fields, p) != v}
            if writes:
                self.set(key, writes)
            self.refers(asked, paths)
        for key, card in self.draft.items():
            card.home, card.also = self.place(key, card)
        self.authority(asked, late)
        return merged, clashes

    def refers(self, asked: Any, paths: Fields) -> None:
        """What a change refers to is something its author may see."""
        for path, value in paths.items():
            if path in REFERS and value is not None:
                asked.see(REFERS[path], value)

    def authority(self, asked: Any, late: bool) -> None:
        """Everything touched lies where its author works, but for what facts derive."""
        if asked.envelope["name"] in OWN_AUTHORITY:
            return
        for key, card in self.draft.items():
            old = self.cards.get(key)
            parts = {card.home} | ({old.home} if old else set())
            moved = {p for p, v in card.fields.items() if old and old.fields.get(p) != v}
            fact = old is not None and not card.gone and moved <= DERIVED.get(key[0], set())
            if parts <= asked.works or (fact and old and (late or old.seen_by(asked.reads))):
                continue
            if late and old is None and key[0] in FACTS:
                continue
            raise No("not_yours")

    def conflict(self, clash: Any, device: str, person: str, e: Fields) -> None:
        (type, id), path, base, mine, theirs = clash
        card = self.get((type, id))
        assert card is not None
        _, by, at = self.commits.get(self.last(card, path), (None, "", None))
        fields = {
            "type": type, "record": id, "field": path, "base": base, "mine": mine,
            "theirs": theirs, "author": person, "authored_at": e["at"], "stood_by": by or None,
            "stood_at": at, "state": "open",
        }  # fmt: skip
        name = f"?{device}/{e['mseq']}/{type}/{id}/{path}"
        self.draft["conflict", name] = Card(bare(fields), 0, {})
        self.nameless.append({"name": name, **bare(fields)})

    # --- how it is kept ------------------------------------------------------------------------

    def get(self, key: Key) -> Card | None:
        return self.draft.get(key) or self.cards.get(key)

    def touch(self, key: Key) -> Card:
        if key not in self.draft:
            self.draft[key] = copy.deepcopy(self.cards[key])
        return self.draft[key]

    def set(self, key: Key, writes: Fields) -> None:
        card = self.touch(key)
        for path, value in writes.items():
            put(card.fields, path, value)
            for older in [each for each in card.changed if each.startswith(f"{path}.")]:
                del card.changed[older]
            card.changed[path] = 0  # the commit to come

    def last(self, card: Card, path: str) -> int:
        """The commit that gave this path its value; 0 if it never had one."""
        name, dot, _ = path.partition(".")
        seqs = [seq for each, seq in card.changed.items() if each in (path, name) and each]
        if not dot:
            seqs += [seq for each, seq in card.changed.items() if each.startswith(f"{name}.")]
        there = value_at(card.fields, path) is not None
        return max(seqs) if seqs else card.changed.get("", 0) if there else 0

    def seen_at_a_hub(self, asked: Any, name: str) -> frozenset[int]:
        dots = asked.envelope.get("after", {}).get(name, [])
        return frozenset(self.ledger.get(by, {}).get(mseq, ("", 0))[1] for by, mseq in dots)

    def changes(self, key: Key) -> list[tuple[int, str | None]]:
        return [(c.ver, self.commits.get(c.ver, (None,))[0]) for c in self.versions.get(key, [])]

    def commit(self, device: str | None, actor: str, at: str) -> int:
        """Everything that hangs on what was touched goes along, in the same commit."""
        for key, card in [*self.cards.items(), *self.draft.items()]:
            if key in self.draft or not card.gone:
                home, also = self.place(key, self.get(key) or card)
                if (home, also) != (card.home, card.also):
                    self.touch(key)
                if key in self.draft:
                    self.draft[key].home, self.draft[key].also = home, also
        changed = {key: card for key, card in self.draft.items() if self.cards.get(key) != card}
        self.draft.clear()
        if not changed:
            return 0
        self.seq += 1
        self.commits[self.seq] = (device, actor, at)
        for key, card in changed.items():
            card.ver = self.seq
            card.changed = {path: seq or self.seq for path, seq in card.changed.items()}
            if key not in self.cards or not card.changed:  # new, or it came back
                card.changed = {"": self.seq}
            self.cards[key] = card
            self.versions.setdefault(key, []).append(copy.deepcopy(card))
        return self.seq

    def name(self, names: dict[str, str]) -> None:
        """The ids that the centre gave to new conflicts."""
        for mine, theirs in names.items():
            old, new = ("conflict", mine), ("conflict", theirs)
            self.cards[new] = self.cards.pop(old)
            self.versions[new] = self.versions.pop(old)
        self.nameless.clear()
