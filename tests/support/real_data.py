"""The collection of real data beside the project, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def real(*names: str) -> Path:
    """A file of the collection; the test that asks is left out where the folder is not there."""
    path = FOLDER.joinpath(*names)
    if not path.exists():
        pytest.skip(f"no real data: {'/'.join(names)} is not beside the project")
    return path


def all_real(pattern: str) -> list[Path]:
    """Files for parametrising; an empty list skips by itself."""
    told = ("SOURCE.txt", "LICENSE", "README.md")
    return sorted(path for path in FOLDER.glob(pattern) if path.is_file() and path.name not in told)
