"""The ground we stand on."""

import importlib.util
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

import resources

ROOT = Path(__file__).parents[2]


class Emitter(QObject):
    emitted = Signal()


def test_signals_do_not_wear_out_the_interpreter():
    """PySide6 6.12.0 on Python 3.11 loses a reference to True at every emit, until it aborts."""
    emitter = Emitter()
    emitter.emitted.connect(lambda: None)
    before = sys.getrefcount(True)
    for _ in range(50):
        emitter.emitted.emit()
    assert sys.getrefcount(True) > before - 25


@pytest.mark.parametrize("name", ["desktop", "ui", "sync", "resources"])
def test_our_packages_are_ours(name):
    """Short names may be taken by an installed package, or by a folder under tests/."""
    spec = importlib.util.find_spec(name)
    assert spec
    assert spec.origin
    assert Path(spec.origin).parent == ROOT / name


def test_every_folder_with_code_is_a_package():
    """One without is left out of the wheel, the built program and the layers, in silence."""
    folders = {
        file.parent for top in ("desktop", "ui", "sync") for file in (ROOT / top).rglob("*.py")
    }
    bare = {folder for folder in folders if not (folder / "__init__.py").exists()}
    assert sorted(str(one.relative_to(ROOT)) for one in bare if "migrations" not in one.parts) == []


def test_a_resource_is_asked_for_by_name():
    assert resources.files("fonts", "OFL.txt").read_text(encoding="utf-8").startswith("Copyright")
    with pytest.raises(FileNotFoundError, match="fonts/none"):
        resources.files("fonts", "none")


@pytest.fixture(scope="module")
def typeface(qapp):
    for file in resources.files("fonts").glob("*.[ot]tf"):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0, file.name
    return "Noto Sans SC"


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_the_bundled_typeface_is_really_there_in_each_weight(typeface, weight):
    font = QFont(typeface)
    font.setWeight(QFont.Weight(weight))
    info = QFontInfo(font)
    assert (info.family(), info.weight()) == (typeface, weight)
    for character in "联佳超市¥㎡→喆堃":
        assert QFontMetricsF(font).inFontUcs4(ord(character)), character


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_figures_stand_in_columns(typeface, weight):
    font = QFont(typeface)
    font.setWeight(QFont.Weight(weight))
    assert len({QFontMetricsF(font).horizontalAdvance(digit) for digit in "0123456789"}) == 1
