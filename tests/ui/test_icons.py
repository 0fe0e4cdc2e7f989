"""Every icon that is named anywhere in the window is among the resources, and none is idle."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from ui import icons

ROOT = Path(__file__).parents[2]
HOME = ROOT / "resources" / "icons"
# put together from parts where they are used
COMPOSED = {"layout-sidebar-left-collapse", "layout-sidebar-left-expand", "routebook"}


def words() -> Iterator[str]:
    for top in ("ui", "desktop/queries", "desktop/forms", "desktop/domain"):
        for file in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
    for file in (ROOT / "resources").rglob("*.json"):
        yield from json.dumps(json.loads(file.read_text(encoding="utf-8"))).split('"')


def test_no_icon_is_carried_along_unused():
    carried = {file.stem for file in HOME.glob("*.svg")}
    assert sorted(carried - set(words()) - COMPOSED) == []


def test_an_icon_that_is_not_there_is_drawn_as_a_dot_and_reported(caplog, qapp):
    drawn = icons.pixmap("no-such-icon", QColor("#000000"))
    assert not drawn.isNull()
    assert "no-such-icon" in caplog.text


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_its_screen(qapp, ratio):
    drawn = icons.pixmap("home", QColor("#2453C9"), 18, ratio)
    assert drawn.width() == round(18 * ratio)
    assert drawn.deviceIndependentSize().width() == pytest.approx(18, abs=0.5)
