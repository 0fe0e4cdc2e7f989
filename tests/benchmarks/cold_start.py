"""The real window in a process of its own, begun as `desktop.__main__` begins it.

python -m tests.benchmarks.cold_start PROFILE TIME
"""

import gc
import sys
from pathlib import Path

from desktop import credentials
from desktop.paths import Profile


def main() -> None:
    secret = credentials.passphrase_from_environment()
    credentials.begin(Profile(Path(sys.argv[1])), secret)
    gc.disable()
    from ui import plain_imports  # as ui.main

    plain_imports.restore()
    from tests.benchmarks import open_window

    open_window.main()


if __name__ == "__main__":
    main()
