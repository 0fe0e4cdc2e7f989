"""Customers and products inside a form: found as one types, and named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.forms import FormField
from desktop.queries import offered
from desktop.queries.offered import Known
from ui.forms.picking import Picker


class Records:
    """What a page needs for answers that are records of this laptop."""

    def __init__(self, app: Any) -> None:
        self._app = app

    @property
    def editors(self) -> Mapping[str, Callable[[FormField, str, QWidget], Any]]:
        return {"customer": self._customer, "product": self._product}

    def _customer(self, field: FormField, language: str, parent: QWidget) -> Picker:
        return Picker(field, language, self._customers, parent, name=self.customer)

    def _product(self, field: FormField, language: str, parent: QWidget) -> Picker:
        return Picker(field, language, self._products, parent, icon="shopping-cart")

    def _customers(self, typed: str) -> Sequence[Known]:
        with self._app.database.read() as connection:
            return offered.customers_like(connection, typed)

    def _products(self, typed: str) -> Sequence[Known]:
        with self._app.database.read() as connection:
            return offered.products_like(connection, typed)

    def customer(self, id: str) -> str:
        """A customer's name; the id where it is not on this laptop."""
        with self._app.database.read() as connection:
            known = offered.customer_named(connection, id)
        return known.name if known else id
