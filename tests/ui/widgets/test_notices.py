"""What is said where there is nothing: never cut, however long it is."""

import pytest

from ui.widgets.notices import EmptyState

LONG = "No customers yet; those given to you come with the next synchronisation"


@pytest.mark.parametrize("text", [LONG, LONG * 2, "Nothing", ""])
def test_the_words_of_an_empty_place_have_the_height_of_their_lines(dressed, qtbot, text):
    empty = EmptyState(text, "New customer", icon="users", detail=text)
    qtbot.addWidget(empty)
    empty.resize(760, 600)
    empty.show()
    for label in (empty._text, empty._detail):
        assert label.height() >= label.heightForWidth(label.width())
