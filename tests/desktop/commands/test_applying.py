"""apply: whatever a script sends, each line is answered by one line, and the rest goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

from desktop import credentials
from tests.support.laptops import laptop
from tests.support.processes import PASSPHRASE, run_inside

ROOT = Path(__file__).parents[3]
BAD = [
    b"no json",
    b'\xff\xfe{"do":"customer.edit"}',
    b"[]",
    b'{"do":"\\ud800"}',
    b'{"do":"customer.edit","id":"\\ud800"}',
    b'{"do":"customer.edit","id":"c1","set":{"\\ud800":1}}',
    b'{"do":"customer.edit","id":"c1","set":{"phone":"\xe7\xff"}}',
    b'{"do":"customer.edit","id":"c1","set":{"latitude":1' + b"0" * 400 + b"}}",
    b'{"do":"customer.edit","id":"c1","set":{"extra":{"a":NaN}}}',
    b'{"do":"customer.edit","id":"c1","set":{"extra":{"":1}}}',
    b'{"do":"report.draft","set":{"kind":"daily","date":"2026-11-21","answers":[1]}}',
    b'{"do":"report.draft","set":{"kind":"daily","date":"9999-12-31"}}',
    b'{"do":"route.save","id":"w","set":{"name":"w","stops":[{}]}}',
    b'{"do":"plan.arrange","id":"w","set":{"order":[{}]}}',
]
GOOD = '\ufeff{"do":"customer.edit","id":"c1","set":{"phone":"139"}}'.encode()


def test_every_bad_line_is_answered_and_the_good_one_is_done(tmp_path: Path) -> None:
    app = laptop(tmp_path)
    credentials.wrap(app.profile, app.database.key, lambda: "四个汉字")
    app.close()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--profile", str(tmp_path), "apply"],
        input=b"\n".join([*BAD, GOOD]),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, credentials.VARIABLE: "四个汉字"},
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["ok"] for answer in answers] == [False] * len(BAD) + [True], done.stderr
    assert done.returncode == 1


def test_what_a_revoked_laptop_had_not_sent_is_done_now_by_who_applies_it(tmp_path: Path) -> None:
    app = laptop(tmp_path)
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    app.close()
    told = {"do": "customer.edit", "id": "c1", "at": "2020-01-01T00:00:00.000000Z"}
    file = tmp_path / "unsent.jsonl"
    file.write_text(json.dumps(told | {"set": {"phone": "139"}}))
    done = run_inside("desktop", "--profile", str(tmp_path), "apply", str(file))
    assert (done.code, done.lines) == (0, [{"ok": True, "id": "c1"}])
    (unsent,) = run_inside("desktop", "--profile", str(tmp_path), "dump", "--unsent").lines
    assert unsent["since"] > "2026"
