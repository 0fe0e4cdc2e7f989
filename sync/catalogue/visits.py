"""The rep's road: routes, plans, visits and what was done on them."""

from sync.catalogue.model import Field, Home, Kind, Merge, RecordType, Type
from sync.catalogue.states import PlanState

OF_POST = Home("post", "post")
# why a customer is visited: a fixed list of seven (BR-RPT-02)
PURPOSES = ("develop", "research", "collect", "service", "complaint", "order", "other")

ROUTE_TEMPLATE = RecordType(
    "route_template",
    Kind.CARD,
    OF_POST,
    (
        Field("post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("person", Type.REF, target="person"),
        Field("name", required=True, longest=200),
        Field("weekday", Type.INTEGER),
        Field("frequency", longest=40),
        Field("effective_from", Type.DATE),
        Field("effective_to", Type.DATE),
    ),
)
ROUTE_STOP = RecordType(
    "route_stop",
    Kind.CARD,
    Home("parent", "template"),
    (
        Field("template", Type.REF, Merge.GUARD, required=True, target="route_template"),
        Field("customer", Type.REF, required=True, target="customer"),
        Field("sequence", Type.INTEGER),
        Field("slot", longest=5),
    ),
    indexes=(("template",), ("customer",)),
)
PLAN_ITEM = RecordType(
    "plan_item",
    Kind.CARD,
    OF_POST,
    (
        Field("post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("date", Type.DATE, required=True),
        Field("customer", Type.REF, required=True, target="customer"),
        Field("sequence", Type.INTEGER),
        Field("purpose", choices=PURPOSES, longest=40),
        Field("expected"),
        Field("planned_at", longest=5),
        Field("state", choices=tuple(PlanState)),
        Field("skip_reason"),
        Field("visit", Type.REF, Merge.DERIVED, target="visit"),
    ),
    indexes=(("date",), ("customer",)),
)
VISIT = RecordType(
    "visit",
    Kind.FACT,
    OF_POST,
    (
        Field("post", Type.REF, required=True, target="post"),
        Field("person", Type.REF, required=True, target="person"),
        # where it hangs: follows the customer into the one it is merged with
        Field("customer", Type.REF, Merge.GUARD, required=True, target="customer"),
        Field("plan_item", Type.REF, target="plan_item"),
        Field("started_at", Type.INSTANT, required=True),
        Field("ended_at", Type.INSTANT),
        Field("purpose", choices=PURPOSES, longest=40),
        Field("outcome", longest=5_000),
        Field("next_step", longest=2_000),
        Field("next_visit", Type.DATE),
        Field("evidence", Type.LIST, longest=5_000),
        Field("ordered", Type.DECIMAL),
        Field("collected", Type.DECIMAL),
        Field("competitor", longest=2_000),
        Field("opinion", longest=2_000),
        Field("complaint", longest=2_000),
        Field("amends", Type.REF, target="visit"),
    ),
    audience="customer",
    search=("outcome", "next_step"),
    indexes=(("customer", "started_at"),),
    lists=(("started_at",), ("person", "started_at")),
)
VISIT_ACTION = RecordType(
    "visit_action",
    Kind.FACT,
    Home("parent", "visit"),
    (
        Field("visit", Type.REF, required=True, target="visit"),
        Field("action", required=True, longest=100),
        Field("version", Type.INTEGER),
        Field("answers", Type.MAP, longest=50_000),
    ),
    indexes=(("visit",),),
)
TYPES = (ROUTE_TEMPLATE, ROUTE_STOP, PLAN_ITEM, VISIT, VISIT_ACTION)
