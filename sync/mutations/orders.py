"""Orders that a rep writes: goods and prices are said, every sum is derived (I4)."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation

from sync.catalogue import CATALOGUE, Value
from sync.catalogue.states import CustomerState, OrderState
from sync.errors import BadValue, Refused
from sync.mutations.model import Arguments, Context, Insert, Mutation, Op, Reader, Record, Update
from sync.rulings.authority import LIST_PRICE

ORDER, CENT, FINEST = CATALOGUE["sales_order"], Decimal("0.01"), Decimal("0.001")
SAID = ("lines", "deliver_on", "note")
MOST_LINES, LARGEST = 200, Decimal(10) ** 9


def place(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A new order of one customer; `date` is the business day it was taken on."""
    customer = context.record("customer", set["customer"])
    if customer.fields.get("archived"):
        raise Refused("is_archived", type="customer", id=customer.id)
    if customer.fields.get("state") == CustomerState.CLOSED:
        raise Refused("is_closed", type="customer", id=customer.id)
    lines = _lines(context, customer.id, set["lines"])
    day = set.get("date") or context.today
    said = {
        "number": _number(day, id),
        "date": day,
        "state": OrderState.PLACED,
        "amount": total(lines),
    }
    who = {"person": context.actor.person}
    return [Insert("sales_order", id, {**set, **said, **who, "lines": lines})]


def edit(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Other goods, another day, another word; until the office has confirmed it."""
    order = _open(context, id)
    fields = dict(set)
    if "lines" in set:
        lines = _lines(context, order.fields["customer"], set["lines"])
        fields |= {"lines": lines, "amount": total(lines)}
    return [Update("sales_order", id, fields)] if fields else []


def cancel(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    _open(context, id)
    return [Update("sales_order", id, {"state": OrderState.CANCELLED})]


def reopen(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A cancelled one stands again as it was placed."""
    _open(context, id, OrderState.CANCELLED)
    return [Update("sales_order", id, {"state": OrderState.PLACED})]


def total(lines: Sequence[Mapping[str, Value]]) -> str:
    """The sum of the lines, each rounded to the cent."""
    return f"{sum((line_amount(line) for line in lines), Decimal(0)):.2f}"


def line_amount(line: Mapping[str, Value]) -> Decimal:
    """Quantity x price, rounded to the cent."""
    amount = Decimal(str(line["quantity"])) * Decimal(str(line["price"]))
    return amount.quantize(CENT, ROUND_HALF_UP)


def _open(context: Context, id: str, state: str = OrderState.PLACED) -> Record:
    order = context.record("sales_order", id)
    if order.fields.get("source"):
        raise Refused("of_the_books", id=id)
    if order.fields.get("state") != state:
        raise Refused("already_decided", state=order.fields.get("state"))
    return order


def _number(day: str, id: str) -> str:
    """XD-20261121-3F9A: the day, and what tells the orders of one day apart."""
    return f"XD-{day.replace('-', '')}-{id[-4:].upper()}"


def _lines(context: Context, customer: str, said: Sequence[Value]) -> list[dict[str, Value]]:
    if not said or len(said) > MOST_LINES:
        raise BadValue(field="lines", value=str(len(said)), wanted=f"1-{MOST_LINES}")
    return [_line(context, customer, each) for each in said]


def _line(context: Context, customer: str, said: Value) -> dict[str, Value]:
    """A line in its one form; what a product is called and counted in is the catalogue's word."""
    if not isinstance(said, Mapping):
        raise BadValue(field="lines", value=str(said)[:60], wanted="a map")
    product = context.record("product", said["product"]) if said.get("product") else None
    known = product.fields if product else said
    name, unit = known.get("name"), known.get("unit")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= 200:
        raise BadValue("missing_field", type="sales_order", field="lines.name")
    price = _decimal("price", said.get("price", known.get("list_price")), CENT)
    quantity = _decimal("quantity", said.get("quantity"), FINEST)
    if not quantity > 0:
        raise BadValue(field="lines.quantity", value=_plain(quantity), wanted="> 0")
    if price < 0:
        raise BadValue(field="lines.price", value=f"{price:.2f}", wanted="0 or more")
    for part, number in (("quantity", quantity), ("price", price)):
        if number >= LARGEST:
            raise BadValue(field=f"lines.{part}", value=str(number), wanted="a smaller number")
    if product is not None:
        _within_limit(context, customer, product, price)
    line = {"name": name.strip(), "quantity": _plain(quantity), "price": f"{price:.2f}"}
    line |= {"unit": str(unit)[:40]} if unit else {}
    return line | ({"product": product.id} if product else {})


def _decimal(field: str, said: Value, step: Decimal) -> Decimal:
    try:
        number = Decimal(str(said)) if not isinstance(said, bool) else Decimal("NaN")
        if number.is_finite() and number == number.quantize(step):
            return number.quantize(step)
    except InvalidOperation:
        pass
    raise BadValue(
        field=f"lines.{field}", value=str(said)[:60], wanted=f"a number, steps of {step}"
    )


def _plain(quantity: Decimal) -> str:
    """12, not 12.000; 1.5, not 1.500."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _within_limit(context: Context, customer: str, product: Record, price: Decimal) -> None:
    """Inside the price system a rep sells directly; below their limit it was asked for first."""
    lowest = lowest_price(context.read, context.actor.post, customer, product)
    if lowest is not None and price < lowest:
        facts = {"product": product.fields["name"], "price": f"{price:.2f}"}
        raise Refused("price_below_limit", rule="BR-APR-01", lowest=f"{lowest:.2f}", **facts)


def lowest_price(read: Reader, post: str | None, customer: str, product: Record) -> Decimal | None:
    """What this post may sell it for to this customer: its limit, or a price released for it.

    Without a limit of its own a post sells at the list price (BR-PRC-01); the head of the chain
    sells at any.
    """
    found = read.get("post", post) if post else None
    fields: Mapping[str, Value] = found.fields if found else {"superior": ""}
    rate = (fields.get("limits") or {}).get("discount")
    if not product.fields.get("list_price") or (rate is None and fields.get("superior") is None):
        return None
    listed = Decimal(product.fields["list_price"])
    share = listed * Decimal(str(LIST_PRICE if rate is None else rate))
    own = share.quantize(CENT, ROUND_UP)  # no price of whole cents is between the two
    return min([own, *_released(read, customer, product.id)])


def _released(read: Reader, customer: str, product: str) -> list[Decimal]:
    return [
        Decimal(str(line["asked"]))
        for effect in read.find("effect", "subject", customer)
        if effect.fields["kind"] == "price_released"
        for line in (effect.fields.get("facts") or {}).get("lines") or []
        if line.get("product") == product and line.get("asked") is not None
    ]


MUTATIONS = (
    Mutation(
        "order.place",
        tuple(ORDER.field(name) for name in ("customer", *SAID, "date", "visit")),
        place,
        new=True,
        required=frozenset({"customer", "lines"}),
    ),
    Mutation("order.edit", tuple(ORDER.field(name) for name in SAID), edit),
    Mutation("order.cancel", (), cancel),
    Mutation("order.reopen", (), reopen),
)
