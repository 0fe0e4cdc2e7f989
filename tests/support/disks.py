"""A disk that takes no more, and one that takes nothing."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VERSION, WORDS, EFFECTIVE = 0x20080522, 6, 0  # of Linux's capget and capset
OVERRIDES = 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root write everywhere


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """Nothing may be written here; not even by this thread of root's."""
    before = {path: path.stat().st_mode for path in paths}
    with _as_anybody():
        for path, mode in before.items():
            path.chmod(mode & ~0o222)
        try:
            yield
        finally:
            for path, mode in before.items():
                path.chmod(mode)


@contextmanager
def _as_anybody() -> Iterator[None]:
    if not hasattr(os, "geteuid"):
        pytest.skip("folders are not made read-only by their mode here")
    if os.geteuid():
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root may write everywhere")
    libc = ctypes.CDLL(None)
    head, words = (ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * WORDS)()
    assert libc.capget(head, words) == 0
    full = words[EFFECTIVE]
    words[EFFECTIVE] = full & ~OVERRIDES
    assert libc.capset(head, words) == 0
    try:
        yield
    finally:
        words[EFFECTIVE] = full
        assert libc.capset(head, words) == 0
