"""What the company's books say of a customer, and the company's own fields of it."""

from sync.catalogue.customers import OF_CUSTOMER
from sync.catalogue.model import ALL, Field, Kind, Merge, RecordType, Type

ORDER_STATES = ("placed", "confirmed", "shipped", "done", "cancelled")
FIELD_KINDS = ("text", "number", "date", "choice", "yes_no")
CUSTOMER = Field("customer", Type.REF, Merge.GUARD, required=True, target="customer")
SAID = (Field("source", longest=100), Field("as_of", Type.DATE))  # whose books, of which day

SALES_ORDER = RecordType(
    "sales_order",
    Kind.DEFINITION,
    OF_CUSTOMER,
    (
        CUSTOMER,
        Field("number", required=True, longest=60),
        Field("date", Type.DATE, required=True),
        Field("amount", Type.DECIMAL, required=True),
        Field("state", choices=ORDER_STATES),
        Field("person", Type.REF, target="person"),
        Field("visit", Type.REF, target="visit"),  # at which it was taken
        Field("deliver_on", Type.DATE),
        Field("lines", Type.LIST, longest=100_000),  # {product, name, quantity, unit, price}
        Field("note", longest=2_000),
        *SAID,
    ),
    indexes=(("customer",),),
    since=3,
)
INVOICE = RecordType(
    "invoice",
    Kind.DEFINITION,
    OF_CUSTOMER,
    (
        CUSTOMER,
        Field("number", required=True, longest=60),
        Field("date", Type.DATE, required=True),
        Field("due", Type.DATE, required=True),
        Field("amount", Type.DECIMAL, required=True),
        Field("unpaid", Type.DECIMAL, required=True),
        Field("sales_order", Type.REF, target="sales_order"),
        Field("person", Type.REF, target="person"),  # who answers for it (BR-COL-01)
        Field("note", longest=2_000),
        *SAID,
    ),
    indexes=(("customer",),),
    since=3,
)
CUSTOMER_FIELD = RecordType(
    "customer_field",  # a key of `customer.extra` that the company asks everybody to fill
    Kind.DEFINITION,
    ALL,
    (
        Field("name", required=True, longest=100),
        Field("kind", choices=FIELD_KINDS),
        Field("choices", Type.LIST, longest=20_000),
        Field("place", Type.INTEGER),
        Field("active", Type.BOOLEAN),
    ),
    since=3,
)
TYPES = (SALES_ORDER, INVOICE, CUSTOMER_FIELD)
