"""The short lane: a few stories in every run of the tests, and the simulator's own promises."""

import pytest

from tests.simulation.running import tell

SEEDS = range(16)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_everybody_ends_in_step_and_nothing_is_lost_or_done_twice(seed):
    told = tell(seed)
    assert told.failure == "", "\n".join([f"seed {seed}", *told.steps, told.failure])


def test_a_story_is_the_same_whenever_it_is_told():
    assert tell(7, steps=15) == tell(7, steps=15)
