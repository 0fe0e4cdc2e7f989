"""The named mutations once more, for the oracle: what each does, and when it is refused."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.simulation.fields import MAPS
from tests.simulation.oracle import Card, No, Oracle, TooLate
from tests.simulation.plain import Fields, content_hash, put, value_at
from tests.simulation.stand_ins import end, give, in_charge, informed

Op = tuple[str, str, str, Fields]


@dataclass
class Asked:
    """One mutation, its author, and what they may see; `late`: also what they saw `before` that."""

    oracle: Oracle
    person: str
    post: str | None
    lands: list[str]
    works: frozenset[str]
    reads: frozenset[str]
    envelope: Fields
    late: bool = False
    before: frozenset[str] = frozenset()
    until: int = 0

    no = No

    @property
    def id(self) -> str:
        return str(self.envelope["id"])

    @property
    def set(self) -> Fields:
        return dict(self.envelope["set"])

    def see(self, type: str, id: str) -> Card:
        """The record, deleted or not, if its author may see it."""
        card = self.oracle.get((type, id))
        if card is None:
            raise No("not_found")
        if (type, id) in self.oracle.draft or card.seen_by(self.reads) or self.left(type, id):
            return card
        raise No("not_found")

    def there(self, type: str, id: str) -> Fields:
        card = self.see(type, id)
        if card.gone and not (self.late and self.seen(type, id) < card.ver):
            raise No("not_found")
        return card.fields

    def seen(self, type: str, id: str) -> int:
        return int(self.envelope.get("base", {}).get(f"{type}/{id}", 0))

    def all(self, type: str, field: str, value: str) -> list[tuple[str, Fields]]:
        """What is there and may be seen, by id."""
        keys = sorted({*self.oracle.cards, *self.oracle.draft})
        found = [(key[1], self.oracle.get(key)) for key in keys if key[0] == type]
        return [
            (id, card.fields)
            for id, card in found
            if card is not None
            and not card.gone
            and card.seen_by(self.reads)
            and (card.fields.get(field) == value or value in _list(card.fields.get(field)))
        ]

    def left(self, type: str, id: str) -> bool:
        """Whether it went out of the author's sight after the version they saw."""
        base = self.seen(type, id) if self.late else 0
        if base > self.until:
            return False
        before: frozenset[str] = frozenset()
        for card in self.oracle.versions.get((type, id), []):
            if 0 < base < card.ver and (before - card.readers) & self.before:
                return True
            before = card.readers
        card = self.oracle.get((type, id))
        return base > 0 and card is not None and card.seen_by(self.before)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def flat(type: str, fields: Fields) -> Fields:
    paths: Fields = {}
    for name, value in fields.items():
        if (type, name) in MAPS and isinstance(value, dict):
            paths |= {f"{name}.{key}": item for key, item in value.items()}
        else:
            paths[name] = value
    return paths


def create_customer(a: Asked) -> list[Op]:
    territory = a.set.get("territory") or (a.lands[0] if a.lands else None)
    if territory is None:
        raise No("no_territory")
    a.there("territory", territory)
    begins = {"archived": False, "state": "prospect", "owner": a.person}
    return [("insert", "customer", a.id, {**begins, **a.set, "territory": territory})]


def create_contact(a: Asked) -> list[Op]:
    a.there("customer", a.set["customer"])
    return [("insert", "contact", a.id, {"archived": False, **a.set})]


def edit(type: str) -> Callable[[Asked], list[Op]]:
    def run(a: Asked) -> list[Op]:
        a.there(type, a.id)
        return [("update", type, a.id, flat(type, a.set))]

    return run


def setting(type: str, **fields: Any) -> Callable[[Asked], list[Op]]:
    def run(a: Asked) -> list[Op]:
        a.there(type, a.id)
        return [("update", type, a.id, fields)]

    return run


def delete(type: str) -> Callable[[Asked], list[Op]]:
    def run(a: Asked) -> list[Op]:
        a.there(type, a.id)
        return [("delete", type, a.id, {})]

    return run


def move(a: Asked) -> list[Op]:
    customer = a.there("customer", a.id)
    a.there("territory", a.set["territory"])
    if f"terr:{a.set['territory']}" not in a.works:
        raise No("not_yours")
    news = a.set
    if customer["territory"] != news["territory"] and news.get("owner") is None:
        news["owner"] = looks_after(a, news["territory"])
    return [("update", "customer", a.id, news)]


def looks_after(a: Asked, territory: str) -> str | None:
    """Who holds the territory's post, or the next one up that anybody holds."""
    for post, fields in a.all("post", "territories", territory):
        while True:
            held = a.all("post_assignment", "post", post)
            if held:
                return str(held[0][1]["person"])
            if not fields.get("superior"):
                break
            post = fields["superior"]
            fields = a.there("post", post)
    return None


def delete_customer(a: Asked) -> list[Op]:
    """Only one that has no history; its contacts and sites go with it."""
    a.there("customer", a.id)
    history = (("visit", "customer"), ("approval_request", "subject"))
    if any(a.all(type, field, a.id) for type, field in history):
        raise No("has_history")
    hanging = [
        (type, id) for type in ("contact", "site") for id, _ in a.all(type, "customer", a.id)
    ]
    return [("delete", type, id, {}) for type, id in [*hanging, ("customer", a.id)]]


def visit(a: Asked) -> list[Op]:
    """A fact of its author, and two figures on the customer's card that follow from it."""
    customer = a.there("customer", a.set["customer"])
    if a.post is None:
        raise No("no_post")
    last = max(customer.get("last_visit_at") or "", a.set["started_at"])
    count = (customer.get("visit_count") or 0) + 1
    figures = {"last_visit_at": last, "visit_count": count}
    fact = {**a.set, "post": a.post, "person": a.person}
    return [("insert", "visit", a.id, fact), ("update", "customer", a.set["customer"], figures)]


def amend(a: Asked) -> list[Op]:
    """A fact beside the one it corrects."""
    amended = a.there("visit", a.set["amends"])
    if amended["person"] != a.person:
        raise No("not_yours")
    return [("insert", "visit", a.id, {**amended, **a.set})]


def attach(a: Asked) -> list[Op]:
    a.there(a.set["subject_type"], a.set["subject"])
    return [("insert", "attachment", a.id, {**a.set, "author": a.person})]


def plan(a: Asked) -> list[Op]:
    a.there("customer", a.set["customer"])
    if a.post is None:
        raise No("no_post")
    own = {"post": a.post, "person": a.person}
    return [("insert", "plan_item", a.id, {"state": "planned", **a.set, **own})]


def draft(a: Asked) -> list[Op]:
    card = a.oracle.get(("report", a.id))
    if card is None or not card.seen_by(a.reads):
        if a.post is None:
            raise No("no_post")
        own = {"post": a.post, "person": a.person}
        return [("insert", "report", a.id, {"state": "draft", **a.set, **own})]
    own_open(a, a.there("report", a.id))
    news = {name: a.set[name] for name in ("answers", "derived") if name in a.set}
    return [("update", "report", a.id, flat("report", news))]


def seal(a: Asked) -> list[Op]:
    own_open(a, a.there("report", a.id))
    news = {name: a.set[name] for name in ("answers", "derived") if a.set.get(name)}
    sealed = {"state": "sealed", "sealed_at": a.envelope["at"]}
    return [("update", "report", a.id, {**flat("report", news), **sealed})]


def own_open(a: Asked, report: Fields) -> None:
    if report["person"] != a.person:
        raise No("not_yours")
    if report["state"] not in ("draft", "returned"):
        raise No("already_sealed")


def review(a: Asked) -> list[Op]:
    report = a.there("report", a.id)
    if a.post is None or a.there("post", report["post"]).get("superior") != a.post:
        raise No("not_direct_superior")
    if report["state"] != "sealed":
        raise No("not_sealed")
    state = {"sign": "signed", "return": "returned"}[a.set["verdict"]]
    signed = {"reviewer": a.person, "review_comment": a.set["comment"]}
    return [("update", "report", a.id, {"state": state, "reviewed_at": a.envelope["at"], **signed})]


def request(a: Asked) -> list[Op]:
    if a.post is None:
        raise No("no_post")
    above = a.there("post", a.post).get("superior")
    if above is None:
        raise No("no_superior")
    route = {
        "post": a.post, "requester": a.person, "state": "pending", "step": 1, "rev": 1,
        "path": [above], "approver": above, "submitted_at": a.envelope["at"],
        "content_hash": content_hash(a.set), **informed(a, a.set, above),
    }  # fmt: skip
    return [("insert", "approval_request", a.id, {**a.set, **route})]


def decide(a: Asked) -> list[Op]:
    """One decision a step takes effect: that of the named post, on the content it has seen."""
    asked, verdict = a.there("approval_request", a.set["request"]), a.set["verdict"]
    said = {
        "request": a.set["request"], "verdict": verdict, "comment": a.set.get("comment"),
        "decider": a.person, "post": a.post, "on_hash": a.set.get("on_hash"),
        "on_ver": a.set.get("on_ver"), "decided_at": a.envelope["at"],
    }  # fmt: skip
    same_content = a.set.get("on_ver") == asked["rev"]
    moved_on = same_content and a.set.get("on_step") not in (None, asked["step"])
    if asked["state"] != "pending" or moved_on:
        late = {**said, "step": a.set.get("on_step"), "rev": a.set.get("on_ver")}
        asked_once = any(in_charge(a, post, asked["kind"]) for post in asked["path"])
        raise TooLate({**late, "effective": False} if asked_once else {})
    if asked["requester"] == a.person:
        raise No("own_request")
    if not in_charge(a, asked["approver"], asked["kind"]):
        raise No("not_the_approver")
    if not same_content or a.set.get("on_hash") != asked["content_hash"]:
        raise No("stale_subject")
    effect: Fields = {"decided_at": a.envelope["at"]}
    if verdict == "endorse":
        above = a.there("post", asked["approver"]).get("superior")
        if above is None:
            raise No("nobody_above")
        path = [*asked["path"], *({above} - {*asked["path"]})]
        effect = {"approver": above, "step": asked["step"] + 1, "path": path}
        effect |= informed(a, asked, above)
    else:
        effect["state"] = {"approve": "approved", "reject": "rejected"}[verdict]
    said |= {"step": asked["step"], "rev": asked["rev"], "effective": True}
    if asked["approver"] != a.post:
        said["on_behalf"] = asked["approver"]
    taken = within(a, asked) if a.set.get("allotment") else None
    if taken is not None:
        drawn, told = taken
        said |= told
    ops: list[Op] = [
        ("insert", "decision", a.id, said),
        ("update", "approval_request", a.set["request"], effect),
    ]
    if verdict == "approve":  # every request of these stories is for credit
        booked = {"request": a.set["request"], "kind": "credit_booked", "facts": {}}
        ops.append(("insert", "effect", a.id, {**booked, "at": a.envelope["at"]}))
    if taken is not None:
        ops.append(("update", "branch_allotment", a.set["allotment"], {"used": drawn}))
    return ops


def within(a: Asked, asked: Fields) -> tuple[str, Fields]:
    """What is then drawn of a hub's allotment, and what the decision tells of it."""
    id = a.set["allotment"]
    lease, amount = a.there("branch_allotment", id), Decimal(asked["amount"])
    last = date.fromisoformat(lease["until"]) + timedelta(days=7)  # it takes time to come
    if lease["closed"] or a.oracle.today > last.isoformat():
        raise No("allotment_over")
    if a.set["verdict"] != "approve" or asked["kind"] not in lease["kinds"]:
        raise No("not_allotted")
    used = sum(
        Decimal(card.fields["charged"])
        for (type, _), card in a.oracle.cards.items()
        if type == "decision" and card.fields.get("allotment") == id
    )
    if used + amount > Decimal(lease["amount"]) or amount > Decimal(lease.get("each") or amount):
        raise No("over_limit")
    if not a.oracle.rulings.holds(a.id, a.set):
        raise No("not_ruled")
    told = {"allotment": id, "ruling": a.set["ruling"], "charged": f"{amount:.2f}"}
    return f"{used + amount:.2f}", told


def withdraw(a: Asked) -> list[Op]:
    asked = a.there("approval_request", a.id)
    if asked["requester"] != a.person:
        raise No("not_yours")
    if asked["state"] != "pending" or asked["step"] != 1:
        raise No("already_decided")
    taken = {"state": "withdrawn", "decided_at": a.envelope["at"]}
    return [("update", "approval_request", a.id, taken)]


def resolve(a: Asked) -> list[Op]:
    conflict = a.there("conflict", a.id)
    if conflict["state"] != "open":
        raise No("already_resolved")
    ops: list[Op] = []
    if conflict.get("kind") == "deleted":
        ops = come_back(a, conflict) if a.set["take"] == "mine" else []
        return [*ops, closed(a)]
    target = a.there(conflict["type"], conflict["record"])
    if conflict.get("kind") == "proposal":
        if a.set["take"] == "mine":
            ops = [("update", conflict["type"], conflict["record"], conflict["mine"])]
        return [*ops, closed(a)]
    if a.set["take"] != "theirs":
        if conflict["type"] == "report" and target["state"] not in ("draft", "returned"):
            raise No("already_sealed")
        value = conflict.get("mine") if a.set["take"] == "mine" else a.set["value"]
        ops.append(("update", conflict["type"], conflict["record"], {conflict["field"]: value}))
    return [*ops, closed(a)]


def come_back(a: Asked, conflict: Fields) -> list[Op]:
    """The deleted record with the edit in it; an edit if it is back already."""
    type, id = conflict["type"], conflict["record"]
    card = a.see(type, id)
    if not card.gone:
        return [("update", type, id, conflict["mine"])] if conflict["mine"] else []
    fields = copy.deepcopy(conflict["theirs"])
    for path, value in conflict["mine"].items():
        put(fields, path, value) if value is not None or value_at(
            fields, path
        ) is not None else None
    if type == "customer":
        began = [v["started_at"] for _, v in a.all("visit", "customer", id) if not v.get("amends")]
        fields |= {"visit_count": len(began) or None, "last_visit_at": max(began, default=None)}
    return [("insert", type, id, fields)]


def closed(a: Asked) -> Op:
    said = {
        "state": "resolved", "taken": a.set["take"], "resolved_by": a.person,
        "resolved_at": a.envelope["at"],
    }  # fmt: skip
    return ("update", "conflict", a.id, said)


RULES: dict[str, Callable[[Asked], list[Op]]] = {
    "customer.create": create_customer,
    "customer.edit": edit("customer"),
    "customer.archive": setting("customer", archived=True),
    "customer.restore": setting("customer", archived=False),
    "customer.delete": delete_customer,
    "customer.move": move,
    "contact.create": create_contact,
    "contact.edit": edit("contact"),
    "contact.delete": delete("contact"),
    "site.edit": edit("site"),
    "visit.record": visit,
    "visit.amend": amend,
    "attachment.add": attach,
    "attachment.remove": delete("attachment"),
    "plan.add": plan,
    "plan.edit": edit("plan_item"),
    "report.draft": draft,
    "report.seal": seal,
    "report.review": review,
    "approval.request": request,
    "approval.decide": decide,
    "approval.withdraw": withdraw,
    "conflict.resolve": resolve,
    "delegation.give": give,
    "delegation.end": end,
}
