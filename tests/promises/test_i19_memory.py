"""I19: a first download takes little more memory than being idle, whatever its size, at both ends.

The whole measure, to 500,000 customers, is `python -m tests.benchmarks growth`.
"""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import signing
from sync.catalogue import SCHEMA
from sync.client.http import HttpPeer
from sync.wire import Enrol, Request
from tests.benchmarks.memory import forget_peak, peak, resident
from tests.support import centre
from tests.support.processes import PACK, ROOT, environment
from tests.support.servers import Server

CHUNKS = 12  # of 2,000 customers
LIMIT = 64  # MB over idle
PROGRAM = """
import json, secrets, sys
from pathlib import Path
from desktop.demo.scale import customers
from desktop.store import migrate
from desktop.store.database import Database
from desktop.store.replica import LaptopReplica
from sync import wire
from sync.clock import Clock
from sync.wire import Group, Manifest
from tests.benchmarks.memory import forget_peak, peak, resident

rows = customers(2_000, territories=("hz1",), owner="zhou")
fields = sorted({name for row in rows for name in row} - {"id"})
values = [[row.get(name) for row in rows] for name in fields]
seqs = list(range(1, len(rows) + 1))
chunk = wire.encode([Group("customer", "I", [""] * len(rows), seqs, "terr:hz1", fields, values)])
del rows, values
database = Database(Path(sys.argv[1]) / "store.db", secrets.token_bytes(32))
migrate.upgrade(database)
replica = LaptopReplica(database, Clock())
forget_peak()
idle = resident()
for number in range(int(sys.argv[2])):
    groups = wire.decode(chunk, list[Group])
    groups[0].ids = [f"c{number}-{place}" for place in range(len(seqs))]
    replica.stage(groups)
replica.join(Manifest("s", 2_000, []), ["terr:hz1"])
replica.rescope(["terr:hz1"], "scope")
with database.read() as connection:
    held = connection.exec_driver_sql("SELECT count(*) FROM customer").scalar()
print(json.dumps({"over": peak() - idle, "held": held}))
"""


def test_i19_a_first_download_of_24000_customers_takes_little_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(CHUNKS)],
        capture_output=True, text=True, check=False, cwd=ROOT, env=environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["held"] == 2_000 * CHUNKS
    assert said["over"] <= LIMIT


FEW, MANY = 6_000, 30_000  # customers; and an eighth of that in visits that are only shown
ROOM = 11  # MB more that the larger download may take; holding its rows takes more than 20
CUSTOMERS = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
    INSERT INTO customer (id, part, ver, fver, deleted, name, territory, remark)
    SELECT :territory || '-' || i, 'terr:' || :territory, 1, '{"":1}', 0, '联佳超市' || i,
        :territory, hex(randomblob(150)) FROM n
"""
VISITS = """
    INSERT INTO visit (id, part, ver, fver, deleted, customer, outcome)
    SELECT 'v-' || id, 'post:gm', 1, '{"":1}', 0, id, hex(randomblob(100))
    FROM customer WHERE territory = :territory AND rowid % 8 = 0
"""
SHOWN = """
    INSERT INTO audience (type, id, part)
    SELECT 'visit', id, 'terr:' || :territory FROM visit WHERE customer LIKE :territory || '-%'
"""


def test_i19_the_server_streams_a_first_download(tmp_path: Path) -> None:
    file = tmp_path / "centre.db"
    centre.found(f"sqlite:///{file}", PACK)
    with closing(sqlite3.connect(file)) as connection, connection:
        for territory, rows in (("hz1", FEW), ("hz2", MANY)):
            for sql in (CUSTOMERS, VISITS, SHOWN):
                connection.execute(sql, {"territory": territory, "rows": rows})
    server = Server(f"sqlite:///{file}", tmp_path / "centre.log")
    url = server.start()
    users = ("zhou", "zhou", "li")  # the second pays what every thread after the first costs
    peers = [(name, HttpPeer(url, None, lambda tokens: None)) for name in users]
    key = signing.public(Ed25519PrivateKey.generate().private_bytes_raw())
    for name, peer in peers:
        peer.enrol(Enrol(name, f"pw-{name}", "laptop", key))
    process = str(server.pid)
    forget_peak(process)
    idle = resident(process)
    taken = {}
    for name, peer in peers:
        assert _downloaded(peer) > {"zhou": FEW, "li": MANY}[name] * 9 // 8 - 1
        taken[name] = peak(process) - idle
        peer.close()
    server.kill()
    assert taken["zhou"] <= LIMIT
    assert taken["li"] - taken["zhou"] <= ROOM


def _downloaded(peer: HttpPeer) -> int:
    """How many records came."""
    parts = peer.sync(Request("", 0, schema=SCHEMA)).parts
    assert parts is not None
    manifest, number = peer.snapshot(parts, 0), 0
    while number < len(manifest.chunks) or not manifest.whole:
        if number == len(manifest.chunks):
            manifest = peer.snapshot(parts, number)
            continue
        peer.chunk(manifest.sid, number)
        number += 1
    return sum(chunk.rows for chunk in manifest.chunks)
