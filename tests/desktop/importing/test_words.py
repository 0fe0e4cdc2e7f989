"""What the importer refuses, it can explain."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from desktop.importing import problems, values

WORDS = Path(__file__).parents[3] / "resources" / "problems"
KINDS = sorted(
    kind
    for module in (problems, values)
    for kind in vars(module).values()
    if isinstance(kind, str) and kind.startswith(("file_", "row_", "mapping_"))
)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_refusal_has_words(language: str) -> None:
    words = tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    assert [kind for kind in KINDS if not words.get(kind, {}).get("text")] == []
    assert len(KINDS) > 15
