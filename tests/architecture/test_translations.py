"""Every sentence of the window is there in Chinese, and what is compiled is what was translated."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest

ROOT = Path(__file__).parents[2]
HOME = ROOT / "resources" / "translations"
TOOLS = [Path(PySide6.__file__).parent, Path(PySide6.__file__).parent / "Qt" / "libexec"]

Sentence = tuple[str, str]


def tool(name: str) -> str:
    for folder in TOOLS:
        for file in (folder / name, folder / f"{name}.exe"):
            if file.exists():
                return str(file)
    pytest.skip(f"this PySide6 brings no {name}")


def messages(file: Path) -> Iterator[tuple[Sentence, ElementTree.Element]]:
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            if (translation := message.find("translation")) is not None:
                key = (context.findtext("name", ""), message.findtext("source", ""))
                yield key, translation


def finished(translation: ElementTree.Element) -> bool:
    forms = translation.findall("numerusform")
    whole = all(form.text for form in forms) if forms else bool(translation.text)
    return whole and translation.get("type") is None


@pytest.fixture(scope="module")
def spoken(tmp_path_factory) -> set[Sentence]:
    """What lupdate finds in the sources today."""
    fresh = tmp_path_factory.mktemp("ts") / "fresh.ts"
    sources = [str(file) for file in sorted((ROOT / "ui").rglob("*.py"))]
    subprocess.run([tool("lupdate"), *sources, "-ts", str(fresh)], check=True, capture_output=True)
    return {key for key, _ in messages(fresh)}


def test_every_sentence_has_a_finished_chinese_translation(spoken):
    done = {
        key for file in HOME.glob("*_zh_CN.ts") for key, text in messages(file) if finished(text)
    }
    assert sorted(f"{context}: {source}" for context, source in spoken - done) == []


def test_a_sentence_is_asked_of_self_or_by_the_name_of_its_context(spoken):
    """`other.tr("…")` is looked up under another name than lupdate files it under."""
    assert (
        sorted(f"{context}: {source}" for context, source in spoken if not context[:1].isupper())
        == []
    )


def test_no_translation_is_left_half_done():
    assert [
        f"{file.name}: {source}"
        for file in sorted(HOME.glob("*.ts"))
        for (_, source), text in messages(file)
        if text.get("type") == "unfinished"
    ] == []


def test_places_for_facts_are_the_same_in_both_languages():
    def places(text: str) -> list[str]:
        text = text.replace("%Ln", "%n")  # the same, its thousands set apart
        return sorted(part.split("}")[0] for part in text.split("{")[1:]) + ["%n"] * text.count(
            "%n"
        )

    assert [
        f"{file.name}: {source}"
        for file in sorted(HOME.glob("*_zh_CN.ts"))
        for (_, source), translation in messages(file)
        if translation.get("type") is None
        for text in ["".join(translation.itertext()).strip()]
        if places(source) != places(text)
    ] == []


@pytest.mark.parametrize("file", sorted(HOME.glob("*.ts")), ids=lambda file: file.stem)
def test_what_is_compiled_is_what_was_translated(file, tmp_path):
    fresh = tmp_path / "fresh.qm"
    subprocess.run(
        [tool("lrelease"), str(file), "-qm", str(fresh)], check=True, capture_output=True
    )
    assert fresh.read_bytes() == file.with_suffix(".qm").read_bytes()
