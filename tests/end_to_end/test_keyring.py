"""A real Secret Service keeps the store's key: nothing is asked, and no key is on the disk."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import PASSWORDS, ROOT, centre

NEEDED = ("dbus-run-session", "gdbus", "gnome-keyring-daemon")
STORY = """
echo -n unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 &
for turn in $(seq 100); do
  gdbus introspect --session --dest org.freedesktop.secrets \\
    --object-path /org/freedesktop/secrets >/dev/null 2>&1 && break
  sleep 0.1
done
echo "$PASSWORD" | "$PYTHON" -m desktop --profile "$PROFILE" sign-in --server "$URL" --user zhou \\
  --password-stdin </dev/stdin &&
"$PYTHON" -m desktop --profile "$PROFILE" dump --type customer &&
"$PYTHON" -m desktop --profile "$PROFILE" doctor
"""


@pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)),
    reason="needs Debian's dbus, libglib2.0-bin and gnome-keyring",
)
def test_the_keyring_opens_the_store_without_a_question(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with centre(tmp_path) as where:
        environ = {
            **{name: value for name, value in os.environ.items() if "KEYRING" not in name},
            "PASSWORD": PASSWORDS["zhou"],
            "PROFILE": str(profile),
            "PYTHON": sys.executable,
            "URL": where.url,
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_RUNTIME_DIR": str(tmp_path),
        }
        environ.pop("ROUTEBOOK_PASSPHRASE", None)
        told = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", STORY],
            env=environ, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert told.returncode == 0, told.stderr
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert {line["id"] for line in lines if "fields" in line} == {"c1", "c2", "c3"}
    assert {"kept": "keyring"} in [line.get("facts") for line in lines]
    kept = json.loads((profile / "key.json").read_text())
    assert set(kept) == {"kept", "name"}, "the file only says where the key is"
