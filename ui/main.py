"""From a started program to a window on the screen.

Nothing here imports Qt before it is known that Qt can start.
"""

from pathlib import Path

from ui import preflight


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
    from ui.program import Program, application

    qt = application()
    program = Program(Path(profile), passphrase, language=language, server=server, user=user)
    program.start()
    code: int = qt.exec()
    program.close()
    return code
