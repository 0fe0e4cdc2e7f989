"""Where a record lives, who else may read it, and what a person in a post may see and work with."""

from typing import Any

import pytest

from sync.errors import Refused
from sync.partitions import audiences_of, home_of, parent_of
from sync.scope import Post, below, scope_of
from tests.support.small_world import POSTS, World


@pytest.fixture
def world() -> World:
    made = World()
    made.put("visit", "v1", customer="c1", post="r1", person="ann")
    return made


# --- where a record lives ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "fields", "home"),
    [
        ("customer", {"territory": "t2"}, "terr:t2"),
        ("contact", {"customer": "d1"}, "terr:t2"),
        ("visit", {"post": "r1", "customer": "d1"}, "post:r1"),
        ("preference", {"person": "zoe"}, "user:zoe"),
        ("post", {"title": "x"}, "all"),
        ("attachment", {"subject_type": "visit", "subject": "v1"}, "post:r1"),
        ("attachment", {"subject_type": "customer", "subject": "c1"}, "terr:t1"),
    ],
)
def test_a_records_own_fields_say_where_it_lives(
    world: World, type: str, fields: dict[str, Any], home: str
) -> None:
    assert home_of(type, fields, world) == home


def test_what_hangs_on_nothing_that_is_there_lives_nowhere(world: World) -> None:
    with pytest.raises(Refused) as refused:
        home_of("contact", {"customer": "c9"}, world)
    assert (refused.value.kind, refused.value.facts) == (
        "not_found", {"type": "customer", "id": "c9"},
    )  # fmt: skip


def test_only_what_shares_anothers_home_has_a_parent() -> None:
    assert parent_of("customer", {"territory": "t1"}) is None
    assert parent_of("contact", {"customer": "c1"}) == ("customer", "c1")
    file = {"subject_type": "visit", "subject": "v1"}
    assert parent_of("attachment", file) == ("visit", "v1")


# --- who else reads it ------------------------------------------------------------------------


def test_a_visit_is_read_in_the_customers_territory_and_so_is_what_hangs_on_it(
    world: World,
) -> None:
    assert audiences_of("visit", {"customer": "d1"}, world) == {"terr:t2"}
    assert audiences_of("visit", {"customer": "c9"}, world) == frozenset()
    file = {"subject_type": "visit", "subject": "v1"}
    assert audiences_of("attachment", file, world) == {"terr:t1"}
    assert audiences_of("customer", {"territory": "t1"}, world) == frozenset()


def test_a_request_is_read_by_every_post_it_was_put_before_or_shown_to(world: World) -> None:
    asked = {"post": "r1", "path": ["mgr", "gm"], "informed": ["peer"]}
    assert audiences_of("approval_request", asked, world) == {"post:mgr", "post:gm", "post:peer"}
    assert audiences_of("approval_request", {"post": "r1"}, world) == frozenset()


def test_a_proposal_is_read_by_its_author_and_a_pair_in_both_territories(world: World) -> None:
    told = {"type": "customer", "record": "c1", "author": "ben"}
    assert audiences_of("conflict", told | {"kind": "proposal"}, world) == {"user:ben"}
    assert audiences_of("conflict", told | {"kind": "deleted"}, world) == frozenset()
    pair = told | {"kind": "duplicate", "other": "d1"}
    assert audiences_of("conflict", pair, world) == {"terr:t2"}


# --- what a person may see --------------------------------------------------------------------


def test_a_superior_reads_the_papers_below_and_works_only_in_their_own() -> None:
    scope = scope_of("cat", "mgr", POSTS)
    assert scope.works == {"terr:t1", "terr:t2", "post:mgr", "user:cat"}
    assert scope.reads == scope.works | {"post:r1", "post:r2", "all"}
    assert scope.below == {"r1", "r2"}
    rep = scope_of("ann", "r1", POSTS)
    assert rep.works == {"terr:t1", "post:r1", "user:ann"}
    assert rep.reads == rep.works | {"all"}


@pytest.mark.parametrize("post", [None, "nowhere"])
def test_who_has_no_post_reads_the_definitions_and_their_own_things(post: str | None) -> None:
    scope = scope_of("zoe", post, POSTS)
    assert (scope.reads, scope.works) == ({"all", "user:zoe"}, {"user:zoe"})
    assert (scope.post, scope.territories, scope.below) == (None, (), frozenset())


def test_a_circle_of_superiors_ends_the_walk_and_nobody_is_below_themselves() -> None:
    ring = (Post("a", "b", ()), Post("b", "c", ()), Post("c", "a", ()))
    circle = {each.id: each for each in ring}
    assert below("a", circle) == {"b", "c"}


def test_a_fingerprint_tells_one_scope_from_another() -> None:
    mine = scope_of("ann", "r1", POSTS).fingerprint
    assert mine == scope_of("ann", "r1", POSTS).fingerprint
    assert mine != scope_of("ann", "r2", POSTS).fingerprint
    assert len(mine) == 16
