"""python -m desktop: reads the arguments, builds, runs; the one place that opens the window."""

import gc
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop import cli, credentials
from desktop.paths import WORKER, Profile, default_profile

if TYPE_CHECKING:
    from desktop.usecases.export_records import Sheet
    from sync.catalogue import Field


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a windowed build has neither
            stream.reconfigure(encoding="utf-8")
    if sys.argv[1:] == [WORKER]:
        return _worker()
    options = cli.parser().parse_args()
    if options.command is not None:
        options.paper = _paper
        return cli.run(options)
    if options.demo:
        from desktop.demo.run import run_demo

        return run_demo(options.demo_as, options.language, partial(_window, options.language))
    return _window(options.language, options.profile or default_profile(), None)


def _worker() -> int:
    from desktop.routing.worker import main as work

    return work()


def _window(language: str, profile: Path, passphrase: str | None) -> int:
    secret = passphrase or credentials.passphrase_from_environment()
    credentials.begin(Profile(profile), secret)
    gc.disable()  # what is made now stays; searching it for garbage is a tenth of the start
    from ui.main import run

    return run(profile, passphrase, language=language)


def _paper(file: BinaryIO, title: str, fields: "Sequence[Field]") -> "Sheet":
    from ui.main import paper

    return paper(file, title, fields)


if __name__ == "__main__":
    sys.exit(main())
