"""Who may decide a request on a day: its post, a named stand-in, or who is above an empty post."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from sync.catalogue import Value
from sync.rulings.posts import above, holder
from sync.rulings.records import Reader, Record

# Of these kinds a limit is the lowest rate (0.80: net of list), of all others the highest amount.
RATES = {"special_price": "discount", "discount": "discount"}
LIST_PRICE, NOTHING = "1.00", "0.00"  # what a post decides of a limited kind without an entry


def stand_ins(read: Reader, post: str, kind: Value, today: str) -> list[Record]:
    """The delegations of a post that run or are yet to begin, for this kind of request."""
    return [
        each
        for each in read.find("delegation", "post", post)
        if each.fields.get("ended_at") is None
        and today <= each.fields["until"]
        and (not each.fields.get("kinds") or kind in each.fields["kinds"])
    ]


def is_away(read: Reader, post: str, today: str) -> bool:
    """Nobody holds the post, or its holder is on granted leave."""
    person = holder(read, post, today)
    return person is None or any(
        each.fields["first"] <= today <= each.fields["last"]
        for each in read.find("absence", "person", person)
    )


def in_charge(
    read: Reader, person: str, post: str | None, approver: str, kind: Value, today: str
) -> bool:
    """Whether this person, in this post, may decide for `approver` today (BR-APR-02, BR-CMD-01)."""
    if post is None:
        return False
    if post == approver:
        return True
    for each in stand_ins(read, approver, kind, today):
        if each.fields["delegate"] == person and each.fields["since"] <= today:
            return True
    if not is_away(read, approver, today):
        return False
    return next((up for up in above(read, approver) if not is_away(read, up, today)), None) == post


def given_up_to(
    read: Reader, person: str, post: str, approver: str, asked: Mapping[str, Value], today: str
) -> str | None:
    """The largest amount a stand-in was given that this request is beyond, or None.

    Of several delegations the most generous counts; who holds the post, or is above it while it
    is empty, is bound by none.
    """
    if post == approver:
        return None
    given = [
        each
        for each in stand_ins(read, approver, asked.get("kind"), today)
        if each.fields["delegate"] == person and each.fields["since"] <= today
    ]
    limits = [_number(each.fields.get("up_to")) for each in given]
    if not limits or None in limits:
        return None
    most = max(limit for limit in limits if limit is not None)
    wanted = _number(asked.get("amount"))
    return None if wanted is None or wanted <= most else f"{most:.2f}"


def limit_of(read: Reader, post: str, asked: Mapping[str, Value]) -> str | None:
    """The limit of this post that the request is beyond, or None (BR-APR-01, ruling 6).

    Once anybody from the requester's post up has a limit of a kind, who is given none may decide
    nothing of it; only the head of the chain needs none. Of a kind that nobody there has a limit
    of, the company has no limits: whoever is in charge decides.
    """
    found = read.get("post", post)
    fields: Mapping[str, Value] = found.fields if found is not None else {}
    kind, limits = str(asked.get("kind")), fields.get("limits") or {}
    if _number(limits.get(kind)) is None and fields.get("superior") is not None:
        if not any(kind in each for each in limits_up(read, str(asked.get("post")))):
            return None
        limits = {kind: LIST_PRICE if kind in RATES else NOTHING}
    return beyond(limits, asked)


def limits_up(read: Reader, post: str) -> list[Mapping[str, Value]]:
    """The limits of a post and of all above it, where they have some."""
    found = [read.get("post", each) for each in (post, *above(read, post))]
    return [each.fields["limits"] for each in found if each and each.fields.get("limits")]


def measure(asked: Mapping[str, Value]) -> Value:
    """What a request is measured by against a limit: its rate or its amount, if it says it."""
    rate = RATES.get(str(asked.get("kind")))
    return (asked.get("facts") or {}).get(rate) if rate else asked.get("amount")


def beyond(limits: Value, asked: Mapping[str, Value]) -> str | None:
    """The limit that this request is beyond, or None; also for a kind without an entry."""
    limit = _number((limits or {}).get(asked.get("kind")))
    if limit is None:
        return None
    rate = RATES.get(str(asked.get("kind")))
    wanted = _number(measure(asked))
    if wanted is None:
        return str(limit)  # nobody decides within a limit what does not say how much it is
    return str(limit) if (wanted < limit if rate else wanted > limit) else None


def _number(value: Value) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
