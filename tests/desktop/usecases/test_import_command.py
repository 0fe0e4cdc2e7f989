"""`routebook import` as scripts see it: lines, exit codes, all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import cli, credentials
from tests.support.laptops import laptop

LIST = "客户名称,电话\n甲店,0571-88123456\n,0571-88123457\n甲店,0571-88123456\n"


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "profile"
    app = laptop(folder)
    credentials.wrap(app.profile, app.database.key, lambda: "口令")
    app.close()
    monkeypatch.setenv("ROUTEBOOK_PASSPHRASE", "口令")
    return folder


def run(
    profile: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, list[dict[str, Any]]]:
    code = cli.run(cli.parser().parse_args(["--profile", str(profile), *words]))
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def customers(profile: Path, capsys: pytest.CaptureFixture[str]) -> int:
    return len(run(profile, capsys, "dump", "--type", "customer")[1])


def written(tmp_path: Path, told: str = LIST) -> str:
    path = tmp_path / "list.csv"
    path.write_text(told, encoding="utf-8")
    return str(path)


def test_a_single_bad_row_keeps_the_others_out(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = run(profile, capsys, "import", written(tmp_path), "--as", "customer")
    assert code == 1
    assert lines[-1] == {"rows": 3, "created": 0, "updated": 0, "refused": 2}
    assert [(line["row"], line["sheet"], line["problem"]) for line in lines[:-1]] == [
        (3, "list", "row_without_name"),
        (4, "list", "row_duplicate"),
    ]
    assert all(line["text"] for line in lines[:-1])
    assert customers(profile, capsys) == 2


def test_bad_rows_may_be_skipped(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("import", written(tmp_path), "--as", "customer", "--skip-bad")
    code, lines = run(profile, capsys, *words)
    assert code == 1
    assert lines[-1] == {"rows": 3, "created": 1, "updated": 0, "refused": 2}
    assert customers(profile, capsys) == 3


def test_a_dry_run_says_what_would_be_and_does_nothing(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "客户名称\n甲店\n")
    code, lines = run(profile, capsys, "import", path, "--as", "customer", "--dry-run")
    assert (code, lines) == (0, [{"rows": 1, "created": 1, "updated": 0, "refused": 0}])
    assert customers(profile, capsys) == 2


def test_a_mapping_file_is_followed(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "foo,bar\n1,甲店\n")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[fields]\nname = "bar"\n', encoding="utf-8")
    code, lines = run(
        profile, capsys, "import", path, "--as", "customer", "--mapping", str(mapping)
    )
    assert (code, lines[-1]["created"]) == (0, 1)


def test_a_file_that_cannot_be_read_is_explained_on_stderr_and_named_on_stdout(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "empty.xlsx"
    path.touch()
    words = ["--profile", str(profile), "import", str(path), "--as", "customer"]
    code = cli.run(cli.parser().parse_args(words))
    said = capsys.readouterr()
    (line,) = said.out.splitlines()
    assert (code, json.loads(line)["problem"]) == (1, "file_empty")
    assert "empty.xlsx" in said.err
