"""From a started program to a window on the screen.

Nothing here imports Qt before it is known that Qt can start.
"""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ui import preflight

if TYPE_CHECKING:
    from sync.catalogue import Field
    from ui.printing import Paper


def run(
    profile: Path,
    passphrase: str | None = None,
    *,
    language: str | None = None,
    server: str = "",
    user: str = "",
) -> int:
    """Open the window on a profile and stay until it is closed; answers the exit code.

    `server` and `user` fill the sign-in page of a profile that is not there yet."""
    preflight.check()
    from ui import plain_imports

    plain_imports.restore()
    from ui.program import Program, application
    from ui.termination import TerminationSignals

    qt = application()
    signals = TerminationSignals(qt.quit, qt)
    program = Program(Path(profile), passphrase, language=language, server=server, user=user)
    program.start()
    gc.freeze()
    gc.enable()
    code: int = qt.exec()
    program.close()
    signals.close()
    return code


def paper(file: BinaryIO, title: str, fields: "Sequence[Field]") -> "Paper":
    """A PDF for the command line; no screen is needed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    preflight.check()
    from ui import fonts
    from ui.printing import Paper
    from ui.program import application

    application()
    fonts.load()
    return Paper(file, title, fields)
