"""The raw limit: the same 50,000 customers by `executemany` into SQLite with 3 indexes.

Plain, and encrypted as the store is: what lies between is the price of the encryption alone.
"""

import json
import secrets
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from desktop.demo.scale import customers
from desktop.store import database as _  # noqa: F401 (the driver as the store has set it up)
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import row_of

RECORD = CATALOGUE["customer"]
NAMES = ("id", *RECORD.names)
INDEXED = ("territory", "name", "last_visit_at")


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    made = [row_of(RECORD, row) | {"id": row["id"]} for row in customers(number)]
    rows = [tuple(row[name] for name in NAMES) for row in made]
    encrypted = sqlcipher.connect(str(folder / "encrypted.db"))
    encrypted.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    said = {"seconds": raw(sqlite3.connect(folder / "raw.db"), rows)}
    said["encrypted"] = raw(encrypted, rows)
    print(json.dumps(said))


def raw(connection: Any, rows: list[tuple[Any, ...]]) -> float:
    """Seconds of the inserts alone, in one transaction into a fresh WAL database."""
    connection.execute("PRAGMA journal_mode = WAL")
    columns = ", ".join(f'"{name}"' for name in NAMES)
    connection.execute(f"CREATE TABLE customer (key INTEGER PRIMARY KEY, {columns})")
    for name in INDEXED:
        connection.execute(f"CREATE INDEX by_{name} ON customer({name})")
    marks = ", ".join("?" * len(NAMES))
    started = time.perf_counter()
    connection.executemany(f"INSERT INTO customer({columns}) VALUES ({marks})", rows)
    connection.commit()
    took = time.perf_counter() - started
    connection.close()
    return took


if __name__ == "__main__":
    main()
