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

SETTLE = 0.45  # seconds without work of its own before a picture is taken


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
    settle(2.0)
    for look in looks:
        language, theme = look.split("-")
        program.preferences.set("language", language)
        program.preferences.set("theme", theme)
        settle()
        for scene in scenes:
            take(program, scene, folder / f"{scene.name}_{look}_{size}_{scale()}.png")
    program.close()
    settle(0.1)
    shutil.rmtree(profile.parent)
    qt.quit()


def take(program: Program, scene: Scene, file: Path) -> None:
    assert program.window is not None
    program.window.toast.hide()
    program.window.show_workspace(scene.workspace)
    settle()
    for step in scene.steps:
        step(program)
        settle()
    program.frame.grab().save(str(file))
    for step in scene.after:
        step(program)
    leave(program)
    settle(0.1)


def scale() -> int:
    return round(QApplication.primaryScreen().devicePixelRatio() * 100)


def settle(seconds: float = SETTLE) -> None:
    """Lets the jobs answer and the answers be painted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4].split(","), sys.argv[5])
