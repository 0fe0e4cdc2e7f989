"""The workspace 审批: a pile of requests that goes down from the keyboard."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries import approvals
from desktop.queries.approvals import Asked
from sync.catalogue.states import RequestState
from ui.commands import Command
from ui.screens.approvals import arranging, kinds, lines, pile, pills
from ui.screens.approvals.bar import ActionBar
from ui.screens.approvals.batch import Item
from ui.screens.approvals.deciding import Deciding
from ui.screens.approvals.detail import Detail
from ui.screens.approvals.findings import finding
from ui.screens.approvals.inbox import WIDTH, Inbox
from ui.screens.approvals.ownbar import OwnBar
from ui.screens.approvals.people import PeopleMenu
from ui.screens.approvals.right import Right
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.containers import Pane
from ui.widgets.notices import EmptyState
from ui.workspace_screen import WorkspaceScreen


class Screen(Retranslated, WorkspaceScreen):
    """Left the list, right one request, below it the verdicts; every one of them has a key."""

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._pile = pile.Pile()
        self._shown: tuple[int | None, pile.Pile] = (None, self._pile)
        self._sought = ""  # a request somebody opened by its number
        self._pill, self._arrangement = "all", arranging.kept(shell.settings)
        self._inbox = Inbox(self)
        self._detail = Detail(app, shell, app.me.post or "", self)
        self._bar, self._own = ActionBar(self), OwnBar(app.me.id, self)
        self._deciding = Deciding(app, shell, self._bar, self)
        self._nothing = EmptyState("", icon="clipboard-check")
        self._people, self._arranging = PeopleMenu(self), arranging.ArrangeMenu(self)
        self._lay_out()
        self._connect()
        self._register()

    def _lay_out(self) -> None:
        one = Pane("surface", parent=self)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._detail, 1)
        column.addWidget(self._bar)
        column.addWidget(self._own)
        empty = Pane("surface", parent=self)
        QVBoxLayout(empty).addWidget(self._nothing)
        self._right = Right(self._app, self._shell, one, empty, self)
        self._inbox.setMaximumWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._inbox, 1)
        row.addWidget(self._right, 1)

    def foot(self) -> QWidget | None:
        return next((bar for bar in (self._bar, self._own) if bar.isVisible()), None)

    def _connect(self) -> None:
        self._inbox.pill_chosen.connect(self._choose_pill)
        self._inbox.current_changed.connect(self._show_current)
        self._inbox.order_wanted.connect(self._offer_arrangements)
        self._arranging.chosen.connect(self._arrange)
        self._inbox.new_wanted.connect(lambda: self._begin_asking())
        self._inbox.empty.acted.connect(lambda: self._begin_asking())
        self._nothing.acted.connect(lambda: self._begin_asking())
        self._detail.stepped.connect(self._step)
        self._detail.subject_wanted.connect(lambda type, id: self._shell.go(f"{type}s", id=id))
        self._bar.decided.connect(self._decide)
        self._bar.person_wanted.connect(self._choose_person)
        self._people.chosen.connect(
            lambda verdict, post: self._decide(verdict, self._bar.text(), post)
        )
        self._bar.skipped.connect(lambda: self._step(1))
        self._bar.left.connect(self._to_list)
        self._own.withdrawn.connect(self._withdraw)
        self._own.again_wanted.connect(self._ask_again)
        self._right.confirmed.connect(self._approve_all)
        self._right.sent.connect(self._asked_new)
        self._right.closed.connect(self._close_panel)
        self._inbox.stand_in_wanted.connect(self._begin_standing_in)
        self._shell.changed.connect(self._refresh_if_shown)
        if self._shell.synchroniser is not None:
            self._shell.synchroniser.state_changed.connect(self._say_offline)

    def _register(self) -> None:
        def add(id: str, title: Callable[[], str], run: Callable[[], Any], **more: Any) -> None:
            command = Command(
                f"approvals.{id}", title, run, "approvals", more.pop("icon", "command"), **more
            )
            self._shell.commands.register(command, owner=self)

        def deciding(verdict: str) -> Callable[[], None]:
            return lambda: self._bar.choose(verdict)

        can = self._may_decide
        add("approve", lambda: self.tr("Approve"), self._approve, icon="check", enabled=can)
        for verdict, icon in (
            ("reject", "x"),
            ("return", "arrow-back-up"),
            ("delegate", "user-share"),
            ("add_signer", "signature"),
            ("endorse", "arrow-up"),
            ("skip", "player-skip-forward"),
        ):
            add(verdict, self._title(verdict), deciding(verdict), icon=icon, enabled=can)
        add("comment", lambda: self.tr("Write a comment"), self._comment, enabled=can)
        add("batch", lambda: self.tr("Approve all low-risk of this kind"),
            self._offer_low_risk, icon="list-check", enabled=can)  # fmt: skip
        add("takeback", lambda: self.tr("Take the last decision back"), self._take_back,
            icon="arrow-back-up")  # fmt: skip
        add("arrange", lambda: self.tr("Order and groups of the requests"),
            self._offer_arrangements, icon="adjustments-horizontal")  # fmt: skip
        add("new", lambda: self.tr("New request"), self._begin_asking, icon="plus",
            enabled=self._may_ask)  # fmt: skip
        add("withdraw", lambda: self.tr("Withdraw my request"), self._withdraw,
            icon="arrow-back-up", enabled=self._may_withdraw)  # fmt: skip
        add("stand_in", lambda: self.tr("Name a stand-in"), self._begin_standing_in,
            icon="user-share", enabled=lambda: bool(self._app.me.is_manager))  # fmt: skip
        add("down", lambda: self.tr("Next request"), lambda: self._step(1), in_palette=False)
        add("up", lambda: self.tr("Previous request"), lambda: self._step(-1),
            in_palette=False)  # fmt: skip

    def _title(self, verdict: str) -> Callable[[], str]:
        return lambda: self._bar.buttons[verdict].text()

    # --- what the window asks of a screen

    def activate(self) -> None:
        self.refresh()
        if self._right.currentWidget() is self._right.one:
            self._to_list()

    def open(self, id: str) -> None:
        """Show one request, whichever pill it is under, and however old it is."""
        self._sought = id
        self.refresh()
        found = self._pile.find_id(id)
        if found is None:
            return
        if not any(one.key == found.key for one in self._pile.of(self._pill)):
            waits = any(one.key == found.key for one in self._pile.waiting)
            mine = any(one.key == found.key for one in self._pile.mine)
            other = self._own_pill() if mine else "decided"
            self._choose_pill("all" if waits else other)
        self._inbox.list.select_key(found.key)

    def show_what(self, what: Mapping[str, Any]) -> None:
        """`new="special_price", customer=id`: begin a request."""
        if "new" in what:
            self._begin_asking(str(what["new"] or ""), str(what.get("customer") or ""))
        if what.get("stand_in"):
            self._begin_standing_in()

    def retranslate(self) -> None:
        self.refresh()

    @property
    def manages(self) -> bool:
        return bool(self._app.me.is_manager or self._pile.waiting)

    @Slot()
    def _say_offline(self) -> None:
        keeper = self._shell.synchroniser
        self._bar.set_offline(keeper is not None and keeper.state == "offline")

    def _own_pill(self) -> str:
        return "mine" if self.manages else "mine:pending+approved+rejected+returned+withdrawn"

    # --- the list

    @Slot()
    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read everything anew; the current request stays, or the next one takes its place."""
        self._pile = pile.read(
            self._app, self._pile if self._deciding.is_at_work else None, self._sought
        )
        self._say_offline()
        self._show_pills()
        clock = self._app.clock
        own = self._pill.startswith(("mine", "decided"))
        line_of = lines.own_line_of if own else lines.line_of
        chosen = self._pile.of(self._pill, due_first=self._arrangement.due_first)
        self._inbox.show_lines([line_of(one, clock) for one in chosen])
        if not self._is_shown(self._inbox.list.current_key()):
            self._show_current(self._inbox.list.current_key())
        self._say_place(chosen, own)
        if self.manages:
            self._shell.set_count("approvals", len(self._pile.waiting))

    def _show_pills(self) -> None:
        if self.manages:
            items = pills.pills_of_manager(self._pile, self._arrangement.by)
        else:
            items = pills.pills_of_asker(self._pile, self._own_pill())
        if self._pill not in dict(items):
            self._pill = items[0][0]
        self._inbox.pills.set_items(items)
        self._inbox.pills.set_current(self._pill)

    def _say_place(self, chosen: list[Asked], own: bool) -> None:
        if self.manages:
            note = self.tr("{count} to decide").format(count=len(self._pile.waiting))
        else:
            waits = sum(1 for one in self._pile.mine if one.state == RequestState.PENDING)
            note = self.tr("{count} waiting").format(count=waits)
        self._inbox.set_place(
            note, self._pile.handled, len(self._pile.waiting), bool(self._app.me.is_manager)
        )
        keys = [("J K", self.tr("move")), ("X", self.tr("select"))]
        kind = self._kind_for_batch()
        if kind and not own:
            count = len(self._pile.low_risk(kind))
            words = self.tr("approve {count} low-risk of “{kind}”")
            if count:
                keys.append(("approvals.batch", words.format(count=count, kind=kinds.name(kind))))
        elif own:
            keys = [("J K", self.tr("move")), ("approvals.new", self.tr("new request"))]
        self._inbox.set_keys(keys)
        if own:
            self._inbox.empty.set(self.tr("No requests here"))
            self._nothing.set(self.tr("You have not made a request yet."), self.tr("New request"))
        else:
            self._inbox.empty.set(self.tr("No requests here"))
            coming = self.tr("New requests appear here after the next sync.")
            self._nothing.set(self.tr("Everything is decided."), "", coming)

    def _kind_for_batch(self) -> str:
        current = self._current()
        return current.kind if current is not None else ""

    def _current(self) -> Asked | None:
        return self._pile.find(self._inbox.list.current_key())

    @Slot(object)
    def _show_current(self, key: object) -> None:
        if self._right.has_panel():
            return
        asked = self._pile.find(key)
        self._right.setCurrentWidget(self._right.empty if asked is None else self._right.one)
        if asked is None:
            return
        own = not any(one.key == asked.key for one in self._pile.waiting)
        place, count = self._inbox.list.current_number(), self._inbox.list.count()
        before = self._shown[0]
        matter = pile.matter(self._app, self._pile, asked)
        self._detail.show_matter(matter, place, count, own)
        self._bar.setVisible(not own)
        self._own.setVisible(own)
        late = pile.is_late(matter, self._app.me.id)
        self._own.show_asked(asked, late, pile.way_of(matter))
        self._shown = (asked.key, self._pile)
        if before != asked.key:
            self._bar.reset()
        limit = self._pile.limit(asked)
        said = None if limit is None else kinds.limit(asked.kind, limit)
        self._bar.set_limit(said, has_allotment=self._pile.allotment(asked) is not None)
        if before != asked.key:
            chosen = self._pile.of(self._pill, due_first=self._arrangement.due_first)
            self._say_place(chosen, own or self._pill.startswith(("mine", "decided")))

    def _is_shown(self, key: object) -> bool:
        """Whether the page already shows this request as it was read just now."""
        at_one = self._right.currentWidget() is self._right.one
        return at_one and key is not None and self._shown == (key, self._pile)

    @Slot(str)
    def _choose_pill(self, pill: str) -> None:
        self._pill = pill
        self._leave_panels()
        self.refresh()
        self._to_list()

    @Slot()
    def _offer_arrangements(self) -> None:
        self._arranging.offer(self._arrangement, self._inbox.order)

    @Slot(object)
    def _arrange(self, wanted: arranging.Arrangement) -> None:
        self._arrangement = wanted
        arranging.keep(self._shell.settings, wanted)
        self.refresh()
        self._to_list()

    def _step(self, by: int) -> None:
        steps = self._right.rows() or self._inbox.list
        steps.select_number(steps.current_number() + by)

    def _to_list(self) -> None:
        self._inbox.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- deciding

    def _may_decide(self) -> bool:
        shown = self._right.currentWidget()
        return shown is self._right.one and self._bar.isVisible() and self._current() is not None

    def _approve(self) -> None:
        checked = self._inbox.list.checked()
        if checked:
            self._offer([one for one in self._pile.waiting if one.key in checked], low_risk=False)
        else:
            self._bar.choose("approve")

    def _comment(self) -> None:
        self._bar.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str, str)
    def _decide(self, verdict: str, comment: str, to: str = "") -> None:
        asked = self._current()
        if asked is not None and self._deciding.decide(self._pile, asked, verdict, comment, to):
            self._to_list()

    @Slot(str)
    def _choose_person(self, verdict: str) -> None:
        asked = self._current()
        if asked is None:
            return
        me, today = self._app.me, self._app.clock.today().isoformat()
        with self._app.database.read() as connection:
            found = approvals.deputies(connection, me.post or "", today)
        # nobody decides their own, and with the approver it lies already
        others = [one for one in found if one.post not in (asked.post, asked.approver)]
        self._people.offer(verdict, others, self._bar.buttons[verdict])

    def _take_back(self) -> None:
        taken = self._deciding.take_back()
        if taken is None:
            return
        if taken:
            self._inbox.list.select_key(taken[0])
        self._to_list()

    # --- several at once

    def _offer_low_risk(self) -> None:
        kind = self._kind_for_batch()
        found = self._pile.low_risk(kind)
        if not found:
            self._shell.toast(self.tr("Nothing of this kind passes every rule"))
            return
        self._offer(found, low_risk=True)

    def _offer(self, chosen: list[Asked], *, low_risk: bool) -> None:
        kinds_there = {one.kind for one in chosen}
        kind = kinds.name(next(iter(kinds_there))) if len(kinds_there) == 1 else ""
        self._right.setCurrentWidget(self._right.batch)
        self._right.batch.offer([self._item(one) for one in chosen], kind, low_risk)

    def _item(self, asked: Asked, result: str = "") -> Item:
        clock, checks = self._app.clock, self._pile.checks(asked)
        evidence = " · ".join(finding(check, clock).text for check in checks[:3])
        measure = kinds.measure(asked)
        return Item(asked.key, asked.requester_name, asked.title, measure, evidence, result)

    @Slot(list)
    def _approve_all(self, keys: list[int]) -> None:
        chosen = [one for one in map(self._pile.find, keys) if one is not None]
        became = self._deciding.approve_all(chosen)
        self._inbox.list.set_checked(())
        self._right.batch.show_results([self._item(one, became[one.key]) for one in chosen])
        self._shell.changed.emit()

    @Slot()
    def _close_panel(self) -> None:
        self._leave_panels()
        self._show_current(self._inbox.list.current_key())
        self._to_list()

    def _leave_panels(self) -> None:
        if self._right.has_panel():
            self._right.setCurrentWidget(self._right.one)

    @Slot()
    def _begin_standing_in(self) -> None:
        self._right.setCurrentWidget(self._right.stand_in)
        self._right.stand_in.begin()

    # --- asking

    def _begin_asking(self, kind: str = "", customer: str = "") -> None:
        if not self._app.me.post:
            return
        self._right.setCurrentWidget(self._right.ask)
        self._right.ask.begin(kind, customer)

    def _ask_again(self) -> None:
        asked = self._current()
        if asked is not None:
            self._right.setCurrentWidget(self._right.ask)
            self._right.ask.begin_like(asked, mend=OwnBar.may_mend(asked))

    @Slot(str)
    def _asked_new(self, id: str) -> None:
        self._leave_panels()
        self._pill = self._own_pill()
        self.refresh()
        self.open(id)
        self._to_list()

    def _may_ask(self) -> bool:
        return bool(self._app.me.post) and not self._right.is_asking()

    def _may_withdraw(self) -> bool:
        asked = self._current()
        return (
            self._right.currentWidget() is self._right.one
            and self._own.isVisible()
            and asked is not None
            and asked.requester == self._app.me.id
            and OwnBar.may_withdraw(asked)
        )

    @Slot()
    def _withdraw(self) -> None:
        asked = self._current()
        if asked is not None:
            said = self.tr("Withdrew “{title}”").format(title=asked.title)
            self._shell.perform("approval.withdraw", asked.id, {}, said=said)
            self._to_list()
