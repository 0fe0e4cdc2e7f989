"""What was sent is undone step by step through the centre: twenty of them, of every workspace."""

from datetime import timedelta

import pytest

from desktop.store.rows import Rows
from tests.support.centre import Town
from tests.support.real_laptops import held, signed_in, synchronised


@pytest.fixture
def copies(sqlite_copies):
    """What is undone is the laptop's affair: one kind of database is enough."""
    return sqlite_copies


@pytest.fixture
def ann(town: Town, tmp_path):
    made = signed_in(tmp_path / "ann", town.address, "ann")
    yield made
    made.close()


def sent(laptop) -> None:
    outcome = synchronised(laptop)
    assert (outcome.refused, outcome.conflicts) == (0, 0)
    assert laptop.status().unsent == 0


def shown(laptop) -> dict:
    """What a person sees of it, by what does not change when something is made again."""
    customers = {
        id: (row["phone"], row["remark"], row["archived"], tags(laptop, id))
        for id, row in held(laptop, "customer").items()
    }
    plans = sorted(
        (row["date"], row["customer"], row["sequence"], row["purpose"])
        for row in held(laptop, "plan_item").values()
    )
    asked = {id: row["state"] for id, row in held(laptop, "approval_request").items()}
    return {
        "customers": customers,
        "plans": plans,
        "contacts": sorted(row["name"] for row in held(laptop, "contact").values()),
        "asked": {id: state for id, state in asked.items() if state != "withdrawn"},
        "forms": sorted(held(laptop, "form_instance")),
    }


def tags(laptop, id: str) -> list[str]:
    with laptop.database.read() as connection:
        customer = Rows(connection).get("customer", id)
        return sorted(name for name, on in (customer.fields.get("tags") or {}).items() if on)


def test_twenty_sent_steps_of_every_workspace_are_undone_each_by_its_name(ann):
    day = ann.clock.today().isoformat()
    stops = [
        {"customer": customer, "date": day, "sequence": number, "purpose": "service"}
        for number, customer in ((1, "c1"), (2, "c2"))
    ]
    kept = [ann.perform("plan.add", set=stop).id for stop in stops]
    ann.perform("customer.tag", "c1", {"add": ["老客户"]})
    sent(ann)
    ann.undoable.clear()
    before = shown(ann)
    steps = [
        ("customer.edit", "c1", {"phone": "139"}),
        ("customer.edit", "c1", {"phone": "138", "remark": "新"}),
        ("customer.tag", "c1", {"add": ["重点"], "remove": ["老客户"]}),
        ("customer.archive", "c2", {}),
        ("customer.restore", "c2", {}),
        ("contact.create", None, {"customer": "c1", "name": "赵"}),
        ("contact.edit", "k1", {"name": "王总"}),
        ("customer.create", None, {"name": "新店"}),
        ("plan.add", None, {"customer": "c1", "date": day, "sequence": 3}),
        ("plan.arrange", kept[0], {"order": kept[::-1]}),
        ("plan.edit", kept[0], {"purpose": "collect"}),
        ("plan.remove", kept[1], {}),
        ("approval.request", None, {"kind": "other", "title": "展台", "reason": "店庆"}),
        ("form.save", None, {"form": "competitor_analysis", "date": day, "answers": {}}),
        *(("customer.edit", "c2", {"remark": f"第 {n} 遍"}) for n in range(6)),
    ]
    for at, (name, id, set) in enumerate(steps):
        ann.perform(name, id, set)
        if at % 4 == 3:
            sent(ann)
    sent(ann)
    undone = []
    for at in range(20):
        undone.append(ann.undo())
        if at % 5 == 4:
            sent(ann)
    sent(ann)
    assert [each.name for each in undone] == [name for name, *_ in reversed(steps)]
    assert all(each.title for each in undone if each.name.startswith("customer"))
    assert shown(ann) == before


def test_a_sent_week_route_is_taken_back_and_the_old_one_drives_on(ann):
    today = ann.clock.today()
    monday = (today + timedelta(days=7 - today.weekday())).isoformat()
    old = ann.perform("route.save", set={"name": "周一", "weekday": 1, "stops": ["c1", "c2"]}).id
    sent(ann)
    changes = [
        (old, {"effective_to": today.isoformat(), "stops": ["c2"]}),
        (None, {"name": "新周一", "weekday": 1, "effective_from": monday, "stops": ["c2", "c1"]}),
    ]
    done = [ann.perform("route.save", id, wanted) for id, wanted in changes]
    ann.as_one(done)
    sent(ann)
    assert ann.undo() is not None
    sent(ann)
    routes, stops = held(ann, "route_template"), held(ann, "route_stop").values()
    assert routes[old]["effective_to"] is None
    driven = sorted((s["sequence"], s["customer"]) for s in stops if s["template"] == old)
    assert driven == [(1, "c1"), (2, "c2")]
    assert routes[done[1].id]["effective_to"] < today.isoformat()
    assert not [stop for stop in stops if stop["template"] == done[1].id]
