"""Cyclic garbage collection, run rarely while records are handled by the thousand.

Records hold no reference cycles, and looking for cycles would be a tenth of the work.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 20)  # as gc.set_threshold takes them


@contextmanager
def collected_rarely() -> Iterator[None]:
    """For the whole process, while inside; a window needs the usual thresholds again afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
