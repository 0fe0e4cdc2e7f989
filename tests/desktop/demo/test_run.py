"""`--demo` brings up a whole company by itself, and leaves nothing behind, whatever happens."""

import os
import subprocess
import sys
import tempfile

import keyring
import psutil
import pytest
import requests
from sqlalchemy import text

from desktop.application import opened
from desktop.demo import run
from desktop.demo.run import prepared
from desktop.store import state
from tests.support.patience import PATIENCE

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("role", "name", "customers"), [("rep", "周婷", 168), ("manager", "张立群", 915)]
)
def test_the_demo_signs_in_with_everything_its_person_may_see(role, name, customers):
    before = keyring.get_keyring()
    with prepared(role) as (folder, passphrase):
        with opened(folder, lambda: passphrase) as application:
            assert application.me.name == name
            assert application.status().unsent == 0
            with application.database.read() as connection:
                found = connection.execute(text("SELECT count(*) FROM customer")).scalar()
                assert found == customers
                address = state.get(connection, "server")
        assert "keyring" not in (folder / "key.json").read_text()
        assert psutil.Process().children()
    assert not folder.exists()
    assert psutil.Process().children() == []
    assert keyring.get_keyring() is before
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=2)


def test_the_centre_ends_with_a_demo_that_was_killed(tmp_path):
    code = (
        "import sys; from desktop.demo.run import prepared\n"
        "with prepared('rep') as ready: print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as demo:
        assert demo.stdout.readline() == "ready\n"
        (centre,) = psutil.Process(demo.pid).children()
        demo.kill()
        centre.wait(PATIENCE)
    assert not centre.is_running()


def test_the_next_demo_takes_away_what_a_killed_one_left(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    left = tmp_path / f"routebook-demo-{gone.pid}-abc"
    alive = tmp_path / f"routebook-demo-{os.getpid()}-abc"
    for folder in (left, alive):
        (folder / "profile").mkdir(parents=True)
    run.sweep()
    assert not left.exists()
    assert alive.exists()
