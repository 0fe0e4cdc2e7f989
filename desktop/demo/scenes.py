"""Fills the blanks of what was said: names, goods, sums and days that agree with the records."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from desktop.demo import days, goods
from desktop.demo.customers import Client
from desktop.demo.draws import Row, draws, money, round_to, weighted
from desktop.demo.regulars import MORNING
from desktop.demo.seasons import campaign
from desktop.demo.talk import EXPECTED, MOVEMENTS, SKIPS, Line, lines
from sync.catalogue.states import CustomerState

SHELVES = {  # what each trade buys, by category
    "pharmacy": ("滋补", "冲调", "坚果", "杂粮"),
    "mother": ("冲调", "坚果", "杂粮"),
    "fruit": ("坚果", "礼盒", "滋补"),
    "wine": ("礼盒", "滋补", "坚果"),
    "corner": ("坚果", "冲调", "调味", "滋补"),
    "canteen": ("米面", "粮油", "调味", "杂粮"),
    "restaurant": ("米面", "粮油", "调味"),
}
# the share of visits that brings an order
ORDERING: dict[str, float] = {CustomerState.PROSPECT: 0.14, CustomerState.DORMANT: 0.09}
PALLETS = (60, 72, 80, 96, 100, 120, 144, 160)  # the most of one good in an order
ORDERS_A_YEAR = {"A": 13, "B": 6, "C": 4}  # that a visit brings
MIXES = {  # purpose of a visit, by what the customer is
    CustomerState.PROSPECT: (("develop", 80), ("research", 20)),
    CustomerState.DORMANT: (("develop", 45), ("service", 35), ("collect", 20)),
    "late": (("collect", 62), ("service", 18), ("order", 20)),
    CustomerState.ACTIVE: (
        ("order", 36), ("service", 33), ("collect", 12), ("research", 8),
        ("complaint", 5), ("other", 6),
    ),
}  # fmt: skip
RIVAL_TEXTS = ("{rival}同规格标价 {price} 元，本周有买二赠一。",
               "{rival}业务员每周来两次，送试吃装。",
               "{rival}在谈年度专柜，进场费给得比较高。", "{rival}二批价又降了 {m} 个点。",
               "{rival}推了新口味，暂时没看到动销。")  # fmt: skip
OPINION_TEXTS = ("希望{ware}出小规格。", "觉得{ware}外箱不够结实。", "希望月底前能给一次特价。",
                 "对配送时间满意，司机态度好。", "建议给店员做一次{other}的培训。")  # fmt: skip
APART = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")  # 11 月 4 日


@dataclass(frozen=True, slots=True)
class Scene:
    """What one visit brought: the fields of the visit record that people filled in."""

    purpose: str
    fields: Row


class Stage:
    """Draws what happens at customers; one for each rep, so that rounds stay independent."""

    def __init__(self, seed: int, topic: str, surnames: dict[str, str], pace: float = 1.0) -> None:
        self.chance = draws(seed, "scenes", topic)
        self._surnames = surnames
        self._pace = pace  # how large orders are, so that the year's sum comes out
        self._recent: list[str] = []
        self._lines: dict[tuple[str, str], list[Line]] = {}
        for line in lines():
            for talk in ("shop", "trade", "food") if line.audience == "*" else (line.audience,):
                self._lines.setdefault((line.purpose, talk), []).append(line)

    def purpose(self, client: Client) -> str:
        kind = str(client.row["state"])
        if kind == CustomerState.ACTIVE and client.row["overdue_days"] > 7:
            kind = "late"
        return weighted(self.chance, MIXES.get(kind, MIXES[CustomerState.ACTIVE]))

    def expected(self, client: Client, purpose: str, day: date) -> str:
        return self._fill(self.chance.choice(EXPECTED[purpose]), self._blanks(client, day))

    def skipped(self, client: Client, day: date) -> str:
        return self._fill(self.chance.choice(SKIPS), self._blanks(client, day))

    def movement(self, client: Client, day: date) -> str:
        return self._fill(self.chance.choice(MOVEMENTS), self._blanks(client, day))

    @staticmethod
    def named(text: str, day: date) -> str:
        """A text whose only blank is the coming campaign."""
        return text.format(campaign=campaign(day).name)

    def play(self, client: Client, purpose: str, day: date) -> Scene:
        """One visit: a sentence that was not just used, and figures that agree with it."""
        line = self._line(purpose, client.trade.talk)
        blanks = self._blanks(client, day)
        ordered = self._order(client, line, blanks) if "o" in line.gives else None
        collected = self._payment(client) if "c" in line.gives else None
        blanks["amount"] = f"{int(ordered or collected or 0):,}"
        outcome = self._fill(line.outcome, blanks)
        fields: Row = {"purpose": purpose, "outcome": outcome}
        fields["next_step"] = self._fill(line.next_step, blanks)
        fields["ordered"] = money(ordered) if ordered else None
        fields["collected"] = money(collected) if collected else None
        fields |= self._remarks(line, outcome, blanks)
        comes_back = "{day}" in line.next_step and self.chance.random() < 0.7
        fields["next_visit"] = blanks["next"].isoformat() if comes_back else None
        return Scene(purpose, fields)

    def morning(self, client: Client, day: date) -> Scene | None:
        """What is known of this morning's stops, if this is one of them."""
        if client.name not in MORNING:
            return None
        outcome, next_step, collected = MORNING[client.name]
        purpose = client.regular.purpose if client.regular else "service"
        fields: Row = {"purpose": purpose, "outcome": self.named(outcome, day)}
        fields |= {"next_step": next_step, "ordered": None, "next_visit": None}
        fields |= {"competitor": None, "opinion": None, "complaint": None}
        return Scene(purpose, fields | {"collected": money(collected) if collected else None})

    def _line(self, purpose: str, talk: str) -> Line:
        choice = self._lines[purpose, talk]
        fresh = [line for line in choice if line.outcome not in self._recent] or choice
        line = self.chance.choice(fresh)
        self._recent = [*self._recent[-11:], line.outcome]
        return line

    def _remarks(self, line: Line, outcome: str, blanks: dict[str, Any]) -> Row:
        """A rival's move, an opinion, a complaint: the outcome itself, or said in passing."""
        chance = self.chance
        said: Row = {"competitor": None, "opinion": None, "complaint": None}
        if chance.random() < 0.07:
            said["competitor"] = self._fill(chance.choice(RIVAL_TEXTS), blanks)
        if chance.random() < 0.06:
            said["opinion"] = self._fill(chance.choice(OPINION_TEXTS), blanks)
        names = (("r", "competitor"), ("v", "opinion"), ("p", "complaint"))
        return said | {name: outcome for mark, name in names if mark in line.gives}

    def _order(self, client: Client, line: Line, blanks: dict[str, Any]) -> Decimal:
        """What is ordered: never less than the goods that the sentence names."""
        usual = float(client.row["year_target"]) / ORDERS_A_YEAR[client.row["class"]]
        usual = max(360.0, usual * self._pace * self.chance.uniform(0.45, 1.5))
        text, ware, other = line.outcome, blanks["good"], blanks["second"]
        if "{n}" not in text:
            return round_to(usual, 10)
        if "{n} {ou}" in text:
            ware = other
        most = self.chance.choice(PALLETS)
        share = 0.6 if "{m}" in text else 0.8
        blanks["n"] = min(most, _by_fives(usual * share / float(ware.dealer)))
        named: Decimal = blanks["n"] * ware.dealer
        if "{m}" in text:
            blanks["m"] = min(most // 2, _by_fives(usual * 0.3 / float(other.dealer)))
            named += blanks["m"] * other.dealer
        more = "等" in text or "其他品项" in text
        return max(named, round_to(usual, 10)) if more else named

    def _payment(self, client: Client) -> Decimal:
        usual = float(client.row["receivable"]) or float(client.row["year_target"]) / 14
        return max(round_to(usual * self.chance.uniform(0.25, 0.8), 50), Decimal(500))

    def _blanks(self, client: Client, day: date) -> dict[str, Any]:
        chance = self.chance
        fitting = SHELVES.get(client.trade.key)
        stock = [good for good in goods.GOODS if not fitting or good.category in fitting]
        ware, other = chance.sample(stock, 2)
        soon = day
        for _ in range(chance.choice((1, 2, 2, 3, 4, 5))):
            soon = days.next_working(soon)
        later = day + timedelta(days=chance.randint(6, 16))
        big = client.row["class"] == "A"
        return {
            "good": ware, "second": other,
            "ware": ware.name.split(" ")[0], "wu": ware.unit,
            "other": other.name.split(" ")[0], "ou": other.unit,
            "who": self._surnames.get(client.id, "店长"), "rival": chance.choice(goods.RIVALS),
            "n": chance.choice((40, 60, 80, 120) if big else (10, 12, 15, 20, 24, 30)),
            "m": chance.randint(2, 6), "days": chance.choice((7, 10, 15, 20)),
            "small": f"{chance.randint(8, 46) * 20:,}", "price": f"{chance.randint(18, 88)}.9",
            "next": soon, "day": _named(day, soon), "date": days.said(later),
            "campaign": campaign(day).name, "amount": "",
        }  # fmt: skip

    @staticmethod
    def _fill(text: str, blanks: dict[str, Any]) -> str:
        return APART.sub(" ", text.format_map(blanks))


def _by_fives(count: float) -> int:
    """How many a buyer orders: a few singly, more by fives, many by tens."""
    step = 1 if count < 8 else 5 if count < 60 else 10
    return max(1, round(count / step) * step)


def _named(day: date, other: date) -> str:
    """How a rep says a day soon: 明天, 周四, 下周二."""
    if (other - day).days == 1:
        return "明天"
    weeks = other.isocalendar().week != day.isocalendar().week
    return ("下" if weeks else "") + days.NAMES[other.weekday()]


def pace(often: Sequence[tuple[Client, float]], share: float) -> float:
    """The factor on every order that lets visits bring `share` of the customers' year targets.

    `often` says how many visits a year each customer gets.
    """
    target = sum(float(client.row["year_target"]) for client, _ in often)
    brought = sum(
        float(client.row["year_target"])
        / ORDERS_A_YEAR[client.row["class"]]
        * visits
        * ORDERING.get(str(client.row["state"]), 0.27)
        for client, visits in often
    )
    return share * target / brought if brought else 1.0


def forms_of_address(contacts: list[Row]) -> dict[str, str]:
    """How each customer's decider is spoken of: 王店长, 周老板, 钱总."""
    polite = {"店长": "店长", "老板": "老板", "总经理": "总"}
    return {
        str(row["customer"]): row["name"][0] + polite[row["position"]]
        for row in contacts
        if row["position"] in polite
    }
