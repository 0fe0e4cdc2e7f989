"""What a request for a price asks: its rate is that of its lines against the list prices."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal, InvalidOperation

from sync.catalogue import Value
from sync.errors import Refused
from sync.rulings.authority import RATES, measure
from sync.rulings.records import Reader

SHOWN = Decimal("0.0001")


def must_agree(read: Reader, asked: Mapping[str, Value]) -> None:
    """The rate that is decided is no better than what the lines come to: it is their prices that
    an approval releases (BR-APR-01, BR-PRC-01). Raises Refused("rate_disagrees")."""
    said = _number(measure(asked)) if asked.get("kind") in RATES else None
    if said is None:
        return
    lines = [_line(read, each) for each in (asked.get("facts") or {}).get("lines") or []]
    net = sum((price * quantity for price, _, quantity in lines), Decimal(0))
    listed = sum((standard * quantity for _, standard, quantity in lines), Decimal(0))
    if listed > 0 and said * listed > net:
        really = (net / listed).quantize(SHOWN, ROUND_DOWN)
        raise Refused("rate_disagrees", rule="BR-APR-01", said=f"{said:f}", really=f"{really:f}")


def _line(read: Reader, line: Value) -> tuple[Decimal, Decimal, Decimal]:
    """Price asked, list price and quantity; nothing of a line that asks for no price."""
    said: Mapping[str, Value] = line if isinstance(line, dict) else {}
    price, quantity = _number(said.get("asked")), _number(said.get("quantity", 1))
    product = read.get("product", str(said["product"])) if said.get("product") else None
    standard = _number(product.fields.get("list_price") if product else said.get("standard"))
    if price is None or standard is None or quantity is None or quantity <= 0:
        return Decimal(0), Decimal(0), Decimal(0)
    return price, standard, quantity


def _number(value: Value) -> Decimal | None:
    try:
        number = Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
