"""A damaged store: what was not sent comes back after signing in again; what is lost is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import credentials
from desktop.paths import Profile
from desktop.store.database import Database
from tests.support import centre as centres
from tests.support.processes import PASSPHRASE, Laptop, run_inside

SPOKEN = "只有这台电脑知道"
PAGE = 4096


@pytest.fixture
def town(tmp_path: Path) -> Iterator[centres.Town]:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    centres.found(url)
    with centres.town(url) as running:
        yield running


@pytest.fixture
def laptop(town: centres.Town, tmp_path: Path) -> Laptop:
    made = Laptop(tmp_path / "ann", "ann", run_inside)
    assert sign_in(made, town) == 0
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG" + bytes(range(256)))
    asked = {"do": "customer.edit", "id": "c1", "set": {"remark": SPOKEN}}
    assert made.apply(asked)[0]["ok"]
    assert made.run("attach", str(photo), "--to", "customer/c1").code == 0
    return made


def sign_in(laptop: Laptop, town: centres.Town) -> int:
    asked = ("sign-in", "--server", town.address, "--user", laptop.user, "--password-stdin")
    return laptop.run(*asked, stdin=f"pw-{laptop.user}\n").code


def root_page(laptop: Laptop, table: str) -> int:
    profile = Profile(laptop.folder)
    database = Database(profile.store, credentials.load(profile, lambda: PASSPHRASE))
    with database.unlocked() as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (found,) = connection.execute(asked, (table,)).fetchone()
    database.close()
    return int(found)


def cut_short(store: Path) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole[: len(whole) - PAGE])


def test_a_store_cut_short_gives_back_what_was_not_sent(town: centres.Town, laptop: Laptop) -> None:
    cut_short(laptop.folder / "store.db")
    before = (laptop.folder / "store.db").read_bytes()
    told = laptop.run("dump")
    assert (told.code, "rescue" in told.said) == (5, True)

    done = laptop.run("rescue")
    assert (done.code, done.lines[0]["rescued"], done.lines[0]["whole"]) == (0, 3, True)
    assert (Path(done.lines[0]["aside"]) / "store.db").read_bytes() == before
    assert laptop.run("dump").code == 4

    assert sign_in(laptop, town) == 0
    assert laptop.run("sync").code == 0  # the photo follows its record
    assert town.read("customer", "c1").fields["remark"] == SPOKEN
    assert laptop.run("dump").printed.splitlines() == town.dump(as_user="ann")
    (attached,) = laptop.dump("--type", "attachment")
    assert laptop.run("fetch", attached["id"], "--to", str(laptop.folder / "again")).code == 0


def test_what_was_not_sent_is_found_without_the_schema_that_says_where_it_is(
    town: centres.Town, laptop: Laptop
) -> None:
    long = "说来话长" * 3_000  # on more pages than one
    asked = {"do": "customer.edit", "id": "c2", "set": {"remark": long}}
    assert laptop.apply(asked)[0]["ok"]
    with (laptop.folder / "store.db").open("r+b") as file:
        for number in range(1, 6):  # the schema is on the first, and goes on where it was made
            file.seek((number - 1) * PAGE + 1_000)
            file.write(b"XX")
    done = laptop.run("rescue")
    assert (done.code, done.lines[0]["rescued"], done.lines[0]["whole"]) == (1, 4, False)
    assert sign_in(laptop, town) == 0
    assert laptop.run("sync").code == 0
    assert town.read("customer", "c1").fields["remark"] == SPOKEN
    assert town.read("customer", "c2").fields["remark"].endswith(long)


def test_what_cannot_be_read_is_told_and_stays_in_the_file_set_aside(
    town: centres.Town, laptop: Laptop
) -> None:
    page = root_page(laptop, "outbox")
    with (laptop.folder / "store.db").open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))
    done = laptop.run("rescue")
    assert (done.code, done.lines[0]["whole"]) == (1, False)
    assert "读不出来" in done.said
    assert (Path(done.lines[0]["aside"]) / "key.json").exists()
    assert sign_in(laptop, town) == 0
    assert laptop.run("dump").printed.splitlines() == town.dump(as_user="ann")


def test_a_sound_store_is_not_set_aside(laptop: Laptop) -> None:
    done = laptop.run("rescue")
    assert (done.code, done.said.startswith("本机的数据完好")) == (1, True)
    assert laptop.dump("--unsent")
