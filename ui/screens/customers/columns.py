"""The columns of the customer list: what each shows, how wide, and by what it sorts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.queries.customer_fields import OwnField, value_of
from desktop.queries.customers import OWN, CustomerRow, Hit
from sync.clock import Clock
from ui import words
from ui.widgets import cells
from ui.widgets.table import Column

translate = QCoreApplication.translate
USUAL = ("name", "class", "standing", "last_visit", "receivable", "achieved")
OWN_WIDTH = 104
FAR = 6  # letters into a value that need not be seen
Say = Callable[[CustomerRow], str]


def columns(
    clock: Clock, chosen: Sequence[str] = USUAL, own: Sequence[OwnField] = ()
) -> list[Column[CustomerRow]]:
    """The chosen columns; the name is always there. Own fields are told by their ids alone."""
    every = {column.id: column for column in all_columns(clock)}
    known = {field.id: field for field in own}
    for id in chosen:
        if id.startswith(OWN):
            every[id] = _own(known.get(id, OwnField(id.removeprefix(OWN))))
    return [every[id] for id in every if id in chosen or id == "name"]


def _own(field: OwnField) -> Column[CustomerRow]:
    def say(row: CustomerRow) -> str:
        return value_of(row.extra, field.id) or "—"

    if field.kind == "number":
        return _number(field.id, field.name, say, OWN_WIDTH)
    return _plain(field.id, field.name, say, OWN_WIDTH)


def all_columns(clock: Clock) -> list[Column[CustomerRow]]:
    def visited(row: CustomerRow) -> str:
        return words.ago(row.last_visit_at, clock)

    def coming(row: CustomerRow) -> str:
        return words.coming_day(row.next_visit, clock.today()) if row.next_visit else "—"

    return [
        Column(
            "name", translate("Columns", "Customer"),
            cells.name_cell(_name, _beside, _mark, _beside_ink, hit_alone), _spoken, 220, 1, "name",
        ),
        Column(
            "class", translate("Columns", "Class"), cells.chip_cell(_grade), _grade_text, 51, 0,
            "class", least=51,
        ),
        Column(
            "standing", translate("Columns", "Stage"), cells.chip_cell(_standing),
            _standing_text, 86, 0, "standing", least=86,
        ),
        Column(
            "last_visit", translate("Columns", "Last visit"),
            cells.text_cell(visited, _visit_ink), visited, 92, 0, "last_visit",
            descending_first=True, least=92,
        ),
        Column(
            "receivable", translate("Columns", "Receivable"),
            cells.amount_cell(_receivable, _overdue), _owed_text, 152, 0, "receivable", right=True,
            descending_first=True,
        ),
        Column(
            "achieved", translate("Columns", "Year's target"), cells.progress_cell(_achieved),
            _achieved_text, 126, 0, "achieved", descending_first=True,
        ),
        _plain("next_visit", translate("Columns", "Next visit"), coming, 112),
        _plain("region", translate("Columns", "Region"), _region, 82),
        _plain("industry", translate("Columns", "Industry"), _industry, 96),
        _plain("phone", translate("Columns", "Phone"), _phone, 122),
        _plain("owner", translate("Columns", "Owner"), _owner, 74),
        _plain("address", translate("Columns", "Address"), _address, 190),
        _number("sales", translate("Columns", "Year's sales"), _sales, 104),
        _number("visits", translate("Columns", "Visits"), _visits, 72),
    ]  # fmt: skip


def _plain(id: str, title: str, say: Say, width: int) -> Column[CustomerRow]:
    return Column(id, title, cells.text_cell(say, "text2"), say, width, 0, id)


def _number(id: str, title: str, say: Say, width: int) -> Column[CustomerRow]:
    paint = cells.amount_cell(say)
    return Column(id, title, paint, say, width, 0, id, right=True, descending_first=True)


def _name(row: CustomerRow) -> str:
    return row.name


def _region(row: CustomerRow) -> str:
    return row.region


def hit_words(row: CustomerRow) -> str:
    """联系人 王小明 139…: what was searched for and is not to be seen in the line."""
    if row.hit is None:
        return ""
    if not row.hit.contact:
        return f"{words.field('customer', row.hit.field)} {_about(row.hit)}"
    if row.hit.field == "name":
        return translate("Columns", "Contact {name}").format(name=row.hit.contact)
    return f"{row.hit.contact} {_about(row.hit)}"


def hit_alone(row: CustomerRow) -> Sequence[str]:
    """The same in fewer words: the value, and from what was found in it."""
    if row.hit is None:
        return ()
    if row.hit.contact and row.hit.field == "name":
        return (row.hit.contact,)
    return _about(row.hit), ("…" if row.hit.at else "") + row.hit.value[row.hit.at :]


def _about(hit: Hit) -> str:
    """The value from a little before what was found in it: its place is short."""
    return hit.value if hit.at < FAR else "…" + hit.value[hit.at - 2 :]


def _beside(row: CustomerRow) -> str:
    return hit_words(row) or row.region


def _beside_ink(row: CustomerRow) -> str:
    return "accent" if row.hit else "text3"


def _mark(row: CustomerRow) -> str:
    return "conflict" if row.conflicts else "unsent" if row.pending else ""


def mark_words(row: CustomerRow) -> str:
    """What the mark in the margin means."""
    if row.conflicts:
        return translate("Columns", "Two versions of a field, waiting for your choice")
    return translate("Columns", "Saved on this laptop, not sent yet") if row.pending else ""


def hint(row: CustomerRow, clock: Clock) -> str:
    """The moment behind the relative words, and what the mark means."""
    seen = words.moment_words(row.last_visit_at, clock)
    visited = translate("Columns", "last visit {moment}").format(moment=seen) if seen else ""
    lines = (row.name, row.address, hit_words(row), visited, mark_words(row))
    return "\n".join(filter(None, lines))


def _spoken(row: CustomerRow) -> str:
    return " ".join(filter(None, (row.name, row.region, hit_words(row), mark_words(row))))


def _grade(row: CustomerRow) -> tuple[str, str] | None:
    return (row.grade, words.class_tint(row.grade)) if row.grade else None


def _grade_text(row: CustomerRow) -> str:
    return row.grade


def _standing(row: CustomerRow) -> tuple[str, str]:
    return words.standing(row.standing), words.STANDING_TINTS.get(row.standing, "gray")


def _standing_text(row: CustomerRow) -> str:
    return words.standing(row.standing)


def _visit_ink(row: CustomerRow) -> str:
    return "bad" if row.standing == "drifting" else "text2" if row.last_visit_at else "text3"


def _receivable(row: CustomerRow) -> str:
    return words.amount(row.receivable) if row.receivable else "—"


def _overdue(row: CustomerRow) -> str:
    if not row.overdue_days:
        return ""
    return translate("Columns", "{days} days late").format(days=row.overdue_days)


def _owed_text(row: CustomerRow) -> str:
    return " ".join(filter(None, (_receivable(row), _overdue(row))))


def _achieved(row: CustomerRow) -> float | None:
    return row.achieved


def _achieved_text(row: CustomerRow) -> str:
    return words.percent(row.achieved)


def _industry(row: CustomerRow) -> str:
    return row.industry.partition(" · ")[0]


def _phone(row: CustomerRow) -> str:
    return row.phone


def _owner(row: CustomerRow) -> str:
    return row.owner


def _address(row: CustomerRow) -> str:
    return row.address


def _sales(row: CustomerRow) -> str:
    return words.amount(row.year_sales) if row.year_sales else "—"


def _visits(row: CustomerRow) -> str:
    return str(row.visits)
