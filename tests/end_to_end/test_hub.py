"""A branch hub between real programs: the centre may be away, the hub may burn down."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.application import Application
from tests.support import hubs, processes
from tests.support.apps import dumped, quiet, shown, signed_in, states
from tests.support.patience import until
from tests.support.processes import PASSWORDS, Centre, Ran

SETTLED = "an answer of the centre to all that zhou did, by way of the hub"


@pytest.fixture
def office(tmp_path: Path) -> Iterator["Office"]:
    made = Office(tmp_path)
    made.open()
    yield made
    made.close()


class Office:
    """A centre that can be away, on one address, with its branch `east`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._first = processes.centre(folder)
        self._again: Any = None

    def open(self) -> None:
        self.centre: Centre = self._first.__enter__()
        self.port = self.centre.port
        self.up = True

    def leave(self) -> None:
        """The line to headquarters is cut."""
        (self._again or self._first).__exit__(None, None, None)
        self.up = False

    def come_back(self) -> None:
        self._again = processes.serving(self.centre.database, self.port)
        self._again.__enter__()
        self.up = True

    def close(self) -> None:
        if self.up:
            self.leave()

    def run(self, *arguments: str) -> Ran:
        return processes.centre_inside(*arguments, "--database", self.centre.database)


def remark_at(office: Office, id: str) -> Any:
    dumped_lines = office.run("dump", "--type", "customer").lines
    return next(line for line in dumped_lines if line["id"] == id)["fields"]["remark"]


def follows(office: Office, laptop: Application, hub: hubs.Hub) -> bool:
    """Whether the hub's copy is true: something new at the centre comes down through it."""
    office.run("territory", "move", "--customer", "c9", "--to", "hz1")
    laptop.synchronise_through(hub.url, quiet)
    return any('"id":"c9"' in line for line in dumped(laptop))


def is_settled_through(hub: hubs.Hub, laptop: Application) -> bool:
    return bool(laptop.synchronise_through(hub.url, quiet)) and states(laptop) == []


def test_work_goes_through_a_hub_while_headquarters_is_away_and_after_it_was_restored(
    office: Office, tmp_path: Path
) -> None:
    zhou, wang = (
        signed_in(tmp_path / user, office.centre.url, user, PASSWORDS[user])
        for user in ("zhou", "wang")
    )
    code = hubs.code_for(office.centre, "east")
    with hubs.running(tmp_path / "hub.db", office.centre.url, code) as hub:
        until(lambda: follows(office, zhou, hub), "a true copy at the hub")
        office.leave()

        zhou.perform("customer.edit", "c1", {"remark": "店主换人了"})
        said = zhou.synchronise(quiet)  # the centre does not answer: the hub it has met does
        assert (said.route, said.relayed, said.pushed) == ("hub", 1, 0)
        assert states(zhou) == ["relayed"]  # and not done

        wang.synchronise_through(hub.url, quiet)
        assert shown(wang, "c1") == "店主换人了"  # a colleague sees it at once, provisionally
        assert wang.status().unsent == 0  # and has nothing to send of it
        wang.perform("customer.edit", "c2", {"remark": "下周再来"})
        assert wang.synchronise(quiet).relayed == 1
    # The hub was killed on the spot; what it had answered for lies on its disk.
    with hubs.running(tmp_path / "hub.db", office.centre.url) as hub:
        office.come_back()
        until(
            lambda: remark_at(office, "c1") == "店主换人了" and remark_at(office, "c2"),
            "what the hub had taken, at headquarters",
        )
        until(lambda: is_settled_through(hub, zhou), SETTLED)
        assert shown(zhou, "c2") == "下周再来"
        restored_behind_the_hub(office, zhou, wang, hub)
    assert wang.synchronise(quiet).route == "centre"
    zhou.synchronise(quiet)
    for app, user in ((zhou, "zhou"), (wang, "wang")):
        printed = office.run("dump", "--as-user", user).printed
        assert list(dumped(app)) == printed.splitlines()
        app.close()


def restored_behind_the_hub(
    office: Office, zhou: Application, wang: Application, hub: hubs.Hub
) -> None:
    """The centre gets back what went through the hub, and the hub's copy begins anew."""
    kept = office.folder / "yesterday.backup"
    assert office.run("backup", str(kept)).code == 0
    zhou.perform("customer.edit", "c1", {"remark": "经分部到达"})
    until(lambda: is_settled_through(hub, zhou), SETTLED)
    wang.perform("customer.edit", "c2", {"remark": "直接到达"})
    assert wang.synchronise(quiet).route == "centre"
    wang.synchronise_through(hub.url, quiet)
    office.leave()
    wang.perform("customer.edit", "c3", {"remark": "恢复之前交给分部"})
    assert wang.synchronise_through(hub.url, quiet).relayed == 1
    assert office.run("restore", str(kept)).code == 0
    assert remark_at(office, "c1") == "店主换人了"  # yesterday
    office.come_back()
    zhou.perform("customer.edit", "c9", {"remark": "恢复之后"})
    for app in (zhou, wang):  # whatever the hub says meanwhile, nothing goes back
        app.synchronise_through(hub.url, quiet)
    assert shown(zhou, "c1") == "经分部到达"
    for app in (zhou, wang, zhou):
        assert app.synchronise(quiet).route == "centre"
    said = {"c1": "经分部到达", "c2": "直接到达", "c3": "恢复之前交给分部", "c9": "恢复之后"}
    assert {id: remark_at(office, id) for id in said} == said
    zhou.perform("customer.edit", "c1", {"remark": "新的一页"})
    until(lambda: is_settled_through(hub, zhou), SETTLED)
    until(
        lambda: wang.synchronise_through(hub.url, quiet) and shown(wang, "c1") == "新的一页",
        "the hub's copy of the new history at a colleague's",
    )
    counted = [line["status"] for line in office.run("ledger").lines]
    assert counted == ["applied"] * 7  # each once
