"""Address books of every age and maker become rows."""

from __future__ import annotations

from pathlib import Path

from desktop.importing import open_table
from desktop.importing.vcard import COLUMNS


def cards(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[dict[str, object]]:
    path = tmp_path / "book.vcf"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    rows = list(open_table(path).tables[0].rows())
    assert tuple(rows[0].cells) == COLUMNS
    return [
        {name: cell for name, cell in zip(COLUMNS, row.cells, strict=True) if cell}
        for row in rows[1:]
    ]


def test_an_old_telephone_writes_quoted_printable_gbk(tmp_path: Path) -> None:
    name = "".join(f"={byte:02X}" for byte in "王芳".encode("gbk"))
    firm = "".join(f"={byte:02X}" for byte in "联佳超市".encode("gbk"))
    (card,) = cards(
        tmp_path,
        "BEGIN:VCARD\nVERSION:2.1\n"
        f"N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{name};\n"
        f"ORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{firm[:12]}=\n{firm[12:]}\n"
        "TEL;CELL:13800138000\nTEL;WORK;FAX:0571-1\nTEL;WORK:0571-88001234\nEND:VCARD\n",
    )
    assert card == {
        "name": "王芳",
        "organisation": "联佳超市",
        "mobile": "13800138000",
        "phone": "0571-88001234",
    }


def test_folded_lines_groups_and_escapes_are_understood(tmp_path: Path) -> None:
    (card,) = cards(
        tmp_path,
        "BEGIN:VCARD\nVERSION:3.0\nN:李;雷;;;\nFN:李雷\nORG:联佳\\, 杭州;采购部\n"
        "item1.TEL;type=CELL;type=pref:+86 138 0013 8000\nitem1.X-ABLabel:mobile\n"
        "NOTE:一行\\n第二\n 行\nADR;TYPE=WORK:;;文三路9号;杭州;浙江;310000;中国\n"
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRgAB\nEND:VCARD\n",
    )
    assert card["organisation"] == "联佳, 杭州"
    assert card["department"] == "采购部"
    assert card["note"] == "一行\n第二行"
    assert card["address"] == "浙江杭州文三路9号"


def test_the_newest_form_has_uris(tmp_path: Path) -> None:
    (card,) = cards(
        tmp_path,
        'BEGIN:VCARD\nVERSION:4.0\nFN:Simon\nTEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656-9254\n'
        "GEO:geo:46.772673,-71.282945\nEND:VCARD\n",
    )
    assert card["phone"] == "+1-418-656-9254"
    assert (card["latitude"], card["longitude"]) == ("46.772673", "-71.282945")


def test_a_chinese_name_is_spoken_family_first(tmp_path: Path) -> None:
    (card,) = cards(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nN:王;芳;;;\nFN:\nEND:VCARD\n")
    assert card["name"] == "王芳"


def test_a_whole_file_in_gbk_is_read(tmp_path: Path) -> None:
    lines = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:客户{n}号店\nEND:VCARD\n" for n in range(9))
    assert cards(tmp_path, lines, "gbk")[8]["name"] == "客户8号店"
