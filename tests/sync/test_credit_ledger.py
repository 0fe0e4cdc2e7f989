"""Credit: the total is the ledger's, the limit holds to the cent, an allotment is its person's."""

from typing import Any

import pytest

from sync.errors import BadValue, Refused
from sync.mutations.credit import spent
from tests.support.small_world import TODAY, World

YESTERDAY = "2026-11-20"


@pytest.fixture
def world() -> World:
    made = World()
    made.put("customer", "c1", name="甲店", territory="t1", credit_limit="1000.00")
    return made


def entry(world: World, id: str, amount: str, **more: Any) -> None:
    world.put("credit_entry", id, customer="c1", person="ann", amount=amount, **more)


def lease(world: World, id: str, person: str, amount: str, **more: Any) -> None:
    own = {"customer": "c1", "person": person, "amount": amount, "until": TODAY, "closed": False}
    world.put("allotment", id, **(own | more))


def entered(
    world: World, amount: str, id: str = "e9", reason: str = "order"
) -> dict[str, dict[str, Any]]:
    said = {"customer": "c1", "amount": amount, "reason": reason}
    return {op.type: dict(op.set) for op in world.do("ann", "credit.enter", id, **said)}


def over(world: World, amount: str) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        entered(world, amount)
    assert refused.value.kind == "over_limit"
    return refused.value.facts["limit"], refused.value.facts["amount"]


def given(world: World, person: str, **terms: Any) -> Any:
    said = {"customer": "c1", "person": person, "amount": "100.00", "until": TODAY} | terms
    (op,) = world.do("cat", "allotment.give", "l9", **said)
    return op.set


def test_the_limit_may_be_used_to_the_last_cent_and_not_beyond(world):
    entry(world, "e1", "400.00")
    assert entered(world, "600.00")["customer"] == {"credit_used": "1000.00"}
    assert over(world, "600.01") == ("600.00", "600.01")


def test_what_is_paid_back_is_entered_whatever_the_limit_says(world):
    entry(world, "e1", "1500.00")
    assert entered(world, "-200.00", reason="payment")["customer"] == {"credit_used": "1300.00"}
    assert over(world, "1.00") == ("0.00", "1.00")


def test_a_customer_without_a_limit_has_no_bound(world):
    world.put("customer", "c1", name="甲店", territory="t1")
    assert entered(world, "999999.00")["customer"] == {"credit_used": "999999.00"}


def test_a_total_that_no_record_could_hold_is_not_entered(world):
    world.put("customer", "c1", name="甲店", territory="t1")
    entry(world, "e1", "92233720368547758.06")
    assert entered(world, "0.01")["customer"] == {"credit_used": "92233720368547758.07"}
    with pytest.raises(BadValue):
        entered(world, "0.02")


@pytest.mark.parametrize(
    ("reason", "amount"),
    [("order", "0.00"), ("order", "-1.00"), ("payment", "0.00"), ("payment", "1.00"),
     ("correction", "0.00")],
)  # fmt: skip
def test_an_order_takes_a_payment_gives_back_and_nothing_is_no_entry(world, reason, amount):
    with pytest.raises(BadValue) as refused:
        entered(world, amount, reason=reason)
    assert refused.value.facts["field"] == "amount"
    for right in ("1.00", "-1.00"):
        assert entered(world, right, reason="correction")


def test_an_entry_is_made_once(world):
    entry(world, "e9", "1.00")
    with pytest.raises(Refused) as refused:
        entered(world, "1.00")
    assert refused.value.kind == "id_taken"


def test_what_others_were_allotted_is_not_free_as_long_as_it_runs(world):
    lease(world, "l1", "ben", "900.00")
    entry(world, "e1", "300.00", allotment="l1")
    assert over(world, "100.01") == ("100.00", "100.01")  # 1000 - 300 - the 600 still ben's
    lease(world, "l1", "ben", "900.00", closed=True)
    assert "allotment" not in entered(world, "700.00")
    lease(world, "l1", "ben", "900.00", until=YESTERDAY)
    assert "allotment" not in entered(world, "700.00")


def test_ones_own_allotment_is_drawn_first_and_only_when_it_suffices(world):
    entry(world, "e1", "1000.00")
    lease(world, "l1", "ann", "250.00")
    drawn = entered(world, "250.00")
    assert drawn["credit_entry"]["allotment"] == "l1"
    assert drawn["allotment"] == {"used": "250.00"}
    assert over(world, "250.01") == ("0.00", "250.01")
    back = entered(world, "-10.00", reason="correction")
    assert (back["credit_entry"]["allotment"], "allotment" in back) == (None, False)


def test_a_superior_allots_what_is_free_until_a_day_to_come(world):
    entry(world, "e1", "850.00")
    lease(world, "l1", "ben", "50.00")
    assert given(world, "ann")["closed"] is False
    with pytest.raises(Refused) as refused:
        given(world, "ann", amount="100.01")
    assert refused.value.kind == "over_limit"
    for terms in ({"amount": "0.00"}, {"amount": "-1.00"}, {"until": YESTERDAY}):
        with pytest.raises(BadValue):
            given(world, "ann", **terms)
    with pytest.raises(Refused) as refused:
        given(world, "cat")
    assert refused.value.kind == "own_request"


def test_what_two_cards_spent_is_told_together_and_nothing_of_none(world):
    assert spent(world, "c1") == {}
    entry(world, "e1", "1.10")
    world.put("credit_entry", "e2", customer="d1", person="ben", amount="2.05")
    assert spent(world, "c1", "d1") == {"credit_used": "3.15"}
