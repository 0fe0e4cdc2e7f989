"""The figures a definition may ask for, in groups: what each is called and which rows it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are worked out together, and the lists of records they open."""

    keys: frozenset[str]
    rows: frozenset[str]


def _group(keys: str, rows: str) -> Group:
    return Group(frozenset(keys.split()), frozenset(rows.split()))


_AGAINST = (
    "order_actual order_target order_ratio collection_actual collection_target collection_ratio"
)
_VISITS = "visits_planned visits_done visit_ratio complaints competitors movements"
_ROWS = "visits orders collections complaints competitors opinions movements plan skipped"

GROUPS: Mapping[str, Group] = {
    # what one person did on a day
    "day": _group(
        f"{_VISITS} {_AGAINST} first_visit last_visit minutes_with_customers results opinions"
        " tomorrow",
        f"{_ROWS} tomorrow",
    ),
    # what a person and everybody below did in a week or a month
    "span": _group(
        f"{_VISITS} {_AGAINST} effective_ratio orders_ratio new_customers reports_due"
        " reports_on_time next_week",
        f"{_ROWS} reports new_customers",
    ),
    # the same, for each of the people
    "team": _group(
        "people_count order_per_person people reports_signed reports_sealed signed_ratio", "reports"
    ),
    # the stops of a day before it begins
    "plan": _group(
        "stops stops_count planned_to_collect first_stop last_stop attention", "plan attention"
    ),
    # what the books and the visits say of one customer
    "customer": _group(
        "customer_class owner_name year_target year_sales year_ratio receivable overdue_amount"
        " overdue_days credit_limit visits_quarter ordered_quarter collected_quarter last_visits"
        " contacts open_complaints",
        "customer_visits customer_orders customer_collections customer_complaints customer_card",
    ),
    # one customer in one month
    "customer_month": _group(
        "month_ordered month_target month_ratio before_ordered growth month_collected"
        " overdue_ratio month_visits month_complaints before_score before_grade",
        "month_visits month_orders month_collections month_complaints before_orders evaluations",
    ),
    # what the author's people heard about the market in the last thirty days
    "market": _group(
        "market_competitors market_opinions market_complaints market_count",
        "market_competitors market_opinions market_complaints",
    ),
    # what the author's people reported in the last fourteen days
    "patrol": _group(
        "reported_visits reported_planned reported_ratio reported_reports reported_by",
        "reported_visits reported_reports",
    ),
}


def keys_of(groups: Iterable[str]) -> set[str]:
    return {key for name in groups if name in GROUPS for key in GROUPS[name].keys}


def rows_of(groups: Iterable[str]) -> set[str]:
    return {one for name in groups if name in GROUPS for one in GROUPS[name].rows}
