"""The page as tables of numbers, for a workbook and for paper: what the charts were drawn from."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from desktop.queries.achievement import Achievement
from desktop.usecases.export_figures import Figure, Table
from ui import words
from ui.screens.performance.board import Board

translate = QCoreApplication.translate
Rows = Sequence[Sequence[Figure]]


def tables(shown: Achievement, board: Board, names: Mapping[str, str], who: str) -> list[Table]:
    """The tiles first, then a table for each chart that is shown, in reading order."""
    made = {
        "visits": _visits,
        "weeks": _weeks,
        "ranking": lambda shown: _ranking(shown, names),
        "money": _money,
        "ageing": lambda shown: _ageing(shown, board),
        "coverage": _coverage,
        "funnel": _funnel,
    }
    found = [_summary(shown, who)]
    for name, chart in board.charts().items():
        headings, rows = made[name](shown)
        face = chart.face
        unit = translate("PerformanceFigures", "yuan") if name == "money" else face.unit
        notes = (
            " · ".join(part for part in (who, face.period) if part),
            translate("PerformanceFigures", "Unit: {unit}").format(unit=unit),
            face.definition,
        )
        found.append(Table(face.title, notes, headings, rows))
    return found


def days_words(shown: Achievement) -> str:
    """The period in full: 2026-11-16 — 2026-11-22."""
    return f"{shown.period.first.isoformat()} — {shown.period.last.isoformat()}"


def text(figure: Figure) -> str:
    """A figure as it stands on paper."""
    if figure is None:
        return "—"
    if isinstance(figure, float):
        return words.percent(figure)
    if isinstance(figure, Decimal):
        return words.amount(figure)
    if isinstance(figure, date):
        return figure.isoformat()
    return f"{figure:,}" if isinstance(figure, int) else figure


def _share(part: Decimal | int, whole: Decimal | int) -> float | None:
    return float(part / whole) if whole else None


def _summary(shown: Achievement, who: str) -> Table:
    counted = [
        (translate("PerformanceFigures", "Visits done"), shown.done, shown.planned),
        (translate("PerformanceFigures", "Reports on time"), shown.on_time, shown.due),
        (translate("PerformanceFigures", "Customers covered"), shown.visited, shown.customers),
    ]
    rows: list[Sequence[Figure]] = [
        (name, part, whole, _share(part, whole)) for name, part, whole in counted
    ]
    rows.append(
        (translate("PerformanceFigures", "First visits"), shown.passed.first_visits, None, None)
    )
    rows.append((translate("PerformanceFigures", "Ordered (yuan)"), shown.ordered, None, None))
    rows.append((translate("PerformanceFigures", "Collected (yuan)"), shown.collected, None, None))
    said = translate(
        "PerformanceFigures", "Planned visits and due reports are counted up to today."
    )
    return Table(
        translate("PerformanceFigures", "Summary"),
        (" · ".join(part for part in (who, days_words(shown)) if part), said),
        (
            translate("PerformanceFigures", "Figure"),
            translate("PerformanceFigures", "Value"),
            translate("PerformanceFigures", "Of"),
            translate("PerformanceFigures", "Share"),
        ),
        rows,
    )


def _first_day(shown: Achievement) -> str:
    if shown.by_week:
        return translate("PerformanceFigures", "From")
    return translate("PerformanceFigures", "Day")


def _visits(shown: Achievement) -> tuple[Sequence[str], Rows]:
    headings = (
        _first_day(shown),
        translate("PerformanceFigures", "Planned"),
        translate("PerformanceFigures", "Done"),
        translate("PerformanceFigures", "Skipped"),
    )
    return headings, [(one.first, one.planned, one.done, one.skipped) for one in shown.slices]


def _money(shown: Achievement) -> tuple[Sequence[str], Rows]:
    headings = (
        _first_day(shown),
        translate("PerformanceFigures", "Ordered"),
        translate("PerformanceFigures", "Collected"),
    )
    return headings, [(one.first, one.ordered, one.collected) for one in shown.slices]


def _weeks(shown: Achievement) -> tuple[Sequence[str], Rows]:
    headings = (
        translate("PerformanceFigures", "Week of"),
        translate("PerformanceFigures", "Planned"),
        translate("PerformanceFigures", "Done"),
        translate("PerformanceFigures", "Visits done"),
        translate("PerformanceFigures", "Reports due"),
        translate("PerformanceFigures", "In time"),
        translate("PerformanceFigures", "Reports on time"),
    )
    return headings, [
        (w.monday, w.planned, w.done, w.completed, w.due, w.on_time, w.punctual)
        for w in shown.weeks
    ]


def _ranking(shown: Achievement, names: Mapping[str, str]) -> tuple[Sequence[str], Rows]:
    headings = (
        translate("PerformanceFigures", "Rep"),
        translate("PerformanceFigures", "Planned"),
        translate("PerformanceFigures", "Done"),
        translate("PerformanceFigures", "Share"),
    )
    return headings, [
        (names.get(one.person, one.person), one.planned, one.done, _share(one.done, one.planned))
        for one in shown.scores
    ]


def _ageing(shown: Achievement, board: Board) -> tuple[Sequence[str], Rows]:
    headings = (
        translate("PerformanceFigures", "Age"),
        translate("PerformanceFigures", "Amount"),
        translate("PerformanceFigures", "Share"),
    )
    whole = sum(shown.ageing.values(), Decimal())
    said = {part.id: part.key.text for part in board.ageing.parts}
    return headings, [
        (said[name], amount, _share(amount, whole)) for name, amount in shown.ageing.items()
    ]


def _coverage(shown: Achievement) -> tuple[Sequence[str], Rows]:
    headings = (
        translate("PerformanceFigures", "Class"),
        translate("PerformanceFigures", "Customers"),
        translate("PerformanceFigures", "Visited"),
        translate("PerformanceFigures", "Share"),
    )
    return headings, [
        (
            words.class_words(one.grade) or translate("PerformanceFigures", "no class"),
            one.customers,
            one.visited,
            _share(one.visited, one.customers),
        )
        for one in shown.coverage
    ]


def _funnel(shown: Achievement) -> tuple[Sequence[str], Rows]:
    headings = (
        translate("PerformanceFigures", "Step"),
        translate("PerformanceFigures", "Customers"),
        translate("PerformanceFigures", "Of the step above"),
    )
    passed = shown.passed
    steps = (
        (translate("PerformanceFigures", "Planned"), passed.planned),
        (translate("PerformanceFigures", "Visited"), passed.visited),
        (translate("PerformanceFigures", "With an order"), passed.ordering),
        (translate("PerformanceFigures", "With a payment"), passed.paying),
    )
    above = [None, *(count for _, count in steps)]
    return headings, [
        (name, count, None if before is None else _share(count, before))
        for (name, count), before in zip(steps, above, strict=False)
    ]
