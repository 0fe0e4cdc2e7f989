"""A display nobody looks at and the keyboard before it: the program as a person meets it."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.support.patience import PATIENCE, until
from tests.support.processes import ROOT, environment

STILL = 0.3  # a picture this old is what the program has to say; a cursor blinks more slowly
SIZE = "1440x900x24"
MISSING = [name for name in ("Xvfb", "xkbcomp", "xdotool") if shutil.which(name) is None]
needs_screen = pytest.mark.skipif(
    bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (apt-get install xvfb xdotool)"
)


@dataclass(frozen=True, slots=True)
class Display:
    """An X server without a screen; its picture is a file."""

    name: str
    frame: Path

    def picture(self) -> bytes:
        return self.frame.read_bytes()

    def rows(self) -> list[bytes]:
        """Line by line. The file is an XWD dump: header, colours, pixels."""
        return _rows(self.picture())

    def rows_changed(self, before: bytes) -> int:
        """How many lines of the picture are not what they were."""
        pairs = zip(_rows(before), self.rows(), strict=True)
        return sum(was != now for was, now in pairs)

    def save(self, file: Path) -> None:
        rows = self.rows()
        pixels, stride = b"".join(rows), len(rows[0])
        width, height = stride // 4, len(rows)
        QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).save(str(file))

    def run(self, *arguments: str) -> str:
        asked = ["xdotool", *arguments]
        where = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            asked, capture_output=True, text=True, env=where, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def settle(self, patience: float = 4.0) -> None:
        """Until the picture stands still; one that never does is taken as it is."""
        end, before = time.monotonic() + patience, self.picture()
        since = time.monotonic()
        while time.monotonic() < min(end, since + STILL):
            time.sleep(0.03)
            if (now := self.picture()) != before:
                before, since = now, time.monotonic()


def _rows(picture: bytes) -> list[bytes]:
    header = struct.unpack(">25I", picture[:100])
    begin, height, stride = header[0] + header[19] * 12, header[5], header[12]
    return [picture[begin + stride * row : begin + stride * (row + 1)] for row in range(height)]


def _give_keys(name: str, letters: str) -> None:
    """Keys for what no keyboard has, instead of those nobody presses.

    xdotool would lend every such letter a key, and take it back before the program has looked.
    """
    print_map, load_map = ["xkbcomp", "-w0", name, "-"], ["xkbcomp", "-w0", "-", name]
    done = subprocess.run(print_map, capture_output=True, text=True, check=True)
    wanted = sorted(set(letters))
    next_letter = iter(wanted)
    more, changed = re.subn(
        r"key (<I\d+>) \{ *\[ *\w+ *\] *\};",
        lambda found: f"key {found[1]} {{ [ U{ord(next(next_letter)):04X} ] }};",
        done.stdout,
        count=len(wanted),
    )
    assert changed == len(wanted), "too few keys to spare"
    subprocess.run(load_map, input=more, text=True, check=True)


@contextmanager
def display(folder: Path, letters: str = "") -> Iterator[Display]:
    """A free display, its keyboard with these letters too; its server is gone at the end."""
    folder.mkdir(parents=True)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp",
         "-noreset", "-fbdir", str(folder)],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        if letters:
            _give_keys(f":{number}", letters)
        yield Display(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Window:
    """One person's window; every press waits for what the program shows of it."""

    profile: Path
    display: Display
    process: subprocess.Popen[bytes]

    def press(self, *keys: str) -> None:
        """Key after key, each seen on the screen before the next."""
        for key in keys:
            self._do("key", "--clearmodifiers", key)

    def type(self, words: str) -> None:
        self._do("type", "--delay", "20", words)

    def replace(self, words: str) -> None:
        """Other words in the field that has the focus."""
        self._do("key", "ctrl+a", "type", "--delay", "20", words)

    def go(self, number: int, workspace: str) -> None:
        """Ctrl and a number; the window remembers where it is."""
        self.press(f"ctrl+{number}")
        until(lambda: self.remembered("workspace") == workspace, f"{workspace} in front")

    def remembered(self, name: str) -> Any:
        file = self.profile / "window.json"
        return json.loads(file.read_text("utf-8")).get(name) if file.exists() else None

    def words(self) -> str:
        """What a screen reader would say of it now; of a window opened with `spoken`."""
        asked, answer = self.profile / "hear", self.profile / "heard"
        answer.unlink(missing_ok=True)
        asked.touch()
        until(answer.exists, "the words on the screen")
        return answer.read_text("utf-8")

    def says(self, *wanted: str) -> None:
        """Waits until all of these stand on the screen."""
        until(lambda: not self.lacks(wanted), f"{wanted} on the screen")

    def lacks(self, wanted: Sequence[str]) -> list[str]:
        said = self.words()
        return [words for words in wanted if words not in said]

    def shown(self) -> str:
        """Its number on the display, once it is there."""
        assert self.process.poll() is None, "the program did not start"
        found = self.display.run("search", "--onlyvisible", "--pid", str(self.process.pid))
        return found.split()[-1] if found else ""

    def close(self) -> int:
        """As the end of the session closes it."""
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=PATIENCE)

    def _do(self, *arguments: str) -> None:
        assert self.process.poll() is None, "the window is gone"
        before = self.display.picture()
        self.display.run(*arguments)
        end = time.monotonic() + 2
        while self.display.picture() == before and time.monotonic() < end:
            time.sleep(0.02)
        self.display.settle()


@contextmanager
def window(profile: Path, on: Display, *, spoken: bool = False) -> Iterator[Window]:
    """The program on this profile, shown and with the keyboard; `spoken`: its words can be read."""
    where = environment() | {"DISPLAY": on.name, "QT_QPA_PLATFORM": "xcb"}
    said = profile.with_name(f"{profile.name}-said.txt")
    with said.open("ab") as out, ExitStack() as ends:
        module = "tests.support.spoken" if spoken else "desktop"
        command = [sys.executable, "-m", module, "--profile", str(profile)]
        process = subprocess.Popen(command, cwd=ROOT, env=where, stdout=out, stderr=out)
        opened = Window(profile, on, process)
        ends.callback(lambda: process.poll() is None and opened.kill())
        try:
            on.run("windowfocus", "--sync", until(opened.shown, "a window on the screen"))
            until(lambda: opened.remembered("workspace"), "a workspace in the window")
            on.settle()
            yield opened
        except BaseException:
            picture = profile.with_name(f"{profile.name}-failed.png")
            on.save(picture)
            print(f"{profile.name}'s window: {picture}\n{said.read_text('utf-8')}")
            raise
    words = said.read_text("utf-8")
    assert words == "", f"the window had something to say:\n{words}"
