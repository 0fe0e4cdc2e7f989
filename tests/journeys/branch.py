"""D2: a branch office whose line to headquarters is poor works through the hub on its LAN."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.journeys.company import Company, is_in_step, of_type, unsent
from tests.journeys.telling import Story
from tests.support import hubs, processes
from tests.support.patience import until
from tests.support.processes import PACK, Laptop, run_inside, signed_in
from tests.support.screen import Window, display, window

PEOPLE = ("zhou", "wang", "zhang")
LONG = 150.0  # seconds: a hub and a window find out by themselves that headquarters is back


def play(folder: Path, story: Story) -> None:
    with ExitStack() as stack:
        with processes.centre(folder) as first:
            pass
        where = Company(folder, first, dict(PACK))
        where.come_back()
        stack.callback(where.leave)
        laptops = signed_in(folder, where.centre.url, PEOPLE, run_inside)
        for laptop in laptops.values():
            laptop.sync()
        code = hubs.code_for(where.centre, "east")
        screen = stack.enter_context(display(folder / "screen"))
        with hubs.running(folder / "hub.db", where.centre.url, code) as hub:
            meet(story, where, laptops, hub, folder)
            desk = stack.enter_context(window(laptops["zhou"].folder, screen, spoken=True))
            morning(story, laptops, desk)
        alone(story, laptops, desk)
        noon(story, where, laptops, desk, folder)
        weekend(story, where, laptops["wang"], folder)
        signed(story, where, laptops)
        assert desk.close() == 0


def meet(
    story: Story, where: Company, laptops: dict[str, Laptop], hub: hubs.Hub, folder: Path
) -> None:
    with story.step("D2.1", "the line is down at eight: laptops go on through the hub on the LAN"):

        def follows() -> bool:
            ran = laptops["zhou"].run("sync", "--hub", hub.url)
            return ran.code == 0 and bool(ran.lines)

        until(follows, "the hub answers")
        for laptop in laptops.values():
            laptop.run("sync", "--hub", hub.url)
        until(lambda: hubs.is_copied(folder / "hub.db"), "the branch's copy at the hub")
        where.leave()
        laptops["wang"].apply({"do": "customer.edit", "id": "c2", "set": {"remark": "换了店长"}})
        said = laptops["wang"].sync()
        assert said["route"] == "hub", said
        assert said["relayed"] == 1


def morning(story: Story, laptops: dict[str, Laptop], desk: Window) -> None:
    zhou, wang, zhang = (laptops[user] for user in PEOPLE)
    with story.step("D2.2", "a rep's report is signed on the LAN; her window shows it by itself"):
        desk.says("已交分部")
        day = "2026-11-20"
        (drafted,) = zhou.apply({"do": "report.draft", "set": {"kind": "daily", "date": day}})
        words = {"reflections": "一切正常", "attendance": "full"}
        sealed = zhou.apply({"do": "report.seal", "id": drafted["id"], "set": {"answers": words}})
        assert sealed[0]["ok"], sealed
        zhou.sync()
        until(
            lambda: zhang.sync() and of_type(zhang, "report"), "the report on the superior's desk"
        )
        review = {"verdict": "sign", "comment": "看过了"}
        (signed,) = zhang.apply({"do": "report.review", "id": drafted["id"], "set": review})
        assert signed["ok"], signed
        zhang.sync()
        until(lambda: state(zhou, drafted["id"]) == "signed", "the signature, unasked", LONG)
        desk.go(4, "reports")
        desk.says("已核签", "看过了")
    with story.step("D2.4", "a colleague's new customer is on her screen in seconds"):
        new = {"name": "榆林路新店", "class": "B", "phone": "0912-3300"}
        (made,) = wang.apply({"do": "customer.create", "set": {**new, "territory": "hz1"}})
        assert made["ok"], made
        assert wang.sync()["relayed"] == 1
        until(lambda: made["id"] in of_type(zhou, "customer"), "it on her laptop", LONG)
        desk.go(2, "customers")
        desk.says("榆林路新店")
        desk.press("n")
        desk.type("0912-3300")
        desk.press("Escape")


def state(laptop: Laptop, report: str) -> Any:
    return of_type(laptop, "report").get(report, {}).get("state")


def alone(story: Story, laptops: dict[str, Laptop], desk: Window) -> None:
    with story.step("D2.10", "the hub's disk fails: each goes on alone, what is typed stays here"):
        desk.press("slash")
        desk.replace("ljcs")
        desk.press("Return", "e")
        desk.replace("Wensan 9")
        desk.press("Return")
        until(lambda: address(laptops["zhou"]) == "Wensan 9", "the edit kept")
        assert unsent(laptops["zhou"]).count("customer.edit") == 1
        desk.press("F5")
        desk.says("离线")


def address(laptop: Laptop) -> Any:
    return of_type(laptop, "customer")["c1"].get("address")


def noon(
    story: Story, where: Company, laptops: dict[str, Laptop], desk: Window, folder: Path
) -> None:
    with story.step("D2.8", "headquarters is back: everything arrives once, from every laptop"):
        where.come_back()
        desk.press("F5")
        until(lambda: not unsent(laptops["zhou"]), "her queue empty", LONG)
        for user in ("wang", "zhang"):
            laptops[user].sync()
        for laptop in laptops.values():
            until(in_step(laptop, where), f"{laptop.user} in step", LONG)
        customers = [row["name"] for row in where.holds("customer").values()]
        assert customers.count("榆林路新店") == 1
        desk.says("已同步")


def in_step(laptop: Laptop, where: Company) -> Callable[[], bool]:
    return lambda: bool(laptop.sync()) and is_in_step(laptop, where)


def weekend(story: Story, where: Company, wang: Laptop, folder: Path) -> None:
    with story.step("D2.12", "the line dead all weekend: a USB stick; read twice, it is harmless"):
        wang.apply({"do": "customer.edit", "id": "c3", "set": {"remark": "周六补货"}})
        stick = folder / "up.syncb"
        assert wang.run("bundle", "write", str(stick)).code == 0
        for _ in range(2):
            assert where.command("bundle", "read", str(stick)).code == 0
        assert where.holds("customer")["c3"]["remark"] == "周六补货"
        wang.sync()
        assert unsent(wang) == []
        assert is_in_step(wang, where)


def signed(story: Story, where: Company, laptops: dict[str, Laptop]) -> None:
    with story.step("D2.6", "what was signed on the LAN stands at headquarters"):
        refused = [line for laptop in laptops.values() for line in laptop.dump("--quarantine")]
        assert refused == []
        assert [row["state"] for row in where.holds("report").values()] == ["signed"]
