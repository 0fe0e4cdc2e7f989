"""Six weeks on the road: each day's plan, the visits that came of it, and what was done on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from desktop.demo import days, staff
from desktop.demo.customers import Client
from desktop.demo.draws import Row, draws
from desktop.demo.routes import Route, applies, routes, slot
from desktop.demo.scenes import Stage, pace
from sync.catalogue.states import CustomerState, PlanState

STRIP = (7, 8, 0, 5, 6)  # stops on 周婷's coming days: one of them is still to be planned
SKIPPED = 0.08  # of the planned stops
SELDOM_YEARLY = 200  # visits beside the fixed routes
EVENING = 1165  # minutes after midnight: no visit ends later
LEAST = 5  # visits a day in the field
ACTIONS = {
    "develop": ("sampling",),
    "research": ("competitor_check", "price_check"),
    "collect": ("payment_reminder",),
    "service": ("shelf_check", "stock_check", "display_setup"),
    "complaint": ("shelf_check",),
    "order": ("stock_check", "order_entry"),
    "other": ("training",),
}


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the reps' books hold after the six weeks."""

    routes: list[Route] = field(default_factory=list)
    plan_items: list[Row] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    visit_actions: list[Row] = field(default_factory=list)
    absences: set[tuple[str, date]] = field(default_factory=set)  # (rep, day) on leave


def write_book(
    today: date, at: time, seed: int, clients: Sequence[Client], surnames: dict[str, str]
) -> Book:
    """Plays every rep's days in order, up to the time of day `at` today."""
    book = Book()
    for rep in staff.REPS:
        _Round(rep, today, at, seed, clients, surnames, book).drive()
    _card_figures(book, clients)
    return book


class _Round:
    """One rep's six weeks."""

    def __init__(
        self,
        rep: staff.Rep,
        today: date,
        at: time,
        seed: int,
        clients: Sequence[Client],
        surnames: dict[str, str],
        book: Book,
    ) -> None:
        self.rep, self.today, self.book = rep, today, book
        self.now = at.hour * 60 + at.minute
        self.chance = draws(seed, "rounds", rep.post)
        self.routes = routes(rep, clients, today)
        on_route = {client.id for route in self.routes for client in route.stops}
        self.seldom = [one for one in clients if one.rep is rep and one.id not in on_route]
        self.seldom = [one for one in self.seldom if one.row["state"] != CustomerState.CLOSED]
        self.stage = Stage(seed, rep.post, surnames, pace(self._often(), rep.zeal * 0.94))

    def _often(self) -> list[tuple[Client, float]]:
        """How many visits a year each customer gets, skips and holidays taken off."""
        often = [
            (client, 44.0 if route.turn is None else 22.0)
            for route in self.routes
            for client in route.stops
        ]
        return [*often, *((client, SELDOM_YEARLY / len(self.seldom)) for client in self.seldom)]

    def drive(self) -> None:
        self.book.routes.extend(self.routes)
        past = days.past_days(self.today)
        away = set(self.chance.sample(past[:-1], self.chance.choice((0, 0, 1, 1, 2))))
        for day in past:
            if day in away and self.rep is not staff.ZHOU:
                self.book.absences.add((self.rep.id, day))
            else:
                self._drive_day(day, self._stops(day))
        if self.rep is staff.ZHOU or days.is_working(self.today):  # the demo's rep never rests
            weekday = days.route_weekday(self.today)
            self._drive_day(self.today, self._stops_of(weekday, self.today), live=True)
        for number, day in enumerate(days.coming_days(self.today)):
            self._plan_day(day, number)

    def _stops(self, day: date) -> list[Client]:
        return self._stops_of(day.isoweekday(), day)

    def _stops_of(self, weekday: int, day: date) -> list[Client]:
        """The day's lists, and one or two customers who are seen seldom."""
        fixed = [
            client
            for route in self.routes
            if route.weekday == weekday and (route.turn is None or applies(route, day, self.today))
            for client in route.stops
        ]
        wanted = max(6, min(9, round(self.chance.gauss(7.6 * self.rep.zeal, 0.8))))
        if fixed and fixed[0].regular:
            return fixed
        fixed = fixed[:wanted]
        extra = self.chance.sample(self.seldom, min(len(self.seldom), wanted - len(fixed)))
        return [*fixed, *extra]

    def _drive_day(self, day: date, stops: Sequence[Client], live: bool = False) -> None:
        """Plans the stops and visits them; today only those that are over by now."""
        clock = 525.0 + self.chance.randint(0, 30)
        may_skip = len(stops) - LEAST
        for place, client in enumerate(stops, start=1):
            plan = self._plan(day, place, client)
            self.book.plan_items.append(plan)
            begin = max(clock, slot(place) - 25) + self.chance.randint(4, 16)
            length = self.chance.randint(16, 52)
            if live and client.regular:
                begin, length = client.regular.planned + (place - 1) * 3, (42, 31)[place % 2 == 0]
                if place > 2:
                    continue
            if live and begin + length >= self.now - 1:
                continue
            too_late = begin + length > EVENING
            if not live and may_skip > 0 and (too_late or self.chance.random() < SKIPPED):
                may_skip -= 1
                plan |= {"state": PlanState.SKIPPED, "skip_reason": self.stage.skipped(client, day)}
                continue
            self._visit(plan, client, day, begin, length)
            clock = begin + length + self.chance.randint(8, 22)

    def _plan(self, day: date, place: int, client: Client) -> Row:
        purpose = self.stage.purpose(client)
        planned, expected = slot(place), self.stage.expected(client, purpose, day)
        if client.regular and day == self.today:
            known = client.regular
            planned, purpose, expected = known.planned, known.purpose, known.expected
            expected = self.stage.named(expected, day)
        row: Row = {"id": f"pl-{self.rep.post}-{day:%Y%m%d}-{place}", "post": self.rep.post}
        row |= {"person": self.rep.id, "date": day.isoformat(), "customer": client.id}
        row |= {"sequence": place, "purpose": purpose, "expected": expected, "visit": None}
        row |= {"planned_at": days.clock(planned), "state": PlanState.PLANNED, "skip_reason": None}
        return row | {"author": self.rep.id}

    def _visit(self, plan: Row, client: Client, day: date, begin: float, length: int) -> None:
        scene = self.stage.morning(client, day) if day == self.today else None
        scene = scene or self.stage.play(client, plan["purpose"], day)
        row: Row = {"id": plan["id"].replace("pl-", "v-"), "post": self.rep.post}
        row |= {"person": self.rep.id, "customer": client.id, "plan_item": plan["id"]}
        seconds = self.chance.random()  # people do not press the button on the minute
        row |= {"started_at": days.instant(day, begin + seconds), **scene.fields, "amends": None}
        row["ended_at"] = days.instant(day, begin + length + self.chance.random())
        row["evidence"] = self._evidence(scene.purpose)
        plan |= {"state": PlanState.DONE, "visit": row["id"]}
        self.book.visits.append(row | {"author": self.rep.id})
        self.book.visit_actions.extend(self._actions(row, client, day))

    def _evidence(self, purpose: str) -> list[Row]:
        """Photos mostly; a signature where goods or money changed hands."""
        proof: list[Row] = []
        if self.chance.random() < 0.6:
            proof.append({"grade": "E2", "kind": "photo", "name": "现场照片"})
        if purpose in ("order", "collect") and self.chance.random() < 0.7:
            proof.append({"grade": "E2", "kind": "signature", "name": "客户签字"})
        return proof or [{"grade": "E1", "kind": "note", "name": "文字记录"}]

    def _actions(self, visit: Row, client: Client, day: date) -> Iterator[Row]:
        done = [name for name in ACTIONS[visit["purpose"]] if self.chance.random() < 0.35]
        if self.chance.random() < 0.05:
            done.append("movement")
        for number, name in enumerate(done, start=1):
            answers = self._answers(name, client, day)
            row: Row = {"id": f"{visit['id']}-a{number}", "visit": visit["id"], "action": name}
            yield row | {"version": 1, "answers": answers, "author": self.rep.id}

    def _answers(self, action: str, client: Client, day: date) -> Row:
        chance = self.chance
        small = chance.randint(18, 88)
        missing = chance.choice((0, 0, 1, 2))
        answers: dict[str, Row] = {
            "shelf_check": {"facings": chance.randint(3, 16), "missing": missing},
            "stock_check": {"days": chance.randint(4, 28)},
            "price_check": {"retail": f"{small}.90", "ours": f"{small + chance.randint(-3, 6)}.90"},
            "competitor_check": {"facings": chance.randint(1, 9)},
            "payment_reminder": {"promised": chance.random() < 0.7},
            "sampling": {"portions": chance.randint(4, 24)},
            "display_setup": {"units": chance.choice((1, 1, 2))},
            "order_entry": {"lines": chance.randint(1, 6)},
            "training": {"people": chance.randint(1, 6)},
            "movement": {"text": self.stage.movement(client, day)},
        }
        return answers[action]

    def _plan_day(self, day: date, number: int) -> None:
        stops = self._stops(day)
        if self.rep is staff.ZHOU:
            known = [one for one in stops if not one.regular] + self.seldom
            stops = known[: STRIP[number % len(STRIP)]]
        for place, client in enumerate(stops, start=1):
            self.book.plan_items.append(self._plan(day, place, client))


def _card_figures(book: Book, clients: Sequence[Client]) -> None:
    """What the customer's card derives: the last visit, how many, and the next one."""
    visits: dict[str, list[Row]] = {}
    for visit in book.visits:
        visits.setdefault(visit["customer"], []).append(visit)
    coming: dict[str, str] = {}
    for plan in book.plan_items:
        if plan["state"] == PlanState.PLANNED:
            day = plan["date"]
            coming[plan["customer"]] = min(coming.get(plan["customer"], day), day)
    for client in clients:
        seen = visits.get(client.id, [])
        last = max((visit["started_at"] for visit in seen), default=None)
        client.row.update(last_visit_at=last, visit_count=len(seen), duplicate_of=None)
        client.row["next_visit"] = coming.get(client.id)
