"""What reps ask their manager for, kind by kind: the facts, the sum that decides, and why.

A request's `facts` are raw and typed, never sentences; screens and rules read them. Money is a
decimal string, rates are fractions ("0.860" is 8.6 折), dates are ISO, quantities whole numbers:

special_price  discount standard region_average region_average_days amount margin margin_floor
               budget_left budget_use campaign{name,from,to} campaigns_checked campaigns_stacked
               lines[{product,name,quantity,standard,asked,subtotal,margin}]
discount       the same without campaign and budget; own_limit my_limit
expense        category from to places amount budget_left budget_total items[{name,date,amount,
               note}] receipts receipts_missing limit
credit         limit_now limit_asked until ageing year_sales year_target pays_on_average_days
               orders_waiting
gift           lines[{product,name,quantity,price,subtotal}] budget_left budget_use order_amount
               ratio ratio_limit last_gift_date
return_goods   cause lines[{..,batch,expires}] quantity return_rate return_rate_limit
               days_to_expiry settle
leave          leave_type from to days balance stand_in stand_in_name visits_planned
               visits_handed_over others_away
new_customer   name industry address region phone contact_name class_asked expected_year
               terms_asked credit_asked credit_code duplicates[{customer,name,likeness}]
               first_contact visits
report_sign    report_kind date visits_* order_* collection_* complaints on_time sealed_at
               reflections
other          matter amount items

Requests about a customer also carry customer, customer_name, class, receivable, overdue_amount,
overdue_days, terms_days, attachments_said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from desktop.demo import days, goods, reasons
from desktop.demo.customers import Client
from desktop.demo.draws import Row, money, rate, round_to
from desktop.demo.seasons import campaign
from desktop.demo.staff import Rep
from sync.catalogue.states import CustomerState

FLOOR, STANDARD, AVERAGE = Decimal("0.150"), Decimal("0.92"), Decimal("0.900")
FIT_FOR_DEALS = tuple(good for good in goods.GOODS if good.margin >= Decimal("0.21"))


@dataclass(frozen=True, slots=True)
class Ask:
    """A request before it is filed."""

    kind: str
    title: str
    subject_type: str | None
    subject: str | None
    facts: Row
    amount: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What a rep has at hand when asking: customers, the day, a stream of draws."""

    rep: Rep
    chance: Random
    day: date
    clients: Sequence[Client]
    unused: dict[str, list[str]]  # reasons of each kind that were not given yet

    def customer(self, *classes: str, talk: str = "") -> Client:
        fitting = [one for one in self.clients if one.row["class"] in classes]
        fitting = [one for one in fitting if not talk or one.trade.talk == talk]
        return self.chance.choice(
            [one for one in fitting if one.row["state"] == CustomerState.ACTIVE]
        )

    def reason(self, kind: str, **blanks: object) -> str:
        if not self.unused.get(kind):
            every = reasons.reasons(kind)
            self.unused[kind] = self.chance.sample(every, len(every))
        text = self.unused[kind].pop()
        return text.format(campaign=campaign(self.day).name, **blanks)


def about(client: Client, *attachments: str) -> Row:
    names = ("class", "receivable", "overdue_amount", "overdue_days", "terms_days")
    known = {name: client.row[name] for name in names}
    said = {"attachments_said": list(attachments)}
    return {"customer": client.id, "customer_name": client.name} | known | said


def price_line(good: goods.Good, quantity: int, discount: Decimal) -> Row:
    step = Decimal(1) if good.price >= 200 else Decimal("0.1")
    asked = (good.price * discount).quantize(step)
    cost = good.dealer * (1 - good.margin)
    line: Row = {"product": good.id, "name": good.name, "quantity": quantity}
    line |= {"standard": money(good.price), "asked": money(asked)}
    return line | {"subtotal": money(asked * quantity), "margin": rate(1 - cost / asked)}


def price_facts(lines: Sequence[Row]) -> tuple[Row, Decimal]:
    """Discount, amount and margin of the lines together; and what they are at list price."""
    amount = sum((Decimal(line["subtotal"]) for line in lines), Decimal())
    listed = sum((Decimal(line["standard"]) * line["quantity"] for line in lines), Decimal())
    gain = sum((Decimal(line["subtotal"]) * Decimal(line["margin"]) for line in lines), Decimal())
    facts: Row = {"discount": rate(amount / listed), "standard": rate(STANDARD)}
    facts |= {"region_average": rate(AVERAGE), "region_average_days": 90, "lines": list(lines)}
    facts |= {"amount": money(amount), "margin": rate(gain / amount), "margin_floor": rate(FLOOR)}
    return facts, listed


def lines_for(desk: Desk, discount: Decimal, big: bool) -> list[Row]:
    picked = desk.chance.sample(FIT_FOR_DEALS, desk.chance.choice((1, 2, 2, 3)))
    amounts = (80, 100, 120, 160, 200) if big else (30, 40, 50, 60, 80)
    return [price_line(good, desk.chance.choice(amounts), discount) for good in picked]


def special_price(desk: Desk) -> Ask:
    client = desk.customer("A", "B", talk="shop")
    discount = Decimal(desk.chance.choice((82, 84, 85, 86, 87, 88, 88, 90, 91))) / 100
    lines = lines_for(desk, discount, client.row["class"] == "A")
    kind = desk.chance.choice(("堆头特价", "端架特价", "备货特价"))
    return priced(desk, client, lines, discount, desk.chance.randint(180, 900) * 100, kind)


def priced(
    desk: Desk,
    client: Client,
    lines: Sequence[Row],
    discount: Decimal,
    budget_left: int,
    kind: str,
) -> Ask:
    """A special price for a campaign; what it gives away comes out of the campaign's budget."""
    facts, listed = price_facts(lines)
    plan = campaign(desk.day)
    facts |= {"budget_left": money(budget_left)}
    facts["budget_use"] = money(max(Decimal(0), listed * STANDARD - Decimal(facts["amount"])))
    facts["campaign"] = {"name": plan.name, "from": str(plan.first), "to": str(plan.last)}
    facts |= {"campaigns_checked": 3, "campaigns_stacked": int(desk.chance.random() < 0.12)}
    facts |= about(client, "堆头位置.jpg", "陈列协议.pdf")
    goods_said = lines[0]["name"].split(" ")[0]
    title = f"{client.name} {plan.name}{kind}"
    reason = desk.reason(
        "special_price",
        ware=goods_said,
        quantity=sum(line["quantity"] for line in lines),
        fold=fold(discount),
        gain=f"{int(Decimal(facts['amount']) * Decimal('1.35') / 1000) * 1000:,}",
    )
    return Ask("special_price", title, "customer", client.id, facts, facts["amount"], reason)


def fold(discount: Decimal) -> str:
    """0.86 as people say it: 8.6."""
    return f"{discount * 10:.1f}".removesuffix(".0")


def discount(desk: Desk) -> Ask:
    client = desk.customer("B", "A")
    wanted = Decimal(desk.chance.choice((86, 88, 89, 90))) / 100
    facts, _ = price_facts(lines_for(desk, wanted, big=False))
    facts |= about(client) | {"own_limit": rate("0.90"), "my_limit": rate("0.85")}
    ware = facts["lines"][0]["name"].split(" ")[0]
    title = f"{client.name} {ware} {fold(wanted)} 折"
    reason = desk.reason("discount", ware=ware, fold=fold(wanted))
    return Ask("discount", title, "customer", client.id, facts, facts["amount"], reason)


def credit(desk: Desk) -> Ask:
    client = max(
        (desk.customer("A", "B") for _ in range(4)),
        key=lambda one: Decimal(one.row["credit_limit"]),
    )
    now = Decimal(client.row["credit_limit"])
    more = round_to(float(now) * desk.chance.choice((0.3, 0.5, 0.5)), 10_000)
    asked = now + max(more, Decimal(10_000))
    temporary = desk.chance.random() < 0.7
    facts = about(client, "对账单.pdf") | {"limit_now": money(now), "limit_asked": money(asked)}
    facts["until"] = str(desk.day + timedelta(days=60)) if temporary else None
    facts |= {name: client.row[name] for name in ("ageing", "year_sales", "year_target")}
    facts["pays_on_average_days"] = int(client.row["terms_days"]) + desk.chance.randint(-4, 9)
    facts["orders_waiting"] = money(round_to(float(asked - now) * 0.8, 500))
    word = "临时额度" if temporary else "额度"
    title = f"{client.name} {word} {wan(now)} → {wan(asked)}"
    reason = desk.reason("credit", more=wan(asked - now))
    return Ask("credit", title, "customer", client.id, facts, money(asked - now), reason)


def wan(amount: Decimal) -> str:
    return f"{amount / 10_000:.1f}".removesuffix(".0") + " 万"


def gift(desk: Desk) -> Ask:
    client = desk.customer("A", "B", talk="shop")
    picked = desk.chance.sample(reasons.EQUIPMENT, desk.chance.choice((1, 1, 2)))
    lines: list[Row] = []
    for name, unit, price, most in picked:
        quantity = desk.chance.randint(1, most)
        line: Row = {"product": None, "name": name, "unit": unit, "quantity": quantity}
        lines.append(line | {"price": money(price), "subtotal": money(price * quantity)})
    amount = sum((Decimal(line["subtotal"]) for line in lines), Decimal())
    order = round_to(float(amount) * desk.chance.choice((9, 12, 16, 22, 30, 40)), 100)
    last = desk.day - timedelta(days=desk.chance.randint(70, 260))
    facts = about(client) | {"lines": lines, "order_amount": money(order)}
    facts |= {"budget_left": money(desk.chance.randint(60, 260) * 100), "budget_use": money(amount)}
    facts |= {"ratio": rate(amount / order), "ratio_limit": rate("0.080")}
    facts["last_gift_date"] = str(last) if desk.chance.random() < 0.6 else None
    said = "、".join(f"{line['name']} {line['quantity']} {line['unit']}" for line in lines)
    reason = desk.reason("gift", order=f"{order:,}")
    return Ask("gift", f"{client.name} {said}", "customer", client.id, facts, money(amount), reason)


def return_goods(desk: Desk) -> Ask:
    client = desk.customer("A", "B", talk="shop")
    cause = desk.chance.choice(("near_expiry", "near_expiry", "damaged", "slow_moving"))
    left = desk.chance.randint(20, 75) if cause == "near_expiry" else None
    expires = desk.day + timedelta(days=left or desk.chance.randint(120, 300))
    lines: list[Row] = []
    for good in desk.chance.sample(goods.GOODS, desk.chance.choice((1, 1, 2))):
        quantity, price = desk.chance.randint(6, 46), good.dealer
        line: Row = {"product": good.id, "name": good.name, "quantity": quantity}
        line["batch"] = (expires - timedelta(days=365)).strftime("%Y%m%d")
        line |= {"price": money(price), "subtotal": money(price * quantity)}
        lines.append(line | {"expires": str(expires)})
    amount = sum((Decimal(line["subtotal"]) for line in lines), Decimal())
    quantity = sum(line["quantity"] for line in lines)
    facts = about(client, "批号照片.jpg") | {"cause": cause, "lines": lines, "quantity": quantity}
    sales = max(Decimal(client.row["year_sales"]), Decimal(20_000))
    facts |= {"return_rate": rate(amount / sales), "return_rate_limit": rate("0.020")}
    facts |= {"days_to_expiry": left, "settle": desk.chance.choice(("deduct", "exchange"))}
    facts["amount"] = money(amount)
    unit = goods.BY_ID[lines[0]["product"]].unit
    title = f"{client.name} {reasons.CAUSES[cause]} {quantity} {unit if len(lines) == 1 else '件'}"
    reason = desk.reason(f"return_{cause}", ware=lines[0]["name"].split(" ")[0], days=left or 0)
    return Ask("return_goods", title, "customer", client.id, facts, money(amount), reason)


def other(desk: Desk) -> Ask:
    matter, items, reason = desk.chance.choice(reasons.MATTERS)
    rows: list[Row] = [
        {"name": name, "quantity": quantity, "price": money(price)}
        | {"subtotal": money(price * quantity)}
        for name, quantity, price in items
    ]
    amount = money(sum((Decimal(row["subtotal"]) for row in rows), Decimal())) if rows else None
    facts: Row = {"matter": matter, "items": rows, "amount": amount}
    return Ask("other", matter, None, None, facts, amount, reason)


Maker = Callable[[Desk], Ask]


def said_days(first: date, last: date) -> str:
    """11 月 16–18 日; across months both are named."""
    if first == last:
        return days.said(first)
    if first.month == last.month:
        return f"{first.month} 月 {first.day}–{last.day} 日"
    return f"{days.said(first)}–{days.said(last)}"
