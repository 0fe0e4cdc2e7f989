"""What the rules say about a request: pure functions of its facts and the records beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Any

from desktop.domain.amounts import number
from desktop.queries.approvals import Asked, rows

NEAR_FLOOR = Decimal("0.01")  # a margin this close above the floor is worth a look
LONG_OVERDUE = 30  # days
ENOUGH_HISTORY = 3  # approved prices from which our own average is worth more than the quoted one


class Grade(IntEnum):
    """How a check came out; the greater the graver."""

    PASS = 0
    WARN = 1
    FAIL = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One rule and how it came out; `facts` fill its sentence and its evidence."""

    code: str
    grade: Grade
    facts: Mapping[str, Any] = field(default_factory=dict)


History = Mapping[str, Sequence[Decimal]]


def checks(asked: Asked, today: str, history: History) -> list[Check]:
    """Every rule that applies, the gravest first."""
    found = [
        check
        for rule in _RULES.get(asked.kind, ())
        if (check := rule(asked, today, history)) is not None
    ]
    return sorted(found, key=lambda check: -check.grade)


def is_low_risk(asked: Asked, today: str, history: History) -> bool:
    """Nothing to warn of (Shift A approves these in one go)."""
    return all(check.grade is Grade.PASS for check in checks(asked, today, history))


def _grade(bad: bool, grade: Grade = Grade.WARN) -> Grade:
    return grade if bad else Grade.PASS


def _count(asked: Asked, name: str) -> int | None:
    said = number(asked.facts.get(name))
    return None if said is None else int(said)


def average_price(asked: Asked, history: History) -> tuple[Decimal | None, int]:
    """The average rate approved for these products, and of how many prices (0: as quoted)."""
    rates = list(_approved_rates(asked, history))
    if len(rates) >= ENOUGH_HISTORY:
        return sum(rates, Decimal(0)) / len(rates), len(rates)
    return number(asked.facts.get("region_average")), 0


def _approved_rates(asked: Asked, history: History) -> Iterator[Decimal]:
    for line in rows(asked.facts, "lines"):
        yield from history.get(str(line.get("product") or line.get("name")), ())


def _price(asked: Asked, today: str, history: History) -> Check | None:
    wanted = number(asked.facts.get("discount"))
    average, count = average_price(asked, history)
    if wanted is None or average is None:
        return None
    days = _count(asked, "region_average_days") or 90
    said = {"discount": wanted, "average": average, "count": count, "days": days}
    return Check("price_vs_average", _grade(wanted < average), said)


def _my_limit(asked: Asked, today: str, history: History) -> Check | None:
    wanted, limit = number(asked.facts.get("discount")), number(asked.facts.get("my_limit"))
    if wanted is None or limit is None:
        return None
    said = {"discount": wanted, "limit": limit}
    return Check("my_limit", _grade(wanted < limit, Grade.FAIL), said)


def _margin(asked: Asked, today: str, history: History) -> Check | None:
    margin, floor = number(asked.facts.get("margin")), number(asked.facts.get("margin_floor"))
    if margin is None or floor is None:
        return None
    grade = _grade(margin < floor + NEAR_FLOOR)
    if margin < floor:
        grade = Grade.FAIL
    return Check("margin", grade, {"margin": margin, "floor": floor})


def _overdue(asked: Asked, today: str, history: History) -> Check | None:
    """What the card on this laptop says now counts; the request's own figure only without it."""
    amount, days = asked.overdue_now, asked.overdue_days_now
    receivable = asked.receivable_now
    if amount is None:
        amount = number(asked.facts.get("overdue_amount"))
        days = _count(asked, "overdue_days")
    if receivable is None:
        receivable = number(asked.facts.get("receivable"))
    if amount is None:
        return None
    grade = Grade.PASS
    if amount > 0:
        grade = Grade.FAIL if (days or 0) > LONG_OVERDUE else Grade.WARN
    terms = asked.facts.get("terms_days")
    said = {"amount": amount, "days": days or 0, "receivable": receivable, "terms": terms}
    return Check("overdue", grade, said)


def _campaign(asked: Asked, today: str, history: History) -> Check | None:
    campaign = asked.facts.get("campaign")
    if not isinstance(campaign, Mapping):
        return None
    begins, ends = campaign.get("from"), campaign.get("to")
    said = {"name": campaign.get("name") or "", "from": begins, "to": ends}
    return Check("campaign_valid", _grade(bool(ends) and str(ends) < today, Grade.FAIL), said)


def _stacked(asked: Asked, today: str, history: History) -> Check | None:
    stacked = _count(asked, "campaigns_stacked")
    if stacked is None:
        return None
    said = {"stacked": stacked, "checked": _count(asked, "campaigns_checked") or 0}
    return Check("not_stacked", _grade(bool(stacked)), said)


def _budget(asked: Asked, today: str, history: History) -> Check | None:
    left = number(asked.facts.get("budget_left"))
    use = number(asked.facts.get("budget_use", asked.facts.get("amount")))
    use = asked.amount if use is None else use
    if left is None or use is None:
        return None
    return Check("budget", _grade(use > left, Grade.FAIL), {"left": left, "use": use})


def _receipts(asked: Asked, today: str, history: History) -> Check | None:
    missing = _count(asked, "receipts_missing")
    if missing is None:
        return None
    said = {"missing": missing, "there": _count(asked, "receipts") or 0}
    return Check("receipts", _grade(bool(missing)), said)


def _limit(asked: Asked, today: str, history: History) -> Check | None:
    limit, amount = number(asked.facts.get("limit")), number(asked.facts.get("amount"))
    amount = asked.amount if amount is None else amount
    if limit is None or amount is None:
        return None
    return Check("limit", _grade(amount > limit), {"amount": amount, "limit": limit})


def _ratio(code: str, name: str, limit_name: str) -> Callable[..., Check | None]:
    def rule(asked: Asked, today: str, history: History) -> Check | None:
        ratio, limit = number(asked.facts.get(name)), number(asked.facts.get(limit_name))
        if ratio is None or limit is None:
            return None
        return Check(code, _grade(ratio > limit), {"ratio": ratio, "limit": limit})

    return rule


def _balance(asked: Asked, today: str, history: History) -> Check | None:
    days, balance = number(asked.facts.get("days")), number(asked.facts.get("balance"))
    if days is None or balance is None:
        return None
    return Check("balance", _grade(days > balance, Grade.FAIL), {"days": days, "balance": balance})


def _handed_over(asked: Asked, today: str, history: History) -> Check | None:
    planned = _count(asked, "visits_planned")
    if planned is None:
        return None
    handed = _count(asked, "visits_handed_over") or 0
    said = {"planned": planned, "handed": handed, "who": asked.facts.get("stand_in_name") or ""}
    return Check("handed_over", _grade(handed < planned), said)


def _others(asked: Asked, today: str, history: History) -> Check | None:
    away = _count(asked, "others_away")
    if away is None:
        return None
    return Check("others_away", _grade(away > 1), {"away": away})


def _duplicates(asked: Asked, today: str, history: History) -> Check | None:
    if asked.facts.get("duplicates") is None:
        return None
    alike = rows(asked.facts, "duplicates")
    best: Mapping[str, Any] = max(
        alike, key=lambda one: number(one.get("likeness")) or 0, default={}
    )
    said = {"count": len(alike), "name": best.get("name", ""), "likeness": best.get("likeness")}
    return Check("duplicates", _grade(bool(alike)), said)


def _credit_code(asked: Asked, today: str, history: History) -> Check | None:
    code = asked.facts.get("credit_code")
    return Check("credit_code", _grade(not code), {"code": code or ""})


def _on_time(asked: Asked, today: str, history: History) -> Check | None:
    on_time = asked.facts.get("on_time")
    if on_time is None:
        return None
    return Check("on_time", _grade(not on_time), {"sealed_at": asked.facts.get("sealed_at")})


_gift_ratio = _ratio("gift_ratio", "ratio", "ratio_limit")
_return_rate = _ratio("return_rate", "return_rate", "return_rate_limit")
Rule = Callable[[Asked, str, History], Check | None]
_RULES: Mapping[str, tuple[Rule, ...]] = {
    "special_price": (_price, _margin, _overdue, _campaign, _stacked, _budget),
    "discount": (_price, _my_limit, _margin, _overdue),
    "expense": (_receipts, _limit, _budget),
    "credit": (_overdue,),
    "gift": (_gift_ratio, _budget, _overdue),
    "return_goods": (_return_rate, _overdue),
    "leave": (_balance, _handed_over, _others),
    "new_customer": (_duplicates, _credit_code),
    "report_sign": (_on_time,),
}
