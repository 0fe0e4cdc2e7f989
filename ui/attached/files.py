"""Photos and papers that hang on a record: added, looked at, saved elsewhere, removed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import files as queries
from desktop.queries.files import Hanging
from desktop.usecases.attaching import NewFile
from sync.clock import Clock
from sync.errors import Problem
from ui import words
from ui.attached.file_line import FileLine, Shown, Standing
from ui.file_asking import ask_for_some, ask_where_to
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets import thumbnails
from ui.widgets.buttons import Button
from ui.widgets.containers import clear
from ui.widgets.drops import Brought, brought
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label
from ui.widgets.notices import EmptyState
from ui.widgets.picture import LONGEST, PictureView

translate = QCoreApplication.translate
OF = {"visit": "clipboard-check", "approval_request": "receipt"}


class FilesPage(Retranslated, QWidget):
    """The list, the latest first; files are added by button, by dragging and by pasting.

    `slim` is a part of another page: no margins, and nothing said where nothing hangs.
    """

    def __init__(
        self,
        app: Application,
        shell: Shell,
        parent: QWidget | None = None,
        *,
        key: str | None = None,
        slim: bool = False,
    ) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self._of, self._may_change, self._slim = ("customer", ""), True, slim
        self._chosen, self._opening = "", ""
        self._files: list[Hanging] = []
        self._shown: tuple[object, ...] = ()
        self._faces: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self.lines: dict[str, FileLine] = {}
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.add_button = Button("", icon="plus", key=key, parent=self)
        self.add_button.clicked.connect(self.choose)
        self.hint = Label("", "cap", "text3", elide=True, parent=self)
        self.bar = ProgressBar(None, parent=self)
        self.bar.hide()
        self.nothing = EmptyState(icon="paperclip")
        self._lay_out()
        if shell.synchroniser is not None:
            shell.synchroniser.files_changed.connect(self._went_on)
        self.retranslate()

    def retranslate(self) -> None:
        self.add_button.setText(self.tr("Add a file"))
        self.hint.setText(self.tr("or drag it here, or paste"))
        detail = self.tr("Drag photos and papers here, or paste them.")
        self.nothing.set(self.tr("No files here yet"), detail=detail)
        if self._of[1]:
            self._show_again()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.add_button)
        top.addWidget(self.hint, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        edges = (0, 0, 0, 0) if self._slim else (20, 12, 20, 20)
        column.setContentsMargins(*edges)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addLayout(self._list)
        column.addWidget(self.nothing)

    # --- showing

    def show_of(self, type: str, id: str, *, may_change: bool = True) -> None:
        """Those of this record; of a customer also what hangs on its visits and requests."""
        if (type, id) != self._of:
            self._of, self._chosen, self._opening = (type, id), "", ""
        self._may_change = may_change
        with self.app.database.read() as connection:
            find = queries.hanging if type == "customer" else queries.hanging_on
            self._files = find(connection, self.app.contents, id)
        seen = (self._of, self._chosen, tuple(self._files), self.shell.settings.language)
        if seen != self._shown:
            self._shown = seen
            self._fill()
        self.nothing.setVisible(not self._files and not self._slim)
        for widget in (self.add_button, self.hint):
            widget.setVisible(may_change)
        self._open_what_came()

    def _show_again(self) -> None:
        self.show_of(*self._of, may_change=self._may_change)

    def count(self) -> int:
        return len(self._files)

    def _fill(self) -> None:
        focused = next((id for id, line in self.lines.items() if line.hasFocus()), "")
        clear(self._list)
        self.lines = {}
        for each in self._files:
            shown = Shown(each.file, self._below(each), self._standing(each), each.is_here)
            line = FileLine(shown, self._face(each), self)
            line.clicked.connect(partial(self._choose, each.file.id))
            line.opened.connect(partial(self.open_file, each))
            line.removed.connect(partial(self.remove, each))
            line.setChecked(each.file.id == self._chosen)
            self.lines[each.file.id] = line
            self._list.addWidget(line)
            if each.file.id == self._chosen:
                self._list.addWidget(self._actions(each))
        if focused in self.lines:
            self.lines[focused].setFocus()

    def _below(self, each: Hanging) -> str:
        file = each.file
        when = words.short_moment(file.taken_at, self.app.clock) if file.taken_at else ""
        foreign = file.subject_type in OF and file.subject_type != self._of[0]
        of = words.record(file.subject_type) if foreign else ""
        size = words.file_size(file.size) if file.size else ""
        return " · ".join(filter(None, (size, when, file.author, of)))

    def _standing(self, each: Hanging) -> Standing:
        content = each.content
        if content is not None and content.is_here:
            if content.arrived:
                return Standing(self.tr("Uploaded"), "ok", "cloud-check")
            if content.problem:
                return Standing(self.tr("Not taken"), "bad", "alert-circle")
            if content.handed:
                return Standing(self.tr("At the branch hub"), "accent", "cloud")
            return Standing(self.tr("To send"), "warn", "cloud-upload")
        if content is not None and content.problem == "not_found":
            return Standing(self.tr("Not yet at headquarters"), "gray", "hourglass")
        if content is not None and content.asked_for:
            return Standing(self.tr("Downloading"), "accent", "download")
        return Standing(self.tr("Not downloaded"), "gray", "cloud")

    def _actions(self, each: Hanging) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(60, 0, 0, 6)
        row.setSpacing(6)
        open_words = self.tr("Open") if each.is_here else self.tr("Download")
        icon = "file" if each.is_here else "download"
        for text, picture, run in (
            (open_words, icon, partial(self.open_file, each)),
            (self.tr("Save as…"), "download", partial(self.save, each)),
            (self.tr("Remove"), "trash", partial(self.remove, each)),
        ):
            if run.func == self.save and not each.is_here:
                continue
            if run.func == self.remove and not self._may_change:
                continue
            button = Button(text, "ghost", icon=picture, size="sm", parent=box)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _choose(self, id: str) -> None:
        self._chosen = "" if self._chosen == id else id
        self._show_again()

    def _went_on(self) -> None:
        keeper = self.shell.synchroniser
        progress = keeper.files_progress if keeper is not None else None
        mine = any(each.content is not None and each.content.waits for each in self._files)
        self._show_progress(progress if mine else None)
        if self.isVisible() and progress is None:
            self._show_again()

    def _show_progress(self, progress: tuple[int, int] | None) -> None:
        self.bar.setVisible(progress is not None)
        if progress is not None and progress[1]:
            self.bar.set_share(progress[0] / progress[1])

    # --- small pictures

    def _face(self, each: Hanging) -> QPixmap | None:
        digest = each.file.sha256
        if digest in self._faces or not each.file.is_picture or not each.is_here:
            return self._faces.get(digest)
        if digest not in self._asked:
            self._asked.add(digest)
            self.shell.jobs.start(
                self,
                lambda _: self._made_small(digest),
                done=partial(self._show_face, digest),
                failed=self.shell.tell,
                lane="intake",
            )
        return None

    def _made_small(self, digest: str) -> QImage:
        contents = self.app.contents
        kept = contents.small(digest)
        if kept is None:
            kept = thumbnails.small(b"".join(contents.pieces(digest)))
            contents.mark(digest, small=kept)
        return QImage.fromData(kept)

    def _show_face(self, digest: str, image: QImage) -> None:
        self._faces[digest] = QPixmap.fromImage(image)
        for line in self.lines.values():
            if line.shown.file.sha256 == digest:
                line.set_face(self._faces[digest])

    # --- adding

    def choose(self) -> None:
        ask_for_some(
            self, self.shell.settings, self.tr("Add a file"),
            lambda paths: self.take(Brought(tuple(paths))),
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        found = brought(QGuiApplication.clipboard().mimeData())
        if found is None:
            self.shell.toast(self.tr("There is no file and no picture to paste"))
        else:
            self.take(found)

    def take(self, found: Brought) -> None:
        """Keeps what was brought, in the background; each file is undone by itself."""
        if not self._may_change:
            self.shell.toast(self.tr("Only who made it may add files to it"), bad=True)
            return
        new = [NewFile(path.name, path) for path in found.paths]
        if found.picture:
            new.append(NewFile(picture_name(self.app.clock), data=found.picture))
        for each in new:
            self._take_one(*self._of, each)

    def _take_one(self, type: str, id: str, new: Any) -> None:
        def done(performed: Any) -> None:
            self._show_progress(None)
            self.shell.toast(self.tr("Added {name}").format(name=new.name), undo=True)
            self.shell.changed.emit()

        def failed(error: Exception) -> None:
            self._show_progress(None)
            self.shell.tell(error)

        self._show_progress((0, 1))
        self.shell.jobs.start(
            self,
            lambda report: self.app.attach(type, id, new, report),
            done=done,
            failed=failed,
            progress=lambda now, total: self._show_progress((now, total)),
            lane="intake",
        )

    # --- looking at it, keeping it elsewhere, taking it away

    def open_file(self, each: Hanging) -> None:
        """A picture in the window, anything else in its own program; fetched first if need be."""
        if not each.is_here:
            self._fetch(each)
        elif each.file.is_picture:
            self._look_at(each)
        else:
            self._open_elsewhere(each)

    def _fetch(self, each: Hanging) -> None:
        try:
            self.app.files.want(each.file.id)
        except Problem as problem:
            self.shell.tell(problem)
            return
        self._opening = each.file.id
        keeper = self.shell.synchroniser
        if keeper is not None:
            keeper.carry()
        if keeper is None or keeper.state == "offline":
            self.shell.toast(self.tr("It will be downloaded once there is a connection"))
        self._show_again()

    def _open_what_came(self) -> None:
        for each in self._files:
            if each.file.id == self._opening and each.is_here:
                self._opening = ""
                self.open_file(each)

    def _look_at(self, each: Hanging) -> None:
        digest = each.file.sha256

        def work(report: object) -> QImage:
            self.app.contents.mark(digest, used=self.app.clock.now_text())
            return thumbnails.picture(b"".join(self.app.contents.pieces(digest)), LONGEST)

        def show(image: QImage) -> None:
            if image.isNull():
                self._open_elsewhere(each)
            else:
                PictureView(each.file.name, image, self.window())

        self.shell.jobs.start(self, work, done=show, failed=self.shell.tell, lane="intake")

    def _open_elsewhere(self, each: Hanging) -> None:
        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self.shell.toast(self.tr("No program here opens this kind of file"), bad=True)

        self.shell.jobs.start(
            self,
            lambda _: self.app.files.opened_copy(each.file.sha256, each.file.name),
            done=show,
            failed=self.shell.tell,
            lane="intake",
        )

    def save(self, each: Hanging) -> None:
        save, settings = partial(self.save_to, each), self.shell.settings
        ask_where_to(self, settings, self.tr("Save as"), each.file.name, save)

    def save_to(self, each: Hanging, target: Path) -> None:
        self.shell.jobs.start(
            self,
            lambda _: self.app.files.write(each.file.sha256, target),
            done=lambda _: self.shell.toast(self.tr("Saved"), detail=str(target)),
            failed=self.shell.tell,
            lane="intake",
        )

    def remove(self, each: Hanging) -> None:
        if not self._may_change:
            return
        said = self.tr("Removed {name}").format(name=each.file.name)
        self._chosen = ""
        self.shell.perform("attachment.remove", each.file.id, {}, said=said)

    def chosen(self) -> Sequence[Hanging]:
        return [each for each in self._files if each.file.id == self._chosen]


def picture_name(clock: Clock) -> str:
    """What a pasted picture is called."""
    moment = clock.now().astimezone(clock.zone).strftime("%Y-%m-%d %H.%M.%S")
    return translate("FilesPage", "Picture {moment}").format(moment=moment) + ".png"
