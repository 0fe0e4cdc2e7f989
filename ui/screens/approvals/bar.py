"""The bar under a request: a comment, phrases to say it with, and the verdicts with their keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.keys import keys
from ui.translations import Retranslated
from ui.widgets.buttons import ROOMY, Button
from ui.widgets.chips import Pill
from ui.widgets.containers import Pane
from ui.widgets.flow import Flow
from ui.widgets.inputs import LineField
from ui.widgets.labels import Label

NEEDS_WORDS = ("reject", "return")
ICONS = {
    "approve": "check",
    "reject": "x",
    "return": "arrow-back-up",
    "delegate": "user-share",
    "add_signer": "signature",
    "endorse": "arrow-up",
    "skip": "player-skip-forward",
}
MARGIN, TIGHT = 24, 5  # px beside the bar; the least left and right of a verdict
WIDE = 620  # from here on there is room for phrases beside the comment


class ActionBar(Retranslated, Pane):
    """Says `decided(verdict, comment)`; a verdict that needs words first takes the focus there."""

    decided = Signal(str, str)
    person_wanted = Signal(str)  # delegate | add_signer: to whom?
    skipped = Signal()
    left = Signal()  # Esc, or a comment finished without a verdict: back to the list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self._wanted = ""  # the verdict that waits for its words
        self.comment = LineField(parent=self)
        self.comment.installEventFilter(self)
        self.comment.textEdited.connect(lambda _: self.comment.set_invalid(False))
        self._phrases = [Pill("", self) for _ in range(2)]
        for pill in self._phrases:
            pill.setCheckable(False)
            pill.clicked.connect(self._say(pill))
        self._missing = Label("", "cap", "bad", parent=self)
        self._beyond = Label("", "cap", "warn", parent=self)
        self._later = Label("", "cap", "warn", parent=self)
        self.buttons = self._make_buttons()
        self._default = "approve"
        self._lay_out()
        self.retranslate()

    def _make_buttons(self) -> Mapping[str, Button]:
        made = {
            "approve": Button("", "primary", icon="check", key="approvals.approve", size="lg"),
            "reject": Button("", icon="x", key="approvals.reject", size="lg", ink="bad"),
            "return": Button("", icon="arrow-back-up", key="approvals.return", size="lg"),
            "delegate": Button("", icon="user-share", key="approvals.delegate", size="lg"),
            "add_signer": Button("", icon="signature", key="approvals.add_signer", size="lg"),
            "endorse": Button("", icon="arrow-up", key="approvals.endorse", size="lg"),
            "skip": Button(
                "", "ghost", icon="player-skip-forward", key="approvals.skip", size="lg"
            ),
        }
        for verdict, button in made.items():
            button.setParent(self)
            button.clicked.connect(self._press(verdict))
        return made

    def _press(self, verdict: str) -> Callable[[], None]:
        return lambda: self.choose(verdict)

    def _say(self, pill: Pill) -> Callable[[], None]:
        def say() -> None:
            self.comment.setText(pill.text())
            self.comment.set_invalid(False)
            self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

        return say

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.comment, 1)
        for pill in self._phrases:
            above.addWidget(pill)
        self._verdicts = verdicts = Flow(gap=8, line=36)
        for verdict, button in self.buttons.items():
            if verdict != "skip":
                verdicts.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(verdicts, 1)
        row.addWidget(self.buttons["skip"], 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 14)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self._missing)
        column.addWidget(self._beyond)
        column.addWidget(self._later)
        column.addLayout(row)
        self._later.hide()
        self._missing.hide()
        self._beyond.hide()

    def retranslate(self) -> None:
        words = {
            "approve": self.tr("Approve"),
            "reject": self.tr("Reject"),
            "return": self.tr("Return"),
            "delegate": self.tr("Pass on"),
            "add_signer": self.tr("Add signer"),
            "endorse": self.tr("Endorse"),
            "skip": self.tr("Skip"),
        }
        for verdict, button in self.buttons.items():
            button.setText(words[verdict])
            button.setAccessibleName(words[verdict])
        self._fit(self.width())
        self.comment.setAccessibleName(self.tr("Comment"))
        self._show_wanted()

    def set_offline(self, offline: bool) -> None:
        """What is decided now goes out when there is a network again."""
        self._later.setText(self.tr("sent when online") if offline else "")
        self._later.setVisible(offline)

    def set_limit(self, limit: str | None, *, has_allotment: bool = False) -> None:
        """Beyond one's own limit the way is upwards, unless the branch was given a say in it."""
        self._default = "approve" if limit is None or has_allotment else "endorse"
        words = self.tr("Beyond your limit of {limit}: endorse it to your superior ({key})")
        if has_allotment:
            words = self.tr("Beyond your limit of {limit}, within what your branch may approve")
        self._beyond.setText(
            ""
            if limit is None
            else words.format(limit=limit, key=keys().shown("approvals.endorse"))
        )
        self._beyond.setVisible(limit is not None)
        self._show_wanted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """The verdicts keep their words and keys in one row: where it is narrow they give up their
        icons first, then the air around the words."""
        room = width - 2 * MARGIN
        if self._dress(ROOMY, icons=True) > room:
            next((air for air in range(ROOMY, TIGHT - 1, -1) if self._dress(air) <= room), TIGHT)
        for pill in self._phrases:
            pill.setVisible(width >= WIDE)

    def _dress(self, air: int, *, icons: bool = False) -> int:
        """With that much air around the words; answers how wide the row is."""
        gap = 8 if air > ROOMY // 2 else 4
        for verdict, button in self.buttons.items():
            button.set_icon(ICONS[verdict] if icons else None)
            button.set_air(air)
        self._verdicts.set_gap(gap)
        widths = [button.sizeHint().width() for button in self.buttons.values()]
        return sum(widths) + gap * (len(widths) - 2) + 8

    def minimumSizeHint(self) -> QSize:
        return QSize(560, super().minimumSizeHint().height())

    def text(self) -> str:
        return self.comment.text().strip()

    def reset(self) -> None:
        """For the next request."""
        self._wanted = ""
        self.comment.clear()
        self._say_missing("")
        self.comment.set_invalid(False)
        self._show_wanted()

    def choose(self, verdict: str) -> None:
        if verdict == "skip":
            self.skipped.emit()
        elif verdict in ("delegate", "add_signer"):
            self.person_wanted.emit(verdict)
        elif verdict in NEEDS_WORDS and not self.text():
            self.ask_for_words(verdict)
        else:
            self.decided.emit(verdict, self.text())

    def ask_for_words(self, verdict: str) -> None:
        """In place: the focus goes to the comment, and Enter sends the verdict from there."""
        again = self._wanted == verdict
        self._wanted = verdict
        self._show_wanted()
        if again:
            self._say_missing(self.tr("Say why, then press Enter"))
            self.comment.set_invalid(True)
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer_phrases(self) -> None:
        """Those that fit the verdict which waits for its words."""
        quotes, agreed = self.tr("Add competitors' quotes"), self.tr("Agreed, bring photos")
        against = (quotes, self.tr("Add the figures behind it"))
        phrases = {
            "": (quotes, agreed),
            "reject": against,
            "return": against,
            "approve": (self.tr("Read, well done"), agreed),
        }[self._wanted]
        for pill, phrase in zip(self._phrases, phrases, strict=True):
            pill.setText(phrase)
            pill.setAccessibleName(phrase)

    def _say_missing(self, words: str) -> None:
        self._missing.setText(words)
        self._missing.setVisible(bool(words))

    def _show_wanted(self) -> None:
        hints = {
            "": self.tr("Comment (required to reject or return)"),
            "reject": self.tr("Why it is rejected (required); Enter sends, Esc goes back"),
            "return": self.tr("What must be changed (required); Enter sends, Esc goes back"),
            "approve": self.tr("A remark on the report (required); Enter signs, Esc goes back"),
        }
        self.comment.setPlaceholderText(hints[self._wanted])
        self._offer_phrases()
        primary = self._wanted or self._default
        for verdict in ("approve", "reject", "return", "endorse"):
            self.buttons[verdict].set_kind("primary" if verdict == primary else "secondary")
        if not self._wanted:
            self._say_missing("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._typed(event)
        return False

    def _typed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._wanted = ""
            self.comment.set_invalid(False)
            self._show_wanted()
            self.left.emit()
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if self._wanted:
            self.choose(self._wanted)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.choose(self._default)
        else:
            self.left.emit()
        return True
