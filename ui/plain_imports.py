"""Imports as Python makes them, though PySide6 is loaded.

PySide6 puts an import of its own in place that reads the source of every module imported later,
looking for `from __feature__ import`. Nothing here uses that; it was a fifth of importing ui.
"""

import builtins

import PySide6.QtCore  # noqa: F401 (from here on its import is in place)


def restore() -> None:
    """Once, before the modules of the window are imported."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
