"""Files that are dragged onto a widget, pasted or chosen: paths, or a picture without one."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets import marks


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brings: files of this computer, or the bytes of a picture (PNG)."""

    paths: tuple[Path, ...] = ()
    picture: bytes = b""


def brought(data: QMimeData) -> Brought | None:
    """Local files first: a file manager offers a picture of them too."""
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files := tuple(path for path in paths if path.is_file()):
        return Brought(files)
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    if image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # typed as bytes, takes words
    return Brought(picture=bytes(buffer.data().data()))


class Drops(QObject):
    """Makes a widget take files; shows that it would while they hang above it."""

    dropped = Signal(object)  # Brought

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self._veil = _Veil(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def say(self, words: str) -> None:
        """What letting go would do."""
        self._veil.words = words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            data = event.mimeData()
            if data.hasUrls() or data.hasImage():
                event.acceptProposedAction()
                self._veil.cover()
                return True
        elif kind == QEvent.Type.DragLeave:
            self._veil.hide()
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._veil.hide()
            found = brought(event.mimeData())
            if found is not None:
                event.acceptProposedAction()
                self.dropped.emit(found)
            return True
        return False


class _Veil(QWidget):
    """A frame over the target, with words in its middle."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self.words = ""
        self.hide()

    def cover(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        with QPainter(self) as painter:
            veil = theme().color("accentTint")
            veil.setAlphaF(0.92)
            marks.round_rect(painter, box, 8, veil, theme().color("accent"), 2)
            marks.text(painter, box, self.words, "head", "accent", marks.CENTER)
