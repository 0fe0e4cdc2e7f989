"""The four figures at the head of a card: sold, of the target, owed, and late."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.queries.customer_card import Card
from ui import words
from ui.widgets.figures import Figure

translate = QCoreApplication.translate


def figures(card: Card, today: date, longest: str) -> list[Figure]:
    """`longest` says how late the latest invoice is: only a widget can ask for plurals."""
    share = card.year_sales / card.year_target if card.year_sales and card.year_target else None
    late = bool(card.overdue_amount)
    limit = translate("CardPane", "limit {amount}")
    target = translate("CardPane", "target {amount}")
    return [
        Figure(
            translate("CardPane", "Sales this year"),
            words.brief_amount(card.year_sales),
            target.format(amount=words.thousands(card.year_target)) if card.year_target else "",
        ),
        Figure(translate("CardPane", "Year's target"), words.percent(share), *_pace(share, today)),
        Figure(
            translate("CardPane", "Receivable"),
            words.brief_amount(card.receivable),
            limit.format(amount=words.thousands(card.credit_limit))
            if card.credit_limit is not None
            else translate("CardPane", "no limit set"),
        ),
        Figure(
            translate("CardPane", "Overdue"),
            words.brief_amount(card.overdue_amount),
            longest if late else translate("CardPane", "none"),
            "bad" if late else "text",
            "bad" if late else "text3",
        ),
    ]


def _pace(share: object, today: date) -> tuple[str, str, str]:
    """Ink of the figure is plain; the note says whether the year is ahead of sales."""
    if share is None:
        return translate("CardPane", "no target"), "text", "text3"
    first, last = date(today.year, 1, 1), date(today.year + 1, 1, 1)
    gone = (today - first).days / (last - first).days
    behind = round((gone - float(str(share))) * 100)
    year = f"{gone:.0%}"
    if behind > 0:
        note = translate("CardPane", "pace {year}, −{n}%").format(year=year, n=behind)
        return note, "text", "warn"
    note = translate("CardPane", "pace {year}, +{n}%").format(year=year, n=-behind)
    return note, "text", "ok"
