"""A laptop's first download, timed in a process of its own: python -m tests.benchmarks.first."""

import json
import os
import sys
import time
from pathlib import Path

from desktop.commands.account import ask_passphrase
from desktop.usecases.sign_in import Credentials, sign_in
from tests.benchmarks.memory import peak, resident


def main() -> None:
    folder, url = Path(sys.argv[1]), sys.argv[2]
    given = Credentials(url, "zhou", os.environ["BENCHMARK_PASSWORD"], "benchmark")
    application = sign_in(folder, given, ask_passphrase)
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of the passphrase's argon2
    idle = resident()
    started, cpu = time.perf_counter(), time.process_time()
    outcome = application.synchronise(lambda done, total: None)
    seconds = time.perf_counter() - started
    spent = time.process_time() - cpu
    application.close()
    said = {"seconds": seconds, "cpu": spent, "idle": idle, "megabytes": peak()}
    print(json.dumps(said | {"pulled": outcome.pulled}))


if __name__ == "__main__":
    main()
