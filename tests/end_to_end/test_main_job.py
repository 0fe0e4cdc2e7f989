"""The main job, with real processes: two reps and their manager, offline, in any order back."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import (
    Laptop,
    Ran,
    centre,
    is_in_step,
    run,
    run_inside,
    serving,
    signed_in,
)

DAY = "2026-11-20"


def visits() -> list[Mapping[str, Any]]:
    return [
        {
            "do": "visit.record",
            "id": f"v{number}",
            "set": {
                "customer": f"c{number}",
                "started_at": f"{DAY}T0{number}:00:00+08:00",
                "ended_at": f"{DAY}T0{number}:30:00+08:00",
                "purpose": "service",
                "outcome": "货架已补齐",
                "next_step": "下周再看",
            },
        }
        for number in (1, 2, 3)
    ]


def a_reps_day(rep: Laptop) -> str:
    """Edits a card, records three visits, seals the report, asks for a special price."""
    answers = rep.apply(
        {
            "do": "customer.edit",
            "id": "c1",
            "set": {"phone": "0571-2222", "address": "文三路 9 号"},
        },
        *visits(),
        {"do": "report.draft", "set": {"kind": "daily", "date": DAY}},
        {
            "do": "approval.request",
            "id": "req-1",
            "set": {"kind": "special_price", "subject": "c1", "facts": {"discount": "0.86"}},
        },
    )
    assert all(answer["ok"] for answer in answers), answers
    report = answers[4]
    assert report["result"]["derived"]["visits_done"] == 3
    sealed = rep.apply(
        {"do": "report.seal", "id": report["id"], "set": {"answers": {"reflections": "进展顺利"}}}
    )
    assert sealed[0]["ok"], sealed
    return str(report["id"])


ORDERS = [("zhou", "wang", "zhang"), ("wang", "zhang", "zhou"), ("zhang", "zhou", "wang")]


@pytest.mark.parametrize(
    ("order", "how"),
    [*((order, run_inside) for order in ORDERS), (ORDERS[-1], run)],
    ids=[*("-".join(order) for order in ORDERS), "every command a process of its own"],
)
def test_everything_arrives_whatever_the_order(
    tmp_path: Path, order: Sequence[str], how: Callable[..., Ran]
) -> None:
    with centre(tmp_path) as where:
        laptops = signed_in(tmp_path, where.url, ("zhou", "wang", "zhang"), how)
        zhou, wang, zhang = (laptops[user] for user in ("zhou", "wang", "zhang"))

        report = a_reps_day(zhou)
        edited = wang.apply(
            {"do": "customer.edit", "id": "c1", "set": {"phone": "0571-3333", "remark": "店长换人"}}
        )
        assert edited[0]["ok"]
        for user in order:
            laptops[user].sync()
        for laptop in laptops.values():
            laptop.sync()

        (waiting,) = (each for each in zhang.dump("--type", "approval_request"))
        decided = zhang.apply(
            {"do": "approval.decide", "set": {"request": waiting["id"], "verdict": "approve"}}
        )
        assert decided[0]["ok"], decided

        (conflict,) = zhou.dump("--conflicts")
        assert {conflict["mine"], conflict["theirs"]} == {"0571-2222", "0571-3333"}
        assert conflict["field"] == "phone"
        assert wang.dump("--conflicts") == [conflict]
        resolved = wang.apply(
            {"do": "conflict.resolve", "set": {"conflict": conflict["conflict"], "take": "mine"}}
        )
        assert resolved[0]["ok"]

        for user in (*reversed(order), *order):
            laptops[user].sync()

        customer = next(each for each in zhou.dump("--type", "customer") if each["id"] == "c1")
        assert customer["fields"]["phone"] == conflict["mine"]
        assert customer["fields"]["address"] == "文三路 9 号"
        assert customer["fields"]["remark"] == "店长换人"
        assert zhou.dump("--conflicts") == wang.dump("--conflicts") == []
        (sent,) = zhang.dump("--type", "report")
        assert (sent["id"], sent["fields"]["state"]) == (report, "sealed")
        (request,) = zhou.dump("--type", "approval_request")
        assert request["fields"]["state"] == "approved"
        for laptop in laptops.values():
            assert laptop.dump("--unsent") == laptop.dump("--quarantine") == []
            assert is_in_step(laptop, where), laptop.user


def test_one_bad_change_does_not_block_the_next(tmp_path: Path) -> None:
    with centre(tmp_path) as where:
        laptops = signed_in(tmp_path, where.url, ("zhou", "wang"))
        zhou, wang = laptops["zhou"], laptops["wang"]
        wang.apply({"do": "customer.edit", "id": "c2", "set": {"phone": "1"}})
        wang.sync()
        zhou.apply(
            {"do": "customer.delete", "id": "c2"},  # and would have taken wang's edit along
            {"do": "customer.edit", "id": "c3", "set": {"phone": "2"}},
        )
        done = zhou.run("sync")
        assert (done.code, done.lines[0]["refused"]) == (1, 1)
        (kept,) = zhou.dump("--quarantine")
        assert (kept["do"], kept["id"], kept["set"]) == ("customer.delete", "c2", {})
        (arrived,) = (each for each in where.dump("wang") if each["id"] == "c3")
        assert arrived["fields"]["phone"] == "2"


def test_a_rep_learns_nothing_of_another_territory(tmp_path: Path) -> None:
    with centre(tmp_path) as where:
        laptops = signed_in(tmp_path, where.url, ("zhou", "li", "zhang"))
        ids = {each["id"] for each in laptops["zhou"].dump("--type", "customer")}
        assert ids == {"c1", "c2", "c3"}
        (refused,) = laptops["zhou"].apply(
            {"do": "customer.edit", "id": "c9", "set": {"phone": "1"}}
        )
        assert (refused["ok"], refused["problem"]) == (False, "not_found")
        everything = {each["id"] for each in laptops["zhang"].dump("--type", "customer")}
        assert everything == {"c1", "c2", "c3", "c9"}


def test_without_a_line_nothing_is_lost(tmp_path: Path) -> None:
    with centre(tmp_path) as where:
        zhou = signed_in(tmp_path, where.url, ("zhou",))["zhou"]
    (done,) = zhou.apply({"do": "customer.edit", "id": "c1", "set": {"phone": "7"}})
    assert done["ok"]
    tried = zhou.run("sync")
    assert tried.code == 3
    assert "连不上总部" in tried.said
    assert [each["do"] for each in zhou.dump("--unsent")] == ["customer.edit"]


def test_signing_out_keeps_unsent_work(tmp_path: Path) -> None:
    with centre(tmp_path) as where:
        zhou = signed_in(tmp_path, where.url, ("zhou",))["zhou"]
        zhou.apply({"do": "customer.edit", "id": "c1", "set": {"phone": "7"}})
        assert zhou.run("sign-out").code == 1
        out = tmp_path / "unsent.jsonl"
        assert zhou.run("sign-out", "--export", str(out)).code == 0
        assert zhou.run("dump").code == 4
        assert zhou.sign_in(where.url).code == 0
        assert zhou.run("apply", str(out)).lines[0]["ok"]
        assert zhou.sync()["pushed"] == 1
        assert is_in_step(zhou, where)


def test_wrong_use_has_its_exit_codes(tmp_path: Path) -> None:
    with centre(tmp_path) as where:
        zhou = Laptop(tmp_path / "zhou", "zhou")
        assert zhou.run("sync").code == 4
        wrong = zhou.run(
            "sign-in", "--server", where.url, "--user", "zhou", "--password-stdin", stdin="no\n"
        )
        assert wrong.code == 4
        assert zhou.run("sync", "--nonsense").code == 2


def test_a_centre_that_moved_is_found_by_signing_in_at_its_new_address(tmp_path: Path) -> None:
    with centre(tmp_path) as where:
        zhou = signed_in(tmp_path, where.url, ("zhou",))["zhou"]
    zhou.apply({"do": "customer.edit", "id": "c1", "set": {"phone": "7"}})
    assert zhou.run("sync").code == 3
    with serving(where.database) as url:
        assert zhou.sign_in(url).code == 0
        assert zhou.run("sync").code == 0
        assert is_in_step(zhou, where)
