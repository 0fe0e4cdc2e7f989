"""Every colour has a name in both themes, and every text can be read on its ground."""

import pytest
from PySide6.QtGui import QColor

from ui import fonts
from ui.theme import DARK, LIGHT, TINTS, theme

GROUNDS = ("surface", "app", "nav", "sunken", "hover", "selected")
PAIRS = [
    *((ink, ground) for ink in ("text", "text2", "text3") for ground in GROUNDS),
    *((ink, ground) for ink in TINTS[:-1] for ground in ("surface", "sunken", "selected", "hover")),
    *((tint, tint + "Tint") for tint in TINTS),
    ("onAccent", "accentFill"), ("onAccent", "accentHover"), ("onAccent", "badge"),
    ("mapText", "mapLand"), ("mapWaterText", "mapWater"),
    ("toastText", "toast"), ("toastAccent", "toast"), ("toastText", "toastLine"),
    ("toastBad", "toast"), ("toastOk", "toast"),
]  # fmt: skip


def luminance(color: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_readable_on_its_ground(tokens):
    poor = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_without_fill_stand_out_from_the_ground(tokens):
    fills = ("line3", "accent", "okFill", "warnFill", "badFill", "orangeFill")
    assert [name for name in fills if contrast(tokens[name], tokens["surface"]) < 3] == []


def test_both_themes_know_the_same_names():
    assert LIGHT.keys() == DARK.keys()


def test_switching_the_theme_dresses_everything_anew(dressed, qapp, qtbot):
    with qtbot.waitSignal(dressed.changed):
        dressed.set_mode("dark")
    assert dressed.is_dark
    assert qapp.palette().window().color() == QColor(DARK["surface"])
    assert qapp.palette().text().color() == QColor(DARK["text"])
    dressed.set_mode("light")
    assert theme().color("text") == QColor(LIGHT["text"])


def test_the_bundled_typeface_is_used_in_three_weights(dressed):
    assert fonts.family() == fonts.FAMILY
    widths = {fonts.width("应收余额", "body", weight) for weight in (400, 500, 600)}
    assert widths == {52.0}
    assert fonts.width("1111", "body") == fonts.width("8888", "body")
