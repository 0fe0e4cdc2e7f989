"""The store: encrypted, found again by its key, there after a kill, migrated up and down."""

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from desktop import credentials
from desktop.application import Application
from desktop.errors import StoreLocked
from desktop.paths import Profile
from desktop.store import migrate
from desktop.store.database import Database
from desktop.store.tables import SEARCH_DDL, metadata
from tests.support.laptops import laptop

ROOT = Path(__file__).parents[3]


def test_nothing_readable_is_on_the_disk(tmp_path: Path) -> None:
    app = laptop(tmp_path)
    app.perform("customer.edit", "c1", {"phone": "13800138000"})
    app.close()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))
    assert len(content) > 4096
    for secret in ("13800138000", "联佳超市", "customer", "SQLite format 3"):
        assert secret.encode() not in content


def test_a_wrong_key_is_a_problem_and_leaves_the_file_alone(tmp_path: Path) -> None:
    laptop(tmp_path).close()
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(StoreLocked):
        Database(tmp_path / "store.db", secrets.token_bytes(32))
    assert (tmp_path / "store.db").read_bytes() == before


def test_a_passphrase_wraps_the_key(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "p")
    key = credentials.create(profile, lambda: "四个汉字")
    assert credentials.load(profile, lambda: "四个汉字") == key
    with pytest.raises(StoreLocked) as wrong:
        credentials.load(profile, lambda: "别的口令")
    assert wrong.value.kind == "wrong_passphrase"
    assert key.hex() not in profile.key.read_text()


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        "{}",
        '{"kept":"passphrase","salt":5,"nonce":"","wrapped":""}',
        '{"kept":"passphrase","salt":"AAAA","nonce":"AAAA","wrapped":"AAAA"}',
    ],
)
def test_a_damaged_key_file_is_a_problem_with_the_store(tmp_path: Path, kept: str) -> None:
    profile = Profile(tmp_path / "p")
    profile.make()
    profile.key.write_text(kept)
    with pytest.raises(StoreLocked):
        credentials.load(profile, lambda: "四个汉字")


def test_without_a_keyring_and_a_passphrase_no_profile_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreLocked) as refused:
        credentials.create(Profile(tmp_path / "p"), lambda: None)
    assert refused.value.kind == "passphrase_needed"


@pytest.mark.filterwarnings("ignore:The Result.tuples")  # alembic's own, not ours
def test_the_migrated_store_is_what_the_catalogue_says(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db", secrets.token_bytes(32))
    migrate.to(database, "head")
    with database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda thing, name, kind, *_: "_fts" not in str(name)},
        )
        assert compare_metadata(context, metadata) == []
        made = dict(
            connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
            )
            .tuples()
            .all()
        )
    assert made == SEARCH_DDL
    database.close()


def test_a_new_store_is_what_the_migrations_make(tmp_path: Path) -> None:
    new = Database(tmp_path / "new.db", secrets.token_bytes(32))
    migrated = Database(tmp_path / "migrated.db", secrets.token_bytes(32))
    migrate.upgrade(new)
    migrate.to(migrated, "head")
    made, wanted = _shape(new), _shape(migrated)
    assert made.keys() == wanted.keys()
    assert [name for name in made if made[name] != wanted[name]] == []
    for database in (new, migrated):
        database.close()


def _shape(database: Database) -> dict[str, Any]:
    """Columns, indexes, triggers, and what is in the tables."""
    made: dict[str, Any] = {}
    with database.unlocked() as connection:

        def rows(sql: str) -> list[Any]:
            return sorted(connection.execute(sql).fetchall(), key=str)

        for kind, name, table, sql in rows("SELECT type, name, tbl_name, sql FROM sqlite_master"):
            if kind == "table":
                columns = rows(f"PRAGMA table_info({name})")
                made[name] = sorted(
                    (column[1:4], _plain(column[4]), column[5]) for column in columns
                )
                made[name, "kind"] = ["WITHOUT ROWID" in sql, "AUTOINCREMENT" in sql]
                made[name, "rows"] = rows(f"SELECT * FROM {name}")
            elif kind == "index":
                order = [column[2] for column in rows(f"PRAGMA index_info({name})")]
                of = [each[2:] for each in rows(f"PRAGMA index_list({table})") if each[1] == name]
                made[name] = (table, order, of, (sql or "").partition("WHERE")[2])
            else:
                made[name] = sql
    return made


def _plain(default: str | None) -> str:
    """'0' of a column of numbers is 0."""
    return (default or "").strip("'")


def test_migrations_go_down_and_up_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db", secrets.token_bytes(32))

    def schema() -> list[str]:
        with database.read() as connection:
            return sorted(
                connection.scalars(
                    text(
                        "SELECT sql FROM sqlite_master "
                        "WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
                    )
                )
            )

    migrate.to(database, "head")
    whole = schema()
    migrate.to(database, "base")
    assert [sql for sql in schema() if "sqlite_sequence" not in sql] == []
    migrate.to(database, "head")
    assert schema() == whole
    database.close()


def test_customers_of_an_older_store_have_their_place_by_phone(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db", secrets.token_bytes(32))
    migrate.to(database, "0014")
    with database.write() as connection:
        for key, phone in enumerate(("0571-1", "", None)):
            customer = "INSERT INTO customer (key, id, phone) VALUES (?, ?, ?)"
            connection.exec_driver_sql(customer, (key, f"c{key}", phone))
            placed = "INSERT INTO customer_place (key, name) VALUES (?, ?)"
            connection.exec_driver_sql(placed, (key, f"c{key}"))
    migrate.to(database, "head")
    with database.read() as connection:
        places = connection.exec_driver_sql("SELECT phone FROM customer_place ORDER BY key")
        assert places.scalars().all() == ["0571-1", None, None]
    database.close()


def test_a_store_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.db", secrets.token_bytes(32))
    migrate.upgrade(database)
    with database.unlocked() as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreLocked) as refused:
        migrate.upgrade(database)
    assert refused.value.kind == "store_newer"
    database.close()


WRITER = """
import sys
from pathlib import Path
from typing import Any
from desktop.application import Application
app = Application.open(Path(sys.argv[1]), lambda: "口令")
number = 0
while True:
    number += 1
    app.perform("customer.edit", "c1", {"phone": str(number)})
    print(number, flush=True)
"""


def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    app = laptop(tmp_path)
    credentials.wrap(app.profile, app.database.key, lambda: "口令")
    app.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert writer.stdout is not None
    answered = 0
    while answered < 40:
        answered = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    answered = int((writer.stdout.read().split() or [str(answered)])[-1])
    writer.wait()
    writer.stdout.close()
    again = Application.open(tmp_path, lambda: "口令")
    with again.database.read() as connection:
        phone, pending = connection.execute(
            text("SELECT phone, pending FROM customer WHERE id = 'c1'")
        ).one()
    assert int(phone) in (answered, answered + 1)
    assert pending == int(phone) == again.status().unsent, "row and outbox are one transaction"
    again.close()


def test_an_older_store_is_known_by_the_number_of_the_newest_revision() -> None:
    numbers = [int(path.name[:4]) for path in (migrate.SCRIPTS / "versions").glob("0*.py")]
    assert max(numbers) == migrate.HEAD
