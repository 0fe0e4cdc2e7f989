"""More that goes wrong on the way: a disk that is full for a while, a clock that jumps, sticks."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

HOUR = 3_600.0
# seconds a clock is off: a little, a time zone, a flat battery, years both ways
WRONG = (-7.0, 95.0, -8 * HOUR, 26 * HOUR, -3 * 365 * 24 * HOUR, 2 * 365 * 24 * HOUR)


class SmallDisk:
    """A filesystem of its own that can be filled to its last block, and freed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with suppress(OSError), self._ballast.open("wb", buffering=0) as file:
            while file.write(bytes(65_536)):
                pass
        with suppress(OSError), self._ballast.open("ab", buffering=0) as file:
            while file.write(bytes(512)):
                pass

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mounted here, which needs root; gone afterwards."""
    folder.mkdir()
    size = f"size={megabytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def program(chance: Random, jumps: bool) -> list[str]:
    """The module to run, and by what clock."""
    if not jumps or chance.random() < 0.7:
        return ["desktop"]
    return ["tests.faults.wrong_clock", str(chance.choice(WRONG)), "desktop"]
