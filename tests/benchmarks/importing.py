"""Import of 49,048 places: looked at, written with search index; its memory; how soon it stops."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure
from tests.support.processes import ROOT, environment

PLACES = 49_048
REAL = ROOT.parent / "shared/data/05_points_cn_communities/community_wgs84.zip"
CANCELS = 5


def measure() -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp())
    path = REAL if REAL.exists() else _made_up(folder / "places.csv")
    raw = _child("baseline", str(folder), str(PLACES))["seconds"]
    found = _child("bring", str(folder / "whole"), str(path))
    seconds = found["preview"] + found["write"]
    yield Figure(
        f"import of {PLACES:,} places (preview, write, search index)",
        seconds,
        "s",
        "≤ 30 s",
        seconds <= 30,
        seconds / raw,
        f"raw executemany ({raw:.2f} s)",
    )
    yield Figure(
        "memory of that import", found["megabytes"], "MB", "≤ 400 MB", found["megabytes"] <= 400
    )
    told = [
        _child("bring", str(folder / f"stopped{run}"), str(path), str((run + 0.5) / CANCELS))
        for run in range(CANCELS)
    ]
    slowest = max(one["cancelled"] for one in told)
    median = statistics.median(one["cancelled"] for one in told)
    yield Figure(
        "cancel of that import, the slowest of five", slowest, "s", "≤ 0.5 s", slowest <= 0.5
    )
    yield Figure("cancel of that import, median", median, "s", "≤ 0.5 s", median <= 0.5)
    shutil.rmtree(folder, ignore_errors=True)


def _made_up(path: Path) -> Path:
    """As many places on a grid, where the real ones are not beside the project."""
    lines = (
        f"第{n}小区,文三路{n}号,{120 + n % 200 / 1000:.6f},{30 + n / 100_000:.6f}\n"
        for n in range(PLACES)
    )
    path.write_text("小区名称,详细地址,经度_wgs84,纬度_wgs84\n" + "".join(lines), encoding="utf-8")
    return path


def _child(module: str, *arguments: str) -> Mapping[str, Any]:
    """Each measurement in a process of its own, so that memory is its own too."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(),
    )
    answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
