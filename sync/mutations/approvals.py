"""Requests climb one level at a time; a decision binds to the content that was seen."""

import hashlib
from collections.abc import Sequence

from sync.catalogue import CATALOGUE, Field, Value, canonical
from sync.errors import Refused
from sync.mutations.model import Arguments, Context, Insert, Mutation, Op, Record, Update
from sync.mutations.road import own_post

REQUEST = CATALOGUE["approval_request"]
CONTENT = ("kind", "title", "subject_type", "subject", "facts", "amount", "reason")
OUTCOME = {"approve": "approved", "reject": "rejected", "return": "returned"}


def content_hash(fields: Arguments) -> str:
    """What a decision is bound to (BR-APR-05): SHA-256 of the canonical content."""
    content = {name: fields.get(name) for name in CONTENT}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def request(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Goes to the direct superior first; no level is skipped (BR-APR-02)."""
    post = own_post(context)
    superior = context.record("post", post).fields.get("superior")
    if superior is None:
        raise Refused("no_superior", rule="BR-CMD-01")
    route: dict[str, Value] = {
        "post": post,
        "requester": context.actor.person,
        "state": "pending",
        "step": 1,
        "rev": 1,
        "path": [superior],
        "approver": superior,
        "submitted_at": context.at,
        "content_hash": content_hash(set),
    }
    return [Insert("approval_request", id, {**set, **route})]


def decide(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """One effective decision a step, on the content that was seen, by the named post."""
    asked = context.record("approval_request", set["request"])
    _may_decide(context, asked, set)
    decision = Insert(
        "decision",
        id,
        {
            "request": asked.id,
            "step": asked.fields["step"],
            "rev": asked.fields["rev"],
            "verdict": set["verdict"],
            "comment": set.get("comment"),
            "decider": context.actor.person,
            "post": context.actor.post,
            "on_hash": asked.fields["content_hash"],
            "decided_at": context.at,
            "delegate_to": set.get("delegate_to"),
            "effective": True,
        },
    )
    return [decision, Update("approval_request", asked.id, _effect(context, asked, set))]


def _may_decide(context: Context, asked: Record, set: Arguments) -> None:
    if asked.fields["state"] != "pending":
        raise Refused("already_decided", rule="BR-APR-05", state=asked.fields["state"])
    if asked.fields["requester"] == context.actor.person:
        raise Refused("own_request", rule="BR-APR-02")
    if context.actor.post is None or asked.fields["approver"] != context.actor.post:
        raise Refused("not_the_approver", rule="BR-APR-02", approver=asked.fields["approver"])
    seen = set.get("on_hash")
    if seen is not None and seen != asked.fields["content_hash"]:
        raise Refused("stale_subject", rule="BR-APR-05")
    if set["verdict"] in ("reject", "return") and not (set.get("comment") or "").strip():
        raise Refused("comment_needed", rule="BR-APR-03")


def _effect(context: Context, asked: Record, set: Arguments) -> dict[str, Value]:
    verdict = set["verdict"]
    if verdict in OUTCOME:
        return {"state": OUTCOME[verdict], "decided_at": context.at}
    onward = set.get("delegate_to")
    if verdict == "endorse":
        onward = context.record("post", context.actor.post).fields.get("superior")
        if onward is None:
            raise Refused("nobody_above", rule="BR-APR-02")
    elif onward is None:
        raise Refused("delegate_needed", rule="BR-APR-05")
    if context.record("post", onward).id == asked.fields["post"]:
        raise Refused("own_request", rule="BR-APR-02")
    path = [*(asked.fields.get("path") or []), onward]
    return {"approver": onward, "step": int(asked.fields["step"]) + 1, "path": path}


def withdraw(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """The requester may withdraw until the first decision."""
    asked = context.record("approval_request", id)
    if asked.fields["requester"] != context.actor.person:
        raise Refused("not_yours", type="approval_request", id=id)
    if asked.fields["state"] != "pending" or asked.fields["step"] != 1:
        raise Refused("already_decided", rule="BR-APR-05", state=asked.fields["state"])
    return [Update("approval_request", id, {"state": "withdrawn", "decided_at": context.at})]


DECISION = CATALOGUE["decision"]
MUTATIONS = (
    Mutation(
        "approval.request",
        tuple(REQUEST.field(name) for name in (*CONTENT, "due_at")),
        request,
        new=True,
        urgency=3,
        required=frozenset({"kind"}),
    ),
    Mutation(
        "approval.decide",
        (
            *(DECISION.field(name) for name in ("request", "verdict", "comment", "delegate_to")),
            Field("on_hash", longest=64),
        ),
        decide,
        new=True,
        own_authority=True,
        urgency=2,
        required=frozenset({"request", "verdict"}),
    ),
    Mutation("approval.withdraw", (), withdraw, urgency=2),
)
