"""D3: a regional manager clears sixty approvals on a Monday, the line gone in the middle."""

from pathlib import Path

from tests.journeys.company import (
    Company,
    founded,
    is_in_step,
    number,
    of_type,
    settled,
    unsent,
)
from tests.journeys.telling import Story
from tests.support.patience import until
from tests.support.processes import Laptop
from tests.support.screen import Window, display, window

LEFT = r"待我处理 ([\d,]+) 条"
POST = "east-mgr"
WORDS = "ok, go on"  # typed where a word is needed


def play(folder: Path, story: Story) -> None:
    with founded(folder) as where, display(folder / "screen") as shown:
        zhang, zhou = where.sign_in("zhang"), where.sign_in("zhou")
        waiting = on_her_desk(where)
        with window(zhang.folder, shown, spoken=True) as desk:
            with story.step("D3.1", "the pile says what is on it, by kind and by how late it is"):
                desk.go(5, "approvals")
                desk.says(f"待我处理 {len(waiting)} 条", "超时")
                for name, count in kinds(where, waiting).items():
                    desk.says(f"{name} {count}")
            batch(story, zhang, desk)
            upwards(story, where, desk)
            changed = offline(story, where, zhang, zhou, desk)
            back(story, where, zhang, desk, changed)
            assert desk.close() == 0
        zhou.sync()
        with story.step("D3.14", "who asked sees by whom and when it was decided"):
            mine = {id for id, row in of_type(zhou, "approval_request").items()
                    if row["requester"] == "zhou"}  # fmt: skip
            ruled = [row for row in of_type(zhou, "decision").values() if row["request"] in mine]
            assert any(row["decider"] == "zhang" and row["decided_at"] for row in ruled)


def on_her_desk(where: Company) -> list[str]:
    requests = where.holds("approval_request")
    return [
        id for id, row in requests.items() if row["state"] == "pending" and row["approver"] == POST
    ]


def kinds(where: Company, waiting: list[str]) -> dict[str, int]:
    """Of the kinds that have a pill of their own."""
    requests, found = where.holds("approval_request"), {"特价": 0, "授信": 0}
    names = {"special_price": "特价", "discount": "特价", "credit": "授信"}
    for id in waiting:
        if name := names.get(requests[id]["kind"]):
            found[name] += 1
    return found


def left(desk: Window) -> int:
    return number(LEFT, desk.words())


def headline(desk: Window) -> str:
    """The title of the request that is open: the line before its place in the pile."""
    lines = desk.words().splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("第 "))
    return "".join(lines[max(0, place - 4) : place])


def decided(laptop: Laptop) -> list[str]:
    return [do for do in unsent(laptop) if do == "approval.decide"]


def take_back(story: Story, zhang: Laptop, desk: Window, all: int) -> None:
    with story.step("D3.13", "Z takes back what has not been sent, and the request is there again"):
        first = headline(desk)
        decide_one(desk)
        assert len(decided(zhang)) == 1
        desk.press("z")
        until(lambda: left(desk) == all, "the request back")
        assert headline(desk) == first
        assert not decided(zhang)


def batch(story: Story, zhang: Laptop, desk: Window) -> None:
    with story.step(
        "D3.3", "X picks three, A lists exactly those, Enter does, each has its result"
    ):
        before, said = left(desk), desk.words()
        desk.press("x", "j", "x", "j", "x", "a")
        desk.says("同意 3 条")
        listed = desk.words().split("将要同意的申请")[1]
        assert len(listed.strip().splitlines()) == 3 + 2, listed  # and the two buttons
        assert all(line in said for line in titles(listed))
        desk.press("Return")
        until(lambda: left(desk) == before - 3, "three fewer")
        desk.press("Escape")


def titles(listed: str) -> list[str]:
    """What the batch says of each: the name and the title as the pile has them."""
    return [line.split(" ¥")[0].split(" ", 1)[1] for line in listed.strip().splitlines()[:3]]


def upwards(story: Story, where: Company, desk: Window) -> None:
    with story.step("D3.4", "E endorses a request to her superior instead of deciding it"):
        before = left(desk)
        desk.press("e")
        until(lambda: left(desk) == before - 1, "it has left her desk")
        until(lambda: "endorse" in verdicts(where), "endorsed at headquarters")


def verdicts(where: Company) -> list[str]:
    return [row["verdict"] for row in where.holds("decision").values() if row["decider"] == "zhang"]


def offline(story: Story, where: Company, zhang: Laptop, zhou: Laptop, desk: Window) -> str:
    """The id of the request that its author changed while she was away from the line."""
    with story.step("D3.5", "the line drops: it says so, decisions go on and wait on this laptop"):
        until(lambda: not unsent(zhang), "all sent before")
        where.leave()
        changed = change_one(where, zhou)
        desk.press("F5")
        desk.says("离线", "联网后发送")
    take_back(story, zhang, desk, left(desk))
    with story.step("D3.6", "away from the line every request is decided from the keyboard"):
        for _ in range(left(desk)):
            decide_one(desk)
        assert left(desk) == 0
        assert len(decided(zhang)) > 40
        desk.says("更改已存本机")
    return changed


def change_one(where: Company, zhou: Laptop) -> str:
    """A pending request of zhou's gets another reason; her laptop has not heard of it."""
    mine = [id for id in on_her_desk(where)
            if where.holds("approval_request")[id]["requester"] == "zhou"
            and where.holds("approval_request")[id]["kind"] == "special_price"]  # fmt: skip
    edit = {"do": "approval.edit", "id": mine[0], "set": {"reason": "价格改为 8.4 折"}}
    (answer,) = zhou.apply(edit)
    assert answer["ok"], answer
    stick = where.folder / "zhou.syncb"
    assert zhou.run("bundle", "write", str(stick)).code == 0
    assert where.command("bundle", "read", str(stick)).code == 0
    return mine[0]


def decide_one(desk: Window) -> None:
    """A; where a word is asked for it is given; beyond the limit it goes upwards."""
    before = left(desk)
    desk.press("a")
    if left(desk) == before:
        desk.type(WORDS)
        desk.press("Return")
    if left(desk) == before:
        desk.press("Escape", "e")
    if left(desk) == before:
        desk.type(WORDS)
        desk.press("Return")
    assert left(desk) == before - 1, desk.words()


def back(story: Story, where: Company, zhang: Laptop, desk: Window, changed: str) -> None:
    with story.step(
        "D3.12", "the line is back: all arrive, the changed one comes back and is told"
    ):
        where.come_back()
        desk.press("F5")
        until(lambda: not unsent(zhang), "everything sent", 120)
        requests = where.holds("approval_request")
        (kept,) = zhang.dump("--quarantine")
        assert (kept["do"], kept["set"]["request"]) == ("approval.decide", changed), kept
        assert not [id for id in on_her_desk(where) if id != changed]
        assert requests[changed]["state"] == "pending", requests[changed]
        assert settled(zhang)["applied"] >= 50
        desk.says("待我处理 1 条")
        until(lambda: is_in_step(zhang, where), "in step, byte for byte")
