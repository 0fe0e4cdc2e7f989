"""The states of records: by them a rule decides what may still be done."""

from enum import StrEnum


class PlanState(StrEnum):
    """`plan_item.state`; a plan without one is planned."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"  # `skip_reason` says why


class RequestState(StrEnum):
    """`approval_request.state`."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"  # to be changed and submitted again
    WITHDRAWN = "withdrawn"


class ReportState(StrEnum):
    """`report.state` and `form_instance.state`; the last three of urgent forms only."""

    DRAFT = "draft"
    SEALED = "sealed"  # the answers are final, and wait for the direct superior
    SIGNED = "signed"
    RETURNED = "returned"  # open again
    ACKNOWLEDGED = "acknowledged"
    HANDLED = "handled"
    CLOSED = "closed"


OPEN_REPORTS = (ReportState.DRAFT, ReportState.RETURNED)  # the answers may be changed


class OrderState(StrEnum):
    """`sales_order.state`; what follows PLACED comes from the company's books."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    SHIPPED = "shipped"
    DONE = "done"
    CANCELLED = "cancelled"


class CustomerState(StrEnum):
    """`customer.state`."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSED = "closed"  # by a manager, who alone opens it again


class ConflictState(StrEnum):
    """`conflict.state`."""

    OPEN = "open"
    RESOLVED = "resolved"
