"""Bringing records in from a file: what it would do is shown before anything is written."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.importing import Mapping
from desktop.usecases.import_records import Imported, Preview
from ui.file_asking import ask_for
from ui.jobs import Job, Report
from ui.screens.customers.import_preview import ImportPreview
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import Pane, ScrollPage, clear
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label
from ui.widgets.notices import Banner, EmptyState


class ImportPanel(Retranslated, Pane):
    """A file is chosen, looked at, corrected and then brought in; stopping leaves nothing."""

    ended = Signal()
    previewed = Signal()
    imported = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.app, self.shell = app, shell
        self.path: Path | None = None
        self.preview: Preview | None = None
        self._job: Job | None = None
        self._refused: Exception | None = None
        self.setAcceptDrops(True)
        self._make()
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        """What was found in the file stays, told again."""
        self._title.setText(self.tr("Import"))
        self._cross.set_name(self.tr("Close"))
        self.types.set_items([("customer", self.tr("Customers")), ("contact", self.tr("Contacts"))])
        self.stop.setText(self.tr("Stop"))
        self.other.setText(self.tr("Another file"))
        if self._job is not None:
            return  # its end will be told
        if self._refused is not None:
            self._refuse(self._refused)
        elif self.preview is not None:
            self._looked(self.preview)
        else:
            self._ask_for_file()

    def _make(self) -> None:
        self.types = SegmentedPills(self)
        self.types.chosen.connect(lambda _: self.look())
        self.bar = ProgressBar(0.0, parent=self)
        self.saying = Label("", "cap", "text3", elide=True, parent=self)
        self.stop = Button("", icon="player-stop", size="sm", parent=self)
        self.stop.clicked.connect(self.cancel)
        self.page = ScrollPage(self, padding=20, spacing=12)
        self.verb = Button("", "primary", icon="file-import", parent=self)
        self.verb.clicked.connect(self.bring_in)
        self.other = Button("", icon="file", parent=self)
        self.other.clicked.connect(self.choose)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 10, 8)
        self._title = Label("", "title", parent=self)
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self.types, 1)
        self._cross = IconButton("x", "", parent=self)
        self._cross.clicked.connect(self.leave)
        head.addWidget(self._cross)
        self._running = QWidget(self)
        line = QHBoxLayout(self._running)
        line.setContentsMargins(20, 0, 20, 8)
        line.addWidget(self.bar, 1)
        line.addWidget(self.saying, 1)
        line.addWidget(self.stop)
        self._foot = Pane("surface", "t", self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(20, 10, 20, 10)
        foot.addWidget(self.verb)
        foot.addWidget(self.other)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for widget in (self._running, self.page, self._foot):
            column.addWidget(widget, 1 if widget is self.page else 0)
        self._busy(False)

    def _ask_for_file(self) -> None:
        clear(self.page.column)
        self._foot.hide()
        empty = EmptyState(
            self.tr("Choose a file; it is looked at first, nothing is written yet"),
            self.tr("Choose a file"),
            icon="file-spreadsheet",
            detail=self.tr("xlsx, xls, ods, csv in any encoding, vcf; or drop it here"),
        )
        empty.acted.connect(self.choose)
        self.page.column.addWidget(empty, 1)

    def begin(self) -> None:
        self.setFocus()

    # --- the file

    def choose(self) -> None:
        kinds = (
            self.tr("Tables and cards (*.xlsx *.xls *.ods *.csv *.txt *.vcf *.zip)"),
            self.tr("All files (*)"),
        )
        ask_for(self, self.shell.settings, self.tr("Choose a file"), self.look, kinds)

    def look(self, path: Path | None = None, mapping: Mapping | None = None) -> None:
        """Read it through in the background and show what it would become."""
        self.path = path or self.path
        if self.path is None:
            return
        asked, type = self.path, self.types.current()
        if path is not None and path.suffix.lower() == ".vcf":
            self.types.set_current("contact")
            type = "contact"
        self._start(self.tr("Looking at {file}").format(file=asked.name))
        self._job = self.shell.jobs.start(
            self,
            lambda report: self.app.preview_import(asked, type, mapping, report),
            done=self._looked,
            failed=self._refuse,
            progress=self._went_on,
            stopped=self._stopped,
            lane="network",
        )

    def _looked(self, preview: Preview) -> None:
        self._busy(False)
        self.preview, self._refused = preview, None
        clear(self.page.column)
        shown = ImportPreview(preview, self.shell, self)
        shown.remapped.connect(lambda mapping: self.look(mapping=mapping))
        self.page.column.addWidget(shown)
        self.page.column.addStretch(1)
        count = preview.created + preview.updated
        self.verb.setText(self.tr("Bring in %n", "", count))
        self.verb.setEnabled(count > 0)
        self._foot.show()
        self.previewed.emit()

    def _refuse(self, error: Exception) -> None:
        """The file cannot be read, or a rule said no; nothing was changed."""
        self._busy(False)
        self._refused = error
        notice = self.shell.explain(error)
        clear(self.page.column)
        self.page.column.addWidget(Banner(notice.text, notice.rest, icon="alert-circle"))
        self.page.column.addStretch(1)
        self.verb.setEnabled(False)
        self.verb.setText(self.tr("Bring in %n", "", 0))
        self._foot.show()
        self.previewed.emit()

    # --- bringing in

    def bring_in(self) -> None:
        if self.preview is None or self._job is not None:
            return
        wanted = self.preview

        def work(report: Report) -> Imported:
            return self.app.import_records(wanted, report)

        self._start(self.tr("Bringing in"))
        self._job = self.shell.jobs.start(
            self,
            work,
            done=self._brought,
            failed=self._refuse,
            progress=self._went_on,
            stopped=self._stopped,
            lane="network",
        )

    def _brought(self, done: Imported) -> None:
        self._busy(False)
        said = self.tr("{created} new, {updated} changed")
        if not done.created or not done.updated:
            said = self.tr("{updated} changed") if done.updated else self.tr("{created} new")
        said = said.format(created=f"{done.created:,}", updated=f"{done.updated:,}")
        self.shell.toast(self.tr("“{file}” imported: ").format(file=done.title) + said, undo=True)
        self.shell.changed.emit()
        self.imported.emit()
        self.ended.emit()

    # --- progress

    def _start(self, said: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self.saying.setText(said)
        self.bar.set_share(0.0)
        self._busy(True)

    def _went_on(self, done: int, total: int) -> None:
        self.bar.set_share(done / total if total else None)

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self) -> None:
        self._busy(False)
        self.shell.toast(self.tr("Import stopped; nothing was written"))

    def _busy(self, busy: bool) -> None:
        if not busy:
            self._job = None
        self._running.setVisible(busy)
        self.verb.setEnabled(not busy and self.preview is not None)

    def leave(self) -> None:
        self.cancel()
        self.ended.emit()

    # --- other ways in and out

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.look(Path(files[0]))
