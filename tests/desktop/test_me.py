"""The signed-in person has the post that their term gives them today, as the centre counts it."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.laptops import laptop, receive


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (None, 0, True),  # on the last day
        (None, 60, True),  # the end is known long before
        (0, 60, True),
        (-60, -1, False),
        (1, None, False),  # a successor, the day before
    ],
)
def test_a_post_is_held_from_the_first_to_the_last_day(
    tmp_path: Path, since: int | None, until: int | None, held: bool
) -> None:
    app = laptop(tmp_path)
    today = app.clock.today()
    term = {
        name: None if days is None else (today + timedelta(days)).isoformat()
        for name, days in (("since", since), ("until", until))
    }
    receive(app, "post_assignment", {"a1": ("all", {"person": "zhou", "post": "rep1"} | term)}, 2)
    app.refresh_me()
    assert (app.me.post == "rep1") is held
    assert ("hz1" in app.me.scope.territories) is held
    app.close()


def test_of_two_posts_on_one_day_the_own_one_comes_before_the_acting_one(tmp_path: Path) -> None:
    app = laptop(tmp_path)
    acting = {"person": "zhou", "post": "mgr", "acting": True, "since": "2026-01-01"}
    receive(app, "post_assignment", {"a0": ("all", acting)}, 2)
    app.refresh_me()
    assert app.me.post == "rep1"
    app.close()
