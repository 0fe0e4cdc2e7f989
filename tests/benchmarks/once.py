"""One synchronisation of a profile: wall, CPU, memory. python -m tests.benchmarks.once DIR URL"""

import json
import sys
import time
from pathlib import Path

from desktop.application import opened
from desktop.commands.account import ask_passphrase
from desktop.store import state
from desktop.usecases import synchronise as _  # noqa: F401 (imports are not the sync's cost)
from tests.benchmarks.memory import peak, resident


def main() -> None:
    folder, url = Path(sys.argv[1]), sys.argv[2]
    with opened(folder, ask_passphrase) as application:
        with application.database.write() as connection:
            state.put(connection, "server", url)
        Path("/proc/self/clear_refs").write_text("5")
        idle = resident()
        began, cpu = time.perf_counter(), time.process_time()
        outcome = application.synchronise(lambda done, total: None)
        said = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    said |= {"megabytes": peak(), "idle": idle}
    said |= {"pushed": outcome.pushed, "pulled": outcome.pulled}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
