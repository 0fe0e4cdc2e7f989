"""A branch hub between real programs: the centre may be away, the hub may burn down."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import hubs, processes
from tests.support.processes import Centre, Laptop, Ran, signed_in

PATIENCE = 40  # seconds, for what another process does in its own time


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

    def in_step(self, laptop: Laptop) -> bool:
        return laptop.run("dump").printed == self.run("dump", "--as-user", laptop.user).printed


def until(done: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := done()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)
    return found


def through(laptop: Laptop, hub: hubs.Hub) -> dict[str, Any]:
    done = laptop.run("sync", "--hub", hub.url)
    assert done.code == 0, done.said
    return dict(done.lines[0])


def states(laptop: Laptop) -> list[str]:
    return [line["state"] for line in laptop.dump("--unsent")]


def remark(laptop: Laptop, id: str) -> Any:
    (line,) = [each for each in laptop.dump("--type", "customer") if each["id"] == id]
    return line["fields"]["remark"]


def edit(laptop: Laptop, id: str, text: str) -> None:
    (answer,) = laptop.apply({"do": "customer.edit", "id": id, "set": {"remark": text}})
    assert answer["ok"], answer


def test_work_goes_through_a_hub_while_headquarters_is_away(office: Office, tmp_path: Path) -> None:
    laptops = signed_in(tmp_path, office.centre.url, ["zhou", "wang"])
    zhou, wang = laptops["zhou"], laptops["wang"]
    code = hubs.code_for(office.centre, "east")
    with hubs.running(tmp_path / "hub.db", office.centre.url, code) as hub:
        until(lambda: not through(zhou, hub)["relayed"] and cursor_follows(office, zhou, hub))
        office.leave()

        edit(zhou, "c1", "店主换人了")
        said = through(zhou, hub)
        assert (said["route"], said["relayed"], said["pushed"]) == ("hub", 1, 0)
        assert states(zhou) == ["relayed"]  # and not done

        through(wang, hub)
        assert remark(wang, "c1") == "店主换人了"  # a colleague sees it at once, provisionally
        assert wang.dump("--unsent") == []  # and has nothing to send of it
        edit(wang, "c2", "下周再来")
        assert through(wang, hub)["relayed"] == 1
    # The hub was killed on the spot; what it had answered for lies on its disk.
    with hubs.running(tmp_path / "hub.db", office.centre.url) as hub:
        office.come_back()
        until(lambda: remark_at(office, "c1") == "店主换人了" and remark_at(office, "c2"))
        until(lambda: through(zhou, hub) and states(zhou) == [])
        assert (zhou.dump("--unsent"), remark(zhou, "c2")) == ([], "下周再来")
    assert wang.sync()["route"] == "centre"
    zhou.sync()
    assert office.in_step(zhou)
    assert office.in_step(wang)


def cursor_follows(office: Office, laptop: Laptop, hub: hubs.Hub) -> bool:
    """Whether the hub's copy is true: something new at the centre comes down through it."""
    office.run("territory", "move", "--customer", "c9", "--to", "hz1")
    return any(line["id"] == "c9" for line in laptop.dump("--type", "customer"))


def remark_at(office: Office, id: str) -> Any:
    dumped = office.run("dump", "--type", "customer").lines
    return next(line for line in dumped if line["id"] == id)["fields"]["remark"]
