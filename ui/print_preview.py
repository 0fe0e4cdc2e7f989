"""Pages looked at before they are printed or saved as PDF: turned, enlarged, and sent on."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QGraphicsView, QHBoxLayout, QVBoxLayout, QWidget

from sync.errors import Problem
from ui import printing
from ui.file_asking import ask_where_to, fit_name
from ui.shell import Shell
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Pane
from ui.widgets.labels import Label
from ui.widgets.scrollbars import OverlayScrollBar

OF_THE_WINDOW = 0.9  # so that a page can be read and no tool is hidden
STEP, LEAST, MOST = 1.25, 0.2, 5.0  # of enlarging


class PrintPreview(Retranslated, QDialog):
    """A line of tools over the pages; every tool has its key."""

    def __init__(self, title: str, draw: printing.Draw, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._title, self._draw = shell, title, draw
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printing.lay_out(self._printer)
        self.destroyed.connect(lambda kept=self._printer: kept)  # painted on until the end
        self.pages = QPrintPreviewWidget(self._printer, self)
        self.pages.paintRequested.connect(self._paint)
        self.pages.previewChanged.connect(self._say_page)
        self._make_tools()
        self._lay_out()
        view = self.pages.findChild(QGraphicsView)
        if view is not None:
            view.setFrameShape(QGraphicsView.Shape.NoFrame)
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its keys would only scroll
            OverlayScrollBar(view)
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()
        self.resize(parent.window().size() * OF_THE_WINDOW)

    def _make_tools(self) -> None:
        self.back, self.on, self.farther, self.closer, self.whole = (
            IconButton(icon, "", framed=True, parent=self)
            for icon in ("chevron-left", "chevron-right", "minus", "plus", "focus-2")
        )
        self.place = Label("", "body", "text2", parent=self)
        self.pdf = Button("", icon="download", key="Ctrl S", parent=self)
        self.print = Button("", "primary", icon="printer", key="Ctrl P", parent=self)
        self.shut = IconButton("x", "", parent=self)
        for button, run in (
            (self.back, lambda: self.turn(-1)),
            (self.on, lambda: self.turn(1)),
            (self.farther, lambda: self.zoom(1 / STEP)),
            (self.closer, lambda: self.zoom(STEP)),
            (self.whole, self.pages.fitInView),
            (self.pdf, self.choose_file),
            (self.print, self.choose_printer),
            (self.shut, self.close),
        ):
            button.clicked.connect(run)

    def _lay_out(self) -> None:
        bar = Pane("surface", "b", self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 12, 9)
        row.setSpacing(6)
        for widget in (self.back, self.place, self.on):
            row.addWidget(widget)
        row.addSpacing(14)
        for button in (self.farther, self.closer, self.whole):
            row.addWidget(button)
        row.addStretch(1)
        for last in (self.pdf, self.print, self.shut):
            row.addWidget(last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.pages, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = {
            "PgUp": lambda: self.turn(-1),
            "PgDown": lambda: self.turn(1),
            "-": lambda: self.zoom(1 / STEP),
            "+": lambda: self.zoom(STEP),
            "=": lambda: self.zoom(STEP),
            "0": self.pages.fitInView,
            "Ctrl+S": self.choose_file,
            "Ctrl+P": self.choose_printer,
        }.get(QKeySequence(event.keyCombination()).toString())
        if run is None:
            super().keyPressEvent(event)
        else:
            run()

    def retranslate(self) -> None:
        self.back.set_name(self.tr("The page before (Page Up)"))
        self.on.set_name(self.tr("The next page (Page Down)"))
        self.farther.set_name(self.tr("Smaller (-)"))
        self.closer.set_name(self.tr("Larger (+)"))
        self.whole.set_name(self.tr("The whole page (0)"))
        self.pdf.setText(self.tr("Save as PDF"))
        self.print.setText(self.tr("Print"))
        self.shut.set_name(self.tr("Close (Esc)"))
        self._say_page()

    @Slot()
    def _dress(self) -> None:
        """The ground behind the paper; Qt's own would be grey in both themes."""
        view = self.pages.findChild(QGraphicsView)
        if view is not None and view.scene() is not None:
            view.scene().setBackgroundBrush(theme().color("press"))

    @Slot()
    def _say_page(self) -> None:
        page, pages = self.pages.currentPage(), max(1, self.pages.pageCount())
        said = self.tr("Page {page} of {pages}").format(page=max(1, page), pages=pages)
        self.place.setText(said)
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < pages)

    def turn(self, by: int) -> None:
        page = self.pages.currentPage() + by
        if 1 <= page <= self.pages.pageCount():
            self.pages.setCurrentPage(page)
            self._say_page()

    def zoom(self, by: float) -> None:
        self.pages.setZoomFactor(max(LEAST, min(MOST, self.pages.zoomFactor() * by)))

    def _paint(self, printer: QPrinter) -> None:
        printing.lay_out(printer)
        self._draw(printer)

    # --- sending it on

    def choose_printer(self) -> None:
        """The system's own question: which printer, which pages."""
        asked = QPrintDialog(self._printer, self)
        asked.accepted.connect(self.pages.print_)
        asked.finished.connect(asked.deleteLater)
        QDialog.open(asked)  # the print dialog's own `open` is another one

    def choose_file(self) -> None:
        name = fit_name(f"{self._title}.pdf")
        ask_where_to(self, self._shell.settings, self.tr("Save as PDF"), name, self.save)

    def save(self, path: Path) -> None:
        try:
            printing.save(path, self._title, self._draw)
        except Problem as problem:
            self._shell.tell(problem)
            return
        self._shell.toast(self.tr("Saved {name}").format(name=path.name), detail=str(path))


def look_at(title: str, draw: printing.Draw, shell: Shell, parent: QWidget) -> PrintPreview:
    """The preview of what `draw` paints on a printer or a PDF."""
    preview = PrintPreview(title, draw, shell, parent)
    preview.open()
    preview.print.setFocus(Qt.FocusReason.OtherFocusReason)
    return preview
