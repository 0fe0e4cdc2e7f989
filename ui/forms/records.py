"""Customers and products inside a form: found as one types, and named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.forms import FormField
from desktop.queries import offered
from desktop.queries.offered import Known
from ui.forms.picking import Picker

GOODS = "shopping-cart"  # how products are pictured


class Records:
    """What a page needs for answers that are records of this laptop."""

    def __init__(self, app: Any) -> None:
        self._app = app

    @property
    def editors(self) -> Mapping[str, Callable[[FormField, str, QWidget], Any]]:
        return {"customer": self._customer, "product": self._product}

    def _customer(self, field: FormField, language: str, parent: QWidget) -> Picker:
        called, hint = field.label.text(language), field.hint.text(language)
        return Picker(self.customers, parent, called=called, hint=hint, name=self.customer)

    def _product(self, field: FormField, language: str, parent: QWidget) -> Picker:
        called, hint = field.label.text(language), field.hint.text(language)
        return Picker(self.products, parent, called=called, hint=hint, icon=GOODS)

    def customers(self, typed: str) -> Sequence[Known]:
        with self._app.database.read() as connection:
            return offered.customers_like(connection, typed)

    def products(self, typed: str) -> Sequence[Known]:
        with self._app.database.read() as connection:
            return offered.products_like(connection, typed)

    def customer(self, id: str) -> str:
        """A customer's name; the id where it is not on this laptop."""
        with self._app.database.read() as connection:
            known = offered.customer_named(connection, id)
        return known.name if known else id
