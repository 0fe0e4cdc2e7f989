"""An import is whole or not there at all, is found at once, and goes back in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop import credentials
from desktop.application import Application
from desktop.importing import Mapping
from desktop.store import bulk, search
from desktop.store.bulk import Batch
from desktop.store.replica import LaptopReplica
from desktop.store.rows import Rows
from desktop.store.sending import next_batch
from desktop.usecases import import_records
from desktop.usecases.export_records import export
from desktop.usecases.import_records import Imported, Preview
from sync.errors import Problem
from sync.wire import Reply, Result
from tests.support.laptops import laptop, receive

HEAD = "客户名称,电话,地址,等级\n"


class Stopped(Exception):
    """What a person's cancel raises."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path / "profile")
    yield application
    application.close()


def nobody_watches(_done: int, _total: int) -> None: ...


def stopping_at(share: float) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        if total and done >= share * total:
            raise Stopped

    return report


def listing(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "list.csv"
    path.write_text(head + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    return listing(folder, *(f"第{n}店,0571-8800{n:04d},文三路{n}号,B" for n in range(count)))


def look(app: Application, path: Path, type: str = "customer") -> Preview:
    return app.preview_import(path, type, None, nobody_watches)


def bring(app: Application, path: Path, type: str = "customer") -> Imported:
    return app.import_records(look(app, path, type), nobody_watches)


def names(app: Application) -> set[str]:
    with app.database.read() as connection:
        found = connection.execute(text("SELECT name FROM customer WHERE deleted = 0"))
        return set(found.scalars())


def found(app: Application, typed: str) -> set[str]:
    with app.database.read() as connection:
        rows = connection.execute(
            text(
                "SELECT name FROM customer JOIN customer_fts ON customer_fts.rowid = customer.key "
                "WHERE customer_fts MATCH :typed AND deleted = 0"
            ),
            {"typed": search.match(typed)},
        )
        return set(rows.scalars())


def count(app: Application, table: str) -> int:
    with app.database.read() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def everything(app: Application) -> list[int]:
    tables = ("customer", "contact", "outbox", "touch", "shadow", "customer_fts")
    return [count(app, table) for table in tables]


def test_a_list_is_there_found_by_name_initials_and_phone_and_waits_to_be_sent(
    app: Application, tmp_path: Path
) -> None:
    done = bring(app, listing(tmp_path, "重庆小面馆,0571-88123456,文三路9号,a类"))
    assert (done.created, done.updated) == (1, 0)
    for typed in ("小面", "cqxm", "123456", "文三路9"):
        assert "重庆小面馆" in found(app, typed)
    assert app.status().unsent == 1


def test_a_record_made_by_import_equals_one_made_by_hand(app: Application, tmp_path: Path) -> None:
    bring(app, listing(tmp_path, "甲店,0571-88123456,文三路9号,A"))
    app.perform(
        "customer.create",
        "by-hand",
        {"name": "甲店", "phone": "0571-88123456", "address": "文三路9号", "class": "A"},
    )
    with app.database.read() as connection:
        (id,) = connection.execute(
            text("SELECT id FROM customer WHERE name = '甲店' AND id <> 'by-hand'")
        ).scalars()
        rows = Rows(connection)
        one, other = rows.get("customer", id), rows.get("customer", "by-hand")
        assert one is not None
        assert other is not None
        assert (one.fields, one.part, one.ver) == (other.fields, other.part, other.ver)
        assert rows.pending("customer", id) == rows.pending("customer", "by-hand") == 1
        entries = connection.execute(
            text("SELECT name, base, was, urgency, state FROM outbox ORDER BY key")
        ).all()
        shadows = connection.execute(text("SELECT fields, part, ver, deleted FROM shadow")).all()
    assert entries[0] == entries[1]
    assert shadows[0] == shadows[1]


def test_one_undo_takes_the_whole_import_back(app: Application, tmp_path: Path) -> None:
    before = everything(app)
    bring(app, many(tmp_path, 450))
    assert app.status().unsent == 450
    undone = app.undo()
    assert undone is not None
    assert undone.title == "list.csv"
    assert everything(app) == before
    assert found(app, "第7店") == set()


def test_the_same_file_again_changes_nothing(app: Application, tmp_path: Path) -> None:
    path = many(tmp_path, 30)
    bring(app, path)
    again = look(app, path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 30)
    app.import_records(again, nobody_watches)
    assert app.status().unsent == 30


def test_only_what_differs_is_changed_and_undo_restores_it(
    app: Application, tmp_path: Path
) -> None:
    bring(app, listing(tmp_path, "甲店,0571-88123456,文三路9号,A", "乙店,,文一路1号,B"))
    done = bring(app, listing(tmp_path, "甲店,0571-88123456,文三路9号,C", "乙店,,文一路1号,B"))
    assert (done.created, done.updated) == (0, 1)
    with app.database.read() as connection:
        entry = connection.execute(
            text("SELECT name, arguments FROM outbox ORDER BY key DESC LIMIT 1")
        ).one()
        assert tuple(entry) == ("customer.edit", '{"class":"C"}')
        rows = connection.execute(text("SELECT name, class FROM customer")).all()
        classes = {row[0]: row[1] for row in rows}
    assert classes["甲店"] == "C"
    app.undo()
    with app.database.read() as connection:
        rows = connection.execute(text("SELECT name, class FROM customer")).all()
        classes = {row[0]: row[1] for row in rows}
    assert classes["甲店"] == "A"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_cancelling_leaves_nothing(
    app: Application, tmp_path: Path, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_records, "SECONDS_TO_TIDY", 30)  # however slow this machine is
    before = everything(app)
    wanted = look(app, many(tmp_path, 900))
    with pytest.raises(Stopped):
        app.import_records(wanted, stopping_at(share))
    assert everything(app) == before
    assert app.undo() is None


def test_cancelling_the_preview_leaves_nothing(app: Application, tmp_path: Path) -> None:
    before = everything(app)
    with pytest.raises(Stopped):
        app.preview_import(many(tmp_path, 900), "customer", None, stopping_at(0.5))
    assert everything(app) == before


def test_a_crash_half_way_shows_nothing_and_the_next_import_tidies_up(
    app: Application, tmp_path: Path
) -> None:
    path = many(tmp_path, 300)
    crashed = look(app, path)
    with app.database.write() as connection:
        Batch(crashed.plan.news["customer"][:100], app.clock.now_text()).stage(connection)
    assert len(names(app)) == 2
    assert found(app, "第7店") == set()
    assert app.status().unsent == 0
    done = bring(app, path)
    assert done.created == 300
    assert len(names(app)) == 302
    with app.database.read() as connection:
        assert bulk.staged(connection) == 0


def test_nothing_appears_when_somebody_disturbed_the_staging(
    app: Application, tmp_path: Path
) -> None:
    wanted = look(app, many(tmp_path, 50))

    def meddle(done: int, _total: int) -> None:
        if done == 50:
            with app.database.write() as connection:
                bulk.forget_some(connection, 10)

    with pytest.raises(Problem) as caught:
        app.import_records(wanted, meddle)
    assert caught.value.kind == "import_disturbed"
    assert len(names(app)) == 2
    assert count(app, "outbox") == 0


def test_a_list_looked_at_before_the_store_changed_is_planned_anew(
    app: Application, tmp_path: Path
) -> None:
    path = listing(tmp_path, "甲店,0571-88123456,文三路9号,A")
    early = look(app, path)
    bring(app, path)
    done = app.import_records(early, nobody_watches)
    assert (done.created, done.updated) == (0, 0)
    assert len(names(app)) == 3


def test_an_import_that_was_sent_is_undone_by_its_opposite(
    app: Application, tmp_path: Path
) -> None:
    bring(app, many(tmp_path, 3))
    replica = LaptopReplica(app.database, app.clock)
    request = replica.request()
    results = [Result(envelope.mseq, "applied", 10 + envelope.mseq) for envelope in request.push]
    replica.apply(request, Reply("e1", 20, "", app.clock.now_text(), results, []))
    assert app.status().unsent == 0
    assert app.undo() is not None
    assert names(app) == {"联佳超市文三路店", "仁济大药房凤起路店"}
    with app.database.read() as connection:
        verbs = connection.execute(text("SELECT DISTINCT name FROM outbox")).scalars().all()
    assert verbs == ["customer.delete"]


def test_what_was_deleted_since_comes_back_under_a_new_id(app: Application, tmp_path: Path) -> None:
    path = listing(tmp_path, "甲店,0571-88123456,文三路9号,A")
    first = look(app, path).records[0].id
    bring(app, path)
    app.perform("customer.delete", first, {})
    assert bring(app, path).created == 1
    assert "甲店" in names(app)


def test_contacts_find_their_customer_or_bring_it(app: Application, tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        "王芳,联佳超市文三路店,店长,13800138000",
        "李雷,新来的店,老板,13900139000",
        "韩梅,新来的店,会计,",
        head="姓名,单位,职务,手机\n",
    )
    done = bring(app, path, "contact")
    assert done.created == 3
    with app.database.read() as connection:
        of = connection.execute(
            text(
                "SELECT contact.name, customer.name, contact.part FROM contact "
                "JOIN customer ON customer.id = contact.customer ORDER BY contact.name"
            )
        ).all()
    assert [tuple(row) for row in of] == [
        ("李雷", "新来的店", "terr:hz1"),
        ("王芳", "联佳超市文三路店", "terr:hz1"),
        ("韩梅", "新来的店", "terr:hz1"),
    ]
    app.undo()
    assert "新来的店" not in names(app)


def test_a_territory_is_known_by_its_name_and_only_ones_own_counts(
    app: Application, tmp_path: Path
) -> None:
    path = listing(tmp_path, "甲店,杭州一片", "乙店,杭州二片", head="客户名称,片区\n")
    seen = look(app, path)
    assert [one.refusal.problem for one in seen.refused if one.refusal] == ["row_unknown_territory"]
    app.import_records(seen, nobody_watches)
    assert "甲店" in names(app)
    assert "乙店" not in names(app)


def test_a_manager_imports_into_the_territories_below(tmp_path: Path) -> None:
    manager = laptop(tmp_path / "manager", "zhang")
    path = listing(tmp_path, "甲店,hz1", head="客户名称,片区\n")
    bring(manager, path)
    assert "甲店" in names(manager)
    manager.close()


def test_a_known_customer_by_its_code_is_updated_not_doubled(
    app: Application, tmp_path: Path
) -> None:
    head = "客户编码,客户名称,电话\n"
    bring(app, listing(tmp_path, "KH-00101,甲店,0571-88123456", head=head))
    done = bring(app, listing(tmp_path, "KH-00101,甲店（新）,0571-88123456", head=head))
    assert (done.created, done.updated) == (0, 1)
    assert "甲店（新）" in names(app)
    assert "甲店" not in names(app)


def test_a_later_change_keeps_the_import_from_being_withdrawn_but_not_undone(
    app: Application, tmp_path: Path
) -> None:
    path = listing(tmp_path, "甲店,0571-88123456,文三路9号,A")
    id = look(app, path).records[0].id
    bring(app, path)
    receive(app, "customer", {"c1": ("", {"address": "新址"})}, seq=8, op="U")
    app.perform("customer.edit", id, {"remark": "常客"})
    app.undo()
    app.undo()
    assert "甲店" not in names(app)


def test_the_person_may_say_which_column_is_what(app: Application, tmp_path: Path) -> None:
    path = listing(tmp_path, "x1,甲店", "x2,乙店", head="foo,bar\n")
    with pytest.raises(Problem) as caught:
        look(app, path)
    assert caught.value.kind == "no_name_column"
    mapping = Mapping("customer", {"name": ("bar",)}, identity=("foo",))
    wanted = app.preview_import(path, "customer", mapping, nobody_watches)
    assert app.import_records(wanted, nobody_watches).created == 2


def test_a_crash_while_it_appears_is_made_whole_at_the_next_start(
    app: Application, tmp_path: Path
) -> None:
    credentials.wrap(app.profile, app.database.key, lambda: "口令")
    found = look(app, many(tmp_path, 900))
    import_records._stage(app.database, app.clock, found.plan, nobody_watches)
    with app.database.write() as connection:
        bulk.commit_import(connection)
    with app.database.write() as connection:
        assert bulk.reveal_some(connection, 300)
    again = Application.open(app.profile.folder, lambda: "口令")
    assert shown(again) == 900
    assert again.status().unsent == 900
    again.close()


def shown(app: Application) -> int:
    statement = "SELECT count(*) FROM customer WHERE deleted = 0 AND name LIKE '第%店'"
    with app.database.read() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def test_a_crash_while_it_is_taken_back_is_made_whole_at_the_next_start(
    app: Application, tmp_path: Path
) -> None:
    credentials.wrap(app.profile, app.database.key, lambda: "口令")
    done = bring(app, many(tmp_path, 900))
    with app.database.write() as connection:
        assert bulk.begin_undo(connection, done.first, done.last)
    with app.database.write() as connection:
        assert bulk.withdraw_some(connection, 300)
    assert shown(app) == 600
    again = Application.open(app.profile.folder, lambda: "口令")
    assert (shown(again), again.status().unsent) == (0, 0)
    again.close()


def test_what_is_being_taken_back_is_not_sent_meanwhile(app: Application, tmp_path: Path) -> None:
    done = bring(app, many(tmp_path, 30))
    app.perform("customer.create", "kept", {"name": "留下的店"})
    with app.database.write() as connection:
        assert bulk.begin_undo(connection, done.first, done.last)
    assert [each.id for each in next_batch(app.database)] == ["kept"]


def test_a_record_changed_while_the_import_is_taken_back_stays(
    app: Application, tmp_path: Path
) -> None:
    done = bring(app, many(tmp_path, 30))
    with app.database.write() as connection:
        assert bulk.begin_undo(connection, done.first, done.last)
    with app.database.read() as connection:
        some = "SELECT id FROM customer WHERE name LIKE '第%店' ORDER BY key LIMIT 1"
        id = str(connection.execute(text(some)).scalar_one())
    app.perform("customer.edit", id, {"phone": "13900001111"})
    import_records.finish(app.database)
    assert shown(app) == 1
    assert app.status().unsent == 2


def test_changes_of_an_import_appear_with_those_made_meanwhile(
    app: Application, tmp_path: Path
) -> None:
    bring(app, listing(tmp_path, "永辉超市,13857001234,文三路1号,B"))
    changed = look(app, listing(tmp_path, "永辉超市,13857001234,文三路1号,A"))
    import_records._stage(app.database, app.clock, changed.plan, nobody_watches)
    with app.database.write() as connection:
        bulk.commit_import(connection)
    app.perform("customer.edit", changed.records[0].id, {"remark": "刚补的"})
    import_records.finish(app.database)
    with app.database.read() as connection:
        row = Rows(connection).get("customer", changed.records[0].id)
    assert row is not None
    assert (row.fields["class"], row.fields["remark"]) == ("A", "刚补的")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_was_exported_and_changed_elsewhere_comes_back_as_changes(
    app: Application, tmp_path: Path, suffix: str
) -> None:
    id = app.perform(
        "customer.create", None, {"name": "甲店", "phone": "0571-1", "remark": "旧"}
    ).id
    path = tmp_path / f"book.{suffix}"
    with app.database.read() as connection:
        export(connection, "customer", path, [], nobody_watches)
    app.perform("customer.edit", id, {"remark": "新"})
    seen = look(app, path)
    assert (seen.created, seen.updated) == (0, 1)
    app.import_records(seen, nobody_watches)
    assert remarks(app, "甲店") == ["旧"]


def test_a_row_that_reads_as_a_customer_of_the_book_is_that_customer(
    app: Application, tmp_path: Path
) -> None:
    app.perform(
        "customer.create", None, {"name": "第1店", "phone": "0571-88000001", "address": "文三路1号"}
    )
    path = listing(tmp_path, "第1店,0571-88000001,文三路1号,A", "第2店,0571-88000002,文三路2号,A")
    seen = look(app, path)
    assert (seen.created, seen.updated) == (1, 1)


def test_an_id_that_is_nobodys_here_makes_a_new_customer(app: Application, tmp_path: Path) -> None:
    seen = look(app, listing(tmp_path, "x17,甲店", "x18,乙店", head="id,名称\n"))
    assert seen.created == 2


def remarks(app: Application, name: str) -> list[str]:
    with app.database.read() as connection:
        found = text("SELECT remark FROM customer WHERE name = :name AND deleted = 0")
        return list(connection.execute(found, {"name": name}).scalars())
