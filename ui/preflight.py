"""Names the system library or the screen that is missing, before Qt dies of it without a word."""

import ctypes
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType

# soname: the Debian package that brings it (what PySide6 leaves to the system)
LIBRARIES: Mapping[str, str] = MappingProxyType(
    {
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libfontconfig.so.1": "libfontconfig1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libxkbcommon.so.0": "libxkbcommon0",
    }
)
WINDOW_LIBRARIES: Mapping[str, str] = MappingProxyType(
    {
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
    }
)


def missing(libraries: Mapping[str, str]) -> list[str]:
    """The packages whose library this machine cannot load."""
    absent = []
    for soname, package in libraries.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            absent.append(package)
    return absent


def obstacle(environment: Mapping[str, str]) -> str | None:
    """What stops a window from opening here, in words; nothing, where it can."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    windowed = platform in ("", "xcb")
    packages = missing({**LIBRARIES, **WINDOW_LIBRARIES} if windowed else LIBRARIES)
    if packages:
        return (
            f"缺少系统库,请先安装 / system libraries are missing, install them first:\n"
            f"  apt-get install {' '.join(packages)}"
        )
    if windowed and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return (
            "这里没有屏幕 / there is no screen here. Without one:\n"
            "  xvfb-run -a routebook --demo        (apt-get install xvfb xauth)\n"
            "  routebook --help                    (the commands without a window)"
        )
    return None


def check() -> None:
    """Call before the first import of PySide6: leaves in words where Qt would by a signal."""
    if sys.platform.startswith("linux") and (words := obstacle(os.environ)):
        raise SystemExit(words)
