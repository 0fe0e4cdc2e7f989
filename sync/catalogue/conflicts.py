"""What two people did to one record and a rule cannot settle: both sides, until somebody chooses.

`kind` says what happened; none: one field was changed twice. `field` is then its path, otherwise
`*`, and `mine`, `theirs` and `base` hold paths with their values.
"""

from sync.catalogue.model import Field, Home, Kind, Merge, RecordType, Type
from sync.catalogue.states import ConflictState

# deleted: changed by one, deleted by another. proposal: changed by who had the record before.
# duplicate: `record` and `other` look like the same customer.
KINDS = ("deleted", "proposal", "duplicate")
LONGEST = 200_000

CONFLICT = RecordType(
    "conflict",
    Kind.CLAIM,
    Home("parent", "record", type_field="type"),
    (
        Field("type", required=True, merge=Merge.GUARD, longest=40),
        Field("record", Type.REF, Merge.GUARD, required=True),
        Field("field", required=True, merge=Merge.GUARD, longest=100),
        Field("kind", merge=Merge.GUARD, choices=KINDS, since=2),
        Field("base", Type.ANY, Merge.GUARD, longest=LONGEST),
        Field("mine", Type.ANY, Merge.GUARD, longest=LONGEST),  # kept beside
        Field("theirs", Type.ANY, Merge.GUARD, longest=LONGEST),  # stands
        Field("other", Type.REF, Merge.GUARD, target="customer", since=2),
        Field("author", Type.REF, Merge.GUARD, target="person"),
        Field("authored_at", Type.INSTANT, Merge.GUARD),
        Field("stood_by", Type.REF, Merge.GUARD, target="person"),
        Field("stood_at", Type.INSTANT, Merge.GUARD),
        Field("state", merge=Merge.GUARD, choices=tuple(ConflictState)),
        Field("taken", merge=Merge.GUARD, choices=("mine", "theirs", "value")),
        Field("resolved_by", Type.REF, Merge.GUARD, target="person"),
        Field("resolved_at", Type.INSTANT, Merge.GUARD),
    ),
    audience="other",
    indexes=(("record",), ("state",), ("other",)),
)
TYPES = (CONFLICT,)
