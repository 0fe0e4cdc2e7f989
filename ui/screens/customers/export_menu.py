"""Taking the list out of the program: a workbook, a comma file, or pages to print."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.application import Application
from desktop.queries import customers
from desktop.queries.customer_fields import OwnField
from desktop.queries.customers import CustomerRow, View
from desktop.usecases import export_records
from sync.catalogue import Type
from sync.catalogue.states import CustomerState
from ui import printing, words
from ui.file_asking import ask_where_to
from ui.jobs import Report
from ui.screens.customers.columns import all_columns
from ui.screens.customers.question import Question, field_label
from ui.shell import Shell
from ui.widgets.table import Column

FIELDS = (
    "id", "name", "class", "state", "region", "address", "phone", "industry", "owner",
    "terms_days", "credit_limit", "receivable", "overdue_amount", "overdue_days", "year_target",
    "year_sales", "last_visit_at", "visit_count", "next_visit", "credit_code", "remark",
)  # fmt: skip
PRINTED = ("name", "class", "region", "last_visit", "receivable", "sales", "achieved", "phone")
MOST_PRINTED = 5_000
OWN_TYPES = {"number": Type.FLOAT, "date": Type.DATE}


class ExportMenu(QObject):
    """Asks where to, then writes in the background; the present filter and order hold."""

    def __init__(
        self,
        app: Application,
        shell: Shell,
        question: Question,
        view: View,
        keys: Sequence[int],
        parent: QWidget,
        own: Sequence[OwnField] = (),
    ) -> None:
        super().__init__(parent)
        self._owner = parent
        self.app, self.shell = app, shell
        self._question, self._view, self._keys = question, view, list(keys)
        self._own = own

    def start(self, suffix: str = "xlsx") -> None:
        kinds = (
            self.tr("Workbook (*.xlsx)"),
            self.tr("Comma separated (*.csv)"),
            self.tr("Pages (*.pdf)"),
        )
        day, title = self.app.clock.today().isoformat(), self.tr("Export customers")
        name = self.tr("customers {day}").format(day=day) + f".{suffix}"
        ask_where_to(self._owner, self.shell.settings, title, name, self.write, kinds)

    def write(self, path: Path) -> None:
        """In the store's lane; says how many rows were written, or why none was."""
        own = {field.id: OWN_TYPES.get(field.kind, Type.TEXT) for field in self._own}
        fields = (*FIELDS, *own)
        headings = {name: self._heading(name) for name in fields}
        states: dict[str, str] = {code: words.state(code) for code in CustomerState}
        layout = export_records.Layout(fields, headings, {"state": states}, own)
        if path.suffix.lower() == ".pdf":
            self._start(lambda report: self._write_pages(path, report), path)
            return

        def work(report: Report) -> int:
            with self.app.database.read() as connection:
                return export_records.export(
                    connection, "customer", path, (), report,
                    keys=self._in_order(connection), layout=layout, zone=str(self.app.clock.zone),
                )  # fmt: skip

        self._start(work, path)

    def _start(self, work: Callable[[Report], int], path: Path) -> None:
        self.shell.jobs.start(
            self,
            work,
            done=lambda count: self._tell(count, path),
            failed=self.shell.tell,
            progress=None,
        )

    def look_at(self) -> None:
        """The print preview of the first rows."""
        self.shell.jobs.start(
            self, lambda _: self._sheet(), done=self._preview, failed=self.shell.tell
        )

    def _preview(self, sheet: printing.Sheet) -> None:
        from ui import print_preview

        draw = partial(printing.paint, sheet=sheet)
        print_preview.look_at(sheet.title, draw, self.shell, self._owner)
        self.deleteLater()

    def _write_pages(self, path: Path, report: Report) -> int:
        sheet = self._sheet()
        printing.save(path, sheet.title, partial(printing.paint, sheet=sheet, report=report))
        return len(sheet.rows)

    def _in_order(self, connection: Any) -> Sequence[int]:
        asked = self._question
        return self._keys or customers.customer_keys(
            connection, self._view, asked.filters, asked.sort, asked.text
        )

    def _printed(self, column: Column[CustomerRow], row: CustomerRow) -> str:
        """Paper says dates in full and nothing about what waits to be sent."""
        if column.id == "name":
            return row.name
        if column.id == "last_visit":
            return words.moment_words(row.last_visit_at, self.app.clock)[:10]
        return column.text(row)

    def _heading(self, name: str) -> str:
        return self.tr("Number") if name == "id" else field_label(name)

    def _sheet(self) -> printing.Sheet:
        columns = [column for column in all_columns(self.app.clock) if column.id in PRINTED]
        with self.app.database.read() as connection:
            keys = self._in_order(connection)[:MOST_PRINTED]
            rows = customers.customer_rows(connection, keys, self._view)
        return printing.Sheet(
            title=self.tr("Customers"),
            note=self.app.clock.today().isoformat(),
            headings=[column.title for column in columns],
            widths=[column.width for column in columns],
            right=[column.right or column.id == "achieved" for column in columns],
            rows=[
                [self._printed(column, rows[key]) for column in columns]
                for key in keys
                if key in rows
            ],
        )

    def _tell(self, count: int, path: Path) -> None:
        self.shell.toast(self.tr("%n exported", "", count), detail=str(path))
        self.deleteLater()
