"""Why a foreign file cannot be read, before any of its rows is looked at.

FileProblem
├── file_missing               there is no such file, or it may not be opened
├── file_empty                 nothing in it
├── file_too_large             more bytes, packed or unpacked, than we take
├── file_password_protected    a password is needed to read it
├── file_damaged               cut off, or not what its own index says
├── file_not_a_table           a picture, a program, a text without columns ...
├── file_too_many_cells        claims more cells than any list of customers has
├── file_too_many_columns      a row wider than we take
├── file_too_many_rows
├── file_line_too_long         one line without end
└── mapping_wrong              the columns asked for are not there
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from sync.errors import Problem

MISSING = "file_missing"
EMPTY = "file_empty"
TOO_LARGE = "file_too_large"
PASSWORD = "file_password_protected"
DAMAGED = "file_damaged"
NOT_A_TABLE = "file_not_a_table"
TOO_MANY_CELLS = "file_too_many_cells"
TOO_MANY_COLUMNS = "file_too_many_columns"
TOO_MANY_ROWS = "file_too_many_rows"
LINE_TOO_LONG = "file_line_too_long"
MAPPING_WRONG = "mapping_wrong"
NO_NAME_COLUMN = "no_name_column"


class FileProblem(Problem):
    """The whole file is refused and nothing was changed; `facts` always name the file."""

    default_kind = DAMAGED


def refuse(kind: str, file: str | PurePath, **facts: Any) -> FileProblem:
    """To be raised; the file is named without its folder, which is nobody's business."""
    return FileProblem(kind, file=PurePath(file).name, **facts)
