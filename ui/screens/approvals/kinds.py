"""The kinds of request: their name, tint and icon, and the figures that decide each of them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.domain.amounts import number
from desktop.queries.approvals import Asked
from sync.clock import Clock
from sync.rulings.authority import RATES
from ui.forms import words
from ui.widgets.figures import Figure

translate = QCoreApplication.translate
TINTS: Mapping[str, str] = {
    "special_price": "accent",
    "discount": "accent",
    "expense": "teal",
    "credit": "violet",
    "gift": "ok",
    "return_goods": "warn",
    "leave": "gray",
    "new_customer": "gray",
    "report_sign": "violet",
    "other": "gray",
}
# The pills over the list, in order; the kinds they gather. The rest is 其他.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "price": ("special_price", "discount"),
    "expense": ("expense",),
    "credit": ("credit",),
    "report": ("report_sign",),
}
EVERY = (*GROUPS, "other")


def name(kind: str) -> str:
    known = {
        "special_price": translate("Approvals", "Price"),
        "discount": translate("Approvals", "Discount"),
        "expense": translate("Approvals", "Expense"),
        "credit": translate("Approvals", "Credit"),
        "gift": translate("Approvals", "Gift"),
        "return_goods": translate("Approvals", "Return"),
        "leave": translate("Approvals", "Leave"),
        "new_customer": translate("Approvals", "Customer"),
        "report_sign": translate("Approvals", "Report"),
        "other": translate("Approvals", "Other"),
    }
    return known.get(kind, kind)


def group_of(kind: str) -> str:
    return next((group for group, kinds in GROUPS.items() if kind in kinds), "other")


def group_name(group: str) -> str:
    known = {
        "price": translate("Approvals", "Price"),
        "expense": translate("Approvals", "Costs"),
        "credit": translate("Approvals", "Credit"),
        "report": translate("Approvals", "Report"),
        "other": translate("Approvals", "Other"),
    }
    return known.get(group, group)


def limit(kind: str, value: object) -> str:
    """What a post may decide of a kind: a least rate (8.5 折) or a greatest amount."""
    return words.discount(value) if kind in RATES else words.money(value)


def measure(asked: Asked) -> str:
    """What stands at the right of the list: an amount, days, a ratio."""
    if asked.kind == "leave":
        return words.days(asked.facts.get("days"))
    if asked.kind == "report_sign":
        done, planned = asked.facts.get("visits_done"), asked.facts.get("visits_planned")
        return f"{done}/{planned}" if done is not None and planned is not None else words.DASH
    if asked.amount is None:
        return words.DASH
    return words.money(asked.amount, sign=asked.kind == "credit")


def figures(asked: Asked, clock: Clock) -> list[Figure]:
    """The four numbers that decide a request of this kind."""
    return _FIGURES.get(asked.kind, _other)(asked, clock)


def _price(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    wanted, standard = number(facts.get("discount")), number(facts.get("standard"))
    note, ink = "", "text3"
    if wanted is not None and standard:
        lower = (standard - wanted) / standard
        note = translate("Figures", "standard {standard}, {percent} lower").format(
            standard=words.discount(standard), percent=words.percent(lower)
        )
        ink = "warn" if lower > 0 else "ok"
    lines = facts.get("lines") or []
    pieces = sum(int(line.get("quantity") or 0) for line in lines)
    first = str(lines[0].get("name", "")) if lines else ""
    said = translate("Figures", "{count} pieces").format(count=f"{pieces:,}") if pieces else ""
    found = [
        Figure(translate("Figures", "Discount asked"), words.discount(wanted), note, note_ink=ink),
        Figure(
            translate("Figures", "Order amount"),
            words.money(facts.get("amount", asked.amount)),
            f"{said} {first}".strip(),
        ),
        _margin(facts),
    ]
    if asked.kind == "discount":
        limit = facts.get("my_limit")
        own = translate("Figures", "rep's own limit {limit}").format(
            limit=words.discount(facts.get("own_limit"))
        )
        return [*found, Figure(translate("Figures", "Your limit"), words.discount(limit), own)]
    return [*found, _budget(facts)]


def _margin(facts: Mapping[str, Any]) -> Figure:
    margin, floor = number(facts.get("margin")), number(facts.get("margin_floor"))
    ink = "text3"
    if margin is not None and floor is not None:
        ink = "ok" if margin >= floor else "bad"
    note = translate("Figures", "floor {floor}").format(floor=words.percent(floor))
    return Figure(
        translate("Figures", "Expected margin"),
        words.percent(margin),
        note if floor is not None else "",
        note_ink=ink,
    )


def _budget(facts: Mapping[str, Any]) -> Figure:
    left = number(facts.get("budget_left"))
    use = number(facts.get("budget_use", facts.get("amount")))
    note, ink = "", "text3"
    if left is not None and use is not None:
        note = translate("Figures", "{left} left after").format(left=words.round_money(left - use))
        ink = "ok" if left >= use else "bad"
    return Figure(translate("Figures", "Budget left"), words.money(left), note, note_ink=ink)


def _expense(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    amount = number(facts.get("amount")) or asked.amount
    begins, ends = words.as_date(facts.get("from")), words.as_date(facts.get("to"))
    items = facts.get("items") or []
    per_day = words.DASH
    if begins and ends and amount is not None:
        per_day = words.money((amount / ((ends - begins).days + 1)).quantize(Decimal(1)))
    limit = number(facts.get("limit"))
    note, ink = "", "text3"
    if limit is not None:
        note = translate("Figures", "ceiling {limit}").format(limit=words.money(limit))
        ink = "warn" if amount is not None and amount > limit else "ok"
    receipts = translate("Figures", "{there} receipts, {missing} missing").format(
        there=facts.get("receipts") or 0, missing=facts.get("receipts_missing") or 0
    )
    missing = "warn" if facts.get("receipts_missing") else "text3"
    return [
        Figure(translate("Figures", "Expense"), words.money(amount), note, note_ink=ink),
        Figure(
            translate("Figures", "A day"), per_day, words.span(facts.get("from"), facts.get("to"))
        ),
        Figure(translate("Figures", "Items"), str(len(items)), receipts, note_ink=missing),
        _budget(facts),
    ]


def _credit(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    until = facts.get("until")
    note = translate("Figures", "now {limit}").format(limit=words.money(facts.get("limit_now")))
    if until:
        note += " · " + translate("Figures", "until {day}").format(day=words.day(until))
    overdue = number(facts.get("overdue_amount"))
    late = translate("Figures", "no overdue")
    if overdue:
        late = translate("Figures", "longest {days}").format(
            days=words.days(facts.get("overdue_days"))
        )
    year, target = number(facts.get("year_sales")), number(facts.get("year_target"))
    share = words.percent(year / target, 0) if year is not None and target else ""
    waiting = translate("Figures", "pays in {days} on average").format(
        days=words.days(facts.get("pays_on_average_days"))
    )
    return [
        Figure(
            translate("Figures", "Limit asked"), words.short_money(facts.get("limit_asked")), note
        ),
        Figure(
            translate("Figures", "Receivable"), words.short_money(facts.get("receivable")), waiting
        ),
        Figure(
            translate("Figures", "Overdue"),
            words.short_money(overdue),
            late,
            ink="bad" if overdue else "text",
            note_ink="bad" if overdue else "ok",
        ),
        Figure(
            translate("Figures", "Sales this year"),
            words.short_money(year),
            translate("Figures", "{percent} of target").format(percent=share) if share else "",
        ),
    ]


def _gift(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    lines = facts.get("lines") or []
    pieces = sum(int(line.get("quantity") or 0) for line in lines)
    ratio, limit = number(facts.get("ratio")), number(facts.get("ratio_limit"))
    within = ratio is None or limit is None or ratio <= limit
    last = facts.get("last_gift_date")
    return [
        Figure(
            translate("Figures", "Gift value"),
            words.money(facts.get("amount", asked.amount)),
            translate("Figures", "{count} pieces").format(count=pieces),
        ),
        _budget(facts),
        Figure(
            translate("Figures", "Share of the order"),
            words.percent(ratio),
            translate("Figures", "at most {limit}").format(limit=words.percent(limit)),
            note_ink="ok" if within else "warn",
        ),
        Figure(
            translate("Figures", "Last gift"),
            words.day(last) if last else translate("Figures", "none yet"),
            translate("Figures", "with an order of {amount}").format(
                amount=words.money(facts.get("order_amount"))
            ),
        ),
    ]


def _return(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    rate, limit = number(facts.get("return_rate")), number(facts.get("return_rate_limit"))
    over = rate is not None and limit is not None and rate > limit
    causes = {
        "near_expiry": translate("Figures", "near expiry"),
        "damaged": translate("Figures", "damaged"),
        "wrong_goods": translate("Figures", "wrong goods"),
        "slow_moving": translate("Figures", "slow moving"),
    }
    settles = {
        "deduct": translate("Figures", "deducted from the bill"),
        "exchange": translate("Figures", "exchanged"),
        "refund": translate("Figures", "refunded"),
    }
    cause, settle = str(facts.get("cause") or ""), str(facts.get("settle") or "")
    left = facts.get("days_to_expiry")
    return [
        Figure(
            translate("Figures", "Return value"),
            words.money(facts.get("amount", asked.amount)),
            settles.get(settle, settle),
        ),
        Figure(
            translate("Figures", "Quantity"),
            words.count(facts.get("quantity")),
            causes.get(cause, cause),
        ),
        Figure(
            translate("Figures", "Return rate"),
            words.percent(rate),
            translate("Figures", "at most {limit}").format(limit=words.percent(limit)),
            note_ink="warn" if over else "ok",
        ),
        Figure(
            translate("Figures", "Until expiry"),
            words.days(left),
            "",
            ink="warn" if isinstance(left, int) and left < 30 else "text",
        ),
    ]


def _leave(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    types = {
        "annual": translate("Figures", "annual leave"),
        "personal": translate("Figures", "personal leave"),
        "sick": translate("Figures", "sick leave"),
        "marriage": translate("Figures", "marriage leave"),
        "compensatory": translate("Figures", "compensatory leave"),
    }
    kind = str(facts.get("leave_type") or "")
    wanted, balance = number(facts.get("days")), number(facts.get("balance"))
    after = ""
    if wanted is not None and balance is not None:
        after = translate("Figures", "{days} left after").format(days=words.days(balance - wanted))
    handed = translate("Figures", "{handed} of {planned} visits handed over").format(
        handed=facts.get("visits_handed_over") or 0, planned=facts.get("visits_planned") or 0
    )
    return [
        Figure(translate("Figures", "Leave"), words.days(wanted), types.get(kind, kind)),
        Figure(
            translate("Figures", "When"),
            words.span(facts.get("from"), facts.get("to")),
            words.weekday(facts.get("from")).split(" ")[-1],
        ),
        Figure(translate("Figures", "Balance"), words.days(balance), after),
        Figure(
            translate("Figures", "Stand-in"), str(facts.get("stand_in_name") or words.DASH), handed
        ),
    ]


def _new_customer(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    alike = facts.get("duplicates") or []
    visited = translate("Figures", "{count} visits since {day}").format(
        count=facts.get("visits") or 0, day=words.day(facts.get("first_contact"))
    )
    return [
        Figure(
            translate("Figures", "Class asked"),
            str(facts.get("class_asked") or words.DASH),
            str(facts.get("industry") or ""),
        ),
        Figure(
            translate("Figures", "Expected a year"),
            words.short_money(facts.get("expected_year")),
            visited,
        ),
        Figure(
            translate("Figures", "Credit asked"),
            words.short_money(facts.get("credit_asked")),
            translate("Figures", "terms {days}").format(days=words.days(facts.get("terms_asked"))),
        ),
        Figure(
            translate("Figures", "Alike"),
            str(len(alike)),
            str(alike[0].get("name", "")) if alike else translate("Figures", "none found"),
            ink="warn" if alike else "text",
            note_ink="warn" if alike else "ok",
        ),
    ]


def _report(asked: Asked, clock: Clock) -> list[Figure]:
    facts = asked.facts
    sealed = facts.get("sealed_at")
    on_time = facts.get("on_time")
    return [
        Figure(
            translate("Figures", "Visits"),
            f"{words.count(facts.get('visits_done'))} / {words.count(facts.get('visits_planned'))}",
            words.percent(facts.get("visit_ratio"), 0),
        ),
        _against(translate("Figures", "Orders"), facts, "order"),
        _against(translate("Figures", "Collections"), facts, "collection"),
        Figure(
            translate("Figures", "Sealed"),
            words.hour(sealed, clock) if sealed else words.DASH,
            ""
            if on_time is None
            else translate("Figures", "on time")
            if on_time
            else translate("Figures", "late"),
            note_ink="ok" if on_time else "warn",
        ),
    ]


def _against(label: str, facts: Mapping[str, Any], which: str) -> Figure:
    ratio = number(facts.get(f"{which}_ratio"))
    note = translate("Figures", "target {target}").format(
        target=words.short_money(round(words.decimal(facts.get(f"{which}_target"))))
    )
    if ratio is not None:
        note += f" · {words.percent(ratio, 0)}"
    ink = "text3" if ratio is None else "ok" if ratio >= 1 else "warn"
    return Figure(label, words.short_money(facts.get(f"{which}_actual")), note, note_ink=ink)


def _other(asked: Asked, clock: Clock) -> list[Figure]:
    items = asked.facts.get("items") or []
    return [
        Figure(
            translate("Figures", "Amount"), words.money(asked.facts.get("amount", asked.amount))
        ),
        Figure(translate("Figures", "Items"), str(len(items)) if items else words.DASH),
        Figure(
            translate("Figures", "Matter"),
            str(asked.facts.get("matter") or asked.title or words.DASH),
        ),
        Figure(translate("Figures", "Asked"), words.moment(asked.submitted_at, clock)),
    ]


_FIGURES: Mapping[str, Callable[[Asked, Clock], list[Figure]]] = {
    "special_price": _price,
    "discount": _price,
    "expense": _expense,
    "credit": _credit,
    "gift": _gift,
    "return_goods": _return,
    "leave": _leave,
    "new_customer": _new_customer,
    "report_sign": _report,
    "other": _other,
}
