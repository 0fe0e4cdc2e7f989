"""A centre of the demo's own: made, filled and served by child processes, ended with the demo."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync.errors import Problem

HOME = Path(__file__).parents[2]  # where the packages lie, when they are not installed
PATIENCE = 10.0  # seconds for the centre to finish by itself


def command() -> list[str]:
    """How the centre's own program is called: a binary beside this one, or a module."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name("routebook-server").with_suffix(program.suffix))]
    return [sys.executable, "-m", "sync.server"]


@contextmanager
def served(folder: Path, pack: Callable[[], Mapping[str, Any]]) -> Iterator[str]:
    """The address of a centre that holds the pack; the pack is made while the centre is founded."""
    database = f"sqlite:///{(folder / 'centre.db').as_posix()}"
    founding = _start(folder, "init", "--database", database)
    file = folder / "company.json"
    file.write_text(json.dumps(pack(), ensure_ascii=False), "utf-8")
    _finish(founding)
    _finish(_start(folder, "company", "load", "--database", database, str(file)))
    file.unlink()  # it held the passwords
    serving = _start(folder, "serve", "--database", database, "--port", "0", "--until-eof")
    try:
        yield _address(serving)
    finally:
        _end(serving)


def _start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Its words go to a log file; its stdin stays open for as long as we live."""
    path = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
    with (folder / "centre.log").open("ab") as log:
        return subprocess.Popen(
            [*command(), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
            text=True,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _finish(process: "subprocess.Popen[str]") -> None:
    said, _ = process.communicate()
    if process.returncode != 0:
        raise Problem("demo_failed", detail=(said or "").strip()[-200:], code=process.returncode)


def _address(serving: "subprocess.Popen[str]") -> str:
    assert serving.stdout is not None
    first = serving.stdout.readline()
    try:
        return str(json.loads(first)["listening"])
    except (ValueError, KeyError):
        raise Problem("demo_failed", detail=first.strip()[-200:], code=serving.poll()) from None


def _end(serving: "subprocess.Popen[str]") -> None:
    """Closing its stdin asks it to end; what does not listen is stopped."""
    assert serving.stdin is not None
    assert serving.stdout is not None
    serving.stdin.close()
    try:
        serving.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        serving.kill()
        serving.wait()
    serving.stdout.close()
