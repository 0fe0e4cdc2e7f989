"""What is photographed: a workspace, what was pressed in it, and on whose laptop."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.program import Program
from ui.widgets.containers import Popover
from ui.workspaces import WORKSPACES

Step = Callable[[Program], object]
KEYS = {"esc": Qt.Key.Key_Escape, "tab": Qt.Key.Key_Tab, "enter": Qt.Key.Key_Return,
        "down": Qt.Key.Key_Down, "space": Qt.Key.Key_Space}  # fmt: skip
NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Scene:
    """`name` is also the file; the steps go one by one, each with a moment to settle."""

    name: str
    world: str
    workspace: str
    steps: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()


def run(command: str) -> Step:
    """As its key or the palette would."""
    return lambda program: program.shell is not None and program.shell.commands.run(command)


def press(name: str, modifiers: Qt.KeyboardModifier = NONE) -> Step:
    def go(program: Program) -> None:
        at = QApplication.focusWidget() or program.frame
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(at, QKeyEvent(kind, KEYS[name], modifiers))

    return go


def type_in(words: str) -> Step:
    def go(program: Program) -> None:
        at = QApplication.focusWidget() or program.frame
        for letter in words:
            QApplication.sendEvent(at, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))

    return go


def on_screen(do: Callable[[Any], object]) -> Step:
    """Something done to the screen that is in front."""
    return lambda program: program.window and do(program.window.stack.currentWidget())


def tell(program: Program) -> None:
    if program.shell is not None:
        program.shell.toast("已归档「联佳超市文三路店」", undo=True)


def fold(program: Program) -> None:
    if program.window is not None:
        program.window.nav.set_narrow(program.window.nav.width() > 100)


def _first_conflict(screen: Any) -> None:
    with screen.app.database.read() as connection:
        statement = "SELECT record FROM conflict WHERE state = 'open' AND deleted = 0"
        screen.open(connection.exec_driver_sql(statement).scalar())


def _page(name: str) -> Step:
    return on_screen(lambda screen: screen.card._turn(name))


def _section(name: str) -> Step:
    return on_screen(lambda screen: screen.queue.pills._choose(name))


def _menu(screen: Any) -> None:
    screen.card.head.open_menu()


def _first_line(page: str) -> Callable[[Any], None]:
    """Opens the first order, or the latest invoice, where the customer has one."""

    def act(screen: Any) -> None:
        shown = screen.card.pages[page]
        if shown.lines:
            shown.choose(next(iter(shown.lines)))

    return act


def _bell(program: Program) -> None:
    if program.window is not None:
        program.window._open_notices()


def _plain(world: str) -> list[Scene]:
    return [Scene(f"{world}-{space.name}", world, space.name) for space in WORKSPACES]


CUSTOMERS = partial(Scene, world="rep", workspace="customers")
ROUTES = partial(Scene, world="rep", workspace="routes")
REPORTS = partial(Scene, world="rep", workspace="reports")
APPROVALS = partial(Scene, world="manager", workspace="approvals")
SYNC = partial(Scene, world="rep", workspace="sync")

SCENES = (
    *_plain("rep"),
    CUSTOMERS("customers-conflict", steps=(on_screen(_first_conflict),)),
    CUSTOMERS("customers-compare", steps=(on_screen(lambda s: s.card.compare()),)),
    CUSTOMERS("customers-editing", steps=(run("customers.edit"),)),
    CUSTOMERS("customers-timeline", steps=(_page("history"),)),
    CUSTOMERS("customers-contacts", steps=(_page("contacts"),)),
    CUSTOMERS("customers-files", steps=(_page("files"),), after=(_page("overview"),)),
    CUSTOMERS("customers-orders", steps=(_page("orders"), on_screen(_first_line("orders")))),
    CUSTOMERS("customers-owed", after=(_page("overview"),),
              steps=(_page("receivables"), on_screen(_first_line("receivables")))),
    CUSTOMERS("customers-group-menu", steps=(run("customers.group"),)),
    CUSTOMERS("customers-grouped", steps=(on_screen(lambda s: s.list.group_by("class")),),
              after=(on_screen(lambda s: s.list.group_by("")),)),
    CUSTOMERS("customers-own-field", steps=(on_screen(lambda s: s.list.windows.add_field()),)),
    CUSTOMERS("customers-menu", steps=(on_screen(_menu),)),
    CUSTOMERS("customers-visit", steps=(run("customers.visit"),)),
    CUSTOMERS("customers-request", steps=(run("customers.request"),)),
    CUSTOMERS("customers-new", steps=(run("customers.new"), type_in("联佳超市文三路"))),
    CUSTOMERS("customers-filter", steps=(run("customers.filter"),)),
    CUSTOMERS("customers-columns", steps=(on_screen(lambda s: s.list.windows.choose_columns()),)),
    CUSTOMERS("customers-found", after=(press("esc"),),
              steps=(run("customers.search"), type_in("hzyh"))),
    CUSTOMERS("customers-hit", after=(press("esc"),),
              steps=(run("customers.search"), type_in("137"))),
    CUSTOMERS("customers-nothing", after=(press("esc"),),
              steps=(run("customers.search"), type_in("找不到这家"))),
    CUSTOMERS("customers-batch", after=(on_screen(lambda s: s.list._clear_checks()),),
              steps=(press("space"), press("down"), press("space"), press("down"))),
    CUSTOMERS("customers-import", steps=(run("customers.import"),)),
    CUSTOMERS("customers-toast", steps=(tell,)),
    CUSTOMERS("palette", steps=(run("palette"),)),
    CUSTOMERS("palette-found", steps=(run("palette"), type_in("spj"))),
    CUSTOMERS("settings", steps=(run("settings"),)),
    CUSTOMERS("customers-order", steps=(run("customers.order"),)),
    CUSTOMERS("undo-list", steps=(run("undo.list"),)),
    CUSTOMERS("departure", steps=(run("departure"),)),
    CUSTOMERS("shortcuts", steps=(run("shortcuts"),)),
    CUSTOMERS("about", steps=(run("about"),)),
    CUSTOMERS("sign-out", steps=(run("sign_out"),)),
    CUSTOMERS("notices", steps=(_bell,)),
    CUSTOMERS("narrow", steps=(fold,), after=(fold,)),
    ROUTES("routes-visit", steps=(run("routes.visit"),)),
    ROUTES("routes-skip", steps=(run("routes.skip"),)),
    ROUTES("routes-add", steps=(run("routes.add"), type_in("hz"))),
    ROUTES("routes-weeks", steps=(run("routes.weeks"),)),
    REPORTS("reports-writing", steps=(run("reports.write"),)),
    REPORTS("reports-bad", steps=(run("reports.seal"),)),
    REPORTS("reports-new", steps=(run("reports.new"),)),
    Scene("performance-behind", "rep", "performance",
          (on_screen(lambda s: s.drill("figure", "visited")),),
          (on_screen(lambda s: s._close_behind()),)),
    SYNC("sync-waiting", steps=(_section("waiting"),)),
    SYNC("sync-failed", steps=(_section("failed"),)),
    SYNC("sync-conflicts", steps=(_section("conflicts"),)),
    *_plain("manager"),
    APPROVALS("approvals-reject", steps=(run("approvals.reject"),)),
    APPROVALS("approvals-delegate", steps=(run("approvals.delegate"),)),
    APPROVALS("approvals-stand-in", steps=(run("approvals.stand_in"),)),
    APPROVALS("approvals-low-risk", steps=(run("approvals.batch"),)),
    APPROVALS("approvals-decided", steps=(run("approvals.approve"),),
              after=(run("approvals.takeback"),)),
    Scene("customers-publish", "manager", "customers",
          (on_screen(lambda s: s.list.windows.add_field()),)),
    Scene("approvals-asking", "rep", "approvals",
          (run("approvals.new"), type_in("lj"), press("enter"), press("tab"), type_in("zl"))),
    Scene("reports-signing", "manager", "reports", (run("reports.comment"),)),
    *_plain("empty"),
    *_plain("long"),
    Scene("long-card", "long", "customers", (run("customers.edit"),)),
    Scene("long-timeline", "long", "customers", (_page("history"),), (_page("overview"),)),
)  # fmt: skip


def leave(program: Program) -> None:
    """Whatever was opened is closed again."""
    if program.window is None:
        return
    program.window.palette_overlay.dismiss()
    for popover in program.frame.findChildren(Popover):
        popover.dismiss()
    for _ in range(2):
        press("esc")(program)
