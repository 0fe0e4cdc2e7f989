"""Files nobody wants to be sent, and honest ones in every encoding, written byte by byte."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(
    path: Path,
    sheet: str | Iterable[str],
    *,
    extra: Mapping[str, str] | None = None,
    epoch_1904: bool = False,
) -> Path:
    """An .xlsx whose only sheet is the given XML (of the `worksheet` element's inside)."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">'
            f'<workbookPr date1904="{int(epoch_1904)}"/>'
            '<sheets><sheet name="客户" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "styles", "styles.xml"),
            ("r3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>"
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>',
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        with file.open("xl/worksheets/sheet1.xml", "w") as stream:
            stream.write(f'<worksheet xmlns="{MAIN}">'.encode())
            for piece in [sheet] if isinstance(sheet, str) else sheet:
                stream.write(piece.encode())
            stream.write(b"</worksheet>")
    return path


def _relations(*links: tuple[str, str, str]) -> str:
    told = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f"<Relationships>{told}</Relationships>"


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*lines: Sequence[str]) -> str:
    """Sheet data of text cells, from A1 on."""
    told = ""
    for number, cells in enumerate(lines, start=1):
        inside = "".join(
            text_cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(cells)
        )
        told += f'<row r="{number}">{inside}</row>'
    return f"<sheetData>{told}</sheetData>"


def compound_file(path: Path, name: str, content: bytes) -> Path:
    """An OLE file with one stream, as small as the format allows."""
    sector = 512
    content = content.ljust(4096, b"\0")
    count = -(-len(content) // sector)
    first_data, end, free, fat_mark = 2, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [fat_mark, end]
    chain += [first_data + number + 1 for number in range(count - 1)] + [end]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(sector, b"\xff")
    assert len(fat) == sector, "one sector of table is enough for 60 kB"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHHHIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, end, 0, end
    )
    header += struct.pack("<I", 0) + struct.pack("<109I", 0, *[free] * 108)
    directory = _entry("Root Entry", 5, end, 0) + _entry(name, 2, first_data, len(content))
    path.write_bytes(
        header[:512] + fat + directory.ljust(sector, b"\0") + content.ljust(count * sector, b"\0")
    )
    return path


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    entry += struct.pack("<III", *[0xFFFFFFFF] * 3) + bytes(36)
    return entry + struct.pack("<II", start, size) + bytes(4)


def old_workbook(
    path: Path, *records: tuple[int, bytes], sheet: Sequence[tuple[int, bytes]] = ()
) -> Path:
    """An .xls of BIFF8 records: the given globals, then one sheet."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    title = "客户".encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, 2, 1) + title
    before = begin + b"".join(_record(*one) for one in records)
    offset = len(before) + 4 + len(bound) + 4
    book = before + _record(0x0085, struct.pack("<I", offset) + bound[4:]) + _record(0x000A, b"")
    book += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    book += b"".join(_record(*one) for one in sheet) + _record(0x000A, b"")
    return compound_file(path, "Workbook", book)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def label(row: int, column: int, text: str) -> tuple[int, bytes]:
    raw = text.encode("utf-16-le")
    return (0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + raw)
