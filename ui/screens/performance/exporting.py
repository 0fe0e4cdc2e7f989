"""Taking the figures out of the program: a workbook, a PDF, or sheets from a printer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.queries.achievement import Achievement
from desktop.usecases import export_figures
from sync.errors import Problem
from ui import printing
from ui.file_asking import ask_where_to, fit_name
from ui.screens.performance import figures, paper
from ui.screens.performance.board import Board
from ui.screens.performance.tile import Tile
from ui.shell import Shell

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Out:
    """What is on the page, and who asks for it."""

    shown: Achievement
    board: Board
    tiles: Mapping[str, Tile]
    names: Mapping[str, str]
    who: str  # whose figures
    shell: Shell
    owner: QWidget


def save(out: Out, suffix: str) -> None:
    """Asks where to, then writes what the name's ending says."""
    kinds = (
        translate("FiguresOut", "Workbook (*.xlsx)"),
        translate("FiguresOut", "Pages (*.pdf)"),
    )
    title, name = translate("FiguresOut", "Export the figures"), file_name(out, suffix)
    ask_where_to(out.owner, out.shell.settings, title, name, partial(write, out), kinds)


def file_name(out: Out, suffix: str) -> str:
    period = out.shown.period
    days = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    parts = (translate("FiguresOut", "Performance"), out.who, days)
    said = " ".join(part for part in parts if part)
    return fit_name(f"{said}.{suffix}")


def write(out: Out, path: Path) -> None:
    """A handful of small tables and one drawing: quicker than a job would be to start."""
    try:
        content = page(out)
        if path.suffix.lower() == ".pdf":
            printing.save(path, content.title, partial(paper.paint, page=content))
        else:
            export_figures.write(path, content.tables)
    except Problem as problem:
        out.shell.tell(problem)
        return
    said = translate("FiguresOut", "Exported {name}")
    out.shell.toast(said.format(name=path.name), detail=str(path))


def look_at(out: Out) -> QWidget:
    """The print preview of the page."""
    from ui import print_preview

    content = page(out)
    draw = partial(paper.paint, page=content)
    return print_preview.look_at(content.title, draw, out.shell, out.owner)


def page(out: Out) -> paper.Page:
    said = " · ".join(part for part in (out.who, figures.days_words(out.shown)) if part)
    return paper.Page(
        translate("FiguresOut", "Performance"),
        said,
        [(tile.label, tile.value, tile.note) for tile in out.tiles.values()],
        list(out.board.charts().values()),
        figures.tables(out.shown, out.board, out.names, out.who),
    )
