"""A photograph looked at inside the window: nothing of it is written anywhere."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets import marks
from ui.widgets.roles import Role

MARGIN = 40
LONGEST = 2_400  # pixels; more is not seen on a screen


class PictureView(QWidget):
    """Covers its window; Esc, Enter, Space or a press puts it away."""

    ROLE = Role.Graphic

    def __init__(self, name: str, image: QImage, window: QWidget) -> None:
        super().__init__(window)
        self._name, self._image = name, image
        self._before: QWidget | None = window.window().focusWidget()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self.setFocus()

    def put_away(self) -> None:
        before, self._before = self._before, None
        self.hide()
        self.deleteLater()
        if before is not None:
            before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.put_away()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.put_away()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere has looked at it; another program in front has not."""
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._before = None
            self.put_away()

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.size() - QSize(2 * MARGIN, 2 * MARGIN + 24)
        fit = self._image.size()
        if fit.width() > room.width() or fit.height() > room.height():
            fit = fit.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(
            (self.width() - fit.width()) / 2,
            MARGIN + (room.height() - fit.height()) / 2,
            fit.width(),
            fit.height(),
        )
        with QPainter(self) as painter:
            veil = theme().color("app")
            veil.setAlphaF(0.96)
            painter.fillRect(self.rect(), veil)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self._image)
            words = QRectF(MARGIN, self.height() - MARGIN - 16, room.width(), 24)
            marks.text(painter, words, self._name, "body", "text2", marks.CENTER)
