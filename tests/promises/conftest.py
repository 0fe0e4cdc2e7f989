"""The world of the simulator, at its beginning, for every promise."""

from collections.abc import Iterator

import pytest

from tests.simulation.world import World, one_world


@pytest.fixture
def world() -> Iterator[World]:
    begun = one_world().again()
    try:
        yield begun
    finally:
        begun.end()
