"""A download that is cut, or whose laptop is killed, fetches at most one chunk again."""

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sync import wire
from sync.catalogue import SCHEMA
from sync.server import snapshots
from sync.wire import Manifest
from tests.support import centre as centres
from tests.support.faults import CountingLine
from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, Laptop, environment, run_inside
from tests.support.servers import command_line

CHUNKS = "/v1/snapshot/"


def shops(territory: str, number: int) -> list[Mapping[str, Any]]:
    return [
        {"id": f"{territory}-{n}", "name": f"{n} 号店", "territory": territory, "class": "A"}
        for n in range(number)
    ]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[centres.Town]:
    monkeypatch.setattr(snapshots, "CHUNK_ROWS", 10)
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    customers = [*centres.PACK["customers"], *shops("t1", 70), *shops("t2", 70)]
    centres.found(url, {**centres.PACK, "customers": customers})
    with centres.town(url) as running:
        yield running


def ann(folder: Path) -> Laptop:
    return Laptop(folder / "ann", "ann", run_inside)


def sign_in(laptop: Laptop, url: str) -> int:
    asked = ("sign-in", "--server", url, "--user", "ann", "--password-stdin")
    return laptop.run(*asked, stdin="pw-ann\n").code


def killed_during_a_chunk(laptop: Laptop, line: CountingLine, number: int) -> None:
    line.spoil[CHUNKS] = (number, "hold")
    process = subprocess.Popen(
        [*command_line("desktop", "--profile", str(laptop.folder)), "sync"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment(),
    )  # fmt: skip
    assert line.holding.wait(PATIENCE)
    process.kill()
    process.wait(PATIENCE)
    line.spoil.clear()


def fetched_twice(line: CountingLine) -> list[int]:
    """The bytes of every answer with a chunk that had been asked for before."""
    seen, again = set(), []
    for path, size in line.down:
        if path.startswith(CHUNKS):
            again += [size] if path in seen else []
            seen.add(path)
    return again


def in_step(laptop: Laptop, town: centres.Town) -> bool:
    return laptop.run("dump").printed.splitlines() == town.dump(as_user="ann")


def test_a_download_that_is_cut_and_then_killed_repeats_one_chunk_each_time(
    town: centres.Town, tmp_path: Path
) -> None:
    laptop = ann(tmp_path)
    with CountingLine(town.address) as line:
        line.spoil[CHUNKS] = (3, "cut")
        assert sign_in(laptop, line.url) == 3
        killed_during_a_chunk(laptop, line, 3)
        assert laptop.run("sync").code == 0
        repeated_at_most(2, line)
        assert in_step(laptop, town)
        nothing_is_left_over(laptop)

        line.down.clear()  # a territory that is added comes into a store that is in use
        line.holding.clear()
        town.load({"posts": [{"id": "r1", "title": "业务员", "territories": ["t1", "t2"]}]})
        killed_during_a_chunk(laptop, line, 4)
        assert laptop.run("sync").code == 0
        repeated_at_most(1, line)
    assert in_step(laptop, town)
    nothing_is_left_over(laptop)


def test_a_territory_that_is_added_during_a_download_lets_stand_what_has_arrived(
    town: centres.Town, tmp_path: Path
) -> None:
    laptop = ann(tmp_path)
    with CountingLine(town.address) as line:
        line.spoil[CHUNKS] = (9, "cut")
        assert sign_in(laptop, line.url) == 3
        line.spoil.clear()
        arrived = [size for path, size in line.down if path.startswith(CHUNKS)][:-1]
        assert len(arrived) > 6
        line.down.clear()
        territory = {"id": "s9", "name": "九片", "unit": "hq"}  # sorted before what has arrived
        post = {"id": "r1", "title": "业务员", "territories": ["s9", "t1"]}
        town.load({"territories": [territory], "posts": [post], "customers": shops("s9", 33)})
        assert laptop.run("sync").code == 0
        came = [size for path, size in line.down if path.startswith(CHUNKS)]
    assert in_step(laptop, town)
    whole = sum(chunk.size for chunk in manifest_of(town).chunks)
    assert sum(came) < whole - sum(arrived) / 2


def manifest_of(town: centres.Town) -> Manifest:
    other = centres.Laptop(town.address, town.clock)
    other.enrol("ann", "pw-ann")
    wanted = wire.encode(wire.Wanted(other.say().parts or [], SCHEMA))
    return wire.decode(other.authorised("POST", "/v1/snapshot", wanted), Manifest)


def repeated_at_most(cuts: int, line: CountingLine) -> None:
    again = fetched_twice(line)
    assert 0 < len(again) <= cuts
    assert sum(again) <= cuts * max(size for path, size in line.down if path.startswith(CHUNKS))
    assert sum(again) < line.bytes_of(CHUNKS) / 3


def nothing_is_left_over(laptop: Laptop) -> None:
    assert not (laptop.folder / "store.chunks").exists()
