"""Found as you type: Chinese from one character, pinyin initials, any fragment of a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.application import Application
from desktop.demo.scale import customers
from desktop.store.replica import LaptopReplica
from desktop.store.search import match
from sync.wire import Group, Reply
from tests.support.laptops import laptop, receive

CUSTOMERS = {
    "h1": {"name": "杭州永辉超市", "phone": "0571-88123456", "address": "文三路138号"},
    "h2": {"name": "重庆火锅A1店", "phone": "13857001234", "address": "凤起路 9 号"},
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    application = laptop(tmp_path_factory.mktemp("laptop"))
    receive(application, "customer", {id: ("terr:hz1", it) for id, it in CUSTOMERS.items()})
    yield application
    application.close()


def found(app: Application, typed: str, begin: str = "h") -> set[str]:
    statement = text(
        "SELECT id FROM customer WHERE deleted = 0 AND key IN "
        "(SELECT rowid FROM customer_fts WHERE customer_fts MATCH :typed) AND id LIKE :begin"
    )
    with app.database.read() as connection:
        return set(connection.scalars(statement, {"typed": match(typed), "begin": f"{begin}%"}))


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("永", {"h1"}),
        ("永辉", {"h1"}),
        ("辉永", set()),
        ("路", {"h1", "h2"}),
        ("文三路138", {"h1"}),
        ("hzyh", {"h1"}),
        ("yh", {"h1"}),
        ("y", {"h1"}),
        ("cqhg", {"h2"}),
        ("zqhg", set()),
        ("8123", {"h1"}),
        ("3857", {"h2"}),
        ("385 火锅", {"h2"}),
        ("385 永辉", set()),
        ("7", {"h1", "h2"}),
        ("34", {"h1", "h2"}),
        ("a1", {"h2"}),
        ("HZYH", {"h1"}),
    ],
)
def test_what_is_typed_finds(app: Application, typed: str, ids: set[str]) -> None:
    assert found(app, typed) == ids


@pytest.mark.parametrize("typed", ["", "  ", "\"'", "（）", "*", "AND", "NEAR(", 'words : "x'])
def test_signs_and_words_of_the_query_language_do_no_harm(app: Application, typed: str) -> None:
    if match(typed):
        assert found(app, typed) <= set(CUSTOMERS)


ODD = {
    "o1": {"name": "曾国", "phone": "0571-8123, 138 0013 8000 / 9977", "address": "𠮷祥里\n２栋"},
    "o2": {"name": "a\x1fb店\nİ", "phone": "１３８００"},
    "o3": {"name": "另一家", "phone": None, "address": None},
}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("8123", {"o1"}),
        ("8138", set()),  # the end of one number and the beginning of the next
        ("0013", {"o1"}),
        ("9977", {"o1"}),
        ("zg", {"o1"}),
        ("𠮷祥", {"o1"}),
        ("祥里２栋", {"o1"}),
        ("１３８", {"o2"}),
        ("ab", {"o2"}),
        ("店", {"o2"}),
        ("lyj", {"o3"}),
        ("家", {"o3"}),
    ],
)
def test_what_is_written_oddly_is_found_and_leaves_its_neighbours_alone(
    odd: Application, typed: str, ids: set[str]
) -> None:
    assert found(odd, typed, "o") == ids


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    application = laptop(tmp_path_factory.mktemp("odd"))
    receive(application, "customer", {id: ("terr:hz1", it) for id, it in ODD.items()})
    yield application
    application.close()


def test_an_edited_name_is_found_anew_and_no_more_by_the_old(app: Application) -> None:
    app.perform("customer.edit", "h1", {"name": "宁波天一超市"})
    assert found(app, "nbty") == {"h1"}
    assert found(app, "hzyh") == set()
    app.undo()
    assert found(app, "hzyh") == {"h1"}


def written(application: Application) -> int:
    """Rows ever written over the writer's connection, those of the search index among them."""
    with application.database.write() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        return int(driver.total_changes)


def cost_of_a_delta(folder: Path, number: int) -> int:
    """What is written when sixteen customers get another telephone; the index has four pieces."""
    application = laptop(folder)
    made = [
        (row["id"], {name: row[name] for name in ("name", "phone")}) for row in customers(number)
    ]
    for piece in range(4):
        receive(application, "customer", {id: ("terr:hz1", card) for id, card in made[piece::4]})
    ids = [id for id, _ in made[:16]]
    replica, before = LaptopReplica(application.database, application.clock), written(application)
    request, now = replica.request(), application.clock.now_text()
    phones = [f"139{n:08}" for n in range(16)]
    group = Group("customer", "U", ids, [9] * 16, "", ["phone"], [phones])
    replica.apply(request, Reply(request.epoch, 9, "", now, groups=[group]))
    assert found(application, "13900000", "KH") == set(ids)
    cost = written(application) - before
    application.close()
    return cost


def test_what_is_heard_costs_the_index_the_same_in_a_small_store_and_in_a_large_one(
    tmp_path: Path,
) -> None:
    small, large = (cost_of_a_delta(tmp_path / str(n), n) for n in (120, 1_600))
    assert large <= 1.5 * small
