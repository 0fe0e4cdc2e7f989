"""Which rule each field merges by, and what hangs on what; said once more, for the oracle."""

GUARDED = {
    "customer": {"territory", "owner"},
    "contact": {"customer"},
    "approval_request": {"*"},
    "conflict": {"*"},
    "delegation": {"*"},
    "report": {"state", "sealed_at", "reviewer", "review_comment", "reviewed_at"},
}
NOTES = {("site", "access_notes")}
DERIVED = {
    "customer": {"last_visit_at", "visit_count"},
    "report": {"derived"},
    "branch_allotment": {"used"},
}
MAPS = {("customer", "extra"), ("report", "answers")}
FACTS = {"visit", "decision", "effect", "attachment"}
PARENTS = {
    "contact": ("customer", "customer"),
    "site": ("customer", "customer"),
    "decision": ("approval_request", "request"),
    "effect": ("approval_request", "request"),
}
REFERS = {
    "territory": "territory", "owner": "person", "customer": "customer", "post": "post",
    "person": "person", "request": "approval_request", "approver": "post",
    "requester": "person", "decider": "person", "delegate_to": "post",
    "delegate": "person", "delegate_post": "post",
}  # fmt: skip
