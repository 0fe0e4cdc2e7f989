"""The reference page of the records, from the catalogue: python -m sync.catalogue.reference."""

from pathlib import Path

from sync.catalogue import CATALOGUE, Field, Merge, RecordType

PAGE = Path(__file__).parent / "REFERENCE.md"
HEAD = """# Records

Written from the catalogue by `python -m sync.catalogue.reference`; a test compares the two.
How kinds and merge classes behave is told in `sync/README.md`.
"""


def page() -> str:
    return "\n".join([HEAD, *(_section(record) for record in CATALOGUE.values())])


def _section(record: RecordType) -> str:
    lines = [
        f"## {record.name}",
        "",
        f"A {record.kind.value}; lives in {_home(record)}{_audience(record)}.",
        "",
        "| field | type | merge | notes |",
        "|---|---|---|---|",
        *(
            f"| {field.name} | {_type(field)} | {field.merge.value} | {_notes(field)} |"
            for field in record.fields
        ),
        "",
    ]
    return "\n".join(lines)


def _home(record: RecordType) -> str:
    home = record.home
    if home.rule == "all":
        return "`all`"
    if home.rule == "parent":
        return f"the partition of its `{home.field}`"
    return f"`{'terr' if home.rule == 'territory' else home.rule}:<{home.field}>`"


def _audience(record: RecordType) -> str:
    return f", readable too where its `{record.audience}` is" if record.audience else ""


def _type(field: Field) -> str:
    if field.target:
        return f"ref → {field.target}"
    return f"decimal({field.scale})" if field.type.value == "decimal" else field.type.value


def _notes(field: Field) -> str:
    notes = ["required"] if field.required else []
    if field.choices:
        notes.append(", ".join(field.choices))
    notes += [f"{word} {bound}" for word, bound in (("≥", field.least), ("≤", field.most))
              if bound is not None]  # fmt: skip
    if field.merge in (Merge.DERIVED, Merge.DELTA):
        notes.append("computed")
    if field.longest != 500 and not field.target:
        notes.append(f"at most {field.longest:,} characters")
    return "; ".join(notes)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
