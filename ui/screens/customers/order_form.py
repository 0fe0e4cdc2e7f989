"""A new order in the card: goods, quantity and price are typed, every sum is worked out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.domain.amounts import number
from desktop.queries import books, customer_work
from desktop.queries.books import Order
from desktop.queries.customer_work import Product
from desktop.queries.offered import Known
from ui import words
from ui.forms.picking import Picker
from ui.forms.records import GOODS, Records
from ui.screens.customers.inline_form import InlineForm
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.inputs import DateField, LineField, TextArea
from ui.widgets.labels import Label

QUANTITY, PRICE, SUM = 84, 88, 104  # px
DELIVERED_IN = 2  # days
LARGEST = 10**9


class OrderForm(InlineForm):
    """Of one customer; `order` is the one that is changed, none makes a new one."""

    def __init__(
        self,
        app: Application,
        shell: Shell,
        customer: tuple[str, str],
        order: Order | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.app, self.shell, self.order = app, shell, order
        self._customer, self._name = customer
        with app.database.read() as connection:
            sold = customer_work.products(connection)
            self._last = books.last_prices(connection, self._customer)
        self._products = {product.id: product for product in sold}
        self._find = Records(app).products
        self.lines: list[OrderLine] = []
        self._goods = QVBoxLayout()
        self._goods.setSpacing(10)
        self.column.addLayout(self._goods)
        self.more = Button("", "link", icon="plus", parent=self)
        self.more.clicked.connect(self._another)
        self.total = Label("", "head", parent=self)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.total)
        self.column.addLayout(row)
        self.deliver = DateField(self)
        self.remark = TextArea(lines=1, most=5, parent=self)
        self.add_pair(self.deliver)
        self.add(self.remark)
        self.finish()
        self.retranslate()
        self._fill(order)

    def retranslate(self) -> None:
        super().retranslate()
        if self.order is None:
            self.entitle(self.tr("New order"), self.tr("Place the order"))
        else:
            self.entitle(self.order.number, self.tr("Change the order"))
        self.more.setText(self.tr("Add a line"))
        self.label(self.deliver, self.tr("Delivery on"))
        self.label(self.remark, self.tr("Note"))
        self._work_out()

    def _fill(self, order: Order | None) -> None:
        for said in order.lines if order else ():
            self._append().set_line(said)
        if not self.lines:
            self._append()
        day = (self.app.clock.today() + timedelta(days=DELIVERED_IN)).isoformat()
        said_day = order.deliver_on if order else ""
        self.deliver.setDate(QDate.fromString(said_day or day, Qt.DateFormat.ISODate))
        self.remark.set_text(order.note if order else "")
        self._work_out()

    def begin(self) -> None:
        self.lines[0].product.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_touched(self) -> bool:
        fields = (field for line in self.lines for field in (line.product, line.quantity))
        return self.order is None and any(field.text().strip() for field in fields)

    # --- lines

    def _append(self) -> "OrderLine":
        line = OrderLine(self._find, self._products, self._last, self)
        line.changed.connect(self._work_out)
        line.removed.connect(lambda: self._remove(line))
        for part in line.parts()[1:]:  # keys that the first one does not take come by themselves
            part.installEventFilter(self)
        self.lines.append(line)
        self._goods.addWidget(line)
        for before, after in pairwise([*line.parts(), self.more]):
            QWidget.setTabOrder(before, after)
        return line

    def _another(self) -> None:
        self._append().product.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, line: "OrderLine") -> None:
        if len(self.lines) == 1:
            line.empty()
            return
        number = self.lines.index(line)
        self.lines.remove(line)
        self._goods.removeWidget(line)
        line.hide()
        line.deleteLater()
        left = self.lines[min(number, len(self.lines) - 1)]
        left.product.setFocus(Qt.FocusReason.OtherFocusReason)
        self._work_out()

    def _work_out(self) -> None:
        """The head is the sum of the lines, as it will be kept."""
        sums = [amount for line in self.lines if (amount := line.amount()) is not None]
        whole = words.amount(sum(sums, Decimal(0)), sign=True)
        said = self.tr("%n line(s)", "", len(sums))
        self.total.setText(f"{said} · {whole}" if sums else "")

    # --- keeping

    def save(self) -> None:
        bad = next((line for line in self.lines if line.amount() is None), None)
        if bad is not None:
            self.complain(bad.point_out())
            return
        fields = {
            "lines": [line.said() for line in self.lines],
            "deliver_on": self.deliver.date().toString(Qt.DateFormat.ISODate),
            "note": self.remark.text().strip() or None,
        }
        if self.order is None:
            said = self.tr("Order for “{name}” placed").format(name=self._name)
            wanted = {"customer": self._customer, **fields}
            done = self.shell.perform("order.place", None, wanted, said=said, failed=self.explain)
        else:
            said = self.tr("Order {number} changed").format(number=self.order.number)
            done = self.shell.perform(
                "order.edit", self.order.id, fields, said=said, failed=self.explain
            )
        if done is not None:
            self.ended.emit()


class OrderLine(Retranslated, QWidget):
    """One product in two rows: what; how many at what price, and what that comes to."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self,
        find: Callable[[str], Sequence[Known]],
        products: Mapping[str, Product],
        last: Mapping[str, Decimal],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._products, self._last = products, last
        self._other: tuple[str, str] | None = None  # goods that the catalogue does not have
        self.product = Picker(find, self, name=self._called, icon=GOODS)
        self.quantity, self.price = LineField(parent=self), LineField(parent=self)
        self.unit = Label("", "cap", "text2", parent=self)
        self.sum = Label("", "body", weight=600, parent=self)
        self._away = IconButton("x", "", size=32, parent=self)
        self._lay_out()
        self.product.taken.connect(self._taken)
        for field in (self.quantity, self.price):
            field.textChanged.connect(self._work_out)
        self._away.clicked.connect(self.removed)
        self.retranslate()

    def retranslate(self) -> None:
        self.product.call(self.tr("Product"), self.tr("Product: name, initials or code"))
        for field, name in (
            (self.quantity, self.tr("Quantity")),
            (self.price, self.tr("Unit price")),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
        self._away.set_name(self.tr("Remove this line"))
        self._say_list_price()

    def _called(self, product: str) -> str:
        return self._products[product].name

    def _lay_out(self) -> None:
        for field, width in ((self.quantity, QUANTITY), (self.price, PRICE)):
            field.setFixedWidth(width)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sum.setMinimumWidth(SUM)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.product, 1)
        above.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.quantity)
        below.addWidget(self.unit)
        below.addWidget(Label("×", "body", "text3", parent=self))
        below.addWidget(self.price)
        below.addStretch(1)
        below.addWidget(self.sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (above, below):
            row.setSpacing(8)
            column.addLayout(row)

    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through."""
        return self.product.focus_target(), self._away, self.quantity, self.price

    def set_line(self, said: books.Line) -> None:
        if said.product in self._products:
            self.product.set_value(said.product)
        else:
            self._other = (said.name, said.unit)
            self.product.say(said.name)
        self._choose()
        self.quantity.setText(f"{said.quantity:f}")
        self.price.setText(f"{said.price:.2f}")

    def empty(self) -> None:
        self._other = None
        self.product.say("")
        self.quantity.clear()
        self._choose()

    def _taken(self, one: Known | None) -> None:
        self._other = None
        self._choose()
        if one is not None:  # the next thing that is typed is how many
            self.quantity.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        """The price this customer paid last stands there, else that of the list."""
        product = self.product.value()
        known = self._products.get(str(product))
        self.unit.setText(known.unit if known else (self._other or ("", ""))[1])
        price = self._last.get(str(product)) or (known.list_price if known else None)
        self.price.setText("" if price is None else f"{price:.2f}")
        self._say_list_price()
        self._work_out()

    def _say_list_price(self) -> None:
        known = self._products.get(str(self.product.value()))
        listed = known.list_price if known else None
        said = self.tr("list price {price}").format(price=words.amount(listed, sign=True))
        self.price.setToolTip(said if listed is not None else "")

    def said(self) -> dict[str, str]:
        chosen = str(self.product.value() or "")
        line = {"quantity": _clean(self.quantity), "price": _clean(self.price)}
        if chosen:
            return {"product": chosen, **line}
        name, unit = self._other or ("", "")
        return {"name": name, "unit": unit, **line}

    def amount(self) -> Decimal | None:
        """What the line comes to; None while it is not whole."""
        quantity, price = _number(self.quantity), _number(self.price)
        if not self._is_named() or quantity is None or price is None or quantity <= 0 or price < 0:
            return None
        return books.Line("", "", quantity, price).amount

    def _is_named(self) -> bool:
        return bool(self.product.value() or self._other)

    def _work_out(self) -> None:
        for field in (self.product, self.quantity, self.price):
            field.set_invalid(False)
        amount = self.amount()
        self.sum.setText("" if amount is None else words.amount(amount, sign=True))
        self.changed.emit()

    def point_out(self) -> str:
        """Goes to what is not whole yet, and says what it wants."""
        said = self.tr("Quantity and price must be numbers, the quantity above zero")
        bad: Picker | LineField = self.price if (_number(self.quantity) or 0) > 0 else self.quantity
        if not self._is_named():
            said = self.tr("Choose a product: type its name, initials or code")
            bad = self.product
        bad.set_invalid(True)
        bad.setFocus(Qt.FocusReason.OtherFocusReason)
        return said


def _clean(field: LineField) -> str:
    return field.text().strip().replace(",", "").lstrip("¥")


def _number(field: LineField) -> Decimal | None:
    found = number(_clean(field))
    return found if found is not None and found < LARGEST else None
