"""A small form inside the card: a title, fields in a column, one verb; Esc puts it away."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.problems import Notice
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Card
from ui.widgets.inputs import LineField, TextArea
from ui.widgets.labels import Label


class InlineForm(Retranslated, Card):
    """What the visit, the request, the new customer and the new contact have in common.

    Each says its words in `retranslate`: with another language what was typed stays."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14, ground="sunken")
        self._labels: dict[QWidget, Label] = {}
        self._required: list[QWidget] = []
        self._cross = IconButton("x", "", size=24, icon_size=16, parent=self)
        self._cross.clicked.connect(self.ended)
        head = QHBoxLayout()
        self.heading = Label("", "sub", wrap=True, parent=self)
        head.addWidget(self.heading, 1)
        head.addWidget(self._cross)
        self.column.addLayout(head)
        self.trouble = Label("", "cap", "bad", wrap=True, parent=self)
        self.trouble.hide()
        self.save_button = Button("", "primary", key="Ctrl Enter", parent=self)
        self.save_button.clicked.connect(self.save)
        self.note = Label("", "cap", "text3", wrap=True, parent=self)

    def retranslate(self) -> None:
        self._cross.set_name(self.tr("Cancel"))
        self.complain("")

    def entitle(self, title: str, verb: str) -> None:
        self.setAccessibleName(title)
        self.heading.setText(title)
        self.save_button.setText(verb)

    def add(self, field: QWidget, *, required: bool = False) -> QWidget:
        """A field below its label; the label of a required one is marked until it is filled."""
        self._labelled(field, self.column)
        if required:
            self._required.append(field)
        return field

    def add_pair(self, *fields: QWidget, first: int = 1) -> None:
        """Fields side by side, each below its label; the first so many times as wide."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for number, field in enumerate(fields):
            box = QVBoxLayout()
            box.setSpacing(self.column.spacing())
            self._labelled(field, box)
            row.addLayout(box, 1 if number else first)
        self.column.addLayout(row)

    def _labelled(self, field: QWidget, column: QVBoxLayout) -> None:
        self._labels[field] = words = Label("", "cap", "text2", parent=self)
        field.installEventFilter(self)
        column.addWidget(words)
        column.addSpacing(-4)
        column.addWidget(field)

    def label(self, field: QWidget, words: str) -> None:
        """What a field is called."""
        field.setAccessibleName(words)
        self._labels[field].setText(f"{words} *" if field in self._required else words)

    def finish(self) -> None:
        """Put trouble, note and verb below the fields."""
        self.column.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.save_button)
        self.column.addSpacing(2)
        self.column.addLayout(foot)

    def text_of(self, field: QWidget) -> str:
        read = getattr(field, "text", None)
        return str(read()).strip() if read is not None else ""

    def is_filled(self) -> bool:
        """Whether every required field has words; the first that has none gets the focus."""
        for field in self._required:
            missing = not self.text_of(field)
            mark = getattr(field, "set_invalid", None)
            if mark is not None:
                mark(missing)
            self._labels[field].set_ink("bad" if missing else "text2")
        for field in self._required:
            if not self.text_of(field):
                label = field.accessibleName()
                self.complain(self.tr("“{field}” is still empty").format(field=label))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def is_touched(self) -> bool:
        """Whether something was typed that would be a pity to lose."""
        lines, areas = self.findChildren(LineField), self.findChildren(TextArea)
        typed = [line.text() for line in lines] + [area.text() for area in areas]
        return any(text.strip() for text in typed)

    def complain(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def explain(self, notice: Notice) -> None:
        """A rule said no: say it here, keep what was typed."""
        self.complain(" ".join(filter(None, (notice.text, notice.rest))))

    def save(self) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        """Put the focus into the first field."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._typed(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._typed(event):
            super().keyPressEvent(event)

    def _typed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
            return True
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            return True
        return False
