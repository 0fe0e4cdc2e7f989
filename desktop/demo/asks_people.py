"""What reps ask for themselves and for newcomers: expenses, leave, a new customer, a signature."""

from datetime import date, timedelta
from decimal import Decimal

from desktop.demo import city, days, names, reasons, staff
from desktop.demo.asks import Ask, Desk, about, said_days
from desktop.demo.customers import NUMBERS, Client, credit_code
from desktop.demo.derive import on_time
from desktop.demo.draws import Row, money, rate, round_to, weighted
from desktop.demo.trades import STREET, TRADES

LIMITS = {"travel": 3000, "entertainment": 1200, "promotion": 5000, "transport": 600}
BUDGETS = {"travel": 12_000, "entertainment": 6_000, "promotion": 30_000, "transport": 1_800}
SIGNED_FIGURES = (
    *("visits_planned", "visits_done", "visit_ratio"),
    *("order_actual", "order_target", "order_ratio"),
    *("collection_actual", "collection_target", "collection_ratio"),
)
SAID = {"entertainment": "客户招待", "promotion": "推广费用", "transport": "市内交通"}


def expense(desk: Desk) -> Ask:
    category = weighted(
        desk.chance,
        (("travel", 4), ("entertainment", 4), ("promotion", 3), ("transport", 3)),
    )
    first = desk.day - timedelta(days=desk.chance.randint(3, 9))
    while not days.is_working(first):
        first -= timedelta(days=1)
    if category == "travel":
        return _travel(desk, first)
    client = desk.customer("A", "B") if category != "transport" else None
    items = _items(desk, category, first)
    last = max(date.fromisoformat(item["date"]) for item in items)
    reason = desk.reason(category, name=client.name if client else "")
    subject = f" {client.name}" if client else f" {said_days(first, last)}"
    facts = _expense_facts(desk, category, first, last, items)
    facts |= about(client, "发票.pdf") if client else {"attachments_said": ["票据.jpg"]}
    return Ask(
        "expense",
        SAID[category] + subject,
        "customer" if client else None,
        client.id if client else None,
        facts,
        facts["amount"],
        reason,
    )


def _travel(desk: Desk, first: date) -> Ask:
    place, fare = desk.chance.choice(reasons.CITIES)
    nights = desk.chance.choice((1, 1, 2))
    last = first + timedelta(days=nights)
    items: list[Row] = [
        _item(f"高铁 杭州—{place}", first, fare, "二等座"),
        _item(f"高铁 {place}—杭州", last, fare, "二等座"),
        _item(f"住宿 {nights} 晚", first, nights * desk.chance.choice((268, 298, 328, 358)), ""),
        _item("出差补贴", last, (nights + 1) * 80, f"{nights + 1} 天"),
        _item("市内交通", last, desk.chance.randint(38, 160), "打车"),
    ]
    facts = _expense_facts(desk, "travel", first, last, items)
    facts |= {"places": ["杭州", place], "attachments_said": ["车票.pdf", "住宿发票.pdf"]}
    title = f"杭州—{place}差旅 {said_days(first, last)}"
    reason = desk.reason("travel", place=place)
    return Ask("expense", title, None, None, facts, facts["amount"], reason)


def _item(name: str, day: date, amount: float, note: str) -> Row:
    return {"name": name, "date": str(day), "amount": money(amount), "note": note}


def _items(desk: Desk, category: str, first: date) -> list[Row]:
    chance = desk.chance
    if category == "entertainment":
        guests = chance.randint(3, 7)
        meal = _item("餐费", first, guests * chance.randint(88, 190), f"{guests} 人")
        tea = _item("茶叶伴手礼", first, 168, "1 份")
        return [meal, tea] if chance.random() < 0.3 else [meal]
    if category == "promotion":
        work = _item("促销员工资", first, chance.choice((2, 4)) * 220, "")
        build = _item("堆头搭建", first, chance.randint(6, 18) * 100, "")
        return [work, build, _item("物料运输", first, chance.randint(8, 22) * 10, "")]
    rides = [first + timedelta(days=ahead) for ahead in range(3)]
    return [
        _item(chance.choice(("打车", "停车费")), day, chance.randint(24, 132), "")
        for day in rides
        if days.is_working(day) and day < desk.day
    ]


def _expense_facts(desk: Desk, category: str, first: date, last: date, items: list[Row]) -> Row:
    amount = sum((Decimal(item["amount"]) for item in items), Decimal())
    total = BUDGETS[category]
    left = max(round_to(total * desk.chance.uniform(0.12, 0.75), 10), Decimal(50))
    facts: Row = {"category": category, "from": str(first), "to": str(last), "places": ["杭州"]}
    facts |= {"amount": money(amount), "budget_left": money(left), "budget_total": money(total)}
    missing = int(desk.chance.random() < 0.18)
    facts |= {"items": items, "receipts": len(items) - missing, "receipts_missing": missing}
    return facts | {"limit": money(LIMITS[category])}


def leave(desk: Desk, today: date, planned: dict[tuple[str, str], int]) -> Ask:
    """Days off after today; `planned` counts the stops of a person on a day."""
    kind = weighted(desk.chance, (("annual", 5), ("personal", 2), ("compensatory", 2)))
    first = today + timedelta(days=desk.chance.randint(2, 12))
    while not days.is_working(first):
        first += timedelta(days=1)
    last, count = first, 1
    if desk.chance.random() < 0.5 and kind == "annual":
        last, count = days.next_working(first), 2
    off = [first, last] if last != first else [first]
    stops = sum(planned.get((desk.rep.id, str(day)), 7) for day in off)
    mates = [rep for rep in staff.TEAM if rep is not desk.rep]
    stand_in = desk.chance.choice(mates)
    facts: Row = {"leave_type": kind, "from": str(first), "to": str(last), "days": f"{count}.0"}
    facts |= {"balance": f"{desk.chance.choice((1.5, 3.0, 4.0, 5.5, 7.0)):.1f}"}
    facts |= {"stand_in": stand_in.id, "stand_in_name": stand_in.name, "visits_planned": stops}
    facts["visits_handed_over"] = stops if desk.chance.random() < 0.6 else stops - 3
    facts["others_away"] = desk.chance.choice((0, 0, 1, 2))
    name = {"annual": "年假", "personal": "事假", "compensatory": "调休"}[kind]
    title = f"{name} {said_days(first, last)}（{count} 天）"
    return Ask("leave", title, "person", desk.rep.id, facts, None, desk.reason(kind))


def new_customer(desk: Desk) -> Ask:
    trade = desk.chance.choice([one for one in TRADES if one.shape == STREET and one.key != "mall"])
    place = city.place(desk.chance.choice(desk.rep.places))
    street = desk.chance.choice(place.streets)
    number, _, _ = city.spot(desk.chance, street)
    brand = desk.chance.choice(trade.names)
    taken = {client.name for client in desk.clients}
    wanted = [f"{brand}{street[0]}店", *(f"{brand}{place.name}{nth}店" for nth in NUMBERS)]
    name = next(one for one in [*wanted, f"{brand}{street[0]}新店"] if one not in taken)
    low, high, step = trade.size
    size = f"{int(round_to(desk.chance.uniform(low, (low + high) / 2), step)):,}"
    expected = round_to(desk.chance.randint(20, 160) * 1000, 1000)
    facts: Row = {"name": name, "industry": f"{trade.industry} · {trade.measure.format(size=size)}"}
    facts |= {"address": f"{place.district}{street[0]} {number} 号", "region": place.district}
    facts |= {"phone": f"0571-8000{desk.chance.randrange(10_000):04d}"}
    facts |= {"contact_name": names.person(desk.chance)}
    facts |= {"class_asked": "B" if expected > 60_000 else "C", "expected_year": money(expected)}
    facts |= {"terms_asked": desk.chance.choice((0, 15, 30)), "visits": desk.chance.randint(1, 4)}
    facts["credit_asked"] = money(10_000 if facts["terms_asked"] else 0)
    facts["credit_code"] = credit_code(desk.chance) if desk.chance.random() < 0.7 else None
    facts["duplicates"] = _alike(desk, brand, place)
    facts["first_contact"] = str(desk.day - timedelta(days=desk.chance.randint(6, 28)))
    facts["attachments_said"] = ["门头照片.jpg", "营业执照.jpg"]
    reason = desk.reason("new_customer")
    amount = facts["expected_year"]
    return Ask("new_customer", f"新客户建档 {name}", None, None, facts, amount, reason)


def _alike(desk: Desk, brand: str, place: city.Place) -> list[Row]:
    """A customer of the same brand near by, sometimes: is it the same shop?"""
    near = [one for one in desk.clients if one.name.startswith(brand)
            and any(street[0] in one.row["address"] for street in place.streets)]  # fmt: skip
    if not near or desk.chance.random() < 0.5:
        return []
    found: Client = desk.chance.choice(near)
    likeness = rate(desk.chance.uniform(0.78, 0.93))
    return [{"customer": found.id, "name": found.name, "likeness": likeness}]


def report_sign(report: Row, name: str) -> Ask:
    """The day's report asks for the superior's signature and comment."""
    day = date.fromisoformat(report["date"])
    derived = report["derived"]
    facts: Row = {key: derived[key] for key in SIGNED_FIGURES}
    facts |= {"report_kind": report["kind"], "date": report["date"]}
    facts |= {"complaints": len(derived["complaints"]), "sealed_at": report["sealed_at"]}
    facts["on_time"] = on_time(report["sealed_at"], day)
    facts["reflections"] = report["answers"]["reflections"]
    title = f"{name} {days.said(day)}日报"
    return Ask("report_sign", title, "report", report["id"], facts, None, facts["reflections"])
