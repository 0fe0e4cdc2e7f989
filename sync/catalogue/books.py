"""Orders and invoices of a customer, and what the company or one person adds to its cards."""

from sync.catalogue.customers import OF_CUSTOMER
from sync.catalogue.model import ALL, Field, Home, Kind, Merge, RecordType, Type
from sync.catalogue.states import OrderState

PREFERENCE_KINDS = ("customer_field",)
FIELD_KINDS = ("text", "number", "date", "choice", "yes_no")
CUSTOMER = Field("customer", Type.REF, Merge.GUARD, required=True, target="customer")
SAID = (Field("source", longest=100), Field("as_of", Type.DATE))  # whose books, of which day

SALES_ORDER = RecordType(
    "sales_order",  # made by a rep, or said by the books; `amount` is the sum of a rep's lines
    Kind.CARD,
    OF_CUSTOMER,
    (
        CUSTOMER,
        Field("number", required=True, merge=Merge.GUARD, longest=60),
        Field("date", Type.DATE, Merge.GUARD, required=True),
        Field("amount", Type.DECIMAL, Merge.GUARD, required=True),
        Field("state", merge=Merge.GUARD, choices=tuple(OrderState)),
        Field("person", Type.REF, Merge.GUARD, target="person"),
        Field("visit", Type.REF, Merge.GUARD, target="visit"),  # at which it was taken
        Field("deliver_on", Type.DATE),
        # {product, name, quantity, unit, price}
        Field("lines", Type.LIST, Merge.GUARD, longest=100_000),
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
        Field("unit", Type.REF, target="org_unit", since=4),  # whose people it is for; none: all
    ),
    since=3,
)
PREFERENCE = RecordType(
    "preference",  # what one person made for themselves, on whichever laptop they work
    Kind.CARD,
    Home("user", "person"),
    (
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("kind", merge=Merge.GUARD, required=True, choices=PREFERENCE_KINDS),
        Field("name", merge=Merge.GUARD, required=True, longest=100),
        Field("value", Type.ANY, Merge.GUARD, longest=20_000),
    ),
    since=4,
)
TYPES = (SALES_ORDER, INVOICE, CUSTOMER_FIELD, PREFERENCE)
