"""The bundled typeface, and the seven ways it is set."""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from resources import files

FAMILY = "Noto Sans SC"
FALLBACK = "Noto Sans CJK SC"
MORE = "Noto Sans SC More"  # the rest of GBK: rare and traditional characters

# name: pixels, line height, weight
TYPE: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        "badge": (11, 16, 500),
        "cap": (12, 18, 400),
        "body": (13, 20, 400),
        "read": (14, 22, 400),
        "sub": (14, 22, 600),
        "head": (16, 24, 600),
        "title": (20, 28, 600),
        "number": (24, 32, 600),
        "hero": (28, 36, 600),
    }
)


def load() -> None:
    """Register the fonts that travel with the program."""
    folder = files("fonts")
    for file in sorted([*folder.glob("*.otf"), *folder.glob("*.ttf")]):
        QFontDatabase.addApplicationFont(str(file))
    family.cache_clear()
    font.cache_clear()
    metrics.cache_clear()
    width.cache_clear()


@cache
def family() -> str:
    return FAMILY if FAMILY in QFontDatabase.families() else FALLBACK


@cache
def font(style: str = "body", weight: int | None = None) -> QFont:
    """A font by the name of its style; never a system font, so that every machine looks alike."""
    pixels, _, normal = TYPE[style]
    made = QFont([family(), MORE])
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight or normal))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


@cache
def metrics(style: str = "body", weight: int | None = None) -> QFontMetricsF:
    return QFontMetricsF(font(style, weight))


def line_height(style: str) -> int:
    return TYPE[style][1]


@lru_cache(maxsize=4_096)  # the words of a screenful come again and again
def width(text: str, style: str = "body", weight: int | None = None) -> float:
    return metrics(style, weight).horizontalAdvance(text)
