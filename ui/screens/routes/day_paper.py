"""The day on paper: its stops with times, addresses and reasons, looked at before it is printed."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.queries.day_on_road import OnRoad
from sync.clock import Clock
from ui import printing, words
from ui.screens.routes import rows
from ui.shell import Shell

translate = QCoreApplication.translate
WIDTHS = (1, 2, 6, 8, 5, 4)
RIGHT = (True, False, False, False, False, True)


def sheet_of(shown: OnRoad, clock: Clock, name: str) -> printing.Sheet:
    day = words.coming_day(shown.day.isoformat(), shown.today)
    title = translate("DayPaper", "Route of {name}, {day}").format(name=name, day=day)
    note = translate("DayPaper", "{n} stops · {km} · done by {time}").format(
        n=len(shown.stops), km=rows.km_words(shown.km), time=rows.clock_words(shown.ends)
    )
    headings = (
        translate("DayPaper", "No."),
        translate("DayPaper", "Time"),
        translate("DayPaper", "Customer"),
        translate("DayPaper", "Address"),
        translate("DayPaper", "Reason"),
        translate("DayPaper", "Way"),
    )
    sheet = printing.Sheet(title, note, headings, WIDTHS, RIGHT)
    for row, stop in zip(rows.rows_of(shown, clock), shown.stops, strict=True):
        sheet.rows.append([str(row.number), row.time, row.name, stop.address, row.reason, row.way])
    return sheet


def look_at(sheet: printing.Sheet, shell: Shell, parent: QWidget) -> QWidget:
    """The preview, from which one prints or saves a PDF."""
    # Qt's printing is brought in when it is wanted
    from ui import print_preview

    draw = partial(printing.paint, sheet=sheet)
    return print_preview.look_at(sheet.title, draw, shell, parent)
