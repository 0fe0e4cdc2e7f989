"""python -m desktop: reads the arguments, builds, runs; the one place that opens the window."""

import sys
from pathlib import Path

from desktop import cli


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a windowed build has neither
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    options = cli.parser().parse_args()
    if options.command is not None:
        return cli.run(options)
    if options.demo:
        from desktop.demo.run import run_demo

        return run_demo(options.demo_as, options.language, _window)
    return _window(options.profile, None)


def _window(profile: Path, passphrase: str | None) -> int:
    from ui.main import run

    return run(profile, passphrase)


if __name__ == "__main__":
    sys.exit(main())
