"""A form on paper: its sections in its print layout, a head and a foot on every page, as PDF or
on a printer, with the glyphs embedded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from desktop.forms import Form, FormField, Section
from ui import fonts
from ui.forms import answer_text, words
from ui.forms.answer_text import Name
from ui.forms.derived import cell, shown

translate = QCoreApplication.translate
MARGIN, HEAD, FOOT = 15, 34, 26  # millimetres; then points
LOW = 64  # points above the foot where no heading may stand
WIDE = ("long_text", "table")
INK, GREY, LINE = QColor("#1B1D21"), QColor("#666B73"), QColor("#B9B9B2")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who put their name under it, in which role, when and with which word."""

    role: str
    name: str
    when: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that comes on the paper; `facts` are the pairs under the title."""

    form: Form
    language: str
    answers: Mapping[str, Any]
    derived: Mapping[str, Any]
    company: str
    person: str
    period: str
    facts: Sequence[tuple[str, str]]
    signatures: Sequence[Signature]
    name: Name


def paint(device: QPagedPaintDevice, printed: Printed) -> int:
    """Every page on a PDF writer or a printer; answers how many there are."""
    device.setPageLayout(_page(printed.form))
    with QPainter(device) as painter:
        scale = device.logicalDpiX() / 72  # what is laid out here is in points
        painter.scale(scale, scale)
        room = QRectF(0, 0, device.width() / scale, device.height() / scale)
        document = _document(printed, room)
        pages = document.pageCount()
        for page in range(pages):
            if page:
                device.newPage()
            _one(painter, room, document, printed, page, pages)
    return pages


def _page(form: Form) -> QPageLayout:
    way = QPageLayout.Orientation
    turned = way.Landscape if form.layout.landscape else way.Portrait
    margins = QMarginsF(MARGIN, MARGIN - 3, MARGIN, MARGIN - 3)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), turned, margins, QPageLayout.Unit.Millimeter
    )


def _document(printed: Printed, room: QRectF) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(9.5))
    document.setUseDesignMetrics(True)
    document.setHtml("".join(_html(printed)))
    document.setPageSize(QSizeF(room.width(), room.height() - HEAD - FOOT))
    _keep_headings_with_what_follows(document)
    return document


def _keep_headings_with_what_follows(document: QTextDocument) -> None:
    """A heading at the foot of a page goes over to the next one."""
    body, block = document.pageSize().height(), document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == 2:
            top = document.documentLayout().blockBoundingRect(block).top() % body
            if top > body - LOW:
                cursor = QTextCursor(block)
                turned = block.blockFormat()
                turned.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor.setBlockFormat(turned)
        block = block.next()


def _font(points: float) -> QFont:
    font = QFont([fonts.family(), fonts.MORE])
    font.setPixelSize(max(1, round(points)))  # the painter is scaled to points
    return font


def _one(
    painter: QPainter,
    room: QRectF,
    document: QTextDocument,
    printed: Printed,
    page: int,
    pages: int,
) -> None:
    body = room.height() - HEAD - FOOT
    painter.save()
    painter.translate(0, HEAD - page * body)
    document.drawContents(painter, QRectF(0, page * body, room.width(), body))
    painter.restore()
    _head(painter, room, printed)
    _foot(painter, room, printed, page + 1, pages)


def _head(painter: QPainter, room: QRectF, printed: Printed) -> None:
    title = printed.form.title.text(printed.language)
    _text(painter, QRectF(0, 0, room.width(), 20), printed.company, GREY, at_right=False)
    _text(painter, QRectF(0, 0, room.width(), 20), f"{title} · {printed.period}", GREY)
    painter.setPen(QPen(LINE, 0.6))
    painter.drawLine(0, 22, round(room.width()), 22)


def _foot(painter: QPainter, room: QRectF, printed: Printed, page: int, pages: int) -> None:
    top = room.height() - 18
    painter.setPen(QPen(LINE, 0.6))
    painter.drawLine(0, round(top - 3), round(room.width()), round(top - 3))
    said = translate("Paper", "{person} · version {version} of the form").format(
        person=printed.person, version=printed.form.version
    )
    _text(painter, QRectF(0, top, room.width(), 16), said, GREY, at_right=False)
    said = translate("Paper", "Page {page} of {pages}").format(page=page, pages=pages)
    _text(painter, QRectF(0, top, room.width(), 16), said, GREY)


def _text(painter: QPainter, box: QRectF, said: str, ink: QColor, at_right: bool = True) -> None:
    way = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(_font(8))
    painter.setPen(ink)
    painter.drawText(box, way | Qt.AlignmentFlag.AlignVCenter, said)


# --- the text of the paper

STYLE = """<style>
h1 { margin: 0 0 4px 0; }
h2 { margin: 10px 0 4px 0; }
.title { font-size: 17px; font-weight: 600; }
.section { font-size: 11px; font-weight: 600; color: #1F3E8A; }
td, th { padding: 3px 6px 3px 6px; vertical-align: top; border: 1px solid #D3D3CC; }
.free { border-style: none; padding-left: 0; }
th { font-weight: 500; color: #4A4F57; background-color: #F1F1EC; text-align: left; }
.label { color: #666B73; font-size: 8px; }
.auto { background-color: #EAF0FC; }
.number { text-align: right; }
</style>"""


def _html(printed: Printed) -> Iterator[str]:
    yield STYLE
    title = _safe(printed.form.title.text(printed.language))
    yield f'<h1><span class="title">{title}</span></h1>'
    yield _grid(
        [_pair(label, value, "free") for label, value in printed.facts], len(printed.facts), "free"
    )
    for section in printed.form.sections:
        yield from _section(printed, section)
    if printed.signatures:
        yield _heading(translate("Paper", "Signatures"))
        yield _grid([_signature(one) for one in printed.signatures], len(printed.signatures))


def _section(printed: Printed, section: Section) -> Iterator[str]:
    """Short fields side by side, long ones and tables over the whole width, in their order."""
    yield _heading(section.title.text(printed.language))
    short: list[str] = []
    for field in section.fields:
        if field.type in WIDE or field.type == "rows":
            yield _grid(short, printed.form.layout.columns)
            short = []
            yield (
                _rows(printed, field) if field.type in ("rows", "table") else _long(printed, field)
            )
        elif field.is_derived:
            said = shown(field, printed.derived)
            words_ = " · ".join(part for part in (said.value, said.note) if part)
            short.append(_pair(field.label.text(printed.language), words_, "auto"))
        else:
            said_ = answer_text.answer(field, printed.answers.get(field.key), printed.name)
            short.append(_pair(field.label.text(printed.language), said_))
    yield _grid(short, printed.form.layout.columns)


def _heading(words_: str) -> str:
    return f'<h2><span class="section">{_safe(words_)}</span></h2>'


def _pair(label: str, value: str, style: str = "") -> str:
    said = f'<span class="label">{_safe(label)}</span><br>{_safe(value or words.DASH)}'
    return f'<td class="{style}">{said}</td>'


def _grid(cells: Sequence[str], columns: int, style: str = "") -> str:
    if not cells:
        return ""
    rows = []
    for start in range(0, len(cells), columns):
        some = list(cells[start : start + columns])
        some += [f'<td class="{style}"></td>'] * (columns - len(some))
        shares = [100 // columns] * (columns - 1) + [100 - 100 // columns * (columns - 1)]
        shared = (
            one.replace("<td", f"<td width='{share}%'", 1)
            for one, share in zip(some, shares, strict=True)
        )
        rows.append(f"<tr>{''.join(shared)}</tr>")
    return _table("".join(rows))


def _table(rows: str) -> str:
    return (
        "<table width='100%' border='0' cellspacing='0' cellpadding='0'"
        f" style='border-collapse: collapse; margin-bottom: 4px;'>{rows}</table>"
    )


def _long(printed: Printed, field: FormField) -> str:
    said = answer_text.answer(field, printed.answers.get(field.key), printed.name)
    return _grid([_pair(field.label.text(printed.language), said)], 1)


def _rows(printed: Printed, field: FormField) -> str:
    """A table with its names above; lines that filled themselves in are tinted."""
    label = f'<span class="label">{_safe(field.label.text(printed.language))}</span>'
    source = (
        printed.derived.get(field.of[0]) if field.is_derived else printed.answers.get(field.key)
    )
    lines = [row for row in source or () if isinstance(row, Mapping)]
    if not lines:
        return _grid([_pair(field.label.text(printed.language), "")], 1)
    style = "auto" if field.is_derived else ""
    heads = "".join(
        f'<th class="{_side(column)}">{_safe(column.label.text(printed.language))}</th>'
        for column in field.columns
    )
    body = "".join(
        "<tr>" + "".join(_cell(field, column, row, style) for column in field.columns) + "</tr>"
        for row in lines
    )
    return f"<p style='margin: 4px 0 2px 0'>{label}</p>" + _table(
        f"<thead><tr>{heads}</tr></thead>{body}"
    )


def _side(column: FormField) -> str:
    return "number" if column.type in ("money", "integer", "number") else ""


def _cell(field: FormField, column: FormField, row: Mapping[str, Any], style: str) -> str:
    said = (
        cell(column, row) if field.is_derived else answer_text.answer(column, row.get(column.key))
    )
    return f'<td class="{style} {_side(column)}">{_safe(said)}</td>'


def _signature(one: Signature) -> str:
    said = " · ".join(part for part in (one.name, one.when) if part)
    word = f"<br>{_safe(one.comment)}" if one.comment else ""
    return _pair(one.role, said).removesuffix("</td>") + f"{word}<br></td>"


def _safe(text: str) -> str:
    return escape(text).replace("\n", "<br>")
