"""Why the list of customers is empty, and what would change it."""

from PySide6.QtCore import QCoreApplication

from ui.keys import keys
from ui.screens.customers.question import Question

translate = QCoreApplication.translate


def why_empty(question: Question) -> tuple[str, str]:
    """A sentence, and the words of the button below it; none: there is nothing to press."""
    clear = translate("ListPane", "Clear search and filters")
    if question.text:
        found = translate("ListPane", "No customer matches “{text}”").format(text=question.text)
        return found, clear
    if question.filters:
        return translate("ListPane", "No customer passes these filters"), clear
    if question.view == "starred":
        said = translate("ListPane", "No starred customers yet; the star is in the card ({key})")
        return said.format(key=keys().shown("customers.star")), ""
    if question.view != "all":
        return translate("ListPane", "Nobody here: nothing to worry about"), ""
    return (
        translate("ListPane", "No customers yet; those given to you come with the next sync"),
        translate("ListPane", "New customer"),
    )
