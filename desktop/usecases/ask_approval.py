"""Ask for approval: from the few answers a person gives to the facts a decision needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import Connection, text

from desktop.domain.amounts import number
from desktop.domain.periods import is_working
from desktop.queries import approvals, work
from desktop.queries.approval_checks import ENOUGH_HISTORY
from sync.catalogue import CATALOGUE, Value
from sync.clock import Clock, instant_text

KINDS = ("special_price", "expense", "leave", "credit", "other")
HISTORY_DAYS = 90
CUSTOMER = CATALOGUE["customer"]
BOOKS = ("name", "class", "receivable", "overdue_amount", "overdue_days", "terms_days",
         "credit_limit", "year_sales", "year_target", "ageing")  # fmt: skip
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Asking:
    connection: Connection
    person: str
    clock: Clock
    answers: Answers


def arguments(
    connection: Connection, person: str, kind: str, answers: Answers, clock: Clock
) -> dict[str, Value]:
    """What `approval.request` takes; the answers have been checked against their form."""
    asking = _Asking(connection, person, clock, answers)
    title, amount, facts = _KINDS[kind](asking)
    customer = answers.get("customer")
    made: dict[str, Value] = {
        "kind": kind,
        "title": title,
        "facts": facts,
        "amount": amount,
        "reason": answers.get("reason"),
    }
    if customer:
        made |= {"subject_type": "customer", "subject": customer}
    return made


def answers_of(request: approvals.Asked) -> dict[str, Value]:
    """The answers that would make this request again."""
    kept = {key: value for key, value in request.facts.items() if value is not None}
    return {**kept, "reason": request.reason}


def _books(asking: _Asking) -> dict[str, Value]:
    """The customer as the books on this laptop show it."""
    id = asking.answers.get("customer")
    if not id:
        return {}
    row = asking.connection.execute(
        text("SELECT * FROM customer WHERE id = :id AND deleted = 0"), {"id": id}
    ).mappings().first()  # fmt: skip
    if row is None:
        return {"customer": id}
    known = {name: CUSTOMER.field(name).from_sql(row[name]) for name in BOOKS}
    name = known.pop("name")
    return {"customer": id, "customer_name": name, **known}


def _special_price(asking: _Asking) -> tuple[str, str | None, dict[str, Value]]:
    books = _books(asking)
    lines = [_line(line) for line in asking.answers.get("lines") or []]
    amount = _sum(line["subtotal"] for line in lines)
    standard = _sum(Decimal(line["standard"]) * line["quantity"] for line in lines)
    discount = _rate(amount, standard)
    facts: dict[str, Value] = {
        key: books.get(key)
        for key in ("customer", "customer_name", "class", "receivable", "overdue_amount",
                    "overdue_days", "terms_days")
    }  # fmt: skip
    facts |= {
        "discount": discount,
        "standard": "1.000",
        "region_average": _average(asking, lines),
        "region_average_days": HISTORY_DAYS,
        "lines": lines,
        "amount": f"{amount:.2f}",
    }
    first = str(lines[0]["name"]) if lines else ""
    title = f"{books.get('customer_name') or ''} {first} 特价".strip()
    return title[:300], f"{amount:.2f}", facts


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    quantity, asked = int(line.get("quantity") or 0), number(line.get("asked")) or Decimal(0)
    kept = {key: line.get(key) for key in ("product", "name", "standard", "asked", "margin")}
    return {**kept, "quantity": quantity, "subtotal": f"{asked * quantity:.2f}"}


def _average(asking: _Asking, lines: Sequence[Mapping[str, Any]]) -> str | None:
    """What was approved for these goods in the last 90 days, as far as this laptop knows."""
    since = instant_text(asking.clock.now() - timedelta(days=HISTORY_DAYS))
    history = approvals.price_history(asking.connection, since)
    rates = [
        rate for line in lines for rate in history.get(str(line.get("product") or line["name"]), ())
    ]
    if len(rates) < ENOUGH_HISTORY:
        return None
    return f"{sum(rates, Decimal(0)) / len(rates):.3f}"


def _expense(asking: _Asking) -> tuple[str, str | None, dict[str, Value]]:
    answers, items = asking.answers, asking.answers.get("items") or []
    amount = _sum(item.get("amount") for item in items)
    facts: dict[str, Value] = {
        "category": answers.get("category"),
        "items": [dict(item) for item in items],
        "amount": f"{amount:.2f}",
        "receipts": answers.get("receipts"),
        "receipts_missing": max(0, len(items) - int(answers["receipts"]))
        if answers.get("receipts") is not None
        else None,
    }
    books = _books(asking)
    facts |= {key: books[key] for key in ("customer", "customer_name") if key in books}
    names = "、".join(str(item.get("name") or "") for item in items[:2])
    return f"费用 {names}"[:300], f"{amount:.2f}", facts


def _leave(asking: _Asking) -> tuple[str, str | None, dict[str, Value]]:
    answers = asking.answers
    first = date.fromisoformat(str(answers["from"]))
    last = max(first, date.fromisoformat(str(answers["to"])))
    days = sum(
        1 for ahead in range((last - first).days + 1) if is_working(first + timedelta(ahead))
    )
    planned = work.plans(asking.connection, [asking.person], first, last)
    stand_in = str(answers.get("stand_in_name") or "").strip()
    facts: dict[str, Value] = {
        "leave_type": answers.get("leave_type"),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "days": f"{days:.1f}",
        "stand_in_name": stand_in or None,
        "visits_planned": len(planned),
        "visits_handed_over": len(planned) if stand_in else 0,
    }
    span = f"{first.month} 月 {first.day} 日" + (
        f"–{last.month} 月 {last.day} 日" if last != first else ""
    )
    return f"请假 {span}（{days} 天）", None, facts


def _credit(asking: _Asking) -> tuple[str, str | None, dict[str, Value]]:
    books, answers = _books(asking), asking.answers
    now, wanted = number(books.get("credit_limit")) or Decimal(0), number(answers["limit_asked"])
    wanted = wanted or Decimal(0)
    facts = {key: value for key, value in books.items() if key != "credit_limit"}
    facts |= {
        "limit_now": f"{now:.2f}",
        "limit_asked": f"{wanted:.2f}",
        "until": answers.get("until"),
    }
    kind = "临时额度" if answers.get("until") else "授信额度"
    title = f"{books.get('customer_name') or ''} {kind} {_wan(now)} → {_wan(wanted)}".strip()
    return title[:300], f"{wanted - now:.2f}", facts


def _wan(amount: Decimal) -> str:
    return f"{(amount / 10_000).normalize():f} 万"


def _other(asking: _Asking) -> tuple[str, str | None, dict[str, Value]]:
    amount = number(asking.answers.get("amount"))
    matter = str(asking.answers.get("matter") or "")
    said = None if amount is None else f"{amount:.2f}"
    return matter[:300], said, {"matter": matter, "amount": said, "items": []}


def _sum(values: Any) -> Decimal:
    return sum((number(value) or Decimal(0) for value in values), Decimal(0))


def _rate(part: Decimal, whole: Decimal) -> str | None:
    """Rounded down: 69.99 % is not 70 % (BR-PRC-01)."""
    return str((part / whole).quantize(Decimal("0.001"), ROUND_DOWN)) if whole else None


_KINDS: Mapping[str, Callable[[_Asking], tuple[str, str | None, dict[str, Value]]]] = {
    "special_price": _special_price,
    "expense": _expense,
    "leave": _leave,
    "credit": _credit,
    "other": _other,
}
