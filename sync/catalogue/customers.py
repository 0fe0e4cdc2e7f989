"""Customers and what hangs on them: contacts and sites."""

from sync.catalogue.model import Field, Home, Kind, Merge, RecordType, Type
from sync.catalogue.states import CustomerState

OF_CUSTOMER = Home("parent", "customer")
DATUMS = ("WGS-84", "GCJ-02", "BD-09")
CLASSES = ("A", "B", "C", "D")  # a company may add its own

# What the books say is set by the centre alone.
BOOKS = (
    Field("credit_limit", Type.DECIMAL, Merge.GUARD),
    Field("receivable", Type.DECIMAL, Merge.GUARD),
    Field("overdue_amount", Type.DECIMAL, Merge.GUARD),
    Field("overdue_days", Type.INTEGER, Merge.GUARD),
    Field("ageing", Type.MAP, Merge.GUARD, longest=2_000),
    Field("year_target", Type.DECIMAL, Merge.GUARD),
    Field("year_sales", Type.DECIMAL, Merge.GUARD),
)
DERIVED = (
    Field("last_visit_at", Type.INSTANT, Merge.DERIVED),
    Field("visit_count", Type.INTEGER, Merge.DERIVED),
    Field("duplicate_of", Type.REF, Merge.DERIVED, target="customer"),
    Field("credit_used", Type.DECIMAL, Merge.DELTA, since=2),
)
CUSTOMER = RecordType(
    "customer",
    Kind.CARD,
    Home("territory", "territory"),
    (
        Field("name", required=True, longest=200),
        Field("class", longest=20),
        Field("phone", longest=100),
        Field("address"),
        Field("region", longest=200),
        Field("territory", Type.REF, Merge.GUARD, required=True, target="territory"),
        Field("credit_code", longest=40),
        Field("latitude", Type.FLOAT, least=-90, most=90),
        Field("longitude", Type.FLOAT, least=-180, most=180),
        Field("datum", choices=DATUMS),
        Field("remark", longest=20_000),
        Field("archived", Type.BOOLEAN),
        Field("state", choices=tuple(CustomerState)),
        Field("industry", longest=200),
        Field("owner", Type.REF, Merge.GUARD, target="person"),
        Field("terms_days", Type.INTEGER, least=0),
        Field("next_visit", Type.DATE),
        Field("extra", Type.MAP, longest=50_000),
        Field("tags", Type.MAP, Merge.SET, longest=5_000, since=2),
        Field("merged_into", Type.REF, Merge.GUARD, target="customer", since=2),
        Field("joined", Type.MAP, Merge.GUARD, longest=500_000, since=4),  # mutations/parting.py
        *BOOKS,
        *DERIVED,
    ),
    search=("name", "phone", "address", "region"),
    lists=(("name",), ("last_visit_at",)),
)
CONTACT = RecordType(
    "contact",
    Kind.CARD,
    OF_CUSTOMER,
    (
        Field("customer", Type.REF, Merge.GUARD, required=True, target="customer"),
        Field("name", required=True, longest=200),
        Field("position", longest=200),
        Field("phone", longest=100),
        Field("email", longest=200),
        Field("decision_role", longest=100),
        Field("remark", longest=20_000),
        Field("archived", Type.BOOLEAN),
    ),
    search=("name", "phone", "position"),
    indexes=(("customer",),),
)
SITE = RecordType(
    "site",
    Kind.CARD,
    OF_CUSTOMER,
    (
        Field("customer", Type.REF, Merge.GUARD, required=True, target="customer"),
        Field("name", longest=200),
        Field("address"),
        Field("latitude", Type.FLOAT, least=-90, most=90),
        Field("longitude", Type.FLOAT, least=-180, most=180),
        Field("datum", choices=DATUMS),
        Field("hours", longest=200),
        Field("access_notes", merge=Merge.NOTE, longest=5_000),
    ),
    indexes=(("customer",),),
)
CREDIT_ENTRY = RecordType(
    "credit_entry",  # the ledger of `credit_used`
    Kind.FACT,
    OF_CUSTOMER,
    (
        Field("customer", Type.REF, Merge.GUARD, required=True, target="customer"),
        Field("person", Type.REF, required=True, target="person"),
        Field("amount", Type.DECIMAL, required=True),  # above zero: takes; below: gives back
        Field("reason", required=True, choices=("order", "payment", "correction")),
        Field("at", Type.INSTANT, required=True),
        Field("note"),
        Field("allotment", Type.REF, target="allotment"),
    ),
    indexes=(("customer",), ("allotment",)),
    since=2,
)
ALLOTMENT = RecordType(
    "allotment",  # a part of a customer's credit that one person may use without asking
    Kind.CLAIM,
    OF_CUSTOMER,
    (
        Field("customer", Type.REF, Merge.GUARD, required=True, target="customer"),
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("amount", Type.DECIMAL, Merge.GUARD, required=True),
        Field("until", Type.DATE, Merge.GUARD, required=True),
        Field("closed", Type.BOOLEAN, Merge.GUARD),
        Field("used", Type.DECIMAL, Merge.DELTA),
    ),
    indexes=(("customer",), ("person",)),
    since=2,
)
TYPES = (CUSTOMER, CONTACT, SITE, ALLOTMENT, CREDIT_ENTRY)
