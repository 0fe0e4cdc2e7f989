"""A long push goes out in parts, each sent before the results of the one before it are applied."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.application import Application
from desktop.store import sending
from desktop.store.replica import LaptopReplica
from desktop.store.rows import Rows
from sync import session, wire
from sync.client import http
from sync.client.http import HttpPeer
from sync.server.tables import COMMIT_LOG
from tests.support import real_laptops
from tests.support.centre import Town

CHANGES = 7


@pytest.fixture(autouse=True)
def small_pushes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    monkeypatch.setattr(http, "LONG", 2)


@pytest.fixture
def app(town: Town, tmp_path: Path) -> Iterator[Application]:
    application = real_laptops.signed_in(tmp_path / "ann", town.address, "ann")
    application.synchronise(lambda done, total: None)
    for number in range(CHANGES):
        application.perform("customer.create", f"n{number}", {"name": f"新店{number}"})
    yield application
    application.close()


class AtOnce(HttpPeer):
    """Has the reply before anything else is done; `unsent`: how much was, as each was sent."""

    def __init__(self, app: Application, meanwhile: Callable[[int], object]) -> None:
        tokens = wire.Tokens(*real_laptops.known(app, "tokens"))
        super().__init__(real_laptops.known(app, "server"), tokens, lambda tokens: None)
        self.replica = LaptopReplica(app.database, app.clock)
        self.unsent: list[int] = []
        self._meanwhile = meanwhile

    def begin(self, request: wire.Request) -> Callable[[], wire.Reply]:
        self._meanwhile(len(self.unsent))
        self.unsent.append(self.replica.unsent())
        reply = self.sync(request)
        return lambda: reply

    def run(self) -> session.Outcome:
        try:
            return session.run(self.replica, self, lambda done, total: None)
        finally:
            self.close()


def commits(town: Town) -> int:
    with town.centre.database.read() as connection:
        made = select(func.count()).where(COMMIT_LOG.c.name == "customer.create")
        return int(connection.execute(made).scalar_one())


def test_the_next_part_is_on_its_way_before_the_last_results_are_applied(
    town: Town, app: Application
) -> None:
    peer = AtOnce(app, lambda place: None)
    told = peer.run()
    assert peer.unsent == [7, 7, 5, 3]  # each sees what the part before the last one left
    assert (told.pushed, told.repaired, peer.replica.unsent()) == (CHANGES, 0, 0)
    assert commits(town) == CHANGES


def test_who_dies_with_two_replies_unapplied_pushes_them_again_and_nothing_is_done_twice(
    town: Town, app: Application
) -> None:
    def die(place: int) -> None:
        if place == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        AtOnce(app, die).run()
    assert commits(town) == 4
    peer = AtOnce(app, lambda place: None)
    assert peer.unsent == []
    assert peer.run().pushed == CHANGES - 2  # the first results had been applied
    assert (peer.replica.unsent(), commits(town)) == (0, CHANGES)


def test_a_reply_with_changes_is_applied_before_anything_else_is_sent(
    town: Town, app: Application
) -> None:
    colleague = town.laptop("cat")

    def edit(place: int) -> None:
        if place == 1:
            colleague.sync(colleague.envelope("customer.edit", "c1", phone="0571-9"))

    peer = AtOnce(app, edit)
    told = peer.run()
    assert peer.unsent == [7, 7, 3, 3]
    assert (told.pulled, told.pushed, told.repaired) == (1, CHANGES, 0)


def test_in_the_background_every_part_arrives_in_its_order(town: Town, app: Application) -> None:
    told = app.synchronise(lambda done, total: None)
    assert (told.pushed, told.refused, told.repaired) == (CHANGES, 0, 0)
    names = [town.read("customer", f"n{number}").ver for number in range(CHANGES)]
    assert names == sorted(names)


def test_what_a_colleague_did_upon_the_part_without_results_is_told_after_them(
    town: Town, app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed with both parts sent; the first is pushed again before the second's results come."""
    peer = AtOnce(app, lambda place: None)
    with monkeypatch.context() as killed:
        killed.setattr(peer.replica, "apply", die)
        with pytest.raises(KeyboardInterrupt):
            peer.run()
    assert commits(town) == 4
    colleague = town.laptop("cat")
    colleague.sync(colleague.envelope("customer.edit", "n3", phone="0571-9"))
    told = AtOnce(app, lambda place: None).run()
    assert (told.pushed, told.repaired) == (CHANGES, 0)
    with app.database.read() as connection:
        card = Rows(connection).get("customer", "n3")
    assert card is not None
    assert (card.fields["name"], card.fields["phone"]) == ("新店3", "0571-9")
    assert card.ver == town.read("customer", "n3").ver


def die(*what: object) -> None:
    raise KeyboardInterrupt
