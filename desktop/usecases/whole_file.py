"""A person's file that appears whole or not at all."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sync import bundle
from sync.errors import Problem

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Raises Problem where it cannot be written; a file of that name is then as it was."""
    try:
        with bundle.written(path) as file:
            yield file
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> Problem:
    """What a person is told when the file cannot be made."""
    if error.errno in FULL:
        return Problem("no_room_for_file", path=str(path))
    return Problem("file_not_written", path=str(path), detail=str(error))
