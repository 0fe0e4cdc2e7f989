"""Pictures of every workspace, state, theme, language, size and scale, on one page.

`python -m tests.gallery FOLDER [--only WORD] [--quick]` writes FOLDER/index.html.
"""

import argparse
import html
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.gallery import worlds
from tests.support.processes import ROOT, environment

LOOKS = "zh_CN-light,en-dark,zh_CN-dark,en-light"
MAIN = (("1440x900", "1", LOOKS),)
OTHER = (
    ("1280x720", "1", "zh_CN-light,en-dark"),
    ("1440x900", "1.25", "en-light"),
    ("1440x900", "1.5", "zh_CN-dark"),
    ("1280x720", "2", "zh_CN-light,en-light"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a word in the names of the scenes")
    parser.add_argument("--world", choices=worlds.WORLDS, help="one laptop only")
    parser.add_argument("--quick", action="store_true", help="1440x900 at 100 %% only")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as kept:
        worlds.build(Path(kept))
        for size, factor, looks in MAIN if asked.quick else MAIN + OTHER:
            for world in [asked.world] if asked.world else worlds.WORLDS:
                photograph(asked.folder, Path(kept) / world, size, factor, looks, asked.only)
    page = asked.folder / "index.html"
    page.write_text(index(asked.folder), "utf-8")
    print(page)


def photograph(folder: Path, world: Path, size: str, factor: str, looks: str, only: str) -> None:
    """A window that said something, or died, ends it all: that is a finding, too."""
    environ = {**environment(), "QT_SCALE_FACTOR": factor}
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if environ["QT_QPA_PLATFORM"] == "offscreen":
        environ["QT_FONT_DPI"] = "96"
    asked = [sys.executable, "-m", "tests.gallery.shots"]
    subprocess.run(
        [*asked, str(folder), str(world), size, looks, only], cwd=ROOT, env=environ, check=True
    )
    print(f"{world.name} {size} x{factor}", flush=True)


def index(folder: Path) -> str:
    """A row a scene, its pictures beside each other; each opens in full."""
    scenes: dict[str, list[Path]] = {}
    for picture in sorted(folder.glob("*.png")):
        scenes.setdefault(picture.name.split("_")[0], []).append(picture)
    rows = "\n".join(_row(name, pictures) for name, pictures in scenes.items())
    return f"""<!doctype html><meta charset="utf-8"><title>Routebook</title>
<style>body {{ font: 13px sans-serif; margin: 24px }} img {{ width: 420px; border: 1px solid #ccc }}
figure {{ display: inline-block; margin: 0 8px 16px 0 }}</style>
<h1>Routebook, {sum(map(len, scenes.values()))} pictures of {len(scenes)} scenes</h1>
{rows}
"""


def _row(name: str, pictures: list[Path]) -> str:
    return f"<h2>{html.escape(name)}</h2>\n" + "\n".join(_figures(pictures))


def _figures(pictures: list[Path]) -> Iterator[str]:
    for picture in pictures:
        said = html.escape(" ".join(picture.stem.split("_")[1:]))
        yield (
            f'<figure><a href="{picture.name}"><img loading="lazy" src="{picture.name}"></a>'
            f"<figcaption>{said}</figcaption></figure>"
        )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
