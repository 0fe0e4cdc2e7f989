"""Which records a batch of mutations will probably look at, to read them in few statements."""

from collections.abc import Iterable, Iterator

from sync.catalogue import CATALOGUE, Type
from sync.catalogue.model import ID
from sync.mutations import Mutation
from sync.server.rows import Key
from sync.wire import Envelope

ALIASES = {"plan": "plan_item", "form": "form_instance", "route": "route_template"}


def likely(batch: Iterable[tuple[Envelope, Mutation | None]]) -> Iterator[Key]:
    """A guess: what it misses is read one by one, what is too much does no harm."""
    for envelope, mutation in batch:
        if mutation is None:
            continue
        for name in envelope.base:
            type, _, id = name.partition("/")
            if ID.match(id):
                yield type, id
        stem = mutation.name.partition(".")[0]
        yield ALIASES.get(stem, stem), envelope.id
        if mutation.name == "approval.request":
            yield "approval_request", envelope.id
        for each in mutation.fields:
            value = envelope.set.get(each.name)
            if each.type is Type.REF and each.target in CATALOGUE and isinstance(value, str):
                yield str(each.target), value
