"""An open window shows what a colleague did, without being asked: nobody presses F5."""

from pathlib import Path

import pytest

from tests.support.processes import PASSPHRASE, centre, serving, signed_in
from ui.program import Program, application

# less than a minute, after which a window would ask by itself; the rest is for busy machines
PATIENCE = 50_000


@pytest.fixture
def company(tmp_path: Path):
    with centre(tmp_path) as where:
        yield where, signed_in(tmp_path, where.url, ("zhou", "wang"))


@pytest.fixture
def windows(company, qtbot):
    """Both laptops' windows in one process, each with its own store, threads and connections."""
    application()
    programs = [Program(laptop.folder, PASSPHRASE) for laptop in company[1].values()]
    for program in programs:
        program.start()
    for program in programs:
        qtbot.waitUntil(lambda each=program: in_step(each), timeout=PATIENCE)
    yield programs
    for program in programs:
        program.close()


def in_step(program: Program) -> bool:
    keeper = program.shell.synchroniser if program.shell is not None else None
    return keeper is not None and keeper.state == "synced" and keeper.is_listening


def shown_phone(program: Program) -> str:
    """What stands on the open card."""
    card = program.window.built("customers").card
    return card.overview.rows["phone"].value() if card.card is not None else ""


def test_a_change_in_one_window_appears_in_the_other_by_itself(windows, qtbot):
    zhou, wang = windows
    wang.window.show_workspace("customers")
    wang.shell.go("customers", id="c1")
    qtbot.waitUntil(lambda: shown_phone(wang) == "0571-1", timeout=PATIENCE)

    zhou.shell.perform("customer.edit", "c1", {"phone": "0571-7777"})
    qtbot.waitUntil(lambda: shown_phone(wang) == "0571-7777", timeout=PATIENCE)
    qtbot.waitUntil(lambda: zhou.app.status().unsent == 0, timeout=PATIENCE)

    wang.shell.perform("customer.edit", "c1", {"phone": "0571-8888"})
    zhou.shell.go("customers", id="c1")
    qtbot.waitUntil(lambda: shown_phone(zhou) == "0571-8888", timeout=PATIENCE)


def test_windows_listen_again_when_the_centre_is_back(tmp_path: Path, qtbot):
    application()
    with centre(tmp_path) as where:
        laptops = signed_in(tmp_path, where.url, ("zhou", "wang"))
        program = Program(laptops["wang"].folder, PASSPHRASE)
        program.start()
        qtbot.waitUntil(lambda: in_step(program), timeout=PATIENCE)
    qtbot.waitUntil(lambda: program.shell.synchroniser.state == "offline", timeout=PATIENCE)
    try:
        with serving(where.database, where.port):
            laptops["zhou"].apply({"do": "customer.edit", "id": "c1", "set": {"phone": "0571-5"}})
            laptops["zhou"].sync()
            program.shell.go("customers", id="c1")
            qtbot.waitUntil(lambda: shown_phone(program) == "0571-5", timeout=PATIENCE)
            qtbot.waitUntil(lambda: in_step(program), timeout=PATIENCE)
    finally:
        program.close()
