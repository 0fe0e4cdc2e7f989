"""Requests that climb the chain of command, and the decisions on them."""

from sync.catalogue.model import ALL, Field, Home, Kind, Merge, RecordType, Type
from sync.catalogue.states import RequestState

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
VERDICTS = ("approve", "endorse", "reject", "return", "delegate", "add_signer")
EFFECTS = ("credit_booked", "price_released", "leave_granted")

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
            choices=tuple(RequestState),
        ),
        Field("step", Type.INTEGER, Merge.GUARD),
        Field("path", Type.LIST, Merge.GUARD, longest=5_000),
        Field("approver", Type.REF, Merge.GUARD, target="post"),
        Field("rev", Type.INTEGER, Merge.GUARD),
        Field("content_hash", merge=Merge.GUARD, longest=64),
        Field("submitted_at", Type.INSTANT, Merge.GUARD),
        Field("due_at", Type.INSTANT, Merge.GUARD),
        Field("decided_at", Type.INSTANT, Merge.GUARD),
        # posts to which an added signer's consent leads back, the next one last
        Field("waiting", Type.LIST, Merge.GUARD, longest=5_000, since=2),
        Field("informed", Type.LIST, Merge.GUARD, longest=5_000, since=2),  # further posts
        # every change of the content: {rev, at, by, changed: {field: [before, after]}}
        Field("revisions", Type.LIST, Merge.GUARD, longest=200_000, since=2),
    ),
    indexes=(("state", "approver"), ("requester",), ("subject",)),
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
        Field("effective", Type.BOOLEAN),  # false: a late opinion, kept for the audit
        Field("on_ver", Type.INTEGER, since=2),  # the `rev` that was seen
        Field("on_behalf", Type.REF, target="post", since=2),
        # under which allotment of a hub it was ruled, what it takes of it, the hub's signature
        Field("allotment", Type.REF, target="branch_allotment", since=5),
        Field("charged", Type.DECIMAL, since=5),
        Field("ruling", longest=200, since=5),
    ),
    indexes=(("request",), ("allotment",)),
)
DELEGATION = RecordType(
    "delegation",
    Kind.CLAIM,
    ALL,
    (
        Field("post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("delegate", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("delegate_post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("since", Type.DATE, Merge.GUARD, required=True),
        Field("until", Type.DATE, Merge.GUARD, required=True),
        Field("kinds", Type.LIST, Merge.GUARD, longest=2_000),  # none: all
        Field("ended_at", Type.INSTANT, Merge.GUARD),
        Field("up_to", Type.DECIMAL, Merge.GUARD, since=4),  # the largest amount to be approved
    ),
    indexes=(("post",),),
    since=2,
)
ABSENCE = RecordType(
    "absence",  # leave that was granted
    Kind.FACT,
    ALL,
    (
        Field("person", Type.REF, required=True, target="person"),
        Field("first", Type.DATE, required=True),
        Field("last", Type.DATE, required=True),
    ),
    indexes=(("person",),),
    since=2,
)
EFFECT = RecordType(
    "effect",  # what an approval brought about; its id is that of the decision
    Kind.FACT,
    Home("parent", "request"),
    (
        Field("request", Type.REF, required=True, target="approval_request"),
        Field("kind", required=True, choices=EFFECTS),
        Field("subject_type", longest=40),
        Field("subject", longest=300),
        Field("facts", Type.MAP, longest=100_000),
        Field("at", Type.INSTANT, required=True),
    ),
    indexes=(("request",), ("subject",)),
    since=2,
)
BRANCH_ALLOTMENT = RecordType(
    "branch_allotment",  # what a branch hub may rule on while the centre is away
    Kind.CLAIM,
    ALL,
    (
        Field("hub", merge=Merge.GUARD, required=True, longest=64),
        Field("hub_name", longest=200),
        Field("signer", required=True, merge=Merge.GUARD, longest=100),  # the hub's public key
        Field("unit", Type.REF, Merge.GUARD, required=True, target="org_unit"),
        Field("kinds", Type.LIST, Merge.GUARD, required=True, longest=2_000),
        Field("each", Type.DECIMAL, Merge.GUARD),  # a request at most
        Field("amount", Type.DECIMAL, Merge.GUARD, required=True),  # all of them together
        Field("until", Type.DATE, Merge.GUARD, required=True),  # the last day
        Field("closed", Type.BOOLEAN, Merge.GUARD),  # taken back
        Field("sig", required=True, merge=Merge.GUARD, longest=200),  # the centre's
        Field("used", Type.DECIMAL, Merge.DELTA),
    ),
    since=5,
)
TYPES = (APPROVAL_REQUEST, DECISION, DELEGATION, ABSENCE, EFFECT, BRANCH_ALLOTMENT)
