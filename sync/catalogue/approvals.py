"""Requests that climb the chain of command, and the decisions on them."""

from sync.catalogue.model import Field, Home, Kind, Merge, RecordType, Type

# Kinds the product knows a face for; a company may add its own.
KINDS = (
    "special_price",
    "discount",
    "expense",
    "credit",
    "gift",
    "return_goods",
    "leave",
    "new_customer",
    "report_sign",
    "other",
)
VERDICTS = ("approve", "endorse", "reject", "return", "delegate")

APPROVAL_REQUEST = RecordType(
    "approval_request",
    Kind.CLAIM,
    Home("post", "post"),
    (
        Field("post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("requester", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("kind", required=True, merge=Merge.GUARD, longest=40),
        Field("title", merge=Merge.GUARD, longest=300),
        Field("subject_type", merge=Merge.GUARD, longest=40),
        Field("subject", merge=Merge.GUARD, longest=300),
        Field("facts", Type.MAP, Merge.GUARD, longest=100_000),
        Field("amount", Type.DECIMAL, Merge.GUARD),
        Field("reason", merge=Merge.GUARD, longest=5_000),
        Field(
            "state",
            merge=Merge.GUARD,
            choices=("pending", "approved", "rejected", "returned", "withdrawn"),
        ),
        Field("step", Type.INTEGER, Merge.GUARD),
        Field("path", Type.LIST, Merge.GUARD, longest=5_000),
        Field("approver", Type.REF, Merge.GUARD, target="post"),
        Field("rev", Type.INTEGER, Merge.GUARD),
        Field("content_hash", merge=Merge.GUARD, longest=64),
        Field("submitted_at", Type.INSTANT, Merge.GUARD),
        Field("due_at", Type.INSTANT, Merge.GUARD),
        Field("decided_at", Type.INSTANT, Merge.GUARD),
    ),
    indexes=(("state", "approver"), ("requester",)),
)
DECISION = RecordType(
    "decision",
    Kind.FACT,
    Home("parent", "request"),
    (
        Field("request", Type.REF, required=True, target="approval_request"),
        Field("step", Type.INTEGER),
        Field("rev", Type.INTEGER),
        Field("verdict", required=True, choices=VERDICTS),
        Field("comment", longest=5_000),
        Field("decider", Type.REF, required=True, target="person"),
        Field("post", Type.REF, target="post"),
        Field("on_hash", longest=64),
        Field("decided_at", Type.INSTANT, required=True),
        Field("delegate_to", Type.REF, target="post"),
        Field("effective", Type.BOOLEAN),
    ),
    indexes=(("request",),),
)
TYPES = (APPROVAL_REQUEST, DECISION)
