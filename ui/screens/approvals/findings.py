"""What a rule found, in words: a sentence and its evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.queries.approval_checks import Check, Grade
from sync.clock import Clock
from ui.forms import words

translate = QCoreApplication.translate
ICONS: Mapping[Grade, tuple[str, str]] = {
    Grade.PASS: ("circle-check", "ok"),
    Grade.WARN: ("alert-triangle", "warn"),
    Grade.FAIL: ("circle-x", "bad"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A check as it is shown."""

    grade: Grade
    text: str
    evidence: str


def finding(check: Check, clock: Clock) -> Finding:
    text, evidence = _SAID[check.code](check.facts, check.grade is Grade.PASS, clock)
    return Finding(check.grade, text, evidence)


def summary(checks: list[Check]) -> str:
    """3 项通过，1 项提醒."""
    counts = {grade: sum(1 for check in checks if check.grade is grade) for grade in Grade}
    parts = [
        translate("Findings", "{count} passed").format(count=counts[Grade.PASS]),
        translate("Findings", "{count} to note").format(count=counts[Grade.WARN]),
        translate("Findings", "{count} failed").format(count=counts[Grade.FAIL]),
    ]
    shown = [part for part, grade in zip(parts, Grade, strict=True) if counts[grade]]
    return translate("Findings", ", ").join(shown)


Facts = Mapping[str, Any]
Said = tuple[str, str]


def _average(facts: Facts, good: bool, clock: Clock) -> Said:
    points = abs(facts["average"] - facts["discount"]) * 100
    if good:
        text = translate("Findings", "Not below the average price")
    else:
        text = translate("Findings", "{points} points below the average").format(
            points=f"{points:.1f}".rstrip("0").rstrip(".")
        )
    if facts["count"]:
        evidence = translate("Findings", "{count} prices approved in {days} days: {average}")
    else:
        evidence = translate("Findings", "average of the last {days} days: {average}")
    return text, evidence.format(
        count=facts["count"], days=facts["days"], average=words.discount(facts["average"])
    )


def _my_limit(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Within your limit")
        if good
        else translate("Findings", "Beyond your limit: endorse it to your superior")
    )
    evidence = translate("Findings", "asked {asked}, your limit {limit}")
    return text, evidence.format(
        asked=words.discount(facts["discount"]), limit=words.discount(facts["limit"])
    )


def _margin(facts: Facts, good: bool, clock: Clock) -> Said:
    low = facts["margin"] < facts["floor"]
    text = (
        translate("Findings", "Margin above the floor")
        if good
        else translate("Findings", "Margin below the floor")
        if low
        else translate("Findings", "Margin close to the floor")
    )
    evidence = translate("Findings", "expected {margin}, floor {floor}")
    return text, evidence.format(
        margin=words.percent(facts["margin"]), floor=words.percent(facts["floor"])
    )


def _overdue(facts: Facts, good: bool, clock: Clock) -> Said:
    if not good:
        text = translate("Findings", "Customer owes {amount} overdue").format(
            amount=words.money(facts["amount"])
        )
        return text, translate("Findings", "longest {days}, receivable {receivable}").format(
            days=words.days(facts["days"]), receivable=words.money(facts["receivable"])
        )
    text = translate("Findings", "Customer has nothing overdue")
    if facts["terms"]:
        evidence = translate("Findings", "receivable {receivable}, all within {days}")
        return text, evidence.format(
            receivable=words.money(facts["receivable"]), days=words.days(facts["terms"])
        )
    return text, translate("Findings", "receivable {receivable}").format(
        receivable=words.money(facts["receivable"])
    )


def _campaign(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Within the campaign")
        if good
        else translate("Findings", "The campaign is over")
    )
    return text, f"{words.day(facts['from'])} – {words.day(facts['to'])}"


def _stacked(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Not stacked on another promotion")
        if good
        else translate("Findings", "Other promotions it stacks on: {count}").format(
            count=facts["stacked"]
        )
    )
    evidence = translate("Findings", "running campaigns checked: {count}")
    return text, evidence.format(count=facts["checked"])


def _budget(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Budget is enough")
        if good
        else translate("Findings", "Budget is not enough")
    )
    evidence = translate("Findings", "left {left}, this takes {use}")
    return text, evidence.format(
        left=words.round_money(facts["left"]), use=words.round_money(facts["use"])
    )


def _receipts(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Receipts complete")
        if good
        else translate("Findings", "Receipts missing: {count}").format(count=facts["missing"])
    )
    return text, translate("Findings", "receipts attached: {count}").format(count=facts["there"])


def _limit(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Within the ceiling of its category")
        if good
        else translate("Findings", "Above the ceiling of its category")
    )
    evidence = translate("Findings", "{amount}, ceiling {limit}")
    return text, evidence.format(
        amount=words.money(facts["amount"]), limit=words.money(facts["limit"])
    )


def _gift_ratio(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Gift in proportion to the order")
        if good
        else translate("Findings", "Gift large for the order")
    )
    return text, _rates(facts)


def _return_rate(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Return rate within the limit")
        if good
        else translate("Findings", "Return rate above the limit")
    )
    return text, _rates(facts)


def _rates(facts: Facts) -> str:
    return translate("Findings", "{ratio}, at most {limit}").format(
        ratio=words.percent(facts["ratio"]), limit=words.percent(facts["limit"])
    )


def _balance(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Leave balance is enough")
        if good
        else translate("Findings", "Leave balance is not enough")
    )
    evidence = translate("Findings", "balance {balance}, asked {days}")
    return text, evidence.format(
        balance=words.days(facts["balance"]), days=words.days(facts["days"])
    )


def _handed_over(facts: Facts, good: bool, clock: Clock) -> Said:
    left = facts["planned"] - facts["handed"]
    text = (
        translate("Findings", "Visits handed over")
        if good
        else translate("Findings", "Visits not handed over: {count}").format(count=left)
    )
    evidence = translate("Findings", "{handed} of {planned} to {who}")
    return text, evidence.format(
        handed=facts["handed"], planned=facts["planned"], who=facts["who"] or words.DASH
    )


def _others(facts: Facts, good: bool, clock: Clock) -> Said:
    text = (
        translate("Findings", "Team is covered")
        if good
        else translate("Findings", "Several of the team are away")
    )
    evidence = translate("Findings", "others away on these days: {count}")
    return text, evidence.format(count=facts["away"])


def _duplicates(facts: Facts, good: bool, clock: Clock) -> Said:
    if good:
        return (
            translate("Findings", "No customer like it"),
            translate("Findings", "name, phone and address compared"),
        )
    text = translate("Findings", "Customers that look alike: {count}").format(count=facts["count"])
    evidence = translate("Findings", "{name}, {likeness} alike")
    return text, evidence.format(name=facts["name"], likeness=words.percent(facts["likeness"], 0))


def _credit_code(facts: Facts, good: bool, clock: Clock) -> Said:
    if good:
        return translate("Findings", "Credit code given"), str(facts["code"])
    return (
        translate("Findings", "Credit code missing"),
        translate("Findings", "needed before credit is granted"),
    )


def _on_time(facts: Facts, good: bool, clock: Clock) -> Said:
    text = translate("Findings", "Sealed on time") if good else translate("Findings", "Sealed late")
    sealed = facts["sealed_at"]
    return text, words.moment(sealed, clock) if sealed else words.DASH


_SAID: Mapping[str, Callable[[Facts, bool, Clock], Said]] = {
    "price_vs_average": _average,
    "my_limit": _my_limit,
    "margin": _margin,
    "overdue": _overdue,
    "campaign_valid": _campaign,
    "not_stacked": _stacked,
    "budget": _budget,
    "receipts": _receipts,
    "limit": _limit,
    "gift_ratio": _gift_ratio,
    "return_rate": _return_rate,
    "balance": _balance,
    "handed_over": _handed_over,
    "others_away": _others,
    "duplicates": _duplicates,
    "credit_code": _credit_code,
    "on_time": _on_time,
}
