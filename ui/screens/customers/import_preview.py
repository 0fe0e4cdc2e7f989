"""What a file would become: figures, columns and where they go, first rows, refused rows."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.importing import Prepared
from desktop.importing.header import find_header
from desktop.importing.mapping import PLAIN_FIELDS
from desktop.usecases.import_records import Preview
from sync.errors import Problem
from ui import words
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.containers import Card
from ui.widgets.figures import Figure, FigureStrip
from ui.widgets.inputs import Choice
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import Banner

translate = QCoreApplication.translate
SAMPLES, REFUSED_SHOWN = 5, 40


class ImportPreview(QWidget):
    """Read-only but for the columns; choosing another column looks at the file again."""

    remapped = Signal(object)  # Mapping

    def __init__(self, preview: Preview, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview, self.shell = preview, shell
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(preview.source.path.name, "sub", elide=True))
        column.addWidget(self._figures())
        if preview.mapping.datum_assumed:
            column.addWidget(self._datum())
        column.addWidget(SectionHeader(self.tr("Columns"), self._kept()))
        column.addWidget(self._columns())
        column.addWidget(SectionHeader(self.tr("The first rows")))
        column.addWidget(self._samples())
        if preview.refused:
            column.addWidget(self._refused())

    def _figures(self) -> FigureStrip:
        preview = self.preview
        refused = len(preview.refused)
        return FigureStrip(
            [
                Figure(self.tr("Rows"), f"{preview.rows:,}"),
                Figure(self.tr("New"), f"{preview.created:,}", ink="ok"),
                Figure(self.tr("Changed"), f"{preview.updated:,}"),
                Figure(self.tr("The same"), f"{preview.unchanged:,}"),
                Figure(self.tr("Refused"), f"{refused:,}", ink="bad" if refused else "text"),
            ],
            parent=self,
        )

    def _datum(self) -> Banner:
        said = self.tr("The file does not say its datum; {datum} is assumed")
        return Banner(said.format(datum=self.preview.mapping.datum), tint="warn", icon="map-pin")

    def _kept(self) -> str:
        kept = self.preview.mapping.extra
        if not kept:
            return ""
        return self.tr("%n more are kept under their own titles", "", len(kept))

    def _columns(self) -> QWidget:
        mapping = self.preview.mapping
        names = PLAIN_FIELDS[mapping.type]
        box = Card(self, padding=12, ground="sunken")
        box.column.addWidget(self._grid([name for name in names if name in mapping.fields]))
        rest = self._grid([name for name in names if name not in mapping.fields])
        rest.hide()
        more = Button(self.tr("Other fields"), "link", icon="chevron-down", size="sm", parent=box)
        more.clicked.connect(lambda: rest.setVisible(rest.isHidden()))
        box.column.addWidget(more)
        box.column.addWidget(rest)
        return box

    def _grid(self, names: Sequence[str]) -> QWidget:
        mapping, titles = self.preview.mapping, self._titles()
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for row, name in enumerate(names):
            grid.addWidget(Label(_label(mapping.type, name), "cap", "text2"), row, 0)
            choice = Choice([("", "—"), *((title, title) for title in titles)], holder)
            said = mapping.fields.get(name, ())
            if len(said) > 1:
                choice.addItem(" + ".join(said), said[0])
                choice.setCurrentIndex(choice.count() - 1)
            else:
                choice.set_value(said[0] if said else "")
            choice.setAccessibleName(_label(mapping.type, name))
            choice.chosen.connect(partial(self._remap, name))
            grid.addWidget(choice, row, 1)
        grid.setColumnMinimumWidth(0, 60)
        grid.setColumnStretch(1, 1)
        return holder

    def _titles(self) -> Sequence[str]:
        mapping = self.preview.mapping
        for table in self.preview.source.tables:
            header, _ = find_header(table, mapping.header_row)
            if all(title in header.titles for title in mapping.fields.get("name", ())):
                return header.titles
        return ()

    def _remap(self, name: str, title: object) -> None:
        changed = self.preview.mapping.with_fields(**{name: (str(title),) if title else ()})
        if name == "name" and not title:
            return  # without names there is nothing to bring in
        self.remapped.emit(changed)

    def _samples(self) -> QWidget:
        box = Card(self, padding=12)
        for one in self.preview.records[:SAMPLES]:
            name = str(one.fields.get("name", ""))
            rest = [
                words.value(self.preview.mapping.type, field, value)
                for field, value in one.fields.items()
                if field not in ("name", "latitude", "longitude", "datum", "extra")
            ]
            box.column.addWidget(Label(name, "body", weight=500, elide=True))
            below = " · ".join((*filter(None, (one.customer,)), *rest))
            box.column.addWidget(Label(below, "cap", "text2", elide=True))
        return box

    def _refused(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        refused = self.preview.refused
        note = self.tr("They stay out; the others come in")
        column.addWidget(SectionHeader(self.tr("Refused rows"), note))
        box = Card(self, padding=12)
        for one in refused[:REFUSED_SHOWN]:
            box.column.addLayout(self._line(one))
        if len(refused) > REFUSED_SHOWN:
            rest = len(refused) - REFUSED_SHOWN
            box.column.addWidget(Label(self.tr("and %n more", "", rest), "cap", "text3"))
        column.addWidget(box)
        return holder

    def _line(self, one: Prepared) -> QHBoxLayout:
        reason = one.refusal
        assert reason is not None
        problem = Problem(reason.problem, field=reason.field, value=reason.value)
        line = QHBoxLayout()
        row = self.tr("row {row}").format(row=one.row)
        where = Label(" ".join(filter(None, (one.sheet, row))), "cap", "text3", elide=True)
        where.setMinimumWidth(96)
        line.addWidget(where, 1)
        said = Label(self.shell.explain(problem).text, "cap", "bad", elide=True)
        said.setToolTip(reason.value)
        line.addWidget(said, 3)
        return line


def _label(type: str, name: str) -> str:
    if name == "coordinates":
        return translate("ImportPreview", "Coordinates")
    return words.field(type, name)
