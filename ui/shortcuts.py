"""Every action by area with its key: found by words, changed by pressing another, put back."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import workspaces
from ui.commands import Command, Commands
from ui.finding import SCATTERED, score
from ui.keys import MOVEMENT, area_of, cap, keys
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, IconButton, PaintedButton
from ui.widgets.chips import KeyCap
from ui.widgets.containers import clear
from ui.widgets.inputs import SearchField
from ui.widgets.labels import Label
from ui.widgets.sheet import Sheet
from ui.workspaces import WORKSPACES

HEIGHT = 34


class ShortcutsSheet(Retranslated, Sheet):
    """Rows by area; the foot says what was done and puts everything back."""

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window, width=640)
        self._commands = commands
        self._rows: list[KeyRow] = []
        self.search = SearchField("", parent=self)
        self.search.textChanged.connect(self.show_rows)
        self.search.left.connect(self._to_rows)
        self.head.addWidget(self.search)
        self.said = Label("", "cap", "text2", wrap=True, parent=self)
        self.all_back = Button("", icon="arrow-back-up", parent=self)
        self.all_back.clicked.connect(self._reset_all)
        self.foot.addWidget(self.said, 1)
        self.foot.addWidget(self.all_back)
        keys().changed.connect(self._rekeyed)
        self.retranslate()

    @property
    def first(self) -> QWidget:
        return self.search

    def open(self) -> None:
        self.say("")
        self.search.clear()
        self.show_rows()
        super().open()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Keyboard shortcuts"))
        self.note.setText(
            self.tr("Choose an action and press its new key. It applies at once, for this profile.")
        )
        self.search.setPlaceholderText(self.tr("Search an action or a key"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.shut.set_name(self.tr("Close"))
        self.all_back.setText(self.tr("Restore all defaults"))
        if self.isVisible():
            self.show_rows()

    def say(self, words: str, ink: str = "text2") -> None:
        self.said.set_ink(ink)
        self.said.setText(
            words or self.tr("Keys that move and confirm cannot be changed; they are listed last.")
        )

    # --- rows

    @Slot()
    def show_rows(self) -> None:
        clear(self.column)
        self._rows = []
        found = self._found()
        for area, title in self._areas():
            fitting = [each for each in self._of(area) if each.id in found]
            if fitting:
                self._add_area(title, fitting)
        if not self.search.text().strip():
            self._add_fixed()
        if not self._rows:
            nothing = self.tr("No action fits “{text}”").format(text=self.search.text())
            line = Label(nothing, "body", "text3", parent=self)
            line.setContentsMargins(24, 16, 24, 16)
            self.column.addWidget(line)
        self.column.addStretch(1)
        self._rekeyed()

    def _areas(self) -> list[tuple[str, str]]:
        named = [(space.name, workspaces.title(space.name)) for space in WORKSPACES]
        return [("", self.tr("Everywhere")), *named]

    def _of(self, area: str) -> list[Command]:
        found = [each for each in self._commands.every() if area_of(each.id) == area]
        return [each for each in found if not each.id.startswith("reports.new.")]

    def _found(self) -> set[str]:
        """Whose key it is, whose words hold it in one piece; letters apart only where none do."""
        typed = self.search.text().strip()
        every = self._commands.every()
        if not typed:
            return {each.id for each in every}
        key = typed.casefold().replace("+", " ")
        fits = {each.id: score(typed, each.title(), each.id) for each in every}
        held = {each.id for each in every if each.cap.casefold() == key}
        held |= {id for id, fit in fits.items() if fit > SCATTERED}
        return held or {id for id, fit in fits.items() if fit}

    def _add_area(self, title: str, fitting: Sequence[Command]) -> None:
        head = Label(title, "sub", parent=self)
        head.setContentsMargins(24, 14, 24, 4)
        self.column.addWidget(head)
        for command in fitting:
            row = KeyRow(command, self)
            row.pressed_key.connect(self._take)
            row.told.connect(self.say)
            self._rows.append(row)
            self.column.addWidget(row)

    def _add_fixed(self) -> None:
        """What is the same in every list and field, and why nobody can give it away."""
        head = Label(self.tr("Always the same"), "sub", parent=self)
        head.setContentsMargins(24, 18, 24, 2)
        self.column.addWidget(head)
        why = self.tr(
            "Every list, every field, input methods and screen readers rely on these; "
            "changed in one place they would be wrong in all others."
        )
        note = Label(why, "cap", "text2", wrap=True, parent=self)
        note.setContentsMargins(24, 0, 24, 6)
        self.column.addWidget(note)
        for caps, said in (
            ("↑ ↓ J K", self.tr("Up and down in a list")),
            ("Enter", self.tr("Open, save, confirm")),
            ("Esc", self.tr("Back, leave as it was")),
            ("Tab", self.tr("To the next place")),
            ("X", self.tr("Tick or untick the row")),
        ):
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(24, 4, 62, 4)
            line.addWidget(Label(said, "body", "text2", parent=row), 1)
            for each in caps.split(" "):
                line.addWidget(KeyCap(each, row))
            self.column.addWidget(row)

    def _to_rows(self) -> None:
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    # --- changing

    @Slot(str, str)
    def _take(self, id: str, sequence: str) -> None:
        """A key that belongs to movement stays there; one that another action has is told."""
        if sequence in MOVEMENT:
            words = self.tr("{key} moves about and confirms everywhere; choose another key.")
            self.say(words.format(key=cap(sequence)), "warn")
            return
        losers = keys().holders(id, sequence)
        row = self.row(id)
        if losers and row is not None and row.warned != sequence:
            row.warned = sequence
            words = self.tr("{key} is the key of “{action}”. Press it again to take it from there.")
            self.say(words.format(key=cap(sequence), action=self._name(losers)), "warn")
            return
        keys().set(id, sequence)
        if row is not None:
            row.stop()
        if losers:
            words = self.tr("{key} taken; “{action}” has no key now.")
            self.say(words.format(key=cap(sequence), action=self._name(losers)), "ok")
        elif sequence:
            self.say(self.tr("The key is {key} now.").format(key=cap(sequence)), "ok")
        else:
            self.say(self.tr("The action has no key now; the palette still finds it."), "ok")

    def _name(self, ids: Sequence[str]) -> str:
        found = [self._commands.get(id) for id in ids]
        return self.tr(", ").join(each.title() for each in found if each is not None)

    def row(self, id: str) -> "KeyRow | None":
        return next((each for each in self._rows if each.command.id == id), None)

    def _reset_all(self) -> None:
        keys().reset_all()
        self.say(self.tr("All keys are as they were at first."), "ok")

    @Slot()
    def _rekeyed(self) -> None:
        changed = False
        for row in self._rows:
            row.show_key()
            changed = changed or keys().is_changed(row.command.id)
        self.all_back.setEnabled(changed or any(map(keys().is_changed, keys().known())))


class KeyRow(PaintedButton):
    """An action and its key. Enter or a click listens for the next key; Esc leaves it as it was."""

    pressed_key = Signal(str, str)
    told = Signal(str)

    def __init__(self, command: Command, parent: QWidget) -> None:
        super().__init__(command.title(), parent)
        self.command, self.warned, self._listens = command, "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back = IconButton("arrow-back-up", "", size=26, icon_size=16, parent=self)
        self.back.set_name(
            self.tr("Restore the default key: {action}").format(action=command.title())
        )
        self.back.clicked.connect(lambda: keys().reset(command.id))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 18, 0)
        line.addStretch(1)
        line.addWidget(self.back)
        self.clicked.connect(self.listen)
        self.show_key()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    @Slot()
    def show_key(self) -> None:
        self.back.setVisible(keys().is_changed(self.command.id))
        key = self.command.cap or self.tr("no key")
        self.setAccessibleName(f"{self.text()}: {key}")
        self.update()

    @Slot()
    def listen(self) -> None:
        self._listens, self.warned = True, ""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit(self.tr("Press the new key; Backspace takes the key away, Esc leaves it."))
        self.update()

    def stop(self) -> None:
        self._listens, self.warned = False, ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._listens:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            return
        if key == Qt.Key.Key_Escape:
            self.stop()
            self.told.emit("")
        elif key == Qt.Key.Key_Backspace:
            self.pressed_key.emit(self.command.id, "")
        else:
            said = QKeySequence(event.keyCombination())
            self.pressed_key.emit(
                self.command.id, said.toString(QKeySequence.SequenceFormat.PortableText)
            )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """While it listens Tab is a key like any other."""
        return False if self._listens else super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()).adjusted(12, 1, -12, -1), theme()
            if self._listens:
                marks.round_rect(painter, box, 6, fill=colors.color("selected"))
            elif self.underMouse() or self.hasFocus():
                marks.round_rect(painter, box, 6, fill=colors.color("hover"))
            right = self._paint_key(painter, box)
            room = QRectF(box.left() + 12, box.top(), right - box.left() - 24, box.height())
            marks.text(painter, room, self.text(), "body", "text")
            if self.shows_ring or self._listens:
                marks.focus_ring(painter, box, 6)

    def _paint_key(self, painter: QPainter, box: QRectF) -> float:
        right, middle = box.right() - 44, self.height() / 2
        caps = self.command.cap
        if self._listens or not caps:
            words = self.tr("press a key …") if self._listens else "—"
            ink = "accent" if self._listens else "text3"
            room = QRectF(box.left(), box.top(), right - box.left(), box.height())
            marks.text(painter, room, words, "body", ink, marks.RIGHT)
            return right - 100
        for each in reversed(caps.split(" ")):
            right -= marks.key_width(each)
            marks.key_cap(painter, right, middle, each)
            right -= 4
        return right
