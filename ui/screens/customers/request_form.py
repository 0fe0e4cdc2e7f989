"""Asking for a special price: which product, how many, at what price, and why."""

from decimal import ROUND_DOWN, Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.application import Application
from desktop.queries import customer_work
from desktop.queries.customer_card import Card
from desktop.queries.customer_work import Product
from desktop.queries.offered import Known
from ui import words
from ui.forms.picking import Picker
from ui.forms.records import GOODS, Records
from ui.screens.customers.inline_form import InlineForm
from ui.shell import Shell
from ui.widgets.inputs import LineField, TextArea

CENT = Decimal("0.01")


class RequestForm(InlineForm):
    """The facts a superior decides on are computed from the record and what is typed."""

    def __init__(
        self, app: Application, shell: Shell, card: Card, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.shell, self.card = app, shell, card
        with app.database.read() as connection:
            sold = customer_work.products(connection)
        self._products = {product.id: product for product in sold}
        self.product = Picker(
            Records(app).products, self, name=lambda id: self._products[id].name, icon=GOODS
        )
        self.quantity, self.price = LineField(parent=self), LineField(parent=self)
        self.reason = TextArea(lines=2, most=6, parent=self)
        self.add(self.product)
        self.add_pair(self.quantity, self.price)
        self.add(self.reason, required=True)
        for field in (self.quantity, self.price):
            field.textChanged.connect(self._work_out)
        self.product.taken.connect(self._taken)
        self.finish()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        title = self.tr("Special price for {name}").format(name=self.card.name)
        self.entitle(title, self.tr("Send request"))
        self.label(self.product, self.tr("Product"))
        self.product.call(self.tr("Product"), self.tr("Product: name, initials or code"))
        self.label(self.quantity, self.tr("Quantity"))
        self.label(self.price, self.tr("Price asked"))
        self.reason.setPlaceholderText(self.tr("Why it is worth it"))
        self.label(self.reason, self.tr("Reason"))
        self._work_out()

    def begin(self) -> None:
        self.product.setFocus()

    def _taken(self, one: Known | None) -> None:
        self._work_out()
        if one is not None:
            self.quantity.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> Product | None:
        return self._products.get(str(self.product.value()))

    def _terms(self) -> tuple[int, Decimal] | None:
        """Quantity and price when both are numbers above zero."""
        try:
            quantity, price = int(self.quantity.text()), Decimal(self.price.text())
        except (ValueError, InvalidOperation):
            return None
        return (quantity, price) if quantity > 0 and price > 0 and price.is_finite() else None

    def _work_out(self) -> None:
        product, terms = self._chosen(), self._terms()
        if product is None or product.list_price is None:
            self.note.setText("")
        elif terms is None:
            listed = words.amount(product.list_price, sign=True)
            self.note.setText(self.tr("list price {price}").format(price=listed))
        else:
            share = f"{terms[1] / product.list_price:.1%}"
            whole = words.amount((terms[0] * terms[1]).quantize(CENT), sign=True)
            self.note.setText(
                self.tr("{share} of the list price, {amount} in all").format(
                    share=share, amount=whole
                )
            )

    def save(self) -> None:
        product, terms = self._chosen(), self._terms()
        self.product.set_invalid(product is None)
        if product is None:
            self.complain(self.tr("Choose a product: type its name, initials or code"))
            self.product.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if terms is None:
            self.complain(self.tr("Quantity and price must be numbers above zero"))
            self.quantity.setFocus()
            return
        if not self.is_filled():
            return
        said = self.tr("Special price for “{name}” asked for").format(name=self.card.name)
        fields = self._fields(product, *terms)
        if self.shell.perform("approval.request", None, fields, said=said, failed=self.explain):
            self.ended.emit()

    def _fields(self, product: Product, quantity: int, price: Decimal) -> dict[str, Any]:
        amount = str((quantity * price).quantize(CENT))
        title = f"{product.name} × {quantity} · {self.card.name}"
        facts: dict[str, Any] = {
            "customer": self.card.id,
            "customer_name": self.card.name,
            "class": self.card.grade,
            "receivable": _text(self.card.receivable),
            "overdue_amount": _text(self.card.overdue_amount),
            "overdue_days": self.card.overdue_days,
            "terms_days": self.card.terms_days,
            "amount": amount,
            "lines": [
                {
                    "product": product.id,
                    "name": product.name,
                    "quantity": quantity,
                    "standard": _text(product.list_price),
                    "asked": str(price.quantize(CENT)),
                    "subtotal": amount,
                }
            ],
        }
        if product.list_price:
            facts["discount"] = str(
                (price.quantize(CENT) / product.list_price).quantize(Decimal("0.001"), ROUND_DOWN)
            )
            facts["standard"] = "1.000"
        return {
            "kind": "special_price",
            "title": title,
            "subject_type": "customer",
            "subject": self.card.id,
            "facts": {name: value for name, value in facts.items() if value is not None},
            "amount": amount,
            "reason": self.reason.text().strip(),
        }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(CENT))
