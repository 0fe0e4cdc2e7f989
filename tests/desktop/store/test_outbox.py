"""Unsent work is drawn over what the centre confirmed, and nothing of either is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.store.outbox import unsent
from desktop.store.replica import LaptopReplica
from desktop.store.rows import Rows
from sync.errors import Problem
from sync.mutations.model import Record
from sync.wire import Fix, Group, Reply, Request, Result
from tests.support.laptops import laptop, receive


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path)
    yield application
    application.close()


def customer(app: Application, id: str = "c1") -> Record:
    with app.database.read() as connection:
        found = Rows(connection).get("customer", id)
    assert found is not None
    return found


def pending(app: Application, id: str = "c1") -> int:
    with app.database.read() as connection:
        return Rows(connection).pending("customer", id)


def answer(app: Application, *results: Result, groups: tuple[Group, ...] = ()) -> None:
    replica = LaptopReplica(app.database, app.clock)
    request = replica.request()
    replica.apply(
        request,
        Reply("e1", request.cursor + 1, "", app.clock.now_text(), list(results), list(groups)),
    )


def test_a_change_shows_at_once_and_waits_to_be_sent(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    assert customer(app).fields["phone"] == "139"
    assert (pending(app), app.status().unsent) == (1, 1)


def test_a_refused_rule_changes_nothing(app: Application) -> None:
    with pytest.raises(Problem) as refused:
        app.perform(
            "visit.record", set={"customer": "nobody", "started_at": "2026-11-21T08:00:00Z"}
        )
    assert refused.value.kind == "not_found"
    assert app.status().unsent == 0


def test_a_colleagues_change_lies_under_mine(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    receive(app, "customer", {"c1": ("", {"phone": "777", "address": "新址"})}, seq=8, op="U")
    assert customer(app).fields["phone"] == "139"
    assert customer(app).fields["address"] == "新址"


def test_a_confirmed_change_becomes_the_record(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    answer(app, Result(1, "applied", 12))
    assert (customer(app).fields["phone"], customer(app).ver, pending(app)) == ("139", 12, 0)
    assert app.status().unsent == 0


def test_what_the_centre_made_of_it_is_what_shows(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    answer(app, Result(1, "conflict", 12, fix=[Fix("customer", "c1", set={"phone": "777"})]))
    assert customer(app).fields["phone"] == "777"


def test_a_refused_change_is_taken_off_and_kept(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    app.perform("customer.edit", "c1", {"address": "乙路"})
    answer(
        app, Result(1, "refused", problem="not_yours", rule="BR-OWN-06"), Result(2, "applied", 9)
    )
    assert customer(app).fields["phone"] == "0571-88001234"
    assert customer(app).fields["address"] == "乙路"
    assert app.status().refused == 1


def test_a_refused_change_can_be_mended_and_sent_again(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    answer(app, Result(1, "refused", problem="not_yours"))
    app.resend(1, {"phone": "138"})
    assert customer(app).fields["phone"] == "138"
    assert (app.status().unsent, app.status().refused) == (1, 0)


def test_hearing_a_result_twice_changes_nothing(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    answer(app, Result(1, "applied", 12))
    app.perform("customer.edit", "c1", {"phone": "136"})
    answer(app, Result(1, "applied", 12))
    assert (customer(app).fields["phone"], pending(app)) == ("136", 1)


def test_a_refused_customer_disappears_again(app: Application) -> None:
    made = app.perform("customer.create", set={"name": "新店"})
    answer(app, Result(1, "refused", problem="id_taken"))
    with app.database.read() as connection:
        assert Rows(connection).get("customer", made.id) is None


def test_a_row_that_left_our_scope_stays_until_its_changes_have_results(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    receive(app, "customer", {"c1": ("", {})}, seq=8, op="O")
    assert customer(app).fields["phone"] == "139"
    answer(app, Result(1, "refused", problem="not_found"))
    with app.database.read() as connection:
        assert Rows(connection).get("customer", "c1") is None
    assert app.status().refused == 1


def test_undo_withdraws_what_was_not_sent(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    app.perform("visit.record", set={"customer": "c1", "started_at": "2026-11-21T08:00:00Z"})
    undone = app.undo()
    assert undone is not None
    assert undone.name == "visit.record"
    assert customer(app).fields["visit_count"] is None
    app.undo()
    assert customer(app).fields["phone"] == "0571-88001234"
    assert (app.status().unsent, pending(app)) == (0, 0)


def test_a_customer_on_whom_something_hangs_is_deleted_and_not_withdrawn(app: Application) -> None:
    made = app.perform("customer.create", set={"name": "新店"})
    app.perform("contact.create", set={"customer": made.id, "name": "王"})
    app.undoable.pop()  # it was made in another window
    app.undo()
    assert customer(app, made.id).deleted
    assert app.status().unsent == 3


def test_undo_makes_good_what_was_sent(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    answer(app, Result(1, "applied", 12))
    app.undo()
    assert customer(app).fields["phone"] == "0571-88001234"
    assert app.status().unsent == 1


def test_what_was_sent_is_sent_again_unchanged(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    replica = LaptopReplica(app.database, app.clock)
    first: Request = replica.request()
    app.perform("customer.edit", "c2", {"phone": "138"})
    second = replica.request()
    assert [envelope.mseq for envelope in second.push] == [1, 2]
    assert replica.signed(second.push)[0] == first.push[0]


def test_a_decision_goes_before_older_routine_work(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    app.perform("approval.request", set={"kind": "special_price", "subject": "c2"})
    names = [envelope.name for envelope in LaptopReplica(app.database, app.clock).request().push]
    assert names == ["approval.request", "customer.edit"]


def test_an_urgent_change_does_not_overtake_what_it_needs(app: Application) -> None:
    made = app.perform("customer.create", set={"name": "新店"})
    app.perform("customer.edit", "c1", {"phone": "139"})
    app.perform("approval.request", set={"kind": "special_price", "subject": made.id})
    names = [envelope.name for envelope in LaptopReplica(app.database, app.clock).request().push]
    assert names == ["customer.create", "approval.request", "customer.edit"]


def test_a_report_is_sealed_at_the_centre_only_after_it_was_begun(app: Application) -> None:
    begun = app.perform("report.draft", set={"kind": "daily", "date": "2026-11-21"})
    app.perform("report.seal", begun.id, {"answers": {"reflections": "一切正常"}})
    names = [envelope.name for envelope in LaptopReplica(app.database, app.clock).request().push]
    assert names == ["report.draft", "report.seal"]


def test_a_photo_goes_before_a_later_change_of_what_it_shows(app: Application) -> None:
    photo = {"subject_type": "customer", "subject": "c1", "name": "a.jpg", "sha256": "0" * 64}
    app.perform("attachment.add", set=photo)
    app.perform("customer.edit", "c2", {"phone": "1"})
    app.perform("customer.archive", "c1")
    names = [envelope.name for envelope in LaptopReplica(app.database, app.clock).request().push]
    assert names == ["attachment.add", "customer.edit", "customer.archive"]


def test_a_change_that_changed_nothing_does_not_forget_the_version_seen(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "0571-88001234"})
    answer(app, Result(1, "applied", 0))
    assert customer(app).ver == 1


def test_the_outbox_counts_what_is_unsent(app: Application) -> None:
    for phone in ("1", "2", "3"):
        app.perform("customer.edit", "c1", {"phone": phone})
    with app.database.read() as connection:
        assert unsent(connection) == 3
    assert pending(app) == 3
