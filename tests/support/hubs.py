"""A branch hub as a process of its own, which tests may kill."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, Centre, centre_inside, environment


@dataclass(frozen=True, slots=True)
class Hub:
    """A running hub; `announced`: whether laptops can find it by themselves."""

    url: str
    id: str
    announced: bool
    process: "subprocess.Popen[str]"


def code_for(where: Centre, unit: str) -> str:
    """What the administrator writes down for the branch."""
    added = centre_inside("hub", "add", "--unit", unit, "--database", where.database)
    assert added.code == 0, added.said
    return added.said.split("one-time code: ")[1].strip()


def is_copied(database: Path) -> bool:
    """Whether the branch's copy at the hub is whole: from then on it serves without the centre."""
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute("SELECT value FROM meta WHERE name = 'copy'").fetchone()
    return found is not None and not json.loads(found[0])["copying"]["types"]


@contextmanager
def running(database: Path, upstream: str, code: str = "", *options: str) -> Iterator[Hub]:
    asked = ["hub", "--upstream", upstream, "--database", f"sqlite:///{database}", *options]
    if code:
        asked.append("--code-stdin")
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.server", *asked],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if code:
            process.stdin.write(f"{code}\n")
            process.stdin.flush()
        said: dict[str, Any] = json.loads(process.stdout.readline())
        yield Hub(said["listening"], said["hub"], said["announced"], process)
    finally:
        process.kill() if process.poll() is None else None
        process.wait(timeout=PATIENCE)
        process.stdin.close()
        process.stdout.close()
