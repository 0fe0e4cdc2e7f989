"""Every order in which a rep and two managers may act on one request, against a model of its own.

The rep edits or withdraws, each manager looks, and decides on what was last seen: eight events at
most, all of them tried from every state that can be reached. The model knows nothing of the code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sync.errors import Refused
from sync.mutations import Context, Insert, Op, Record, Update, mutation
from tests.support.small_world import AT, TODAY, World

DEPTH = 8
POST = {"cat": "mgr", "dan": "gm"}
ABOVE = {"mgr": "gm", "gm": None}
EVENTS = (
    *(("ann", what) for what in ("edit", "withdraw")),
    *((who, what) for who in POST for what in ("look", "approve", "endorse", "reject", "add")),
)


@dataclass(frozen=True)
class Model:
    """What ought to be: the request, what each manager saw last, and what came of it."""

    state: str = "pending"
    step: int = 1
    rev: int = 1
    approver: str = "mgr"
    waiting: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset({"mgr"})
    seen: tuple[tuple[str, int, int], ...] = ()  # (who, rev, step)
    decided: tuple[tuple[int, int], ...] = ()  # (rev, step) of the effective decisions
    late: int = 0
    effects: int = 0

    def look(self, who: str) -> "Model":
        others = tuple(each for each in self.seen if each[0] != who)
        return replace(self, seen=tuple(sorted((*others, (who, self.rev, self.step)))))


def ought(model: Model, who: str, what: str) -> tuple[str, Model]:
    """(problem or "", the model afterwards)."""
    if what == "look":
        return "", model.look(who)
    if what == "edit":
        if model.state != "pending":
            return "already_decided", model
        anew = {"approver": "mgr", "waiting": (), "asked": frozenset({"mgr"})}
        return "", replace(model, rev=model.rev + 1, step=1, **anew)
    if what == "withdraw":
        if model.state != "pending" or model.step != 1:
            return "already_decided", model
        return "", replace(model, state="withdrawn")
    return decided(model, who, what)


def decided(model: Model, who: str, what: str) -> tuple[str, Model]:
    post = POST[who]
    rev, step = next(((r, s) for name, r, s in model.seen if name == who), (0, 0))
    if model.state != "pending" or (rev == model.rev and step != model.step):
        return "already_decided", replace(model, late=model.late + (post in model.asked))
    if post != model.approver:
        return "not_the_approver", model
    if rev != model.rev:
        return "stale_subject", model
    done = replace(model, decided=(*model.decided, (model.rev, model.step)))
    if what == "reject":
        return "", replace(done, state="rejected")
    if model.waiting and what in ("approve", "endorse"):
        return "", onward(done, model.waiting[-1], model.waiting[:-1])
    if what == "approve":
        return "", replace(done, state="approved", effects=model.effects + 1)
    if what == "add":
        return "", onward(done, "peer" if post == "gm" else "gm", (*model.waiting, post))
    above = ABOVE[post]
    return ("nobody_above", model) if above is None else ("", onward(done, above, model.waiting))


def onward(model: Model, post: str, waiting: tuple[str, ...]) -> Model:
    asked = model.asked | {post}
    return replace(model, approver=post, step=model.step + 1, waiting=waiting, asked=asked)


class Told:
    """The product's own records, and what each manager last saw of the request."""

    def __init__(self) -> None:
        self.world = World()
        self.seen: dict[str, dict[str, Any]] = {}
        self.number = 0
        self.apply(self.world.do("ann", "approval.request", "q", **self.content(1)))

    @staticmethod
    def content(rev: int) -> dict[str, Any]:
        facts = {"lines": [], "discount": "0.9"}
        return {"kind": "special_price", "amount": f"{rev}.00", "facts": facts}

    @property
    def request(self) -> dict[str, Any]:
        return dict(self.world.rows["approval_request", "q"].fields)

    def copy(self) -> "Told":
        other = object.__new__(Told)
        other.world = self.world.copy()
        other.seen, other.number = dict(self.seen), self.number
        return other

    def do(self, who: str, what: str) -> str:
        self.number += 1
        if what == "look":
            names = {"on_hash": "content_hash", "on_ver": "rev", "on_step": "step"}
            self.seen[who] = {name: self.request[field] for name, field in names.items()}
            return ""
        try:
            self.apply(self.run(who, what))
        except Refused as refusal:
            self.apply(getattr(refusal, "kept", ()))
            return refusal.kind
        return ""

    def run(self, who: str, what: str) -> list[Op]:
        if what == "edit":
            news = self.content(self.request["rev"] + 1)
            del news["kind"]
            return list(self.world.do(who, "approval.edit", "q", **news))
        if what == "withdraw":
            return list(self.world.do(who, "approval.withdraw", "q"))
        verdict = "add_signer" if what == "add" else what
        to = {"delegate_to": "peer" if who == "dan" else "gm"} if what == "add" else {}
        said = {"request": "q", "verdict": verdict, "comment": "好", **to}
        said |= self.seen.get(who, {})
        id = f"d{self.number}"
        ops = list(self.world.do(who, "approval.decide", id, **said))
        after = self.copy()
        after.apply(ops)
        follows = mutation("approval.decide").follows
        assert follows is not None
        context = Context(self.world.actor(who), after.world, AT, TODAY)
        return [*ops, *follows(context, id, said)]

    def apply(self, ops: Any) -> None:
        for op in ops:
            known = self.world.rows.get((op.type, op.id))
            if isinstance(op, Insert):
                assert known is None, "the same id twice"
                fields = dict(op.set)
            else:
                assert isinstance(op, Update)
                assert known is not None
                fields = {**known.fields, **op.set}
            self.world.rows[op.type, op.id] = Record(op.type, op.id, fields, "post:r1", 1)

    def shown(self, model: Model) -> Model:
        """What the records say, as a model."""
        row = self.request
        of = [r.fields for (type, _), r in self.world.rows.items() if type == "decision"]
        effective = tuple((each["rev"], each["step"]) for each in of if each["effective"])
        return replace(
            model,
            state=row["state"],
            step=row["step"],
            rev=row["rev"],
            approver=row["approver"],
            waiting=tuple(row.get("waiting") or ()),
            asked=frozenset(row["path"]),
            decided=effective,
            late=len(of) - len(effective),
            effects=sum(type == "effect" for type, _ in self.world.rows),
        )


def steps(found: dict[Model, Told]) -> Iterator[tuple[Model, Told]]:
    for model, told in found.items():
        for who, what in EVENTS:
            then = told.copy()
            kind, after = ought(model, who, what)
            assert then.do(who, what) == kind, (model, who, what)
            assert then.shown(after) == after, (model, who, what)
            yield after, then


def test_in_every_order_a_step_is_decided_once_on_what_was_seen_and_takes_effect_once() -> None:
    start = Told()
    known: dict[Model, Told] = {}
    fresh = {Model(): start}
    tried = 0
    for _ in range(DEPTH):
        known |= fresh
        met = {}
        for model, told in steps(fresh):
            tried += 1
            assert len(set(model.decided)) == len(model.decided), "a step was decided twice"
            assert model.effects == (model.state == "approved")
            if model.late < 2 and model not in known:
                met[model] = told
        fresh = met
    assert tried > 10_000
    assert {model.state for model in known} == {"pending", "approved", "rejected", "withdrawn"}
    assert max(model.step for model in known) > 3
