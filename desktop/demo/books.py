"""The company's books behind a card's figures: orders add up to the sales, invoices to the debt."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from random import Random
from typing import Any

from desktop.demo import days, goods
from desktop.demo.customers import Client
from desktop.demo.draws import Row, draws, money, round_to
from sync.catalogue.states import OrderState
from sync.clock import from_text

SOURCE = "财务账套"
ORDERS_A_YEAR = {"A": 4, "B": 2, "C": 1}  # in the books beside those of the last six weeks
LARGE, MOST_MORE = 90_000, 18  # who buys more orders more often
BOOKED_AFTER = 2  # days from the visit until the office has booked its order
CANCELLED = 0.02
AGES = (("not_due", -1), ("d30", 1), ("d60", 31), ("d90", 61))  # days late, at least
REBATE = "整单折让"
SMALLEST = Decimal(360)


def orders(
    today: date, seed: int, clients: Sequence[Client], visits: Sequence[Row]
) -> list[dict[str, Any]]:
    """This year's orders; those that stand add up to `year_sales` of their customer."""
    taken: dict[str, list[Row]] = {}
    for visit in visits:
        if visit["ordered"] and _day(visit) <= today - timedelta(days=BOOKED_AFTER):
            taken.setdefault(visit["customer"], []).append(visit)
    chance = draws(seed, "orders")
    made = [
        order
        for client in clients
        for order in _of(client, chance, today, taken.get(client.id, ()))
    ]
    made.sort(key=lambda row: (row["date"], row["customer"]))
    for serial, row in enumerate(made, start=1):
        row["id"] = f"so-{today:%y}{serial:05d}"
        row["number"] = f"DD-{today:%y}{serial:05d}"
    return made


def _day(visit: Row) -> date:
    return from_text(visit["started_at"]).astimezone(days.CHINA).date()


def _of(client: Client, chance: Random, today: date, taken: Sequence[Row]) -> Iterator[Row]:
    left = Decimal(client.row["year_sales"])
    for visit in taken:
        ordered = Decimal(visit["ordered"])
        if ordered <= left and _day(visit).year == today.year:
            left -= ordered
            yield _order(client, chance, today, _day(visit), ordered, visit["id"])
    first = date(today.year, 1, 2)
    span = max(1, (today - timedelta(weeks=days.WEEKS) - first).days)
    often = ORDERS_A_YEAR[client.row["class"]] + min(MOST_MORE, int(left // LARGE))
    for amount in _split(chance, left, often):
        day = first + timedelta(days=chance.randrange(span))
        while not days.is_working(day):
            day += timedelta(days=1)
        day = min(day, today)
        yield _order(client, chance, today, day, amount)
        if chance.random() < CANCELLED:
            yield _order(client, chance, today, day, amount) | {"state": OrderState.CANCELLED}


def _split(chance: Random, whole: Decimal, most: int) -> list[Decimal]:
    """At most so many parts, none small, that add up to the whole."""
    number = max(1, min(most, int(whole // SMALLEST)))
    weights = [chance.uniform(0.5, 1.6) for _ in range(number)]
    parts = [round_to(float(whole) * one / sum(weights), 10) for one in weights[1:]]
    return [part for part in (whole - sum(parts, Decimal()), *parts) if part > 0]


def _order(
    client: Client,
    chance: Random,
    today: date,
    day: date,
    amount: Decimal,
    visit: str | None = None,
) -> Row:
    since = (today - day).days
    state = (
        OrderState.DONE if since > 14 else OrderState.SHIPPED if since > 5 else OrderState.CONFIRMED
    )
    row: Row = {"id": "", "customer": client.id, "number": "", "date": day.isoformat()}
    row |= {"amount": money(amount), "state": state, "person": client.rep.id, "visit": visit}
    row["deliver_on"] = (day + timedelta(days=chance.randint(3, 7))).isoformat()
    row["lines"] = list(_lines(chance, amount))
    return row | {"source": SOURCE, "as_of": today.isoformat()}


def _lines(chance: Random, amount: Decimal) -> Iterator[Row]:
    """Goods for a little more than the amount; a rebate makes up the difference."""
    kinds = min(8, chance.choice((1, 2, 2, 3)) + int(amount // 25_000))
    chosen = chance.sample(goods.GOODS, kinds)
    left = amount
    for number, good in enumerate(chosen, start=1):
        share = left if number == len(chosen) else left / (len(chosen) - number + 1)
        quantity = int((share / good.dealer).to_integral_value(ROUND_CEILING))
        left -= quantity * good.dealer
        said = {"product": good.id, "name": good.name, "unit": good.unit}
        yield said | {"quantity": quantity, "price": money(good.dealer)}
        if left <= 0:
            break
    if left:
        yield {"name": REBATE, "quantity": 1, "price": money(left)}


def invoices(
    today: date, seed: int, clients: Sequence[Client], orders: Sequence[Row]
) -> list[dict[str, Any]]:
    """What is open; it adds up to `receivable`, and to each age of it."""
    bought: dict[str, list[Row]] = {}
    for order in orders:
        if order["state"] != OrderState.CANCELLED:
            bought.setdefault(order["customer"], []).append(order)
    chance = draws(seed, "invoices")
    made = [
        row for client in clients for row in _open(client, chance, today, bought.get(client.id, ()))
    ]
    made.sort(key=lambda row: (row["date"], row["customer"]))
    for serial, row in enumerate(made, start=1):
        row["id"] = f"inv-{today:%y}{serial:05d}"
        row["number"] = f"FP-{today:%y}{serial:05d}"
    return made


def _open(client: Client, chance: Random, today: date, bought: Sequence[Row]) -> Iterator[Row]:
    oldest = int(client.row["overdue_days"])
    aged = [(name, least) for name, least in AGES if Decimal(client.row["ageing"][name])]
    for place, (name, least) in enumerate(aged, start=1):
        whole = Decimal(client.row["ageing"][name])
        late = -chance.randint(1, max(2, int(client.row["terms_days"] or 0)))
        if least > 0:
            late = oldest if place == len(aged) else chance.randint(least, least + 28)
        for part in _split(chance, whole, 2 if whole > 20_000 else 1):
            yield _invoice(client, today, today - timedelta(days=late), part, bought)
            late = late if least > 0 else late - 3


def _invoice(client: Client, today: date, due: date, unpaid: Decimal, bought: Sequence[Row]) -> Row:
    day = min(today, due - timedelta(days=int(client.row["terms_days"] or 0)))
    fits = [o for o in bought if o["date"] <= day.isoformat() and Decimal(o["amount"]) >= unpaid]
    order = max(fits, key=lambda one: str(one["date"]), default=None)
    row: Row = {"id": "", "customer": client.id, "number": "", "date": day.isoformat()}
    row |= {"due": due.isoformat(), "unpaid": money(unpaid), "person": client.rep.id}
    row["amount"] = order["amount"] if order else money(unpaid)
    row["sales_order"] = order["id"] if order else None
    return row | {"source": SOURCE, "as_of": today.isoformat()}
