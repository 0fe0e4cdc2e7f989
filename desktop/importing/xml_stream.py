"""XML read in pieces with the standard parser, closed to the tricks XML is known for.

A document type (the home of entity bombs) is refused, and so is a tag or a text so long that the
parser would have to hold it whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

from desktop.importing.problems import DAMAGED, refuse

HELD_AT_MOST = 4 << 20


class Listener(Protocol):
    """Hears the tags without their namespace prefixes; attributes keep theirs."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


class Names(dict[str, str]):
    """`x:row` is `row`; remembered, as there are few tags and many of each."""

    def __missing__(self, tag: str) -> str:
        self[tag] = tag.rpartition(":")[2]
        return self[tag]


def parse(pieces: Iterable[bytes], listener: Listener, file: Path) -> Iterator[None]:
    """Yields after each piece, so that what was heard so far can be handed on."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    bare = Names()
    start, end = listener.start, listener.end

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        start(bare[tag], attributes)

    def on_end(tag: str) -> None:
        end(bare[tag])

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuses_doctype(file)
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > HELD_AT_MOST:
                raise refuse(DAMAGED, file, why="endless tag")
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as why:
        raise refuse(DAMAGED, file, why=str(why)) from why
    yield


def _refuses_doctype(file: Path) -> Callable[..., None]:
    def on_doctype(*_: object) -> None:
        raise refuse(DAMAGED, file, why="document type")

    return on_doctype
