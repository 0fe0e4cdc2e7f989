"""Cuts the bundled faces out of the whole Noto Sans SC (README.md says where that comes from)."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
MORE = "Noto Sans SC More"

SIGNS = [
    (0x20, 0x17F), (0x2C6, 0x2DD), (0x391, 0x3C9), (0x401, 0x451), (0x2010, 0x205E),
    (0x20A0, 0x20BF), (0x2103, 0x217F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF),
    (0x2460, 0x24FF), (0x2500, 0x257F), (0x25A0, 0x27BF), (0x3000, 0x303F), (0x3220, 0x3229),
    (0x338E, 0x33C4), (0xFF00, 0xFFEF),
]  # fmt: skip


def plane(codec: str, first: range, second: range) -> Iterator[str]:
    """Every character of a two-byte code table, in its order."""
    for a in first:
        for b in second:
            try:
                yield bytes((a, b)).decode(codec)
            except UnicodeDecodeError:
                continue


def everyday() -> set[str]:
    """GB2312, both levels, with the characters that people and villages are named with."""
    names = (HERE / "names.txt").read_text(encoding="utf-8").split("\n", 1)[1]
    signs = (chr(code) for first, last in SIGNS for code in range(first, last + 1))
    return {*plane("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)), *names, *signs}


def more() -> set[str]:
    """The rest of GBK: rare and traditional characters, for whatever a customer wrote."""
    return {*plane("gbk", range(0x81, 0xFF), range(0x40, 0xFF))} - everyday()


def cut(font: TTFont, characters: set[str]) -> None:
    options = Options()
    options.layout_features = ["ccmp", "kern", "liga", "locl", "tnum", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "DSIG", "gasp"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    font["OS/2"].achVendID = "GOOG"  # faces of two vendors would be two families to Qt


def rename(font: TTFont, family: str) -> None:
    for number, text in {1: family, 4: family, 6: family.replace(" ", "")}.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    for number in (16, 17):
        font["name"].removeNames(nameID=number)


def main(folders: Sequence[str]) -> None:
    def source(name: str) -> TTFont:
        return TTFont(next(file for folder in folders for file in Path(folder).rglob(name)))

    faces = {
        # TrueType: FreeType thickens CFF stems, on a dark ground regular would look bold
        "NotoSansSC-Regular.ttf": source("*400Regular.ttf"),
        "NotoSansSC-Medium.ttf": source("*500Medium.ttf"),
        "NotoSansSC-SemiBold.ttf": source("*600SemiBold.ttf"),
    }
    for name, font in faces.items():
        cut(font, everyday())
        font.save(HERE / name)
    rare = source("NotoSansSC-Regular.otf")
    cut(rare, more())
    rename(rare, MORE)
    rare.save(HERE / "NotoSansSC-More.otf")


if __name__ == "__main__":
    main(sys.argv[1:])
