"""A photo or file beside a record: the record names the content by its hash."""

from collections.abc import Sequence

from sync.catalogue import CATALOGUE
from sync.errors import BadValue
from sync.mutations.model import Arguments, Context, Delete, Insert, Mutation, Op

ATTACHMENT = CATALOGUE["attachment"]
HEX = frozenset("0123456789abcdef")


def add(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    context.record(set["subject_type"], set["subject"])
    digest = str(set["sha256"])
    if len(digest) != 64 or frozenset(digest) - HEX:
        raise BadValue(field="sha256", value=digest, wanted="64 hexadecimal digits")
    return [Insert("attachment", id, {**set, "author": context.actor.person})]


def remove(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Takes the file away; its content stays at the centre, so that it can come back."""
    context.record("attachment", id)
    return [Delete("attachment", id)]


MUTATIONS = (
    Mutation(
        "attachment.add",
        tuple(field for field in ATTACHMENT.fields if field.name != "author"),
        add,
        new=True,
        urgency=6,
        required=frozenset({"subject_type", "subject", "name", "sha256"}),
    ),
    Mutation("attachment.remove", (), remove, urgency=6),
)
