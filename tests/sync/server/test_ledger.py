"""The centre's ledger names everything it received; beside a laptop's it finds what is wrong."""

import json

import pytest
from sqlalchemy import text

from sync.server import ledger, migrations
from sync.server.__main__ import main
from sync.server.database import Database


def row(mseq, status="applied", seq=5, device="d1", record="c1", name="customer.edit", at="t1"):
    return {
        "device": device,
        "mseq": mseq,
        "name": name,
        "record": record,
        "status": status,
        "seq": seq,
        "when": at,
        "authored": at,
    }


def found(centre, laptop):
    *said, counted = ledger.compare(centre, laptop)
    return [(line["found"], line["mseq"]) for line in said], counted


def test_everything_received_is_told_with_what_became_of_it(town):
    ann = town.laptop("ann")
    ann.sync(
        ann.envelope("customer.edit", "c1", phone="1"),
        ann.envelope("customer.edit", "nobody", phone="2"),
        ann.envelope("no.such", "c1"),
    )
    told = list(ledger.lines(town.centre.database))
    assert [(x["device"], x["mseq"], x["person"]) for x in told] == [
        (ann.device, n, "ann") for n in (1, 2, 3)
    ]
    assert [(x["name"], x["record"], x["status"], x.get("problem")) for x in told] == [
        ("customer.edit", "c1", "applied", None),
        ("customer.edit", "nobody", "refused", "not_found"),
        ("no.such", "c1", "quarantined", "unknown_mutation"),
    ]
    assert [x["seq"] for x in told] == [ann.cursor, 0, 0]
    assert list(ledger.lines(town.centre.database, since="2999-01-01")) == []
    assert list(ledger.lines(town.centre.database, device="somebody")) == []


def test_two_books_that_agree_show_nothing():
    laptop = [row(1), row(None, "withdrawn", 0, ""), row(2, "sent", 0, record="c2")]
    assert found([row(1)], laptop) == (
        [],
        {"compared": 2, "missing": 0, "doubled": 0, "different": 0, "unknown": 0},
    )


@pytest.mark.parametrize(
    ("centre", "laptop", "wrong"),
    [
        ([], [row(1)], [("missing", 1)]),
        ([row(1)], [row(1), row(1)], [("doubled", 1)]),
        ([row(1), row(2, seq=6)], [row(1), row(2, seq=6)], [("doubled", 2)]),
        ([row(1, seq=9)], [row(1)], [("different", 1)]),
        ([row(1, "refused", 0)], [row(1)], [("different", 1)]),
        ([row(1, record="c9")], [row(1, "sent", 0)], [("different", 1)]),
        ([row(1), row(2, at="t2")], [row(1)], [("unknown", 2)]),
    ],
)
def test_what_is_missing_doubled_or_different_is_found(centre, laptop, wrong):
    said, counted = found(centre, laptop)
    assert said == wrong
    assert counted[wrong[0][0]] == 1


def test_another_laptops_changes_are_none_of_this_ones():
    assert found([row(1), row(1, device="d2", record="c2")], [row(1)])[0] == []


def test_the_command_compares_and_says_so_by_its_exit_code(town, url, tmp_path, capfd):
    ann = town.laptop("ann")
    ann.do("customer.edit", "c1", phone="1")
    book = tmp_path / "ann.jsonl"
    mine = row(1, "applied", ann.cursor, ann.device)
    for line, code in ((mine, 0), (mine | {"mseq": 2}, 1)):
        book.write_text(json.dumps(line) + "\n")
        assert main(["ledger", "--against", str(book), "--database", url]) == code
    last = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert (last["missing"], last["unknown"]) == (1, 1)
    assert main(["ledger", "--since", "2026-01-01", "--database", url]) == 0
    assert json.loads(capfd.readouterr().out)["record"] == "c1"
    with pytest.raises(SystemExit, match="2"):
        main(["ledger", "--since", "yesterday", "--database", url])


@pytest.mark.parametrize("text", ["garbage", "[]", "{}", '"x"', "null", "\x00", "[" * 9999])
def test_a_file_that_is_no_ledger_is_refused_with_its_line(town, url, tmp_path, capfd, text):
    book = tmp_path / "book.jsonl"
    book.write_text(json.dumps(row(None)) + "\n" + text + "\n")
    assert main(["ledger", "--against", str(book), "--database", url]) == 1
    said = json.loads(capfd.readouterr().out)
    assert (said["problem"], said["facts"]) == ("not_a_ledger", {"line": 2})


def test_what_was_received_before_is_told_by_the_ledger_too(empty):
    database = Database(empty)
    body = '{"mseq":1,"name":"customer.edit","id":"c1","set":{},"at":"t"}'
    with database.write() as connection:
        migrations.upgrade(connection, "0001")
        connection.execute(
            text("INSERT INTO received VALUES ('d1', 1, 'now', 'refused', :body)"), {"body": body}
        )
        result = '{"mseq":1,"status":"refused","problem":"stale"}'
        connection.execute(
            text("INSERT INTO applied VALUES ('d1', 1, 'h', 'refused', 0, :it)"), {"it": result}
        )
        migrations.upgrade(connection)
    (told,) = ledger.lines(database)
    assert (told["name"], told["record"], told["authored"]) == ("customer.edit", "c1", "t")
    assert (told["status"], told["seq"], told["problem"]) == ("refused", 0, "stale")
    database.dispose()
