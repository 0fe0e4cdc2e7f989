"""Photos and files: the record names a file by the hash of its content."""

from sync.catalogue.model import Field, Home, Kind, RecordType, Type

ATTACHMENT = RecordType(
    "attachment",
    Kind.FACT,
    Home("parent", "subject", type_field="subject_type"),
    (
        Field(
            "subject_type",
            required=True,
            choices=("customer", "contact", "visit", "report", "approval_request"),
        ),
        Field("subject", Type.REF, required=True),
        Field("name", required=True, longest=255),
        Field("media_type", longest=100),
        Field("size", Type.INTEGER),
        Field("sha256", required=True, longest=64),
        Field("taken_at", Type.INSTANT),
        Field("author", Type.REF, target="person"),
    ),
    indexes=(("subject",), ("sha256",)),
)
TYPES = (ATTACHMENT,)
