"""Predicts the records a batch of mutations will read, to load them in few statements."""

from collections.abc import Iterable, Iterator
from functools import cache

from sync.catalogue import CATALOGUE, Type
from sync.catalogue.model import ID
from sync.mutations import MUTATIONS, Mutation
from sync.server.rows import Key
from sync.wire import Envelope

ALIASES = {"plan": "plan_item", "form": "form_instance", "route": "route_template"}


def likely_keys(batch: Iterable[tuple[Envelope, Mutation | None]]) -> Iterator[Key]:
    """A prediction: records it misses are read one by one later."""
    for envelope, mutation in batch:
        if mutation is None:
            continue
        for name in envelope.base:
            type, _, id = name.partition("/")
            if ID.match(id):
                yield type, id
        types, refs = _named(mutation.name)
        for type in types:
            yield type, envelope.id
        for name, target in refs:
            value = envelope.set.get(name)
            if isinstance(value, str):
                yield target, value


@cache
def _named(mutation: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The types that its id may be of, and its arguments that name a record, of what type."""
    stem = mutation.partition(".")[0]
    types = (ALIASES.get(stem, stem), *["approval_request"] * (mutation == "approval.request"))
    fields = (each for each in MUTATIONS[mutation].fields if each.type is Type.REF)
    return types, tuple((it.name, str(it.target)) for it in fields if it.target in CATALOGUE)
