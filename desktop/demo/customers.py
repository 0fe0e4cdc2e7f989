"""About 1,300 customers: names, places, classes, and what the books say of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from desktop.demo import city, days, staff
from desktop.demo.draws import Row, draws, money, round_to, weighted
from desktop.demo.names import firm_words
from desktop.demo.regulars import REGULARS, Regular
from desktop.demo.seasons import campaign
from desktop.demo.trades import AREA, BY_KEY, STREET, TRADES, Trade
from sync.catalogue.states import CustomerState

NUMBERS = "一二三四五六"
TARGETS = {
    "A": (180_000, 1_500_000, 10_000),
    "B": (40_000, 240_000, 5_000),
    "C": (8_000, 48_000, 1_000),
}
LARGE = ("mall", "super", "dealer", "canteen")  # the others sell less, whatever their class
TERMS = {
    "A": ((30, 5), (45, 3), (60, 1)),
    "B": ((30, 5), (15, 3), (0, 2)),
    "C": ((0, 6), (15, 3), (7, 2)),
}
STATES = (
    (CustomerState.ACTIVE, 0.83),
    (CustomerState.PROSPECT, 0.08),
    (CustomerState.DORMANT, 0.075),
    (CustomerState.CLOSED, 0.015),
)
LATE = (((1, 0, 0), 0.55), ((2, 1, 0), 0.24), ((1, 1, 2), 0.13), ((0, 0, 1), 0.08))
OLDEST = ((2, 30), (31, 60), (61, 140))
REMARKS = (
    "工作日上午收货，走后门，卸货要提前一天约。", "老板每周三在店，其他时间找店长。",
    "发票抬头与门店名称不同，开票前核对。", "送货单要盖收货章，财务只认盖章单。",
    "旺季仓库紧张，单次进货不超过三十箱。", "对价格敏感，报价前先看竞品价签。",
    "店员流动大，新品要当面讲一遍卖点。", "与隔壁便利店是同一老板，合并对账。",
    "端架由厂家轮流承包，季度末重新谈。", "每月二十五号对账，三十号前付款。",
    "喜欢微信沟通，电话常不接。", "门口不好停车，建议坐地铁去。",
    "主推礼盒，散装走得慢。", "曾因临期品闹过不愉快，发货注意批次。",
    "新店长半年内换过两次，关系要重新建立。", "配送车下午两点后不能进院子。",
    "老客户介绍来的，账款一直很准时。", "周边两个新小区明年交付，有潜力。",
)  # fmt: skip
HOURS = ("工作日 9:00–11:30", "每天 6:00–8:30", "周一至周六 13:00–16:00", "需提前一天预约")
COOLING = ("mall", "super", "corner", "canteen")  # who has coolers
CHANNELS = ("直营", "加盟", "联营", "个体")
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # the alphabet of GB 32100


@dataclass(frozen=True, slots=True)
class Client:
    """A customer record with what only the generator knows of it."""

    row: Row
    trade: Trade
    rep: staff.Rep
    regular: Regular | None = None

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def name(self) -> str:
        return str(self.row["name"])


def clients(today: date, seed: int) -> list[Client]:
    """All customers; the nine of today's round are 周婷's first."""
    made = list(_all(today, seed))
    serials = draws(seed, "serials").sample(range(1000, 9900), len(made))
    for client, serial in zip(made, sorted(serials), strict=True):
        client.row["id"] = f"KH-{serial:06d}"
    chance = draws(seed, "coolers")
    for client in made:
        if client.trade.key in COOLING and chance.random() < 0.8:
            client.row["extra"]["冷柜数"] = str(chance.randint(1, 12))
    return made


def customer_fields() -> list[Row]:
    """What this company asks of every customer beside the card's own fields."""
    said = (
        ("主营品类", "text", None),
        ("经营方式", "choice", list(CHANNELS)),
        ("收货时间", "text", None),
        ("冷柜数", "number", None),
    )
    return [
        {"id": f"cf-{place}", "name": name, "kind": kind, "choices": choices, "place": place}
        | {"active": True}
        for place, (name, kind, choices) in enumerate(said, start=1)
    ]


def _all(today: date, seed: int) -> Iterator[Client]:
    naming = _Names(seed)
    for rep in staff.REPS:
        chance = draws(seed, "customers", rep.post)
        ours = REGULARS if rep is staff.ZHOU else ()
        for known in ours:
            yield _regular(chance, today, rep, known)
        for _ in range(rep.customers - len(ours)):
            yield _made_up(chance, today, rep, naming)


class _Names:
    """Unique names, composed the way such shops are called."""

    def __init__(self, seed: int) -> None:
        self._words = firm_words(draws(seed, "names"))
        self._taken = {known.name for known in REGULARS}

    def of(self, chance: Random, trade: Trade, place: city.Place, street: str) -> str:
        for name in self._candidates(chance, trade, place, street):
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise ValueError(trade.key)  # the candidates have no end

    def _candidates(
        self, chance: Random, trade: Trade, place: city.Place, street: str
    ) -> Iterator[str]:
        ending = chance.choice(trade.names)
        if trade.shape == STREET:
            for brand in (ending, *chance.sample(trade.names, len(trade.names))):
                yield f"{brand}{street}店"
                yield from (f"{brand}{place.name}{number}店" for number in NUMBERS)
            yield from (f"{ending}{street}{number}店" for number in NUMBERS[1:])
        for word in self._words:
            where = place.name if trade.shape in (AREA, STREET) else _seat(chance, place)
            yield f"{where}{word}{ending if trade.shape != STREET else '百货店'}"


def _seat(chance: Random, place: city.Place) -> str:
    return weighted(chance, (("杭州", 6), (place.district.removesuffix("区"), 3), ("浙江", 1)))


def _made_up(chance: Random, today: date, rep: staff.Rep, naming: _Names) -> Client:
    trade = weighted(chance, [(trade, trade.share) for trade in TRADES])
    place = city.place(chance.choice(rep.places))
    street = chance.choice(place.streets)
    number, latitude, longitude = city.spot(chance, street)
    grade = weighted(chance, list(zip("ABC", trade.classes, strict=True)))
    low, high, step = trade.size
    size = int(round_to(chance.triangular(low, high, low + (high - low) * 0.3), step))
    row = _card(
        chance, rep, trade, naming.of(chance, trade, place, street[0]), grade, max(size, step)
    )
    row |= {"address": f"{place.district}{street[0]} {number} 号", "region": place.district}
    row |= {"latitude": latitude, "longitude": longitude}
    row["state"] = CustomerState.ACTIVE if grade == "A" else weighted(chance, STATES)
    row["terms_days"] = weighted(chance, TERMS[grade])
    row |= _books(chance, today, row, trade, rep.zeal)
    return Client(row, trade, rep)


def _regular(chance: Random, today: date, rep: staff.Rep, known: Regular) -> Client:
    trade = BY_KEY[known.trade]
    row = _card(chance, rep, trade, known.name, known.grade, known.size)
    row |= {"address": known.address, "region": known.district, "state": CustomerState.ACTIVE}
    row |= {"latitude": known.at[0], "longitude": known.at[1], "terms_days": known.terms}
    sales = Decimal(known.target) * Decimal(str(known.progress)) * Decimal(str(days.elapsed(today)))
    row |= {"credit_limit": money(known.limit), "year_target": money(known.target)}
    row |= {"year_sales": money(round(sales / 50) * 50), **_owed(known.ageing, known.overdue_days)}
    if known.grade == "A":
        row["remark"] = f"{campaign(today).name}重点客户，活动方案提前两周确认。"
    return Client(row, trade, rep, known)


def _card(chance: Random, rep: staff.Rep, trade: Trade, name: str, grade: str, size: int) -> Row:
    """What the rep typed: who, what kind of shop, how to reach it."""
    row: Row = {"id": "", "name": name, "class": grade, "datum": city.DATUM, "archived": False}
    row |= {"territory": rep.territory, "owner": rep.id, "phone": _landline(chance)}
    row["industry"] = f"{trade.industry} · {trade.measure.format(size=f'{size:,}')}"
    row["credit_code"] = credit_code(chance) if chance.random() < 0.62 else None
    row["remark"] = chance.choice(REMARKS) if chance.random() < 0.28 else None
    extra = {"主营品类": trade.wares, "经营方式": chance.choice(CHANNELS)}
    if chance.random() < 0.5:
        extra["收货时间"] = chance.choice(HOURS)
    row["extra"] = extra
    return row


def _landline(chance: Random) -> str:
    return f"0571-8000{chance.randrange(10_000):04d}"


def credit_code(chance: Random) -> str:
    """A unified social credit code with a right check digit, of nobody in particular."""
    body = f"9{chance.choice('12')}3301" + "00" + "MA" + "".join(chance.choices(CODE, k=7))
    total = sum(CODE.index(letter) * pow(3, at, 31) for at, letter in enumerate(body))
    return body + CODE[-total % 31]


def _books(chance: Random, today: date, row: Row, trade: Trade, zeal: float) -> Row:
    """Target, sales, limit and what is owed; a prospect has none of it yet."""
    state, grade = row["state"], row["class"]
    low, high, step = TARGETS[grade]
    if trade.key not in LARGE:
        high = low + (high - low) * 2 // 5
    target = round_to(chance.triangular(low, high, low + (high - low) * 0.25), step)
    if state in (CustomerState.PROSPECT, CustomerState.CLOSED):
        nothing = _owed((0, 0, 0, 0), 0)
        planned = target if state == CustomerState.PROSPECT else Decimal(0)
        return nothing | {
            "credit_limit": money(0), "year_target": money(planned), "year_sales": money(0)
        }  # fmt: skip
    pace = (
        chance.gauss(zeal * 0.97, 0.21)
        if state == CustomerState.ACTIVE
        else chance.uniform(0.05, 0.45)
    )
    sales = float(target) * min(1.32, max(0.06, pace)) * days.elapsed(today)
    terms = int(row["terms_days"])
    limit = round_to(float(target) * max(terms, 10) / 365 * 1.6, 5_000) if terms else Decimal(0)
    owed = sales / days.elapsed(today) / 365 * terms * chance.uniform(0.4, 1.25)
    row_late = _late(chance, int(owed / 50) * 50, state == CustomerState.DORMANT)
    books = {"credit_limit": money(limit), "year_target": money(target)}
    return books | {"year_sales": money(round_to(sales, 10)), **_owed(*row_late)}


def _late(chance: Random, owed: int, dormant: bool) -> tuple[tuple[int, int, int, int], int]:
    """How old the receivable is: most pay in time, those who left pay late."""
    if not owed or chance.random() > (0.6 if dormant else 0.13):
        return (owed, 0, 0, 0), 0
    parts = weighted(chance, LATE)
    share = chance.uniform(0.15, 0.55) if not dormant else 1.0
    unit = max(50, int(owed * share / sum(parts) / 50) * 50)
    aged = [part * unit for part in parts]
    current = max(0, owed - sum(aged))
    oldest = max(at for at, amount in enumerate(aged) if amount)
    return (current, aged[0], aged[1], aged[2]), chance.randint(*OLDEST[oldest])


def _owed(ageing: tuple[int, int, int, int], overdue_days: int) -> Row:
    names = ("not_due", "d30", "d60", "d90")
    return {
        "receivable": money(sum(ageing)),
        "overdue_amount": money(sum(ageing[1:])),
        "overdue_days": overdue_days,
        "ageing": {name: money(amount) for name, amount in zip(names, ageing, strict=True)},
    }
