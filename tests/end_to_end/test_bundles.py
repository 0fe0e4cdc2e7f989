"""Synchronising by stick, between real programs: the laptop's commands and the centre's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import processes
from tests.support.processes import Centre, Laptop, Ran, signed_in


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with processes.centre(tmp_path_factory.mktemp("centre")) as running:
        yield running


@pytest.fixture(scope="module")
def laptop(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return signed_in(tmp_path_factory.mktemp("zhou"), centre.url, ["zhou"])["zhou"]


def at_centre(where: Centre, *arguments: str) -> Ran:
    return processes.centre_inside(*arguments, "--database", where.database)


def is_in_step(laptop: Laptop, where: Centre) -> bool:
    dumped = at_centre(where, "dump", "--as-user", laptop.user)
    return laptop.run("dump").printed == dumped.printed


def device_of(laptop: Laptop, where: Centre) -> str:
    known = at_centre(where, "device", "list").lines
    mine = [device for device in known if device["person"] == laptop.user]
    return str(max(mine, key=lambda device: device["enrolled_at"])["id"])


def carried_up(laptop: Laptop, where: Centre, folder: Path) -> Any:
    stick = folder / "up.syncb"
    written = laptop.run("bundle", "write", str(stick))
    assert written.code == 0, written.said
    return at_centre(where, "bundle", "read", str(stick)).lines[0]


def carried_down(laptop: Laptop, where: Centre, folder: Path) -> Any:
    stick = folder / "down.syncb"
    device = device_of(laptop, where)
    written = at_centre(where, "bundle", "write", str(stick), "--device", device)
    assert written.code == 0, written.said
    taken = laptop.run("bundle", "read", str(stick))
    assert taken.code == 0, taken.said
    return taken.lines[0]


def test_work_goes_up_and_its_results_and_others_news_come_down(
    centre: Centre, laptop: Laptop, tmp_path: Path
) -> None:
    laptop.apply({"do": "customer.edit", "id": "c1", "set": {"phone": "0571-7001"}})
    up = carried_up(laptop, centre, tmp_path)
    assert (up["changes"], up["refused"]) == (1, 0)
    assert len(laptop.dump("--unsent")) == 1  # carried is not answered
    at_centre(centre, "territory", "move", "--customer", "c9", "--to", "hz1")
    down = carried_down(laptop, centre, tmp_path)
    assert down["answered"] == 1
    assert laptop.dump("--unsent") == []
    assert is_in_step(laptop, centre)
    assert laptop.sync()["pushed"] == 0


def test_a_file_that_only_the_laptop_has_goes_up_on_the_stick(
    centre: Centre, laptop: Laptop, tmp_path: Path
) -> None:
    photo, back = tmp_path / "门头.png", tmp_path / "back.png"
    photo.write_bytes(b"\x89PNG" + bytes(range(256)) * 2_500)  # three pieces
    attached = laptop.run("attach", str(photo), "--to", "customer/c1")
    assert attached.code == 0, attached.said
    up = carried_up(laptop, centre, tmp_path)
    assert (up["changes"], up["files"]) == (1, 1)
    again = at_centre(centre, "bundle", "read", str(tmp_path / "up.syncb")).lines[0]
    assert (again["changes"], again["files"]) == (1, 0)
    zhang = signed_in(tmp_path, centre.url, ["zhang"])["zhang"]
    (record,) = zhang.dump("--type", "attachment")
    assert zhang.run("fetch", record["id"], "--to", str(back)).code == 0
    assert back.read_bytes() == photo.read_bytes()
    said = laptop.sync()
    assert said["files_bytes_up"] < 5_000  # it is there: nobody sends it again


def test_the_commands_are_there_under_both_names(
    centre: Centre, laptop: Laptop, tmp_path: Path
) -> None:
    """The one test that starts the centre's program itself."""
    stick = str(tmp_path / "x.syncb")
    outside = "--database", centre.database
    assert laptop.run("bundle", "export", stick).lines[0]["changes"] == 0
    read = processes.run("sync.server", "bundle", "import", stick, *outside)
    assert (read.code, read.lines[0]["changes"]) == (0, 0)
    wrote = at_centre(centre, "bundle", "export", stick, "--device", device_of(laptop, centre))
    assert wrote.code == 0
    assert laptop.run("bundle", "import", stick).code == 0
    assert processes.run("sync.server", "bundle", "export", stick, *outside).code == 2


def test_a_stick_for_somebody_else_is_refused_politely(
    centre: Centre, laptop: Laptop, tmp_path: Path
) -> None:
    other = signed_in(tmp_path / "other", centre.url, ["li"])["li"]
    stick = tmp_path / "li.syncb"
    at_centre(centre, "bundle", "write", str(stick), "--device", device_of(other, centre))
    before = laptop.run("dump").printed
    refused = laptop.run("bundle", "read", str(stick))
    assert (refused.code, refused.lines[0]["problem"]) == (1, "bundle_for_other")
    assert "不是给这台设备的" in refused.said
    assert laptop.run("dump").printed == before
    back = at_centre(centre, "bundle", "read", str(stick))
    assert (back.code, back.lines[0]["problem"]) == (1, "bundle_for_other")


def test_a_damaged_stick_is_refused_and_is_no_broken_line(laptop: Laptop, tmp_path: Path) -> None:
    stick = tmp_path / "down.syncb"
    for content, problem in ((b"", "not_a_bundle"), (b"ROUTEBK\x01\x00\x00", "truncated")):
        stick.write_bytes(content)
        refused = laptop.run("bundle", "read", str(stick))
        assert (refused.code, [line["problem"] for line in refused.lines]) == (1, [problem])
