"""Breaking a paragraph into lines: between Chinese characters, never inside a word or number."""

from ui import fonts

NOT_FIRST = "，。、；：！？）」』》%…,.;:!?)"


def break_lines(
    text: str, width: float, style: str = "read", weight: int | None = None
) -> list[str]:
    """The lines of a text of several paragraphs that fit the width."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _break_paragraph(paragraph, width, style, weight)
    return lines


def _break_paragraph(paragraph: str, width: float, style: str, weight: int | None) -> list[str]:
    lines, start, fit = [], 0, fonts.metrics(style, weight)
    if fit.horizontalAdvance(paragraph) <= width:
        return [paragraph]
    while start < len(paragraph):
        end = start + 1
        while end < len(paragraph) and fit.horizontalAdvance(paragraph[start : end + 1]) <= width:
            end += 1
        end = _break_before(paragraph, start, end)
        lines.append(paragraph[start:end].strip())
        start = end
    return lines


def _break_before(paragraph: str, start: int, end: int) -> int:
    """Moves a break so that no mark begins a line and no Latin word or number is cut."""
    if end >= len(paragraph):
        return end
    back = end
    while back > start + 1 and paragraph[back] in NOT_FIRST:
        back -= 1
    while back > start + 1 and _joined(paragraph[back - 1]) and _joined(paragraph[back]):
        back -= 1
    return back if back > start + (end - start) // 2 else end


def _joined(character: str) -> bool:
    return character.isascii() and not character.isspace()
