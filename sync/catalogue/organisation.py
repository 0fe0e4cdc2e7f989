"""The company: units, territories, posts, people, devices and what it sells."""

from sync.catalogue.model import ALL, Field, Home, Kind, Merge, RecordType, Type

ORG_UNIT = RecordType(
    "org_unit",
    Kind.DEFINITION,
    ALL,
    (
        Field("name", required=True, longest=200),
        Field("kind", longest=40),
        Field("parent", Type.REF, target="org_unit"),
        Field("active", Type.BOOLEAN),
    ),
)
TERRITORY = RecordType(
    "territory",
    Kind.DEFINITION,
    ALL,
    (Field("name", required=True, longest=200), Field("unit", Type.REF, target="org_unit")),
)
POST = RecordType(
    "post",
    Kind.DEFINITION,
    ALL,
    (
        Field("title", required=True, longest=200),
        Field("unit", Type.REF, target="org_unit"),
        Field("superior", Type.REF, target="post"),  # exactly one; the root has none (BR-CMD-01)
        Field("territories", Type.LIST, longest=20_000),
        Field("level", Type.INTEGER),
        # what the post may decide, by kind of request: an amount at most, a rate at least
        Field("limits", Type.MAP, longest=5_000, since=2),
    ),
)
PERSON = RecordType(
    "person",
    Kind.DEFINITION,
    ALL,
    (
        Field("name", required=True, longest=200),
        Field("user", longest=100),
        Field("employee_no", longest=40),
        Field("phone", longest=60),
        Field("roles", Type.LIST, longest=2_000),
        Field("status", longest=40),
    ),
)
POST_ASSIGNMENT = RecordType(
    "post_assignment",
    Kind.DEFINITION,
    ALL,
    (
        Field("person", Type.REF, required=True, target="person"),
        Field("post", Type.REF, required=True, target="post"),
        Field("since", Type.DATE),
        Field("until", Type.DATE),
        Field("acting", Type.BOOLEAN),
    ),
    indexes=(("person",), ("post",)),
)
DEVICE = RecordType(
    "device",
    Kind.CARD,
    Home("user", "person"),
    (
        Field("person", Type.REF, Merge.GUARD, required=True, target="person"),
        Field("name", longest=200),
        Field("enrolled_at", Type.INSTANT, Merge.GUARD),
        Field("revoked", Type.BOOLEAN, Merge.GUARD),
    ),
)
PRODUCT = RecordType(
    "product",
    Kind.DEFINITION,
    ALL,
    (
        Field("code", longest=60),
        Field("name", required=True, longest=200),
        Field("unit", longest=40),
        Field("category", longest=100),
        Field("list_price", Type.DECIMAL),
        Field("status", longest=40),
    ),
)
TYPES = (ORG_UNIT, TERRITORY, POST, PERSON, POST_ASSIGNMENT, DEVICE, PRODUCT)
