"""The raw limit: the same 50,000 customers by `executemany` into plain SQLite with 3 indexes."""

import json
import sqlite3
import sys
import time
from pathlib import Path

from desktop.demo.scale import customers
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import row_of

RECORD = CATALOGUE["customer"]
INDEXED = ("territory", "name", "last_visit_at")


def raw(folder: Path, number: int) -> float:
    """Seconds of the inserts alone, in one transaction into a fresh WAL database."""
    made = [row_of(RECORD, row) | {"id": row["id"]} for row in customers(number)]
    names = ["id", *RECORD.names]
    rows = [tuple(row[name] for name in names) for row in made]
    connection = sqlite3.connect(folder / "raw.db")
    connection.execute("PRAGMA journal_mode = WAL")
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"CREATE TABLE customer (key INTEGER PRIMARY KEY, {columns})")
    for name in INDEXED:
        connection.execute(f"CREATE INDEX by_{name} ON customer({name})")
    marks = ", ".join("?" * len(names))
    started = time.perf_counter()
    connection.executemany(f"INSERT INTO customer({columns}) VALUES ({marks})", rows)
    connection.commit()
    took = time.perf_counter() - started
    connection.close()
    return took


if __name__ == "__main__":
    print(json.dumps({"seconds": raw(Path(sys.argv[1]), int(sys.argv[2]))}))
