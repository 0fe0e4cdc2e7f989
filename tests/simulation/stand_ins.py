"""Who stands in for whom, for the oracle: delegations, and who is informed of a request."""

from typing import Any

from tests.simulation.plain import Fields


def give(a: Any) -> list[Any]:
    """Whoever stands in is informed of the open requests."""
    if a.post is None:
        raise a.no("no_post")
    held = [each["post"] for _, each in a.all("post_assignment", "person", a.set["delegate"])]
    held = [post for post in held if post != a.post]
    if not held or a.set["delegate"] == a.person:
        raise a.no("delegate_needed")
    kinds = a.set.get("kinds") or None
    own = {"post": a.post, "person": a.person, "delegate_post": held[0], "kinds": kinds}
    ops = [("insert", "delegation", a.id, {**a.set, **own})]
    for id, asked in a.all("approval_request", "approver", a.post):
        known = asked.get("informed") or []
        shown = asked["state"] == "pending" and (not kinds or asked["kind"] in kinds)
        if shown and held[0] not in known:
            ops.append(("ruled", "approval_request", id, {"informed": [*known, held[0]]}))
    return ops


def end(a: Any) -> list[Any]:
    given = a.there("delegation", a.id)
    if given["person"] != a.person and given["post"] != a.post:
        raise a.no("not_yours")
    return [("update", "delegation", a.id, {"ended_at": a.envelope["at"]})]


def informed(a: Any, asked: Fields, approver: str) -> Fields:
    """What an approver's stand-ins add to those who are informed; nothing if nobody is new."""
    known = asked.get("informed") or []
    posts = {each["delegate_post"] for each in _given(a, approver, asked["kind"])} - {*known}
    return {"informed": [*known, *sorted(posts)]} if posts else {}


def in_charge(a: Any, approver: str, kind: str) -> bool:
    """In these stories nobody is on leave and every post is held."""
    if a.post is None or a.post == approver:
        return a.post is not None
    running = [each for each in _given(a, approver, kind) if each["since"] <= a.oracle.today]
    return any(each["delegate"] == a.person for each in running)


def _given(a: Any, post: str, kind: str) -> list[Fields]:
    return [
        each
        for _, each in a.all("delegation", "post", post)
        if not each.get("ended_at")
        and a.oracle.today <= each["until"]
        and (not each.get("kinds") or kind in each["kinds"])
    ]
