"""Every workspace in both themes, as pictures: `python tests/ui/pictures.py FOLDER [LANGUAGE]`."""

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication

from desktop import credentials
from tests.support.demo_laptop import demo_laptop
from ui.program import Program, application
from ui.workspaces import WORKSPACES

PASSPHRASE = "照相"
PEOPLE = {"rep": "zhou", "manager": "zhang"}


def main(folder: Path, language: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    qt = application()
    for role, person in PEOPLE.items():
        profile = Path(tempfile.mkdtemp())
        app = demo_laptop(profile, person)
        credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
        app.close()
        for theme in ("light", "dark"):
            wanted = {"theme": theme, "workspace": "today", "language": language}
            (profile / "window.json").write_text(json.dumps(wanted))
            program = Program(profile, PASSPHRASE)
            program.frame.resize(1440, 900)
            program.start()
            for space in WORKSPACES:
                program.window.show_workspace(space.name)
                settle(1.5)
                program.frame.grab().save(str(folder / f"{role}-{space.name}-{theme}.png"))
            program.close()
            settle(0.2)
    qt.quit()


def settle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "zh_CN")
