"""A laptop's first download, in a process of its own: python -m tests.benchmarks.first.

With the number of the centre's process its memory over idle is told, too.
"""

import json
import os
import sys
import time
from pathlib import Path

from desktop.commands.account import ask_passphrase
from desktop.usecases.sign_in import Credentials, sign_in
from tests.benchmarks.memory import forget_peak, peak, resident


def main() -> None:
    folder, url = Path(sys.argv[1]), sys.argv[2]
    given = Credentials(url, "zhou", os.environ["BENCHMARK_PASSWORD"], "benchmark")
    application = sign_in(folder, given, ask_passphrase)
    server = sys.argv[3] if len(sys.argv) > 3 else "self"
    for process in ("self", server):
        forget_peak(process)
    idle, served = resident(), resident(server)
    started, cpu = time.perf_counter(), time.process_time()
    outcome = application.synchronise(lambda done, total: None)
    seconds = time.perf_counter() - started
    spent = time.process_time() - cpu
    application.close()
    said = {"seconds": seconds, "cpu": spent, "idle": idle, "megabytes": peak()}
    said["server"] = peak(server) - served
    print(json.dumps(said | {"pulled": outcome.pulled}))


if __name__ == "__main__":
    main()
