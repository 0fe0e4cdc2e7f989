"""Stories of files and of what is said at a hub, told by hand; what must hold is as everywhere."""

from collections.abc import Iterator

import pytest

from tests.simulation import files
from tests.simulation.machine import Story

NO_FAULTS: list[tuple[str, int]] = []


@pytest.fixture
def story() -> Iterator[Story]:
    """Begun; when its steps are told everybody comes back, and all of it is looked at."""
    told = Story()
    told.start("line")
    yield told
    told.teardown()


def by_line(story: Story, who: str, dies: int = -1) -> None:
    story.carry_files(who, False, NO_FAULTS, dies)


def by_hub(story: Story, who: str) -> None:
    story.sync_through_the_hub(who, NO_FAULTS)
    story.carry_files(who, True, NO_FAULTS, -1)


def test_a_file_whose_record_leaves_before_it_was_sent_is_sent(story: Story) -> None:
    story.attach("ann1", 0, "customer", "山", 9)
    story.sync("ann1")
    by_line(story, "ann1", dies=1)
    story.move(0, "t2")
    story.sync("ann1")
    by_line(story, "ann1")


def test_a_file_goes_by_hub_to_a_colleague_and_home(story: Story) -> None:
    story.the_hub_meets_the_centre(NO_FAULTS)
    story.attach("ann1", 0, "customer", "山", 9)
    by_hub(story, "ann1")
    for who in ("cat1", "ben1"):
        story.sync_through_the_hub(who, NO_FAULTS)
        story.want_a_file(who, 0)
        story.carry_files(who, True, [("flip reply", 3_000)], -1)
        story.carry_files(who, True, NO_FAULTS, -1)
    assert "cat1 carries files through the hub: 0 up, 1 down" in story.told
    story.the_hub_meets_the_centre([("drop reply", 0)])


def test_a_file_goes_by_stick_both_ways(story: Story) -> None:
    story.attach("ann1", 0, "customer", "水", 9)
    for who in ("ann1", "cat1"):
        for step in ("pack", "hand_in", "answer", "bring_back"):
            story.a_stick(who, step)
    story.want_a_file("cat1", 0)
    for step in ("pack", "hand_in", "answer", "bring_back"):
        story.a_stick("cat1", step)
    photo = files.content("水", 9)
    assert list(files.at(story.world.database).values()) == [photo]  # no line was ever used
    assert [body for _, body, _ in files.here(story.world.laptops["cat1"].app.contents)] == [photo]


def test_a_file_that_a_restored_centre_has_lost_is_sent_again(story: Story) -> None:
    story.the_centre_is_put_back(False)
    story.attach("ann1", 0, "customer", "山", 9)
    story.sync("ann1")
    by_line(story, "ann1")
    story.the_centre_is_put_back(True)


def test_a_file_is_taken_away_with_its_customer(story: Story) -> None:
    story.attach("ann1", 0, "customer", "山", 3)
    for who in ("ann1", "ann2", "cat1"):
        story.sync(who)
        story.want_a_file(who, 0)
        by_line(story, who)
    story.move(0, "t2")
    story.sync("ann1")


def test_a_hub_rules_within_what_it_was_allotted(story: Story) -> None:
    story.allot(4, None, 0)
    for amount in (3, 2, 1):
        story.ask("ann1", amount)
    story.sync("cat1")
    story.the_hub_meets_the_centre(NO_FAULTS)
    story.sync_through_the_hub("ann1", NO_FAULTS)
    story.sync_through_the_hub("cat1", NO_FAULTS)
    for which in range(3):
        story.approve_within("cat1", which, 0)
    story.sync_through_the_hub("cat1", [("drop reply", 0)])
    story.sync_through_the_hub("cat1", [("centre dies", 3)])
    story.sync_through_the_hub("cat1", NO_FAULTS)
    story.days_pass(3)  # its last day is over: what was ruled is on the way


def test_whatever_is_signed_with_a_hubs_stolen_key_no_more_counts_than_it_was_allotted(
    story: Story,
) -> None:
    story.allot(4, None, 0)
    for amount in (3, 2, 1):
        story.ask("ann1", amount)
    story.sync("ann1")
    story.sync("cat1")
    for which in range(3):
        story.approve_within("cat1", which, 0)
    story.rulings_are_forged("cat1", True)
    story.sync("cat1")
    story.approve_within("cat1", 0, 0)
    story.rulings_are_forged("cat1", False)
    story.sync("cat1")


def test_what_was_taken_back_counts_no_more_and_comes_back_to_its_author(story: Story) -> None:
    story.allot(4, 2, 1)
    story.allot(6, None, 1)
    for amount in (2, 3):
        story.ask("ann1", amount)
    story.sync("ann1")
    story.the_hub_meets_the_centre(NO_FAULTS)
    story.sync("cat1")
    story.approve_within("cat1", 0, 0)
    story.approve_within("cat1", 1, 1)
    story.sync_through_the_hub("cat1", NO_FAULTS)
    story.take_back(0)
    story.days_pass(4)
    story.sync("cat1")
    story.days_pass(4)


def test_who_disagreed_at_a_hub_sees_what_a_third_made_of_it(story: Story) -> None:
    story.sync("ann2")
    story.edit("cat1", 0, "phone", "红")
    story.edit("ann2", 0, "phone", "绿")
    for who in ("cat1", "ann2", "ann1"):
        story.sync_through_the_hub(who, NO_FAULTS)
    story.resolve("ann1", 0, "value", "蓝")
    for who in ("ann1", "ann2", "cat1"):
        story.sync_through_the_hub(who, NO_FAULTS)


def test_what_the_centre_answered_its_author_still_shows_to_who_heard_it_at_the_hub(
    story: Story,
) -> None:
    """The hub lets go of it, and its copy does not have it yet."""
    for who, word in (("ann1", "绿"), ("cat1", "红")):
        story.sync_through_the_hub(who, NO_FAULTS)
        story.edit(who, 0, "remark", word)
        story.sync_through_the_hub(who, NO_FAULTS)
    story.sync_through_the_hub("ann1", NO_FAULTS)
    story.sync("cat1")
    story.sync_through_the_hub("cat1", NO_FAULTS)
    story.edit("ann1", 0, "phone", "蓝")
