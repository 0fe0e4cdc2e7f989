"""One request with everything a decision needs, on one page, set in place for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries.approval_checks import Check, Grade
from desktop.queries.approvals import Asked, File, Ruling, Station
from sync.clock import Clock
from ui.attached.files import FilesPage
from ui.forms import words
from ui.screens.approvals import flow, goods, kinds, lines
from ui.screens.approvals.findings import finding, summary
from ui.screens.approvals.pictures import CheckList, Files, FileShown, Goods, Words
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Avatar, Chip
from ui.widgets.containers import Pane, Rule, ScrollPage
from ui.widgets.drops import Drops
from ui.widgets.figures import FigureStrip
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.timeline import FlowSteps

PADDING = 24
WIDE = 700  # px from which on there is room for the count beside the title
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic")


@dataclass(frozen=True, slots=True)
class Matter:
    """A request and all that is known beside it."""

    asked: Asked
    checks: list[Check]
    rulings: list[Ruling]
    files: list[File]
    stations: dict[str, Station]
    stand_ins: Sequence[str] = ()
    relayed: bool = False  # what headquarters does not have of it, a hub or a stick has


def _is_said_above(check: Check) -> bool:
    """A margin above its floor and a budget that is enough are already under their figures."""
    return check.grade is Grade.PASS and check.code in ("margin", "budget", "limit")


class Header(Retranslated, Pane):
    """Who asks for what, and where one is in the list."""

    stepped = Signal(int)
    subject_wanted = Signal(str, str)  # customer | report, id

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self._clock = clock
        self._asked: Asked | None = None
        self._face = Avatar("", 44, self)
        self._title = Label("", "title", elide=True, parent=self)
        self._chip = Chip("", "gray", parent=self)
        self._about = Label("", "cap", "text3", elide=True, parent=self)
        self._open = Button("", "link", parent=self)
        self._open.clicked.connect(self._go_to_subject)
        self._place = Label("", "cap", "text3", parent=self)
        self._up = IconButton(
            "chevron-up", "", size=28, framed=True, key="approvals.up", parent=self
        )
        self._down = IconButton(
            "chevron-down", "", size=28, framed=True, key="approvals.down", parent=self
        )
        self._up.clicked.connect(lambda: self.stepped.emit(-1))
        self._down.clicked.connect(lambda: self.stepped.emit(1))
        self._lay_out()
        self.setFixedHeight(74)
        self.retranslate()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._chip)
        below.addWidget(self._about, 1)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 8, PADDING, 8)
        row.setSpacing(12)
        row.addWidget(self._face)
        row.addLayout(names, 1)
        row.addSpacing(12)
        row.addWidget(self._open)
        row.addWidget(self._place)
        row.addSpacing(4)
        row.addWidget(self._up)
        row.addWidget(self._down)
        row.setSpacing(8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, what is asked for needs the room of the count."""
        super().resizeEvent(event)
        self._place.setVisible(event.size().width() >= WIDE)

    def retranslate(self) -> None:
        self._up.set_name(self.tr("Previous"))
        self._down.set_name(self.tr("Next"))

    def show_asked(self, asked: Asked, number: int, count: int, own: bool) -> None:
        self._asked = asked
        self._face.set_name(asked.requester_name)
        self._title.setText(asked.title)
        self._title.setToolTip(asked.title)
        if own:
            self._chip.set(lines.state_name(asked.state), lines.STATES.get(asked.state, "gray"))
        else:
            self._chip.set(kinds.name(asked.kind), kinds.TINTS.get(asked.kind, "gray"))
        when = self.tr("submitted {when}").format(
            when=words.moment(asked.submitted_at, self._clock)
        )
        parts = (asked.requester_name, asked.unit, when, lines.number(asked.id))
        self._about.setText(" · ".join(part for part in parts if part))
        report = asked.subject_type == "report"
        self._open.setText(self.tr("Open report") if report else self.tr("Open customer"))
        self._open.setVisible(asked.subject_type in ("customer", "report") and bool(asked.subject))
        place = self.tr("{number} of {count}").format(number=number + 1, count=count)
        self._place.setText(place if number >= 0 else "")
        self._up.setEnabled(number > 0)
        self._down.setEnabled(number < count - 1)

    def _go_to_subject(self) -> None:
        if self._asked is not None:
            self.subject_wanted.emit(self._asked.subject_type, self._asked.subject)


class Detail(Retranslated, QWidget):
    """Header, figures, checks beside the reason, lines, flow, what was said."""

    stepped = Signal(int)
    subject_wanted = Signal(str, str)

    def __init__(
        self, app: Application, shell: Shell, post: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        clock = app.clock
        self._clock, self._post, self._me = clock, post, app.me.id
        self._matter: Matter | None = None
        self._place = (-1, 0, False)
        self.header = Header(clock, self)
        self.header.stepped.connect(self.stepped)
        self.header.subject_wanted.connect(self.subject_wanted)
        self._page = ScrollPage(self, padding=PADDING, spacing=0)
        self._figures = FigureStrip(style="title", sunken=True, parent=self)
        self._rules, self._checks = SectionHeader(), CheckList(self)
        self._why, self._reason = SectionHeader(), Words(self)
        self._attached, self._said_files = Label("", "cap", "text3"), Files(self)
        self.files = FilesPage(app, shell, self, slim=True)
        self._drops = Drops(self)
        self._drops.dropped.connect(self.files.take)
        self._rule = Rule(self)
        self._listed, self._goods = SectionHeader(), Goods(self)
        self._way, self._flow = SectionHeader(), FlowSteps(parent=self)
        self._said_title, self._said = SectionHeader(), Words(self)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        column = self._page.column
        column.setContentsMargins(PADDING, 16, PADDING, 4)
        column.addWidget(self._figures)
        column.addSpacing(16)
        column.addLayout(self._columns())
        column.addSpacing(16)
        column.addWidget(self._rule)
        column.addSpacing(12)
        for header, body in (
            (self._listed, self._goods),
            (self._way, self._flow),
            (self._said_title, self._said),
        ):
            column.addWidget(header)
            column.addSpacing(6)
            column.addWidget(body)
            column.addSpacing(10)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._page, 1)

    def _columns(self) -> QHBoxLayout:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(0)
        left.addWidget(self._rules)
        left.addSpacing(8)
        left.addWidget(self._checks)
        left.addStretch(1)
        right.addWidget(self._why)
        right.addSpacing(6)
        right.addWidget(self._reason)
        right.addSpacing(10)
        right.addWidget(self._attached)
        right.addSpacing(6)
        right.addWidget(self._said_files)
        right.addSpacing(8)
        right.addWidget(self.files)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        columns.setAlignment(Qt.AlignmentFlag.AlignTop)
        return columns

    def retranslate(self) -> None:
        self._rules.set_title(self.tr("Rule checks"))
        self._why.set_title(self.tr("Reason"))
        self._attached.setText(self.tr("Attachments"))
        self._drops.say(self.tr("Drop to add it to this request"))
        self._way.set_title(self.tr("Approval steps"))
        self._said_title.set_title(self.tr("What was said"))
        if self._matter is not None:
            self.show_matter(self._matter, *self._place)

    def show_matter(
        self, matter: Matter, number: int = -1, count: int = 0, own: bool = False
    ) -> None:
        self._matter, asked = matter, matter.asked
        self._place = (number, count, own)
        self.header.show_asked(asked, number, count, own)
        self._figures.set_figures(kinds.figures(asked, self._clock))
        checks = [check for check in matter.checks if not _is_said_above(check)]
        self._checks.set_findings([finding(check, self._clock) for check in checks])
        none = self.tr("no rule applies to this kind")
        self._rules.set_note(summary(checks) if checks else none)
        self._reason.set_text(asked.reason or self.tr("No reason given."))
        self._show_files(matter)
        self._show_goods(asked)
        self._flow.set_steps(
            flow.steps(
                asked,
                matter.rulings,
                matter.stations,
                self._post,
                self._clock,
                matter.stand_ins,
            )
        )
        late = [ruling for ruling in matter.rulings if not ruling.effective]
        said = [self._comment(one) for one in matter.rulings if one.comment or one in late]
        self._said.set_text("\n".join(said))
        self._said_title.setVisible(bool(said))
        self._said.setVisible(bool(said))
        self._page.verticalScrollBar().setValue(0)

    def _show_files(self, matter: Matter) -> None:
        """Those that hang here, and those the request only mentions."""
        said = [file for file in matter.files if not file.sha256]
        self._said_files.set_files([self._file(file) for file in said])
        self._said_files.setVisible(bool(said))
        mine = matter.asked.requester == self._me
        self.files.show_of("approval_request", matter.asked.id, may_change=mine)
        self.files.setVisible(mine or self.files.count() > 0)
        self._attached.setVisible(mine or bool(matter.files))

    def _show_goods(self, asked: Asked) -> None:
        found = goods.goods_of(asked)
        for widget in (self._listed, self._goods):
            widget.setVisible(found is not None)
        if found is not None:
            title, columns, rows, total = found
            self._listed.set_title(title)
            self._goods.set_goods(columns, rows, total)
        elif asked.kind == "report_sign" and asked.facts.get("reflections"):
            self._reason.set_text(str(asked.facts["reflections"]))

    def _comment(self, ruling: Ruling) -> str:
        when = words.moment(ruling.decided_at, self._clock)
        said = flow.verdict(ruling.verdict)
        if not ruling.effective:
            said += " · " + self.tr("too late, without effect, kept here")
        whole = f"{ruling.decider_name} · {said} · {when}"
        return f"{whole}：{ruling.comment}" if ruling.comment else whole

    def _file(self, file: File) -> FileShown:
        note = self.tr("not attached")
        picture = file.media_type.startswith("image") or file.name.lower().endswith(PICTURES)
        return FileShown(file.name, note, picture)
