"""The demo company behind a real centre that can go away and come back; its people's laptops."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.demo import company
from desktop.demo.days import CHINA
from sync.clock import Clock
from tests.support import processes
from tests.support.processes import Centre, Laptop, Ran, run_inside

PASSWORD = "on-the-road-1"
Row = dict[str, Any]


def pack() -> Row:
    """As it is at this moment; everybody can sign in."""
    now = Clock().now().astimezone(CHINA)
    return company.build(now.date(), password=PASSWORD, at=now.time())


@dataclass(slots=True)
class Company:
    """`up` says whether headquarters answers; `made` is what the company was founded with."""

    folder: Path
    centre: Centre
    made: Row
    up: bool = True
    _line: ExitStack = field(default_factory=ExitStack)

    def sign_in(self, user: str, url: str = "") -> Laptop:
        """In step with headquarters, which it knows under this address."""
        laptop = Laptop(self.folder / user, user, run_inside)
        arguments = (
            "sign-in",
            "--server",
            url or self.centre.url,
            "--user",
            user,
            "--password-stdin",
        )
        done = laptop.run(*arguments, stdin=f"{PASSWORD}\n")
        assert done.code == 0, done.said
        laptop.sync()
        return laptop

    def leave(self) -> None:
        """The line to headquarters is cut."""
        self._line.close()
        self.up = False

    def come_back(self) -> None:
        """On the address it had."""
        self._line.enter_context(processes.serving(self.centre.database, self.centre.port))
        self.up = True

    def command(self, *arguments: str) -> Ran:
        return processes.centre_inside(*arguments, "--database", self.centre.database)

    def holds(self, type: str) -> dict[str, Row]:
        """The centre's records of a type, by id."""
        return {each["id"]: each["fields"] for each in self.command("dump", "--type", type).lines}


@contextmanager
def founded(folder: Path) -> Iterator[Company]:
    made = pack()
    with processes.centre(folder, made) as first:
        pass
    where = Company(folder, first, made)
    where.come_back()
    try:
        yield where
    finally:
        where.leave()


def of_type(laptop: Laptop, type: str) -> dict[str, Row]:
    return {each["id"]: each["fields"] for each in laptop.dump("--type", type)}


def unsent(laptop: Laptop) -> list[str]:
    return [each["do"] for each in laptop.dump("--unsent")]


def is_in_step(laptop: Laptop, where: Company) -> bool:
    theirs = where.command("dump", "--as-user", laptop.user)
    return laptop.run("dump").printed == theirs.printed


def settled(laptop: Laptop) -> Counter[str]:
    """How the changes ever made on this laptop ended."""
    return Counter(line["status"] for line in laptop.run("ledger").lines)


def number(pattern: str, words: str) -> int:
    """The number that stands in the words; -1 when they do not."""
    found = re.search(pattern, words)
    return int(found[1].replace(",", "")) if found else -1
