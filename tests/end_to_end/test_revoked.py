"""A revoked laptop: at contact its data are gone, and nothing that was not sent is lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import centre as centres
from tests.support.processes import Laptop, centre_inside, run_inside

SECRET = "仅限内部的备注"
SPOKEN = "只有周婷这台电脑知道"
PHOTO = b"\x89PNG" + bytes(range(256)) * 9


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[centres.Town]:
    url = f"sqlite:///{tmp_path_factory.mktemp('centre') / 'centre.db'}"
    customers = [{**each, "remark": SECRET} for each in centres.PACK["customers"]]
    centres.found(url, {**centres.PACK, "customers": customers})
    with centres.town(url) as running:
        yield running


def sign_in(laptop: Laptop, url: str) -> int:
    asked = ("sign-in", "--server", url, "--user", laptop.user, "--password-stdin")
    return laptop.run(*asked, stdin=f"pw-{laptop.user}\n").code


def revoked(town: centres.Town) -> None:
    database = ("--database", str(town.centre.database.url))
    for device in centre_inside("device", "list", *database).lines:
        assert centre_inside("device", "revoke", device["id"], *database).code == 0


def edit(remark: str, id: str = "c1") -> dict[str, object]:
    return {"do": "customer.edit", "id": id, "set": {"remark": remark}}


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_at_contact_everything_goes_and_the_unsent_work_comes_back_to_its_author(
    town: centres.Town, tmp_path: Path
) -> None:
    laptop = Laptop(tmp_path / "ann", "ann", run_inside)
    photo, copy = tmp_path / "photo.png", tmp_path / "copy.backup"
    photo.write_bytes(PHOTO)
    assert sign_in(laptop, town.address) == 0
    assert laptop.run("backup", str(copy)).code == 0
    key = json.loads((laptop.folder / "key.json").read_text())
    assert laptop.apply(edit(SPOKEN))[0]["ok"]
    assert laptop.run("attach", str(photo), "--to", "customer/c1").code == 0
    revoked(town)

    told = laptop.run("sync")
    assert told.code == 4
    assert "停用" in told.said
    assert "3 项未发送" in told.said  # two changes and the photo
    left = sorted(path.name for path in laptop.folder.rglob("*"))
    assert [name for name in left if not name.startswith("unsent-")] == []
    assert not copy.exists()
    for word in (SECRET.encode(), SPOKEN.encode(), PHOTO, key["wrapped"].encode()):
        assert word not in everything_in(laptop.folder)
    assert laptop.run("dump").code == 4
    assert town.read("customer", "c1").fields["remark"] == SECRET

    assert sign_in(laptop, town.address) == 0
    assert town.read("customer", "c1").fields["remark"] == SPOKEN
    assert laptop.run("sync").code == 0  # the photo follows its record
    assert laptop.run("dump").printed.splitlines() == town.dump(as_user="ann")
    (attached,) = laptop.dump("--type", "attachment")
    with town.centre.database.read() as connection:
        held = connection.exec_driver_sql("SELECT sha256 FROM blob").scalars().all()
    assert held == [attached["fields"]["sha256"]]
    assert list(laptop.folder.glob("unsent-*")) == []


def test_what_was_kept_is_for_its_author_and_the_company_alone(
    town: centres.Town, tmp_path: Path
) -> None:
    ann = Laptop(tmp_path / "ann", "ann", run_inside)
    assert sign_in(ann, town.address) == 0
    assert ann.apply(edit(SPOKEN, "c2"))[0]["ok"]
    revoked(town)
    assert ann.run("sync").code == 4
    (kept,) = ann.folder.glob("unsent-*")
    ben = Laptop(tmp_path / "ben", "ben", run_inside)
    assert sign_in(ben, town.address) == 0
    (ben.folder / kept.name).write_bytes(kept.read_bytes())
    assert ben.run("sync").code == 0
    assert (ben.folder / kept.name).exists()
    assert ben.dump("--unsent") == []
    asked = ("device", "unsent", str(kept), "--database", str(town.centre.database.url))
    (line,) = centre_inside(*asked).lines
    assert (line["do"], line["id"], line["set"]) == ("customer.edit", "c2", {"remark": SPOKEN})

    (ben.folder / "revoked").touch()  # a wipe that was killed after its mark was set
    assert ben.run("dump").code == 4
    assert [path.name for path in ben.folder.iterdir()] == [kept.name]
