"""A short while of `kill -9` and a bad line; the long one is `python -m tests.faults`."""

from pathlib import Path

import pytest

from tests.faults.lane import Plan, play
from tests.support import postgres

cluster = pytest.fixture(scope="session", name="postgres")(postgres.cluster_of_session)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_whatever_is_killed_every_acknowledged_change_is_accounted_for(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = f"sqlite:///{tmp_path / 'centre.db'}"
    if kind == "postgresql":
        database = postgres.create(request.getfixturevalue("postgres"), "faults")
    report = play(database, tmp_path, Plan(seconds=2, seed=1))
    assert report.wrong == []
    assert report.acknowledged
    assert report.kills
