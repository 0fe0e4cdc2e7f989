"""Photos and papers that hang on a customer."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card
from desktop.queries.customer_card import File
from ui import words
from ui.shell import Shell
from ui.widgets.notices import EmptyState
from ui.widgets.stories import Event, Timeline


class FilesPage(QWidget):
    """Name, kind, size, who and when."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self.list = Timeline(parent=self)
        self.nothing = EmptyState(self.tr("No files for this customer"), icon="paperclip")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.addWidget(self.list)
        column.addWidget(self.nothing)

    def show_customer(self, customer: str) -> None:
        with self.app.database.read() as connection:
            files = customer_card.files(connection, customer)
        self.list.set_events([self._event(file) for file in files])
        self.list.setVisible(bool(files))
        self.nothing.setVisible(not files)

    def _event(self, file: File) -> Event:
        picture = file.media_type.startswith("image/")
        when = words.short_moment(file.taken_at, self.app.clock) if file.taken_at else ""
        below = " · ".join(filter(None, (words.file_size(file.size), file.author, when)))
        return Event(file.name, below, "photo" if picture else "file-text", "gray")
