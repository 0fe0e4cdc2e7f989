"""I19: a first download takes little more memory than an idle laptop, whatever its size.

The whole measure, to 500,000 customers and with the server, is `python -m tests.benchmarks growth`.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.processes import ROOT, environment

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
