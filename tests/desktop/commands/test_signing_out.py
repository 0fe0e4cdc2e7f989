"""sign-out: nothing of a person's own work goes with the store, unless it was taken along."""

import argparse
import hashlib
import json
from pathlib import Path

import pytest

from desktop import credentials
from desktop.application import opened
from desktop.commands.account import run_sign_out
from desktop.errors import UnsentWork
from desktop.store.replica import LaptopReplica
from sync.wire import Reply, Result
from tests.support.laptops import laptop


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(credentials.VARIABLE, "四个汉字")
    app = laptop(tmp_path / "p")
    credentials.wrap(app.profile, app.database.key, lambda: "四个汉字")
    app.perform("customer.edit", "c1", {"phone": "139"})
    replica = LaptopReplica(app.database, app.clock)
    refused = Result(1, "refused", problem="not_yours")
    replica.apply(replica.request(), Reply("e1", 1, "", app.clock.now_text(), [refused]))
    app.close()
    return tmp_path / "p"


def test_refused_work_holds_sign_out_back(folder: Path) -> None:
    with pytest.raises(UnsentWork):
        run_sign_out(argparse.Namespace(profile=folder, export=None))
    assert (folder / "store.db").exists()


def test_refused_work_is_exported_as_apply_understands_it(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "work.jsonl"
    run_sign_out(argparse.Namespace(profile=folder, export=target))
    (line,) = target.read_text("utf-8").splitlines()
    assert json.loads(line) == {"do": "customer.edit", "id": "c1", "set": {"phone": "139"}}
    assert not (folder / "store.db").exists()


def test_a_file_that_headquarters_does_not_have_holds_it_back_too(
    folder: Path, tmp_path: Path
) -> None:
    body = b"photo" * 1_000
    digest = hashlib.sha256(body).hexdigest()
    with opened(folder, credentials.passphrase_from_environment) as app:
        with app.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM refused")
        app.contents.keep(digest, len(body), [body], held="")
    with pytest.raises(UnsentWork):
        run_sign_out(argparse.Namespace(profile=folder, export=None))
    target = tmp_path / "work.jsonl"
    run_sign_out(argparse.Namespace(profile=folder, export=target))
    assert (tmp_path / "work.jsonl.files" / digest).read_bytes() == body
    assert not (folder / "files").exists()
