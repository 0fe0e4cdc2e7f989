"""The table of lines under a request: which columns its kind has, and what stands in them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.domain.amounts import number
from desktop.queries.approvals import Asked
from ui.forms import words
from ui.screens.approvals.pictures import Column

translate = QCoreApplication.translate
Goods = tuple[str, list[Column], list[list[str]], list[str]]
Facts = Mapping[str, Any]


def goods_of(asked: Asked) -> Goods | None:
    """Title, columns, rows and the sum; None when a request has no lines."""
    facts = asked.facts
    if asked.kind in ("special_price", "discount") and facts.get("lines"):
        return _prices(facts)
    if asked.kind == "gift" and facts.get("lines"):
        return _gifts(facts)
    if asked.kind == "return_goods" and facts.get("lines"):
        return _returns(facts)
    if asked.kind == "expense" and facts.get("items"):
        return _expenses(facts)
    if asked.kind == "credit" and facts.get("ageing"):
        return _ageing(facts)
    if asked.kind == "new_customer":
        return _card(facts)
    if asked.kind == "other" and facts.get("items"):
        return _gifts({"lines": facts["items"]}, translate("Goods", "Items"))
    return None


def _sum(lines: Sequence[Facts], name: str) -> Decimal:
    return sum((number(line.get(name)) or Decimal(0) for line in lines), Decimal(0))


def _prices(facts: Facts) -> Goods:
    lines = facts["lines"]
    columns = [
        Column(translate("Goods", "Product")),
        Column(translate("Goods", "Quantity"), 80, faint=True),
        Column(translate("Goods", "Standard"), 96, faint=True),
        Column(translate("Goods", "Asked"), 96, strong=True),
        Column(translate("Goods", "Subtotal"), 100),
        Column(translate("Goods", "Margin"), 90),
    ]
    rows = [
        [
            str(line.get("name", "")),
            words.count(line.get("quantity")),
            _price(line.get("standard")),
            _price(line.get("asked")),
            words.plain(line.get("subtotal")),
            words.percent(line.get("margin")),
        ]
        for line in lines
    ]
    total = [
        translate("Goods", "Total"),
        words.count(_sum(lines, "quantity")),
        "",
        "",
        words.plain(_sum(lines, "subtotal")),
        words.percent(facts.get("margin")),
    ]
    return translate("Goods", "Lines"), columns, rows, total


def _price(value: Any) -> str:
    price = number(value)
    return words.DASH if price is None else f"{price:,.2f}"


def _gifts(facts: Facts, title: str = "") -> Goods:
    lines = facts["lines"]
    columns = [
        Column(translate("Goods", "Item")),
        Column(translate("Goods", "Quantity"), 90, faint=True),
        Column(translate("Goods", "Price"), 110),
        Column(translate("Goods", "Subtotal"), 120, strong=True),
    ]
    rows = [
        [
            str(line.get("name", "")),
            words.count(line.get("quantity")),
            _price(line.get("price")),
            words.plain(line.get("subtotal")),
        ]
        for line in lines
    ]
    total = [
        translate("Goods", "Total"),
        words.count(_sum(lines, "quantity")),
        "",
        words.plain(_sum(lines, "subtotal")),
    ]
    return title or translate("Goods", "Gifts"), columns, rows, total


def _returns(facts: Facts) -> Goods:
    lines = facts["lines"]
    columns = [
        Column(translate("Goods", "Product")),
        Column(translate("Goods", "Batch"), 110, faint=True),
        Column(translate("Goods", "Expires"), 110),
        Column(translate("Goods", "Quantity"), 80),
        Column(translate("Goods", "Price"), 90, faint=True),
        Column(translate("Goods", "Subtotal"), 100, strong=True),
    ]
    rows = [
        [
            str(line.get("name", "")),
            str(line.get("batch") or words.DASH),
            words.day(line.get("expires")),
            words.count(line.get("quantity")),
            _price(line.get("price")),
            words.plain(line.get("subtotal")),
        ]
        for line in lines
    ]
    total = [
        translate("Goods", "Total"), "", "", words.count(_sum(lines, "quantity")), "",
        words.plain(_sum(lines, "subtotal")),
    ]  # fmt: skip
    return translate("Goods", "Goods returned"), columns, rows, total


def _expenses(facts: Facts) -> Goods:
    items = facts["items"]
    columns = [
        Column(translate("Goods", "Item")),
        Column(translate("Goods", "Note"), 200, faint=True, words=True),
        Column(translate("Goods", "Day"), 120, faint=True),
        Column(translate("Goods", "Amount"), 110, strong=True),
    ]
    rows = [
        [
            str(item.get("name", "")),
            str(item.get("note") or ""),
            words.day(item.get("date")) if item.get("date") else "",
            words.plain(item.get("amount")),
        ]
        for item in items
    ]
    total = [translate("Goods", "Total"), "", "", words.plain(_sum(items, "amount"))]
    return translate("Goods", "Expenses"), columns, rows, total


def _ageing(facts: Facts) -> Goods:
    ageing = facts["ageing"]
    columns = [
        Column(translate("Goods", "Receivables by age")),
        Column(translate("Goods", "Not due"), 120),
        Column(translate("Goods", "1–30 days"), 120),
        Column(translate("Goods", "31–60 days"), 120),
        Column(translate("Goods", "Over 60 days"), 120, strong=True),
    ]
    parts = [words.plain(ageing.get(name)) for name in ("not_due", "d30", "d60", "d90")]
    rows = [[str(facts.get("customer_name", "")), *parts]]
    waiting = facts.get("orders_waiting")
    title = translate("Goods", "Receivables")
    if waiting:
        rows.append(
            [translate("Goods", "Orders waiting for release"), words.plain(waiting), "", "", ""]
        )
    return title, columns, rows, []


def _card(facts: Facts) -> Goods:
    columns = [
        Column(translate("Goods", "Field")),
        Column(translate("Goods", "Value"), 560, words=True),
    ]
    rows = [
        [translate("Goods", "Name"), str(facts.get("name") or words.DASH)],
        [translate("Goods", "Address"), str(facts.get("address") or words.DASH)],
        [
            translate("Goods", "Contact"),
            f"{facts.get('contact_name') or ''} {facts.get('phone') or ''}".strip() or words.DASH,
        ],
        [translate("Goods", "Credit code"), str(facts.get("credit_code") or words.DASH)],
    ]
    alike = facts.get("duplicates") or []
    rows += [
        [
            translate("Goods", "Looks alike"),
            f"{one.get('name', '')} · {words.percent(one.get('likeness'), 0)}",
        ]
        for one in alike[:3]
    ]
    return translate("Goods", "The new customer"), columns, rows, []
