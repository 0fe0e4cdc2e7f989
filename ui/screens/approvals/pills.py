"""The pills over the list: the pile divided by kind or by risk, and what is mine or decided."""

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QCoreApplication

from ui.screens.approvals import kinds
from ui.screens.approvals.pile import Pile

translate = QCoreApplication.translate
Division = Literal["kind", "risk"]


def pills_of_manager(pile: Pile, by: Division) -> list[tuple[str, str]]:
    """(pill, its words), with how many requests each gathers; empty ones are left out."""
    every = translate("Approvals", "All {count}").format(count=len(pile.waiting))
    names = _risks() if by == "risk" else {group: kinds.group_name(group) for group in kinds.EVERY}
    counts = pile.counts(names)
    items = [("all", every)]
    items += [(group, f"{name} {counts[group]}") for group, name in names.items() if counts[group]]
    if pile.mine:
        words = translate("Approvals", "Mine {count}")
        items.append(("mine", words.format(count=len(pile.mine))))
    if pile.decided:
        words = translate("Approvals", "Done {count}")
        items.append(("decided", words.format(count=len(pile.decided))))
    return items


def pills_of_asker(pile: Pile, every: str) -> list[tuple[str, str]]:
    """The same for who decides nothing: requests of one's own by their state."""
    names = {
        every: translate("Approvals", "All"),
        "mine:pending": translate("Approvals", "Waiting"),
        "mine:approved": translate("Approvals", "Approved"),
        "mine:rejected+returned+withdrawn": translate("Approvals", "Not approved"),
    }
    return [(pill, f"{name} {len(pile.of(pill))}") for pill, name in names.items()]


def _risks() -> Mapping[str, str]:
    """The gravest first, as they should be looked at."""
    return {
        "fail": translate("Approvals", "Against a rule"),
        "warn": translate("Approvals", "Worth a look"),
        "low": translate("Approvals", "Low risk"),
    }
