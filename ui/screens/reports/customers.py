"""Customers inside a form: found as one types, and named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.forms import FormField
from desktop.queries import approvals
from desktop.queries.approvals import Known
from ui.forms.customer import CustomerEditor


class Customers:
    """What the page needs for fields whose answer is a customer."""

    def __init__(self, app: Any) -> None:
        self._app = app

    @property
    def editors(self) -> Mapping[str, Callable[[FormField, str, QWidget], Any]]:
        return {"customer": self._editor}

    def _editor(self, field: FormField, language: str, parent: QWidget) -> CustomerEditor:
        return CustomerEditor(field, language, self._find, self.name, parent)

    def _find(self, typed: str) -> Sequence[Known]:
        with self._app.database.read() as connection:
            return approvals.customers_like(connection, typed)

    def name(self, id: str) -> str:
        """A customer's name; the id where it is not on this laptop."""
        with self._app.database.read() as connection:
            known = approvals.customer_named(connection, id)
        return known.name if known else id
