"""What a search finds: keys of records whose index matches what was typed."""

from typing import Any

from sqlalchemy import Integer, Select, column, literal_column, select, table

from desktop.store.search import match


def found(type: str, text: str) -> Select[Any] | None:
    """Keys of a record type's matches; None when there is nothing to look for in the text."""
    wanted = match(text)
    if not wanted:
        return None
    index = f"{type}_fts"
    source = table(index, column("rowid", Integer))
    return select(source.c.rowid).where(literal_column(index).op("MATCH")(wanted))
