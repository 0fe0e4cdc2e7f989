"""Requests climb one level at a time; a decision binds to the content that was seen."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from sync.catalogue import CATALOGUE, Field, Type, Value, canonical
from sync.catalogue.approvals import KINDS
from sync.catalogue.states import RequestState
from sync.errors import BadValue, Refused
from sync.mutations.model import (
    Arguments,
    Context,
    Insert,
    Mutation,
    Op,
    Overruled,
    Record,
    Update,
)
from sync.mutations.road import own_post
from sync.rulings import allotments, credit_asked, price_asked
from sync.rulings.authority import given_up_to, in_charge, limit_of, limits_up, measure, stand_ins
from sync.rulings.effects import effect
from sync.rulings.subjects import customer_of, must_be_there, must_still_be_there

REQUEST = CATALOGUE["approval_request"]
CONTENT = ("kind", "title", "subject_type", "subject", "facts", "amount", "reason")
OUTCOME = {
    "approve": RequestState.APPROVED,
    "reject": RequestState.REJECTED,
    "return": RequestState.RETURNED,
}


def content_hash(fields: Arguments) -> str:
    """What a decision is bound to (BR-APR-05): SHA-256 of the canonical content."""
    content = {name: fields.get(name) for name in CONTENT}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def request(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Goes to the direct superior first; no level is skipped (BR-APR-02)."""
    _known_kind(context, set["kind"])
    who: dict[str, Value] = {"post": own_post(context), "requester": context.actor.person}
    must_be_there(context.read, set)
    credit_asked.must_agree(set)
    price_asked.must_agree(context.read, set)
    _makes_sense(set)
    begins = {"rev": 1, "submitted_at": context.at, "content_hash": content_hash(set)}
    route = {"informed": None, **_first(context, set)}  # said also if it is nobody: see `Insert`
    return [Insert("approval_request", id, {**set, **who, **route, **begins})]


def _known_kind(context: Context, kind: str) -> None:
    """The product's kinds, and those that the company has given a limit to anybody above."""
    own = limits_up(context.read, own_post(context))
    if kind not in KINDS and not any(kind in each for each in own):
        raise BadValue("unknown_kind", value=kind)


def _makes_sense(content: Arguments) -> None:
    """Raises BadValue: nobody asks for less than nothing, and leave is from a day to a day."""
    amount, facts = content.get("amount"), content.get("facts") or {}
    if content["kind"] != "credit" and amount is not None and Decimal(amount) < 0:
        raise BadValue(field="amount", value=amount, wanted=">= 0")
    if content["kind"] != "leave":
        return
    first, last = (Field(f"facts.{name}", Type.DATE, required=True).check(facts.get(name))
                   for name in ("from", "to"))  # fmt: skip
    if last < first:
        raise BadValue(field="facts.to", value=last, wanted=f"from {first}")


def _first(context: Context, content: Arguments) -> dict[str, Value]:
    """The first station of a request, or of one whose content was changed."""
    superior = context.record("post", own_post(context)).fields.get("superior")
    if superior is None:
        raise Refused("no_superior", rule="BR-CMD-01")
    route: dict[str, Value] = {"state": RequestState.PENDING, "step": 1, "path": [superior]}
    return {**route, "approver": superior, **_informed(context, content, superior)}


def _informed(context: Context, asked: Arguments, approver: Value) -> dict[str, Value]:
    """Who stands in for the approver reads the request as well."""
    before = list(asked.get("informed") or [])
    found = stand_ins(context.read, str(approver), asked.get("kind"), context.today)
    posts = sorted({each.fields["delegate_post"] for each in found} - {*before})
    return {"informed": before + posts} if posts else {}


def edit(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """New content supersedes the decisions so far, and the approval chain starts again."""
    asked = context.record("approval_request", id)
    if asked.fields["requester"] != context.actor.person:
        raise Refused("not_yours", type="approval_request", id=id)
    if asked.fields["state"] not in (RequestState.PENDING, RequestState.RETURNED):
        raise Refused("already_decided", rule="BR-APR-05", state=asked.fields["state"])
    content = {**asked.fields, **set}
    changed = {
        name: [asked.fields.get(name), content[name]]
        for name in set
        if asked.fields.get(name) != content[name]
    }
    if not changed:
        return []
    must_be_there(context.read, content)
    credit_asked.must_agree(content)
    price_asked.must_agree(context.read, content)
    _makes_sense(content)
    rev = int(asked.fields["rev"]) + 1
    revision = {"rev": rev, "at": context.at, "changed": changed}
    news = {name: values[1] for name, values in changed.items()}
    anew = {"rev": rev, "content_hash": content_hash(content), "waiting": None, "decided_at": None}
    told = {"revisions": [*(asked.fields.get("revisions") or []), revision]}
    return [Update("approval_request", id, {**news, **anew, **told, **_first(context, content)})]


def decide(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """One effective decision a step, on the content that was seen, by who is in charge today."""
    asked = context.record("approval_request", set["request"])
    said = _decision_fields(context, asked, set)
    _still_open(context, id, asked, set, said)
    _may_decide(context, asked)
    _saw_it(asked, set)
    if set["verdict"] in ("reject", "return") and not (set.get("comment") or "").strip():
        raise Refused("comment_needed", rule="BR-APR-03")
    effective = {"step": asked.fields["step"], "rev": asked.fields["rev"], "effective": True}
    return [
        Insert("decision", id, {**said, **effective, **_charged(context, asked, set)}),
        Update("approval_request", asked.id, _next(context, asked, set)),
    ]


def _charged(context: Context, asked: Record, set: Arguments) -> dict[str, Value]:
    """What an approval under a hub's allotment takes of it; whether the hub has ruled so is
    looked at where it counts (`followed`)."""
    if set.get("allotment") is None:
        return {}
    lease = context.record("branch_allotment", set["allotment"])
    if set["verdict"] != "approve" or asked.fields.get("waiting"):
        raise Refused("not_allotted", rule="BR-APR-06", allotment=lease.id)
    taken = allotments.take(context.read, lease, asked.fields, context.today)
    told = {"allotment": lease.id, "ruling": set.get("ruling")}
    return {**told, "charged": f"{taken:.2f}"}


def _decision_fields(context: Context, asked: Record, set: Arguments) -> dict[str, Value]:
    own = asked.fields["approver"] == context.actor.post
    return {
        "request": asked.id,
        "verdict": set["verdict"],
        "comment": set.get("comment"),
        "decider": context.actor.person,
        "post": context.actor.post,
        "on_behalf": None if own else asked.fields["approver"],
        "on_hash": set.get("on_hash"),
        "on_ver": set.get("on_ver"),
        "decided_at": context.at,
        "delegate_to": set.get("delegate_to"),
    }


def _still_open(
    context: Context, id: str, asked: Record, set: Arguments, said: dict[str, Value]
) -> None:
    """Overruled for an approver who is too late; their opinion is kept for the audit."""
    moved_on = set.get("on_ver") == asked.fields["rev"] and set.get("on_step") not in (
        None,
        asked.fields["step"],
    )
    if asked.fields["state"] == RequestState.PENDING and not moved_on:
        return
    kept: list[Op] = []
    if any(_in_charge(context, asked, post) for post in asked.fields.get("path") or []):
        late = {"step": set.get("on_step"), "rev": set.get("on_ver"), "effective": False}
        kept = [Insert("decision", id, {**said, "on_behalf": None, **late})]
    facts = {"state": asked.fields["state"], "step": asked.fields["step"]}
    raise Overruled("already_decided", rule="BR-APR-05", kept=kept, **facts)


def _in_charge(context: Context, asked: Record, approver: Value) -> bool:
    actor, kind = context.actor, asked.fields.get("kind")
    return in_charge(context.read, actor.person, actor.post, str(approver), kind, context.today)


def _may_decide(context: Context, asked: Record) -> None:
    if asked.fields["requester"] == context.actor.person:
        raise Refused("own_request", rule="BR-APR-02")
    if not _in_charge(context, asked, asked.fields["approver"]):
        raise Refused("not_the_approver", rule="BR-APR-02", approver=asked.fields["approver"])


def _saw_it(asked: Record, set: Arguments) -> None:
    """The decision's content hash and revision must be the request's current ones."""
    seen, rev = set.get("on_ver"), asked.fields["rev"]
    if seen == rev and set.get("on_hash") == asked.fields["content_hash"]:
        return
    changed: dict[str, Value] = {}
    for revision in asked.fields.get("revisions") or []:
        if isinstance(seen, int) and revision["rev"] > seen:
            for name, (before, after) in revision["changed"].items():
                changed[name] = [changed.get(name, [before])[0], after]
    raise Refused("stale_subject", rule="BR-APR-05", on_ver=seen, rev=rev, changed=changed)


def _next(context: Context, asked: Record, set: Arguments) -> dict[str, Value]:
    verdict, waiting = set["verdict"], list(asked.fields.get("waiting") or [])
    if verdict in ("reject", "return"):
        return {"state": OUTCOME[verdict], "decided_at": context.at}
    if waiting and verdict in ("approve", "endorse"):  # an added signer agrees
        return {**_to(context, asked, waiting[-1]), "waiting": waiting[:-1]}
    if verdict == "approve":
        credit_asked.must_stand(asked.fields, customer_of(context.read, asked.fields))
        _within_given(context, asked)
        if set.get("allotment") is None:
            _within_limit(context, asked, asked.fields["approver"], context.actor.post)
        return {"state": RequestState.APPROVED, "decided_at": context.at}
    onward = set.get("delegate_to")
    if verdict == "endorse":
        onward = context.record("post", asked.fields["approver"]).fields.get("superior")
        if onward is None:
            raise Refused("nobody_above", rule="BR-APR-02")
    elif onward is None:
        raise Refused("delegate_needed", rule="BR-APR-05")
    if context.record("post", onward).id == asked.fields["post"]:
        raise Refused("own_request", rule="BR-APR-02")
    if verdict == "delegate" and not waiting:  # same or lower limit: who passes it on could decide
        _within_given(context, asked)
        _within_limit(context, asked, asked.fields["approver"], context.actor.post, onward)
    added = {"waiting": [*waiting, asked.fields["approver"]]} if verdict == "add_signer" else {}
    return {**_to(context, asked, onward), **added}


def _to(context: Context, asked: Record, onward: Value) -> dict[str, Value]:
    path = list(asked.fields.get("path") or [])
    return {
        "approver": onward,
        "step": int(asked.fields["step"]) + 1,
        "path": path if onward in path else [*path, onward],
        **_informed(context, asked.fields, onward),
    }


def _within_given(context: Context, asked: Record) -> None:
    """A stand-in endorses what is beyond what they were given."""
    actor, approver = context.actor, str(asked.fields["approver"])
    given = given_up_to(
        context.read, actor.person, str(actor.post), approver, asked.fields, context.today
    )
    if given is not None:
        facts = {"limit": given, "amount": measure(asked.fields)}
        raise Refused("over_limit", rule="BR-APR-01", **facts)


def _within_limit(context: Context, asked: Record, *posts: Value) -> None:
    """Beyond its limit a post endorses to the next one up (ruling 6): the tightest of these."""
    for post in dict.fromkeys(posts):
        limit = limit_of(context.read, context.record("post", post).id, asked.fields)
        if limit is not None:
            facts = {"limit": limit, "amount": measure(asked.fields)}
            raise Refused("over_limit", rule="BR-APR-01", **facts)


def followed(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """What an approval brings about, once, under the decision's id; only at the centre."""
    asked = context.record("approval_request", set["request"])
    ops: list[Op] = _drawn(context, id, set)
    made = effect(asked.id, asked.fields, context.at)
    if asked.fields["state"] != RequestState.APPROVED or made is None:
        return ops
    if made["kind"] != "leave_granted":
        must_still_be_there(context.read, asked.fields)
    ops += [Insert("effect", id, made), *_booked(context, asked)]
    facts = asked.fields.get("facts") or {}
    if made["kind"] == "leave_granted" and facts.get("from") and facts.get("to"):
        days = {"first": facts["from"], "last": facts["to"]}
        ops.append(Insert("absence", id, {"person": asked.fields["requester"], **days}))
    return ops


def _booked(context: Context, asked: Record) -> list[Op]:
    """The limit that was decided, upon the one that the decision was about."""
    customer = customer_of(context.read, asked.fields)
    wanted = credit_asked.limit_asked(asked.fields)
    credit_asked.must_stand(asked.fields, customer)
    if wanted is None or customer is None or customer.deleted:
        return []
    return [Update("customer", customer.id, {"credit_limit": f"{wanted:.2f}"})]


def _drawn(context: Context, id: str, set: Arguments) -> list[Op]:
    """The total that rulings have taken of an allotment; refused beyond its amount."""
    if set.get("allotment") is None:
        return []
    lease = context.record("branch_allotment", set["allotment"])
    if not allotments.proven(lease, id, set):
        raise Refused("not_ruled", rule="BR-APR-06", allotment=lease.id)
    drawn = context.read.find("decision", "allotment", lease.id)
    used = sum((Decimal(each.fields["charged"]) for each in drawn), Decimal(0))
    if used > Decimal(lease.fields["amount"]):
        limit = f"{allotments.left_of(lease):.2f}"
        raise Refused("over_limit", rule="BR-APR-06", limit=limit, amount=f"{used:.2f}")
    return [Update("branch_allotment", lease.id, {"used": f"{used:.2f}"})]


def withdraw(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """The requester may withdraw until the first decision."""
    asked = context.record("approval_request", id)
    if asked.fields["requester"] != context.actor.person:
        raise Refused("not_yours", type="approval_request", id=id)
    if asked.fields["state"] != RequestState.PENDING or asked.fields["step"] != 1:
        raise Refused("already_decided", rule="BR-APR-05", state=asked.fields["state"])
    return [
        Update("approval_request", id, {"state": RequestState.WITHDRAWN, "decided_at": context.at})
    ]


def delegate(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A named person decides in one's place for some days; the open requests are shown to them."""
    post = own_post(context)
    terms = context.read.find("post_assignment", "person", set["delegate"])
    held = [each.fields["post"] for each in terms if each.fields["post"] != post]
    if not held or set["delegate"] == context.actor.person:
        raise Refused("delegate_needed", rule="BR-APR-05")
    if set["until"] < set["since"]:
        raise BadValue(field="until", value=set["until"], wanted=f"from {set['since']}")
    if set.get("up_to") is not None and Decimal(set["up_to"]) <= 0:
        raise BadValue(field="up_to", value=set["up_to"], wanted="> 0")
    kinds = set.get("kinds") or None
    for kind in kinds or []:
        _known_kind(context, str(kind))
    own = {"post": post, "person": context.actor.person, "delegate_post": held[0], "kinds": kinds}
    ops: list[Op] = [Insert("delegation", id, {**set, **own})]
    for asked in context.read.find("approval_request", "approver", post):
        informed = list(asked.fields.get("informed") or [])
        shown = asked.fields["state"] == RequestState.PENDING and (
            not kinds or asked.fields["kind"] in kinds
        )
        if shown and held[0] not in informed:
            news = {"informed": [*informed, held[0]]}
            ops.append(Update("approval_request", asked.id, news, ruled=True))
    return ops


def end_delegation(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    given = context.record("delegation", id)
    if given.fields["person"] != context.actor.person and given.fields["post"] != (
        context.actor.post
    ):
        raise Refused("not_yours", type="delegation", id=id)
    return [Update("delegation", id, {"ended_at": context.at})]


DECISION, DELEGATION = CATALOGUE["decision"], CATALOGUE["delegation"]
_CONTENT = tuple(REQUEST.field(name) for name in (*CONTENT, "due_at"))
MUTATIONS = (
    Mutation(
        "approval.request",
        _CONTENT,
        request,
        new=True,
        urgency=3,
        required=frozenset({"kind"}),
    ),
    Mutation(
        "approval.edit",
        tuple(REQUEST.field(name) for name in CONTENT if name != "kind"),
        edit,
        urgency=3,
    ),
    Mutation(
        "approval.decide",
        (
            *(DECISION.field(name) for name in ("request", "verdict", "comment", "delegate_to")),
            *(DECISION.field(name) for name in ("allotment", "ruling")),
            Field("on_hash", longest=64),
            Field("on_ver", Type.INTEGER),
            Field("on_step", Type.INTEGER),
        ),
        decide,
        new=True,
        own_authority=True,
        urgency=2,
        required=frozenset({"request", "verdict"}),
        follows=followed,
    ),
    Mutation("approval.withdraw", (), withdraw, urgency=2),
    Mutation(
        "delegation.give",
        tuple(DELEGATION.field(name) for name in ("delegate", "since", "until", "kinds", "up_to")),
        delegate,
        new=True,
        own_authority=True,
        urgency=2,
        required=frozenset({"delegate", "since", "until"}),
    ),
    Mutation("delegation.end", (), end_delegation, own_authority=True, urgency=2),
)
