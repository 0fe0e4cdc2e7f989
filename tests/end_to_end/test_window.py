"""The main job through real windows: two reps, one manager, offline, and back in step."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.patience import PATIENCE, until
from tests.support.processes import (
    Centre,
    Laptop,
    centre,
    is_in_step,
    serving,
    signed_in,
)  # fmt: skip
from tests.support.screen import Display, Window, display, needs_screen, window

pytestmark = [pytest.mark.xvfb, needs_screen]

PEOPLE = ("zhou", "wang", "zhang")
CUSTOMERS = {"ljcs": "c1", "rjdyf": "c2", "hll": "c3"}  # the initials of their names
OUTCOME, WORDS, REASON = "已补货", "进展顺利", "对手报价"
ROWS_OF_A_CURSOR = 30


@dataclass(frozen=True, slots=True)
class Company:
    """A centre that has been stopped, and everybody's laptop as it was then."""

    centre: Centre
    laptops: Mapping[str, Laptop]


def company(folder: Path, users: Iterable[str]) -> Company:
    with centre(folder) as where:
        return Company(where, signed_in(folder, where.url, users))


@pytest.fixture
def zhou(tmp_path: Path) -> Laptop:
    """A rep who is signed in and offline."""
    return company(tmp_path, ["zhou"]).laptops["zhou"]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Display]:
    with display(tmp_path / "screen", OUTCOME + WORDS + REASON) as shown:
        yield shown


def of_type(laptop: Laptop, type: str) -> list[Any]:
    return [each["fields"] for each in laptop.dump("--type", type)]


def customer(laptop: Laptop, id: str = "c1") -> Mapping[str, Any]:
    (found,) = (each for each in laptop.dump("--type", "customer") if each["id"] == id)
    fields: Mapping[str, Any] = found["fields"]
    return fields


def unsent(laptop: Laptop) -> list[str]:
    return [each["do"] for each in laptop.dump("--unsent")]


def find_customer(window: Window, initials: str) -> None:
    window.press("slash")
    window.replace(initials)
    window.press("Return")


# --- the day of a rep


def edit_the_card(rep: Laptop, window: Window) -> None:
    """E edits the address, Tab goes on to the phone, Enter keeps."""
    window.go(2, "customers")
    find_customer(window, "ljcs")
    window.press("e")
    window.replace("Wensan 9")
    window.press("Tab")
    window.replace("0571-2222")
    window.press("Return")
    until(lambda: customer(rep)["phone"] == "0571-2222", "the phone kept")
    assert customer(rep)["address"] == "Wensan 9"
    assert set(unsent(rep)) == {"customer.edit"}


def record_visits(rep: Laptop, window: Window) -> None:
    for count, initials in enumerate(CUSTOMERS, start=1):
        find_customer(window, initials)
        window.press("v")
        window.type(OUTCOME)
        window.press("Tab")
        window.type("4 boxes on Monday")
        window.press("ctrl+Return")
        until(lambda count=count: len(of_type(rep, "visit")) == count, f"visit {count}")
    visits = of_type(rep, "visit")
    assert {visit["customer"] for visit in visits} == set(CUSTOMERS.values())
    assert {visit["outcome"] for visit in visits} == {OUTCOME}
    assert {visit["next_step"] for visit in visits} == {"4 boxes on Monday"}
    assert unsent(rep).count("visit.record") == 3


def seal_the_report(rep: Laptop, window: Window) -> None:
    """It has drafted itself; the first seal goes to the words that are missing."""
    window.go(4, "reports")
    window.press("ctrl+Return")
    assert not any(report["state"] == "sealed" for report in of_type(rep, "report"))
    window.type(WORDS)
    window.press("ctrl+Return")
    until(lambda: "report.seal" in unsent(rep), "the report sealed")
    (report,) = of_type(rep, "report")
    assert report["state"] == "sealed"
    assert report["answers"]["reflections"] == WORDS
    assert report["derived"]["visits_done"] == 3


def ask_for_a_price(rep: Laptop, window: Window) -> None:
    window.go(5, "approvals")
    window.press("n")
    window.type("ljcs")
    window.press("Return", "Tab", "space")  # the customer; a first line
    for words in ("Rice 25 kg", "40", "168.00"):
        window.type(words)
        window.press("Tab")
    window.type("144.50")
    window.press("Tab", "Tab", "Tab")  # past its cross and the next line
    window.type(REASON)
    window.press("ctrl+Return")
    until(lambda: of_type(rep, "approval_request"), "the request made")
    (request,) = of_type(rep, "approval_request")
    (line,) = request["facts"]["lines"]
    assert (request["kind"], request["subject"]) == ("special_price", "c1")
    assert (request["reason"], request["amount"]) == (REASON, "5780.00")
    assert (line["quantity"], line["asked"]) == (40, "144.50")
    assert unsent(rep)[-1] == "approval.request"


# --- back at the line


def arrived(where: Centre, user: str, type: str) -> list[Any]:
    return [each["fields"] for each in where.dump(user) if each["type"] == type]


def decide(manager: Laptop, window: Window, where: Centre) -> None:
    """A approves; five seconds later it goes by itself."""
    until(lambda: of_type(manager, "approval_request"), "the request on the manager's laptop")
    window.go(5, "approvals")
    window.press("a")
    until(lambda: of_type(manager, "decision"), "the decision kept")
    until(lambda: arrived(where, "zhang", "decision"), "the decision at headquarters")
    (report,) = of_type(manager, "report")
    assert report["state"] == "sealed"


def resolve(rep: Laptop, window: Window) -> str:
    """Both values are shown side by side; 1 takes the one that was put aside."""
    window.press("F5")
    until(lambda: rep.dump("--conflicts"), "the conflict on the rep's laptop")
    (conflict,) = rep.dump("--conflicts")
    assert conflict["field"] == "phone"
    assert {conflict["mine"], conflict["theirs"]} == {"0571-2222", "0571-3333"}
    window.go(7, "sync")
    window.press("1", "Return")
    until(lambda: not rep.dump("--conflicts"), "the conflict resolved")
    taken: str = conflict["mine"]
    assert customer(rep)["phone"] == taken
    return taken


def come_to_rest(company: Company, windows: Mapping[str, Window]) -> None:
    def at_rest() -> bool:
        for user, laptop in company.laptops.items():
            windows[user].press("F5") if user in windows else laptop.sync()
        return all(is_in_step(laptop, company.centre) for laptop in company.laptops.values())

    until(at_rest, "everybody in step with headquarters", 2 * PATIENCE)


@pytest.mark.slow
def test_a_day_offline_in_real_windows_arrives_whole(tmp_path: Path, screen: Display) -> None:
    offline = company(tmp_path, PEOPLE)
    zhou, wang, zhang = (offline.laptops[user] for user in PEOPLE)
    where = offline.centre
    with ExitStack() as stack:
        rep = stack.enter_context(window(zhou.folder, screen))
        edit_the_card(zhou, rep)
        record_visits(zhou, rep)
        seal_the_report(zhou, rep)
        ask_for_a_price(zhou, rep)
        edited = {"phone": "0571-3333", "remark": "店长换人"}
        assert wang.apply({"do": "customer.edit", "id": "c1", "set": edited})[0]["ok"]

        stack.enter_context(serving(where.database, where.port))
        until(lambda: arrived(where, "zhou", "approval_request"), "the window noticed the line")
        until(lambda: unsent(zhou) == [], "everything sent")
        assert wang.sync()["conflicts"] == 1
        other = stack.enter_context(display(tmp_path / "desk"))
        manager = stack.enter_context(window(zhang.folder, other))
        decide(zhang, manager, where)
        taken = resolve(zhou, rep)
        come_to_rest(offline, {"zhou": rep, "zhang": manager})

        assert (rep.close(), manager.close()) == (0, 0)
        for laptop in offline.laptops.values():
            assert is_in_step(laptop, where), laptop.user
            assert laptop.dump("--unsent") == laptop.dump("--quarantine") == []
            assert laptop.dump("--conflicts") == []
            card = customer(laptop)
            assert (card["address"], card["phone"]) == ("Wensan 9", taken)
            assert card["remark"] == "店长换人"
        (request,), (decision,) = of_type(zhou, "approval_request"), of_type(zhou, "decision")
        assert (request["state"], decision["verdict"]) == ("approved", "approve")
        assert [report["state"] for report in of_type(zhang, "report")] == ["sealed"]


@pytest.mark.slow
def test_what_the_window_showed_as_kept_survives_a_kill(zhou: Laptop, screen: Display) -> None:
    with window(zhou.folder, screen) as rep:
        rep.go(2, "customers")
        find_customer(rep, "ljcs")
        rep.press("e", "Tab")
        rep.replace("0571-7777")
        before = screen.picture()
        screen.run("key", "Return")
        until(lambda: screen.rows_changed(before) > ROWS_OF_A_CURSOR, "the field closed")
        rep.kill()
    assert (customer(zhou)["phone"], unsent(zhou)) == ("0571-7777", ["customer.edit"])
    with window(zhou.folder, screen) as again:
        assert again.remembered("workspace") == "customers"
        assert again.close() == 0


@pytest.mark.slow
def test_ending_the_session_keeps_the_words_being_written(zhou: Laptop, screen: Display) -> None:
    with window(zhou.folder, screen) as rep:
        rep.go(4, "reports")
        rep.press("ctrl+Return")
        rep.type("half a sentence")
        assert rep.close() == 0
    (report,) = of_type(zhou, "report")
    assert (report["state"], report["answers"]["reflections"]) == ("draft", "half a sentence")
