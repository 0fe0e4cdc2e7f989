"""Customers and products as a form offers them while one types."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from desktop.domain.pinyin import initials
from desktop.queries import customer_work
from desktop.queries.customer_work import Product
from desktop.queries.found import found
from desktop.store.tables import RECORDS

MOST = 6
CUSTOMER = RECORDS["customer"].c


@dataclass(frozen=True, slots=True)
class Known:
    """One that is offered; `fills`: what taking it writes into the cells beside it."""

    id: str
    name: str
    note: str
    fills: Mapping[str, str] = field(default_factory=dict)


def customers_like(connection: Connection, typed: str) -> list[Known]:
    """Customers whose name, initials or phone hold what was typed."""
    keys = found("customer", typed)
    if keys is None:
        return []
    rows = connection.execute(
        select(CUSTOMER.id, CUSTOMER.name, CUSTOMER.region)
        .where(CUSTOMER.deleted == 0, CUSTOMER.key.in_(keys))
        .order_by(CUSTOMER.last_visit_at.desc())
        .limit(MOST)
    )
    return [Known(row.id, row.name, row.region or "") for row in rows]


def customer_named(connection: Connection, id: str) -> Known | None:
    row = connection.execute(
        select(CUSTOMER.id, CUSTOMER.name, CUSTOMER.region).where(CUSTOMER.id == id)
    ).first()
    return None if row is None else Known(row.id, row.name, row.region or "")


def products_like(connection: Connection, typed: str) -> list[Known]:
    """Products whose name, initials or code hold what was typed; nothing typed: the first ones."""
    words = typed.casefold()
    fitting = (one for one in customer_work.products(connection) if _fits(one, words))
    return [_offered(one) for one, _ in zip(fitting, range(MOST), strict=False)]


def _fits(product: Product, words: str) -> bool:
    names = (product.name.casefold(), initials(product.name).casefold())
    return product.code.casefold().startswith(words) or any(words in name for name in names)


def _offered(product: Product) -> Known:
    price = product.list_price
    note = " / ".join(filter(None, (f"¥{price:,.2f}" if price is not None else "", product.unit)))
    fills = {"product": product.id} | ({} if price is None else {"standard": f"{price:.2f}"})
    return Known(product.id, product.name, note, fills)
