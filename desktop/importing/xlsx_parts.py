"""The parts of a workbook beside its sheets: relations, sheet names, styles, shared strings."""

from __future__ import annotations

from typing import TypeVar

from desktop.importing.archive import Archive
from desktop.importing.problems import TOO_LARGE, refuse
from desktop.importing.serials import BUILT_IN_DATES, is_date_format
from desktop.importing.tables import Limits
from desktop.importing.xml_stream import Listener, parse

Heard = TypeVar("Heard", bound=Listener)
MOST_STYLES = 70_000
MOST_SHEETS = 1_000


def hear(archive: Archive, member: str | None, listener: Heard) -> Heard:
    """Lets the listener hear the whole part; a part that is not there is an empty one."""
    if member is not None and member in archive:
        for _ in parse(archive.pieces(member), listener, archive.path):
            pass
    return listener


class Silent:
    """A listener to nothing, for others to add to."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


class Relations(Silent):
    """Targets by kind (the last word of the type) and worksheets by id."""

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}
        self.worksheets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        self._kinds.setdefault(kind, target)
        if kind == "worksheet" and len(self.worksheets) < MOST_SHEETS:
            self.worksheets[attributes.get("Id", "")] = target

    def of_kind(self, kind: str) -> str | None:
        return self._kinds.get(kind)


class WorkbookParts(Silent):
    """Names and relation ids of the sheets, and from which day days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and len(self.sheets) < MOST_SHEETS:
            link = next((v for name, v in attributes.items() if name.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), link))
        elif tag == "workbookPr":
            self.epoch_1904 = attributes.get("date1904") in ("1", "true")


class Styles(Silent):
    """Which cell formats show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._cells: list[int] = []
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "cellXfs":
            self._in_cells = True
        elif tag == "numFmt" and len(self._formats) < MOST_STYLES:
            number = _whole(attributes.get("numFmtId"))
            self._formats[number] = attributes.get("formatCode", "")
        elif tag == "xf" and self._in_cells and len(self._cells) < MOST_STYLES:
            self._cells.append(_whole(attributes.get("numFmtId")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def dates(self) -> frozenset[str]:
        """The `s` attributes of cells that hold dates, as the sheet spells them."""
        return frozenset(
            str(place) for place, number in enumerate(self._cells) if self._is_date(number)
        )

    def _is_date(self, number: int) -> bool:
        code = self._formats.get(number)
        return is_date_format(code) if code is not None else number in BUILT_IN_DATES


class SharedStrings(Silent):
    """All texts of the workbook by number; read once, when the first row is asked for."""

    def __init__(self, archive: Archive, member: str | None, limits: Limits) -> None:
        self._archive, self._member, self._limits = archive, member, limits
        self._known: list[str] | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._wanted = False
        self._phonetic = False

    def all(self) -> list[str]:
        if self._known is None:
            self._known = []
            hear(self._archive, self._member, self)
        return self._known

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "t":
            self._wanted = not self._phonetic
        elif tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._phonetic = True

    def text(self, text: str) -> None:
        if self._wanted:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > self._limits.text_characters:
                raise refuse(TOO_LARGE, self._archive.path, limit=self._limits.text_characters)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._wanted = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si" and self._known is not None:
            self._known.append("".join(self._pieces))
            self._length += 4


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0
