"""Buttons, painted from the tokens: verbs with an icon and the key that does the same."""

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import fonts, icons
from ui.keys import keys
from ui.theme import CONTROL, theme
from ui.widgets import marks
from ui.widgets.keyboard_focus import KeyboardFocus, take_keyboard

Kind = Literal["primary", "secondary", "ghost", "link"]
ROOMY = 14  # px left and right of a button's words


class PaintedButton(KeyboardFocus, QAbstractButton):
    """What all our buttons share: hover, and a ring when the focus came by keyboard."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        take_keyboard(self)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Button(PaintedButton):
    """A verb. One primary button per pane; `key` (a cap, or the id of the command that does the
    same) is drawn in it as a cap."""

    def __init__(
        self,
        text: str,
        kind: Kind = "secondary",
        *,
        icon: str | None = None,
        key: str | None = None,
        size: str = "md",
        ink: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._key, self._ink = kind, icon, key, ink
        self._height, self._air = CONTROL[size], ROOMY

    def set_icon(self, icon: str | None) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.update()

    def set_key(self, key: str | None) -> None:
        self._key = key
        self.updateGeometry()
        self.update()

    def set_air(self, air: int) -> None:
        """Pixels left and right of the words, where many stand in a row: at most `ROOMY`."""
        if air != self._air:
            self._air = air
            self.updateGeometry()
            self.update()

    @property
    def _cap(self) -> str:
        return keys().shown(self._key) if self._key else ""

    @property
    def _padding(self) -> int:
        return {"link": 2, "ghost": max(2, self._air - 4)}.get(self._kind, self._air)

    def _content_width(self) -> float:
        width = fonts.width(self.text(), "body", 500)
        width += 24 if self._icon else 0
        cap = self._cap
        width += self._gap + marks.key_width(cap) if cap else 0
        return width

    @property
    def _gap(self) -> int:
        """Between the words and the cap of the key."""
        return min(8, self._air)

    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width() + 2 * self._padding + 1), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            ink = self._paint_ground(painter, box)
            content = min(self._content_width(), box.width() - min(8, 2 * self._padding))
            x = (box.width() - content) / 2
            middle = box.height() / 2
            if self._icon:
                color = theme().color(ink)
                icons.paint(painter, self._icon, color, x, round(middle - 9), 18)
                x += 24
            right = box.width() - (box.width() - content) / 2
            if cap := self._cap:
                width = marks.key_width(cap)
                on = "accent" if self._kind == "primary" and self.isEnabled() else "surface"
                marks.key_cap(painter, right - width, middle, cap, on)
                right -= width + self._gap
            room = QRectF(x, 0, right - x + 1, box.height())
            marks.text(painter, room, self.text(), "body", ink, marks.LEFT, 500)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> str:
        """Draw the button's body; answer the ink of its words."""
        colors, over = theme(), self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            if self._kind in ("primary", "secondary"):
                marks.round_rect(painter, box, 6, colors.color("grayTint"), colors.color("line"))
            return "text3"
        if self._kind == "primary":
            fill = "accentHover" if over or self.isDown() else "accentFill"
            marks.round_rect(painter, box, 6, fill=colors.color(fill))
            return "onAccent"
        if self._kind == "link":
            return self._ink or "accent"
        fill = "press" if self.isDown() else "hover"
        if self._kind == "secondary":
            ground = colors.color(fill if over else "surface")
            marks.round_rect(painter, box, 6, ground, colors.color("line2"))
        elif over:
            marks.round_rect(painter, box, 6, fill=colors.color(fill))
        return self._ink or "text"


class IconButton(PaintedButton):
    """A button that is only an icon; its name is what the screen reader and the tooltip say."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        size: int = 30,
        icon_size: int = 18,
        framed: bool = False,
        ink: str = "text2",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._key = key
        if key:
            keys().changed.connect(self._say_key)
        self._icon, self._size, self._icon_size = icon, size, icon_size
        self._framed, self._ink, self._count = framed, ink, ""
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """`key`, the id of the command that does the same, is told in the tooltip."""
        self._name = name
        self.setAccessibleName(f"{name} {self._count}".strip())
        self._say_key()

    @Slot()
    def _say_key(self) -> None:
        cap = keys().shown(self._key) if self._key else ""
        self.setToolTip(f"{self._name} ({cap})" if cap else self._name)

    def set_icon(self, icon: str, ink: str | None = None) -> None:
        self._icon = icon
        self._ink = ink or self._ink
        self.update()

    def set_count(self, count: int) -> None:
        """A red count at the corner; none for zero."""
        self._count = "" if not count else "99+" if count > 99 else str(count)
        self.setAccessibleName(f"{self._name} {self._count}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            over = self.underMouse() and self.isEnabled()
            if self._framed:
                ground = colors.color("hover" if over else "surface")
                marks.round_rect(painter, box, 6, ground, colors.color("line2"))
            elif over or self.isChecked():
                marks.round_rect(painter, box, 6, fill=colors.color("hover"))
            ink = self._ink if self.isEnabled() else "line3"
            offset = (self._size - self._icon_size) / 2
            icons.paint(painter, self._icon, colors.color(ink), offset, offset, self._icon_size)
            if self._count:
                width = max(15.0, fonts.width(self._count, "badge") + 7)
                pill = QRectF(box.right() - width, 0, width, 15)
                marks.round_rect(painter, pill, 7.5, fill=colors.color("badge"))
                painter.setPen(colors.color("onAccent"))
                painter.setFont(fonts.font("badge"))
                painter.drawText(pill, marks.CENTER, self._count)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)
