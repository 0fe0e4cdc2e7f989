"""Import of 49,048 places: preview, write and search index; memory; how soon cancel answers."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from tests.benchmarks.figures import Figure
from tests.support.processes import ROOT, environment

PLACES = ROOT.parent / "shared" / "data" / "05_points_cn_communities" / "community_wgs84.zip"


def measure() -> Iterator[Figure]:
    if not PLACES.exists():
        print(f"skipped: {PLACES.name} is not beside the project", file=sys.stderr)
        return
    whole = _child("whole")
    yield Figure(
        f"import of {whole['rows']:,} places: preview, write, search index", whole["seconds"], "s",
        "≤ 30 s", whole["seconds"] <= 30,
    )  # fmt: skip
    memory = whole["megabytes"]
    yield Figure("memory of that import", memory, "MB", "≤ 400 MB", memory <= 400)
    stopped = _child("cancel")
    yield Figure(
        "cancel in the middle: answered after", stopped["seconds"], "s", "≤ 0.5 s",
        stopped["seconds"] <= 0.5 and stopped["left"] == 0,
    )  # fmt: skip


def _child(how: str) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.import_places", how, folder, str(PLACES)],
            capture_output=True, text=True, check=True, cwd=ROOT, env=environment(),
        )  # fmt: skip
    answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
