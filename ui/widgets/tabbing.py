"""Where Tab leads among widgets that are made late."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_here(place: QWidget, made: Sequence[QWidget]) -> None:
    """Tab comes to what was just made where `place` stands: Qt puts the new ones last, and one
    behind another only where both take the focus, so `place` does for a moment."""
    tabbed, policy = Qt.FocusPolicy.TabFocus, place.focusPolicy()
    place.setFocusPolicy(tabbed)
    every = [widget for each in made for widget in (each, *each.findChildren(QWidget))]
    here = [x for x in every if x.focusPolicy() & tabbed and x.window() is place.window()]
    for before, after in pairwise([place, *here]):  # the list of a choice is a window of its own
        QWidget.setTabOrder(before, after)
    place.setFocusPolicy(policy)
