"""What `face` measures, in a process of its own: tests.benchmarks.face_window PROFILE WHAT."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.credentials import passphrase_from_environment
from desktop.queries import customers
from tests.benchmarks.open_window import Painted, Session, key, p95, resident, settle, until
from ui.program import Program, application
from ui.screens.approvals import Screen as Approvals
from ui.screens.customers.card_pane import CardPane
from ui.screens.performance import Screen as Performance
from ui.screens.routes import Screen as Routes
from ui.widgets.map import MapCanvas, MapDot
from ui.widgets.table import Table
from ui.workspaces import WORKSPACES

STEPS, DOTS, TIMES = 40, 2_000, 10
ALT = Qt.KeyboardModifier.AltModifier
SORTS = {"indexed": "last_visit", "unindexed": "receivable"}


def book(program: Program) -> dict[str, float]:
    assert program.window is not None
    until(lambda: bool(program.frame.findChildren(Table)))
    table: Table[Any] = program.frame.findChildren(Table)[0]
    until(lambda: table.count() > 0)
    session = Session(program)
    found = {"switch": switch(program), **sorts(session), "follow": follow(session)}
    found["palette"] = palette(program)
    found["board"] = board(program)
    found["pan"] = pan()
    found["megabytes"] = resident()
    return found


def painted(widget: QWidget, do: Callable[[], object]) -> float:
    """ms from the deed to the first paint after it."""
    seen = Painted(widget)
    started = time.perf_counter()
    do()
    until(lambda: seen.at > started)
    return (seen.at - started) * 1000


def switch(program: Program) -> float:
    """The slowest of the second visits: the first one builds."""
    window = program.window
    assert window is not None
    for space in WORKSPACES:
        window.show_workspace(space.name)
        settle()
    took = []
    for space in (*WORKSPACES, WORKSPACES[1]):
        screen = window.built(space.name)
        assert screen is not None
        took.append(painted(screen, lambda name=space.name: window.show_workspace(name)))
        settle()
    return max(took)


def sorts(session: Session) -> dict[str, float]:
    """Each column both ways, the slower; the SQL alone fetches the same keys."""
    found = {"silence": 0.0}
    for kind, column in SORTS.items():
        took, sql = [], []
        for descending in (False, True):
            before, started, last = session.answers, time.perf_counter(), time.perf_counter()
            session.pane._sorted(column, descending)
            while session.answers == before or session.painted.at < started:
                QApplication.processEvents()
                now = time.perf_counter()
                found["silence"] = max(found["silence"], (now - last) * 1000)
                last = now
                time.sleep(0.0005)
            took.append((session.painted.at - started) * 1000)
            settle()
            sql.append(alone(session, column, descending))
        found[kind], found[f"{kind}_sql"] = max(took), max(sql)
    return found


def alone(session: Session, column: str, descending: bool) -> float:
    assert session.program.app is not None
    with session.program.app.database.read() as connection:
        started = time.perf_counter()
        sort = customers.Sort(column, descending)
        customers.customer_keys(connection, session.pane.view("all"), (), sort)
        return (time.perf_counter() - started) * 1000


def follow(session: Session) -> float:
    """From J until the card shows the next customer and is painted."""
    pane = session.program.frame.findChildren(CardPane)[0]
    session.table.setFocus()
    took = []
    for _ in range(STEPS):
        before = pane.card
        seen = Painted(pane)
        started = time.perf_counter()
        key(session.table, Qt.Key.Key_J)
        until(lambda before=before: pane.card is not None and pane.card is not before)
        changed = time.perf_counter()
        until(lambda changed=changed, seen=seen: seen.at >= changed)
        took.append((seen.at - started) * 1000)
        settle()
    return p95(took)


def palette(program: Program) -> float:
    """The slowest of ten: the key until the palette is painted over the customers."""
    window = program.window
    assert window is not None
    window.show_workspace("customers")
    settle()
    took = []
    for _ in range(TIMES):
        took.append(painted(window.palette_overlay, window.open_palette))
        assert window.palette_overlay.field.hasFocus()
        window.palette_overlay.dismiss()
        settle()
    return max(took)


def board(program: Program) -> float:
    """The slowest of the three spans, until the charts stand there painted with its figures."""
    window = program.window
    assert window is not None
    window.show_workspace("performance")
    settle()
    screen = window.built("performance")
    assert isinstance(screen, Performance)
    took = []
    for span in ("month", "six_weeks", "week"):
        seen, before = Painted(screen.board), screen._shown
        started = time.perf_counter()
        screen.show_span(span)
        until(lambda before=before: screen._shown is not before)
        known = time.perf_counter()
        until(lambda known=known, seen=seen: seen.at >= known)
        took.append((seen.at - started) * 1000)
        settle()
    return max(took)


def road(program: Program) -> dict[str, float]:
    """Alt+Up on the last stop of the day, until list and map show the other order."""
    window = program.window
    assert window is not None
    for space in (*WORKSPACES, next(one for one in WORKSPACES if one.name == "routes")):
        window.show_workspace(space.name)  # or they would be built ahead meanwhile
        settle()
    screen = window.built("routes")
    assert isinstance(screen, Routes)
    stops = screen.pane.list
    until(lambda: len(stops.rows) > 2)
    settle()
    shown: list[float] = []
    stops.model().modelReset.connect(lambda: shown.append(time.perf_counter()))
    took = []
    for number in range(STEPS):
        last = [row.id for row in stops.rows]
        stops.choose(last[-1] if number % 2 == 0 else last[-2])
        settle()
        seen = Painted(screen.map)
        shown.clear()
        started = time.perf_counter()
        key(stops, Qt.Key.Key_Up if number % 2 == 0 else Qt.Key.Key_Down, ALT)
        until(lambda seen=seen: bool(shown) and seen.at >= shown[0])
        assert [row.id for row in stops.rows] != last
        took.append((seen.at - started) * 1000)
        settle()
    return {"move": p95(took), "count": len(stops.rows)}


def pan() -> float:
    """CPU of a frame: a drag by 12 pixels and its paint, the map full of customers."""
    canvas = MapCanvas()
    canvas.resize(820, 850)
    canvas.show()
    canvas.show_dots(
        [
            MapDot(f"c{n}", f"客户 {n}", 120.0 + (n % 50) * 0.006, 30.15 + n // 50 * 0.006, "text3")
            for n in range(DOTS)
        ]
    )
    settle()
    took = []
    for number in range(STEPS * 2):
        started = time.process_time()
        canvas.pan(12 if number % 40 < 20 else -12, 3)
        QApplication.processEvents()
        took.append((time.process_time() - started) * 1000)
    canvas.close()
    return p95(took)


def desk(program: Program) -> dict[str, float]:
    """A; where words are needed the request is endorsed or skipped, which is not measured."""
    assert program.window is not None
    assert program.shell is not None
    screen = program.window.built("approvals")
    assert isinstance(screen, Approvals)
    took = []
    until(lambda: bool(screen._pile.waiting))
    settle()
    for _ in range(len(screen._pile.waiting)):
        left = len(screen._pile.waiting)
        milliseconds = painted(screen, lambda: program.shell.commands.run("approvals.approve"))
        if len(screen._pile.waiting) < left:
            took.append(milliseconds)
        else:
            key(screen._bar.comment, Qt.Key.Key_Escape)
            program.shell.commands.run("approvals.skip")
        settle()
    return {"next": p95(took), "count": len(took)}


def main() -> None:
    qt = application()
    program = Program(Path(sys.argv[1]), passphrase_from_environment())
    program.start()
    found = {"book": book, "desk": desk, "road": road}[sys.argv[2]](program)
    print(json.dumps(found), flush=True)
    program.close()
    qt.quit()


if __name__ == "__main__":
    main()
