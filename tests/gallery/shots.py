"""One laptop at one scale, photographed in every scene: a process, for a scale is one's own."""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.gallery.scenes import SCENES, Scene, leave
from tests.gallery.worlds import PASSPHRASE
from ui.program import Program, application

SETTLE = 0.3  # seconds without work before a picture is taken
BUSY = 0.05
PATIENCE = 8.0


def main(folder: Path, kept: Path, size: str, looks: list[str], only: str) -> None:
    """`kept`: the world's profile; `looks`: language and theme, as `zh_CN-light`."""
    scenes = [each for each in SCENES if each.world == kept.name and only in each.name]
    if not scenes:
        return
    qt = application()
    profile = shutil.copytree(kept, Path(tempfile.mkdtemp()) / "profile")
    language, theme = looks[0].split("-")
    wanted = {"theme": theme, "workspace": scenes[0].workspace, "language": language}
    (profile / "window.json").write_text(json.dumps(wanted))
    program = Program(profile, PASSPHRASE)
    width, height = map(int, size.split("x"))
    program.start()
    program.frame.resize(width, height)
    program.frame.activateWindow()
    settle(program)
    for look in looks:
        language, theme = look.split("-")
        program.preferences.set("language", language)
        program.preferences.set("theme", theme)
        settle(program)
        for scene in scenes:
            take(program, scene, folder / f"{scene.name}_{look}_{size}_{scale()}.png")
    program.close()
    QApplication.processEvents()
    shutil.rmtree(profile.parent)
    qt.quit()


def take(program: Program, scene: Scene, file: Path) -> None:
    assert program.window is not None
    program.window.toast.hide()
    program.window.show_workspace(scene.workspace)
    settle(program)
    for step in scene.steps:
        step(program)
        settle(program)
    program.frame.grab().save(str(file))
    for step in scene.after:
        step(program)
    leave(program)
    settle(program)


def scale() -> int:
    return round(QApplication.primaryScreen().devicePixelRatio() * 100)


def settle(program: Program) -> None:
    """Until no job works any more and its answer is painted: a turn that took long counts as one
    in which something was done."""
    end, still = time.monotonic() + PATIENCE, time.monotonic()
    while time.monotonic() < min(end, still + SETTLE):
        began = time.monotonic()
        QApplication.processEvents()
        time.sleep(0.005)
        if program.jobs.are_running or time.monotonic() - began > BUSY:
            still = time.monotonic()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4].split(","), sys.argv[5])
