"""Who holds a post on a day, and who stands in for a post that nobody holds (BR-CMD-01)."""

from collections.abc import Iterator

from sync.catalogue import Value
from sync.rulings.records import Reader, Record

FOREVER = "9999-12-31"


def holder(read: Reader, post: str, today: str) -> str | None:
    """The person in this post: its own before an acting one, the latest first."""
    terms = [each for each in read.find("post_assignment", "post", post) if _runs(each, today)]
    terms = [each for each in terms if _serves(read, each.fields["person"])]
    terms.sort(key=lambda each: str(each.fields.get("since") or ""), reverse=True)
    terms.sort(key=lambda each: bool(each.fields.get("acting")))
    return str(terms[0].fields["person"]) if terms else None


def above(read: Reader, post: str) -> Iterator[str]:
    """The superiors of a post, the direct one first; tolerates cycles in bad data."""
    met = {post}
    found = read.get("post", post)
    while found is not None and (superior := found.fields.get("superior")) and superior not in met:
        met.add(superior)
        yield superior
        found = read.get("post", superior)


def is_manager(read: Reader, post: str | None) -> bool:
    """Whether a post has others under it, or nobody above it."""
    found = read.get("post", post) if post else None
    if found is None or post is None:
        return False
    return found.fields.get("superior") is None or bool(read.find("post", "superior", post))


def responsible(read: Reader, territory: str, today: str) -> str | None:
    """Who looks after a territory: the holder of its post, or of the next one up."""
    for post in read.find("post", "territories", territory):
        for each in (post.id, *above(read, post.id)):
            found = holder(read, each, today)
            if found is not None:
                return found
    return None


def _runs(term: Record, today: str) -> bool:
    since, until = term.fields.get("since") or "", term.fields.get("until") or FOREVER
    return bool(since <= today <= until)


def _serves(read: Reader, person: Value) -> bool:
    found = read.get("person", str(person))
    return found is not None and found.fields.get("status") not in ("left", "inactive")
