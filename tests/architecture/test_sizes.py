"""The walls: no file over 500 lines, no function over 60."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_WALL, FUNCTION_WALL = 500, 60
SOURCES = sorted(
    file
    for top in ("desktop", "ui", "sync", "resources", "tests")
    for file in (ROOT / top).rglob("*.py")
    if file.parent.name != "versions"  # a migration repeats a whole schema, once
)


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {named(file): ast.parse(file.read_text(encoding="utf-8")) for file in SOURCES}


def test_no_file_is_longer_than_the_wall():
    long = {named(file): len(file.read_bytes().splitlines()) for file in SOURCES}
    assert {name: lines for name, lines in long.items() if lines > FILE_WALL} == {}


def test_no_function_is_longer_than_the_wall(trees):
    assert [
        f"{name}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= FUNCTION_WALL
    ] == []


def test_every_module_says_its_one_idea_in_the_first_line(trees):
    assert [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_broad_excepts_stand_only_where_a_bug_may_be_caught(trees):
    allowed = {"ui/jobs.py", "ui/crash.py"}
    assert [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and name not in allowed
        and not _passes_it_on(node)
    ] == []


def _passes_it_on(handler: ast.ExceptHandler) -> bool:
    """To clean up and raise again swallows nothing."""
    return any(isinstance(node, ast.Raise) and node.exc is None for node in handler.body)
