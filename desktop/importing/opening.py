"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

from pathlib import Path

from desktop.importing.archive import Archive
from desktop.importing.compound import MAGIC as COMPOUND
from desktop.importing.csv_table import open_csv, open_packed_csv
from desktop.importing.html_table import looks_like_html, open_html
from desktop.importing.ods import open_ods
from desktop.importing.problems import EMPTY, MISSING, TOO_LARGE, refuse
from desktop.importing.tables import LIMITS, Limits, Source
from desktop.importing.text import Text, look_at
from desktop.importing.vcard import looks_like_vcard, open_vcard
from desktop.importing.xls import open_xls
from desktop.importing.xlsx import open_xlsx

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"


def open_table(path: Path, *, limits: Limits = LIMITS) -> Source:
    """The tables of a foreign file, or a FileProblem that says why there are none."""
    try:
        with path.open("rb") as file:
            first = file.read(8)
        size = path.stat().st_size
    except OSError as why:
        raise refuse(MISSING, path, why=why.strerror or type(why).__name__) from why
    if size == 0:
        raise refuse(EMPTY, path)
    if size > limits.file_bytes:
        raise refuse(TOO_LARGE, path, bytes=size, limit=limits.file_bytes)
    if first.startswith(COMPOUND):
        return open_xls(path, limits)
    if first.startswith((ZIP, EMPTY_ZIP)):
        return _open_archive(Archive(path, limits), limits)
    return _open_text(look_at(path, limits), limits)


def _open_archive(archive: Archive, limits: Limits) -> Source:
    if "[Content_Types].xml" in archive or "_rels/.rels" in archive:
        return open_xlsx(archive, limits)
    if "content.xml" in archive and "mimetype" in archive:
        return open_ods(archive, limits)
    return open_packed_csv(archive, limits)


def _open_text(text: Text, limits: Limits) -> Source:
    if looks_like_vcard(text):
        return open_vcard(text, limits)
    if looks_like_html(text):
        return open_html(text, limits)
    return open_csv(text, limits)
