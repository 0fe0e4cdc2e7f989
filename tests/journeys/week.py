"""D1: a rep a week on the road without network, back through a line that drops."""

from pathlib import Path

from desktop.demo.days import CHINA
from sync.clock import Clock
from tests.journeys.company import Company, founded, is_in_step, of_type, unsent
from tests.journeys.telling import Story
from tests.support.faults import BadLine
from tests.support.patience import until
from tests.support.processes import Laptop
from tests.support.screen import Display, Window, display, window

TYPED = ("Shelves full", "4 boxes on Monday", "10 boxes sold well today")
LONG = 240.0


def play(folder: Path, story: Story) -> None:
    with founded(folder) as where, BadLine(where.centre.url, seed=1, bad=0.0) as line:
        zhou = where.sign_in("zhou", line.url)
        where.leave()
        with display(folder / "screen") as shown:
            away(story, where, zhou, shown)
            evening(story, zhou, shown)
            hotel(story, where, zhou, shown, line)


def away(story: Story, where: Company, zhou: Laptop, shown: Display) -> None:
    with window(zhou.folder, shown, spoken=True) as book:
        with story.step(
            "D1.3", "no network: it says so calmly, and today's customers are all there"
        ):
            book.says("离线")
            today = Clock().now().astimezone(CHINA).date().isoformat()
            names = {row["id"]: row["name"] for row in where.made["customers"]}
            book.go(3, "routes")
            book.says(*(names[row["customer"]] for row in stops(where) if row["date"] == today))
        with story.step(
            "D1.5", "a visit needs two answers; the stop is done, the change waits here"
        ):
            before = len(of_type(zhou, "visit"))
            book.press("v")
            book.type(TYPED[0])
            book.press("Tab")
            book.type(TYPED[1])
            book.press("Return")
            until(lambda: len(of_type(zhou, "visit")) == before + 1, "the visit kept")
            assert unsent(zhou) == ["visit.record"]
            book.says("1 项更改已存本机")
        with story.step("D1.8", "a prospect who is known already is recognised while typed"):
            book.go(2, "customers")
            book.press("n")
            book.type("0571-80001447")
            book.press("Tab")
            book.type("0571-80001447")
            book.says("可能已经在册", "仁济大药房凤起路店")
            book.press("Escape", "Escape")
        with story.step("D1.9", "a prospect nobody knows is registered and waits for the network"):
            before = len(of_type(zhou, "customer"))
            book.press("n")
            book.type("Roadside Shop 9")
            book.press("ctrl+Return")
            until(lambda: len(of_type(zhou, "customer")) == before + 1, "the prospect kept")
            assert "customer.create" in unsent(zhou)
        with story.step("D1.11", "the battery dies while the report is written"):
            book.go(4, "reports")
            book.press("e")
            book.press("ctrl+Return")
            book.type(TYPED[2])
            until(lambda: TYPED[2] in str(of_type(zhou, "report")), "the words in the store")
            book.kill()


def stops(where: Company) -> list[dict[str, str]]:
    return [row for row in where.made["plan_items"] if row["person"] == "zhou"]


def evening(story: Story, zhou: Laptop, shown: Display) -> None:
    with window(zhou.folder, shown, spoken=True) as book:
        with story.step("D1.12", "opened again the draft is whole; the report is sealed"):
            book.go(4, "reports")
            book.press("e")
            book.says(TYPED[2])
            seal(book, zhou)
        assert book.close() == 0


def seal(book: Window, zhou: Laptop) -> None:
    """Ctrl Enter; what is missing gets the focus and a few words."""
    for _ in range(6):
        book.press("ctrl+Return")
        if "report.seal" in unsent(zhou):
            return
        book.type(TYPED[2])
    raise AssertionError(book.words())


def hotel(story: Story, where: Company, zhou: Laptop, shown: Display, line: BadLine) -> None:
    with window(zhou.folder, shown, spoken=True) as book:
        with story.step("D1.13", "a line that drops every third request: all arrives, once"):
            mine = of_type(zhou, "visit")
            waiting = len(unsent(zhou))
            assert waiting >= 4
            line.bad = 0.35
            where.come_back()
            book.press("F5")
            until(lambda: not unsent(zhou), "everything sent", LONG)
            line.bad = 0.0
            book.press("F5")
            until(lambda: is_in_step(zhou, where), "in step, byte for byte", LONG)
            theirs = where.holds("visit")
            assert mine.keys() <= theirs.keys()
            names = [row["name"] for row in where.holds("customer").values()]
            assert names.count("Roadside Shop 9") == 1
            told = where.folder / "ledger.jsonl"
            told.write_text(zhou.run("ledger").printed, "utf-8")
            compared = where.command("ledger", "--against", str(told))
            assert compared.code == 0, compared.printed
        with story.step("D1.14", "the sync page says that nothing was refused"):
            book.go(7, "sync")
            book.says("已同步")
            assert zhou.dump("--quarantine") == []
        assert book.close() == 0
    with story.step("D1.15", "her superior finds the report, sealed"):
        zhang = where.sign_in("zhang")
        sealed = [row for row in of_type(zhang, "report").values() if TYPED[2] in str(row)]
        assert [row["state"] for row in sealed] == ["sealed"]
