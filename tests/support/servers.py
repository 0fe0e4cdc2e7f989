"""A centre as a process that may be killed at any moment and started again on its port."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, environment


class Server:
    """The centre on one port, killed and started again as often as it pleases somebody.

    With another `command` a hub; `word` is what it asks for when it is started the first time.
    """

    def __init__(
        self, database: str, log: Path, command: Sequence[str] = ("serve",), word: str = ""
    ) -> None:
        self.database = database
        self._command, self._word = command, word
        self._log = log
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*command_line("sync.server", *self._command, "--port", str(self._port)),
                 "--database", self.database],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, text=True, cwd=ROOT, env=environment(),
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(self._word and f"{self._word}\n")
        self._process.stdin.close()
        self._word = ""
        url = str(json.loads(self._process.stdout.readline())["listening"])
        self._port = int(url.rpartition(":")[2])
        return url

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """As `kill -9`: nothing is finished."""
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def bugs(self) -> list[str]:
        return [line for line in self._log.read_text().splitlines() if '"trace"' in line]


def command_line(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]
