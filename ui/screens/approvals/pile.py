"""The requests on the desk: what waits for me, what I asked for, in the order and kind chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from desktop.queries import approval_checks, approvals, branch_allotments, in_charge
from desktop.queries.approval_checks import Grade
from desktop.queries.approvals import Asked, Station
from sync.clock import instant_text
from ui.screens.approvals import kinds
from ui.screens.approvals.detail import Matter

HISTORY = timedelta(days=90)


@dataclass(eq=False)
class Pile:
    """Read whole (some sixty requests); shown in parts."""

    post: str = ""  # mine
    waiting: Sequence[Asked] = ()  # for my post, and what I may decide for another today
    mine: Sequence[Asked] = ()
    decided: Sequence[Asked] = ()
    limits: in_charge.Limits = field(default_factory=in_charge.Limits)
    given: Mapping[str, str] = field(default_factory=dict)  # limits of mine as a stand-in
    handled: int = 0
    history: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    allotted: Mapping[str, str] = field(default_factory=dict)  # request: allotment of the branch
    today: str = ""
    soon: str = ""  # what is due before this instant stands first

    def find(self, key: object) -> Asked | None:
        return next((one for one in self._every() if one.key == key), None)

    def find_id(self, id: str) -> Asked | None:
        return next((one for one in self._every() if one.id == id), None)

    def _every(self) -> Sequence[Asked]:
        return (*self.waiting, *self.mine, *self.decided)

    def limit(self, asked: Asked) -> str | None:
        """The limit of mine that this request is beyond: it is endorsed, not approved."""
        posts = (asked.approver, self.post)
        limit = self.given.get(asked.id) or in_charge.beyond_limit(asked, posts, self.limits)
        if limit is None and any(
            check.code == "my_limit" and check.grade is Grade.FAIL for check in self.checks(asked)
        ):
            return str(asked.facts["my_limit"])
        return limit

    def allotment(self, asked: Asked) -> str | None:
        """The branch hub's allotment under which I may approve what is beyond my own limit."""
        return self.allotted.get(asked.id) if self.limit(asked) is not None else None

    def of(self, pill: str, *, due_first: bool = False) -> list[Asked]:
        """The requests of a pill: all, a group of kinds or risk, mine (by state), decided ones."""
        if pill == "decided":
            return list(self.decided)
        if pill == "mine":
            return list(self.mine)
        if pill.startswith("mine:"):
            states = pill.removeprefix("mine:").split("+")
            return [one for one in self.mine if one.state in states]
        chosen = self._in(pill)
        if due_first:
            urgent = [one for one in chosen if one.due_at and one.due_at <= self.soon]
            rest = [one for one in chosen if one not in urgent]
            chosen = sorted(urgent, key=lambda one: one.due_at) + rest
        return chosen

    def counts(self, groups: Iterable[str]) -> dict[str, int]:
        """How many wait in each of these groups, of kinds or of risk."""
        return {group: len(self._in(group)) for group in groups}

    def _in(self, pill: str) -> list[Asked]:
        groups = ("all", *kinds.EVERY)
        group_of = (lambda one: kinds.group_of(one.kind)) if pill in groups else self.risk_of
        return [one for one in self.waiting if pill in ("all", group_of(one))]

    def risk_of(self, asked: Asked) -> str:
        """fail (a rule is broken, or it is beyond my limit), warn, or low: as Shift A sees it."""
        if self.limit(asked) is not None:
            return "fail"
        gravest = max((check.grade for check in self.checks(asked)), default=Grade.PASS)
        return {Grade.FAIL: "fail", Grade.WARN: "warn", Grade.PASS: "low"}[gravest]

    def checks(self, asked: Asked) -> list[approval_checks.Check]:
        return approval_checks.checks(asked, self.today, self.history)

    def low_risk(self, kind: str) -> list[Asked]:
        """What Shift A would approve of this kind: every rule passed."""
        return [
            one
            for one in self.waiting
            if one.kind == kind
            and approval_checks.is_low_risk(one, self.today, self.history)
            and kind != "report_sign"
            and self.limit(one) is None
        ]


def read(app: Any, known: Pile | None = None, also: str = "") -> Pile:
    """Everything the screen shows, in one snapshot; what one's own decision cannot have changed
    (posts, prices approved before) is taken over from `known`. `also` is the id of a request that
    was looked for, and is shown however old it is."""
    clock, me = app.clock, app.me
    today = clock.today()
    since = instant_text(clock.now() - HISTORY)
    day, post = today.isoformat(), me.post or ""
    with app.database.read() as connection:
        others = in_charge.stood_in(connection, me.id, post, day) if post else []
        waiting = [*approvals.waiting(connection, post, day), *others]
        mine = approvals.mine(connection, me.id, day)
        decided = approvals.decided_by(connection, me.id, day) if post else []
        if also and all(one.id != also for one in (*waiting, *mine, *decided)):
            found = approvals.asked(connection, also, day)
            own = found is not None and found.requester == me.id
            (mine if own else decided).extend([] if found is None else [found])
        return Pile(
            post=post,
            waiting=waiting,
            allotted=branch_allotments.under(connection, waiting, day),
            mine=mine,
            decided=decided,
            limits=known.limits if known else in_charge.limits(connection),
            given=in_charge.given_limits(connection, me.id, post, others, day),
            handled=approvals.handled_since(connection, me.id, clock.bounds(today)[0]),
            history=known.history if known else approvals.price_history(connection, since),
            stations=known.stations if known else approvals.stations(connection, day),
            today=day,
            soon=clock.bounds(today + timedelta(days=1))[1],
        )


def matter(app: Any, pile: Pile, asked: Asked) -> Matter:
    with app.database.read() as connection:
        return Matter(
            asked=asked,
            checks=pile.checks(asked),
            rulings=approvals.rulings(connection, asked.id),
            files=approvals.files(connection, asked),
            stations=pile.stations,
            relayed=asked.pending and approvals.is_relayed(connection, asked.id),
            stand_ins=in_charge.names_of_stand_ins(connection, asked, pile.today),
        )


def is_late(matter: Matter, person: str) -> bool:
    """Whether this person said something about it when it was decided already."""
    return any(one.decider == person and not one.effective for one in matter.rulings)


def way_of(matter: Matter) -> str:
    """Where what headquarters does not know of has come to: branch (its hub has approved), wanted
    (its hub is to), relayed (with a hub or on a stick), or "": it is still here."""
    ruled = [one.ruled for one in matter.rulings if one.effective and one.ruled]
    return ruled[-1] if ruled else "relayed" if matter.relayed else ""
