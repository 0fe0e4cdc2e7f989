"""Sixty requests that wait for 张立群, and forty that he has decided in the weeks before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from desktop.demo import asks, asks_people, days, goods, reasons, staff
from desktop.demo.asks import Ask, Desk
from desktop.demo.customers import Client
from desktop.demo.draws import Row, draws, shuffled_forever, weighted
from desktop.demo.rounds import Book
from sync.catalogue.states import ReportState, RequestState
from sync.mutations.approvals import content_hash

WAITING, DECIDED = 60, 40
TODAYS = 5  # of those decided: this morning
# How many of each kind wait; the reports to sign come on top, special prices fill up to sixty.
MIX = (
    ("expense", 13), ("credit", 5), ("gift", 5), ("return_goods", 5), ("leave", 3),
    ("new_customer", 5), ("discount", 4), ("other", 2),
)  # fmt: skip
PAST_MIX = (
    ("special_price", 12), ("expense", 13), ("credit", 4), ("gift", 4), ("return_goods", 4),
    ("leave", 3), ("new_customer", 4), ("discount", 4),
)  # fmt: skip
AGES = ((0, 24), (1, 40), (2, 22), (3, 14))  # working days since it was asked
FORGOTTEN = 5  # the age of two special prices that wait on top of the pile
DUE = {"credit": 1, "leave": 2, "report_sign": 1, "special_price": 2, "discount": 1}
VERDICTS = (("approve", 0.8), ("reject", 0.1), ("return", 0.1))
STATES = {
    "approve": RequestState.APPROVED,
    "reject": RequestState.REJECTED,
    "return": RequestState.RETURNED,
}
# 周婷's special price of this morning
MOCK_LINES = (("p01", 80), ("p02", 40), ("p03", 60))
MOCK_REASON = (
    "店长同意拿出入口 6 ㎡ 做{campaign}主题堆头，对手已谈到 9 折。按 {fold} 折进 {quantity} 件，"
    "可换 14 天独家陈列，预计带动常规品增量约 {gain} 元。"
)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The requests and what was decided on them."""

    requests: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)


class Desks:
    """Hands out requests of the team's reps, one after the other."""

    def __init__(
        self, today: date, at: time, seed: int, clients: Sequence[Client], book: Book
    ) -> None:
        self.today, self.now = today, at.hour * 60 + at.minute
        self.chance = draws(seed, "approvals")
        self.clients = clients
        self.planned: dict[tuple[str, str], int] = {}
        for plan in book.plan_items:
            key = (plan["person"], plan["date"])
            self.planned[key] = self.planned.get(key, 0) + 1
        self.serials: dict[date, int] = {}
        self.asked: set[str] = set()
        self.unused: dict[str, list[str]] = {}
        self.turns = shuffled_forever(self.chance, staff.TEAM)

    def ask(self, kind: str, day: date) -> tuple[staff.Rep, Ask]:
        """A request nobody has made yet; no customer's limit is asked about twice."""
        while True:
            rep = next(self.turns)
            ours = [client for client in self.clients if client.rep is rep]
            made = self._make(kind, Desk(rep, self.chance, day, ours, self.unused))
            asked = f"credit {made.subject}" if made.kind == "credit" else made.title
            if asked not in self.asked:
                self.asked.add(asked)
                return rep, made

    def _make(self, kind: str, desk: Desk) -> Ask:
        if kind == "leave":
            return asks_people.leave(desk, self.today, self.planned)
        makers: dict[str, asks.Maker] = {
            "special_price": asks.special_price,
            "discount": asks.discount,
            "expense": asks_people.expense,
            "credit": asks.credit,
            "gift": asks.gift,
            "return_goods": asks.return_goods,
            "new_customer": asks_people.new_customer,
            "other": asks.other,
        }
        return makers[kind](desk)

    def day_back(self, working_days: int) -> date:
        day = self.today
        if working_days == 0 and self.now < 510:  # too early: nobody has asked today
            working_days = 1
        for _ in range(working_days):
            day = days.previous_working(day)
        return day

    def minute(self, day: date) -> float:
        """When on that day: today not after now, and people ask late on the last evening."""
        last = 1290 if day == self.day_back(1) else 1115
        if day == self.today:
            last = max(486, min(self.now - 4, 1115))
        return self.chance.randint(485, last) + self.chance.random()

    def _next(self, day: date) -> date:
        """The next working day; today counts even on a Sunday, as it does in the whole demo."""
        after = days.next_working(day)
        return self.today if day < self.today < after else after

    def file(self, rep: staff.Rep, ask: Ask, day: date, minute: float) -> Row:
        """The request as it lies in the inbox of the direct superior."""
        serial = self.serials[day] = self.serials.get(day, 0) + 1
        row: Row = {"id": f"TJ-{day:%Y%m%d}-{serial:03d}", "post": rep.post, "requester": rep.id}
        row |= {"kind": ask.kind, "title": ask.title, "subject_type": ask.subject_type}
        row |= {"subject": ask.subject, "facts": ask.facts, "amount": ask.amount}
        row |= {"reason": ask.reason, "state": "pending", "step": 1, "rev": 1}
        row |= {"path": [rep.superior], "approver": rep.superior, "decided_at": None}
        row["content_hash"] = content_hash(row)
        due = day
        for _ in range(DUE.get(ask.kind, 3)):
            due = self._next(due)
        hour = self.chance.choice((12, 18, 18)) * 60
        row |= {"submitted_at": days.instant(day, minute), "due_at": days.instant(due, hour)}
        return row | {"author": rep.id}


def inbox(
    today: date,
    at: time,
    seed: int,
    clients: Sequence[Client],
    book: Book,
    reports: Sequence[Row],
) -> Inbox:
    desks = Desks(today, at, seed, clients, book)
    made = Inbox()
    made.requests.extend(_signatures(desks, reports))
    made.requests.extend(_this_morning(desks, clients))
    kinds = [kind for kind, count in MIX for _ in range(count)]
    kinds += ["special_price"] * (WAITING - len(kinds) - len(made.requests))
    forgotten = 2
    for kind in desks.chance.sample(kinds, len(kinds)):
        age = weighted(desks.chance, AGES[:2] if kind == "leave" else AGES)
        if kind == "special_price" and forgotten:
            age, forgotten = FORGOTTEN, forgotten - 1
        day = desks.day_back(age)
        rep, ask = desks.ask(kind, day)
        made.requests.append(desks.file(rep, ask, day, desks.minute(day)))
    _past(desks, made)
    made.requests.sort(key=lambda row: row["submitted_at"])
    return made


def _signatures(desks: Desks, reports: Sequence[Row]) -> Iterator[Row]:
    """Each sealed daily report of the team asks to be signed."""
    team = {rep.id: rep for rep in staff.TEAM}
    for report in reports:
        if (
            report["state"] == ReportState.SEALED
            and report["kind"] == "daily"
            and report["person"] in team
        ):
            rep = team[report["person"]]
            day = date.fromisoformat(report["date"])
            row = desks.file(rep, asks_people.report_sign(report, rep.name), day, 0)
            yield row | {"submitted_at": report["sealed_at"]}


def _this_morning(desks: Desks, clients: Sequence[Client]) -> Iterator[Row]:
    """What 周婷 asked right after her second visit; before that, on the evening before."""
    spot = next(client for client in clients if client.regular and client.regular.planned == 610)
    day, minute = (desks.today, 658.4) if desks.now > 665 else (desks.day_back(1), 1296.4)
    asked = Decimal("0.86")
    desk = Desk(staff.ZHOU, desks.chance, day, [spot], {"special_price": [MOCK_REASON]})
    lines = [asks.price_line(goods.BY_ID[id], count, asked) for id, count in MOCK_LINES]
    ask = asks.priced(desk, spot, lines, asked, 61_300, "堆头特价")
    desks.asked.add(ask.title)
    yield desks.file(staff.ZHOU, ask, day, minute)


def _past(desks: Desks, made: Inbox) -> None:
    """Decided requests, from the first days of the history to this morning."""
    past = days.past_days(desks.today)[2:]
    kinds = [kind for kind, count in PAST_MIX for _ in range(count)]
    kinds = sorted(desks.chance.sample(kinds, DECIDED), key=lambda kind: kind == "credit")
    for number, kind in enumerate(kinds):
        fresh = number < TODAYS
        day = past[-1] if fresh else desks.chance.choice(past[:-2])
        rep, ask = desks.ask(kind, day)
        row = desks.file(rep, ask, day, desks.minute(day))
        made.requests.append(row)
        live = fresh and desks.now > 545
        decided = desks.today if live else days.next_working(day)
        if decided > desks.today or (decided == desks.today and not live):
            decided = day
            row["submitted_at"] = days.instant(day, 486)
        made.decisions.extend(_decide(desks, row, decided))


def _decide(desks: Desks, row: Row, day: date) -> Iterator[Row]:
    """One effective decision; large credit goes on to the general manager."""
    large = row["kind"] == "credit"
    verdict = "endorse" if large else weighted(desks.chance, VERDICTS)
    last = desks.now - 3 if day == desks.today else 700
    at = days.instant(day, desks.chance.randint(490, min(700, last)) + desks.chance.random())
    yield _decision(desks, row, verdict, "zhang", staff.MANAGER_POST, at)
    if not large:
        row |= {"state": STATES[verdict], "decided_at": at}
        return
    row |= {"step": 2, "path": [staff.MANAGER_POST, "gm"], "approver": "gm"}
    at = days.instant(day, desks.chance.randint(800, 1050) + desks.chance.random())
    row |= {"state": "approved", "decided_at": at}
    yield _decision(desks, row, "approve", "chengd", "gm", at)


def _decision(desks: Desks, row: Row, verdict: str, who: str, post: str, at: str) -> Row:
    words = reasons.DECIDED["above" if who == "chengd" else verdict]
    made: Row = {"id": f"{row['id']}-d{row['step']}", "request": row["id"], "step": row["step"]}
    made |= {"rev": 1, "verdict": verdict, "comment": desks.chance.choice(words) or None}
    made |= {"decider": who, "post": post, "on_hash": row["content_hash"], "decided_at": at}
    return made | {"delegate_to": None, "effective": True, "author": who}
