"""Reports and forms: definitions by version, answers key by key, frozen once sealed."""

from sync.catalogue.model import ALL, Field, Home, Kind, Merge, RecordType, Type
from sync.catalogue.states import ReportState

OF_POST = Home("post", "post")
REPORT_STATES = (
    ReportState.DRAFT,
    ReportState.SEALED,
    ReportState.SIGNED,
    ReportState.RETURNED,
)

REPORT = RecordType(
    "report",
    Kind.CARD,
    OF_POST,
    (
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("kind", required=True, merge=Merge.GUARD, choices=("daily", "weekly", "monthly")),
        Field("date", Type.DATE, Merge.GUARD, required=True),
        Field("period", longest=40, merge=Merge.GUARD),
        Field("form", longest=40, merge=Merge.GUARD),
        Field("form_version", Type.INTEGER, Merge.GUARD),
        Field("answers", Type.MAP, longest=200_000),
        Field("derived", Type.MAP, Merge.DERIVED, longest=200_000),
        Field("state", merge=Merge.GUARD, choices=REPORT_STATES),
        Field("sealed_at", Type.INSTANT, Merge.GUARD),
        Field("reviewer", Type.REF, Merge.GUARD, target="person"),
        Field("review_comment", merge=Merge.GUARD, longest=5_000),
        Field("reviewed_at", Type.INSTANT, Merge.GUARD),
    ),
    search=("answers",),
    indexes=(("person", "date"), ("date",)),
)
FORM_DEFINITION = RecordType(
    "form_definition",
    Kind.DEFINITION,
    ALL,
    (
        Field("code", required=True, longest=40),
        Field("version", Type.INTEGER, required=True),
        Field("title", longest=200),
        Field("body", Type.MAP, longest=500_000),
        Field("effective_from", Type.DATE),
    ),
)
FORM_INSTANCE = RecordType(
    "form_instance",
    Kind.CARD,
    OF_POST,
    (
        Field("post", Type.REF, Merge.GUARD, required=True, target="post"),
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("form", longest=40, merge=Merge.GUARD, required=True),
        Field("form_version", Type.INTEGER, Merge.GUARD),
        Field("date", Type.DATE, Merge.GUARD),
        Field("subject_type", longest=40, merge=Merge.GUARD),
        Field("subject", Type.REF, Merge.GUARD),
        Field("period", longest=40, merge=Merge.GUARD),
        Field("answers", Type.MAP, longest=200_000),
        Field("derived", Type.MAP, Merge.DERIVED, longest=200_000),
        Field("state", merge=Merge.GUARD, choices=tuple(ReportState)),
        Field("sealed_at", Type.INSTANT, Merge.GUARD),
        Field("reviewer", Type.REF, Merge.GUARD, target="person"),
        Field("review_comment", merge=Merge.GUARD, longest=5_000),
        Field("reviewed_at", Type.INSTANT, Merge.GUARD),
    ),
    indexes=(("subject",), ("person", "form")),
)
TYPES = (REPORT, FORM_DEFINITION, FORM_INSTANCE)
