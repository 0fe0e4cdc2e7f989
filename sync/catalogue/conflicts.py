"""Two people changed one field: both values, kept until somebody chooses."""

from sync.catalogue.model import Field, Home, Kind, Merge, RecordType, Type

CONFLICT = RecordType(
    "conflict",
    Kind.CLAIM,
    Home("parent", "record", type_field="type"),
    (
        Field("type", required=True, merge=Merge.GUARD, longest=40),
        Field("record", Type.REF, Merge.GUARD, required=True),
        Field("field", required=True, merge=Merge.GUARD, longest=100),
        Field("base", Type.ANY, Merge.GUARD, longest=50_000),
        Field("mine", Type.ANY, Merge.GUARD, longest=50_000),  # kept beside
        Field("theirs", Type.ANY, Merge.GUARD, longest=50_000),  # stands
        Field("author", Type.REF, Merge.GUARD, target="person"),
        Field("authored_at", Type.INSTANT, Merge.GUARD),
        Field("stood_by", Type.REF, Merge.GUARD, target="person"),
        Field("stood_at", Type.INSTANT, Merge.GUARD),
        Field("state", merge=Merge.GUARD, choices=("open", "resolved")),
        Field("taken", merge=Merge.GUARD, choices=("mine", "theirs", "value")),
        Field("resolved_by", Type.REF, Merge.GUARD, target="person"),
        Field("resolved_at", Type.INSTANT, Merge.GUARD),
    ),
    indexes=(("record",), ("state",)),
)
TYPES = (CONFLICT,)
