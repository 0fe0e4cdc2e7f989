"""Every expected failure has words in both languages."""

import ast
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sync.words import wanted

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh_CN", "en")


@cache
def trees() -> list[ast.Module]:
    files = (
        file for top in ("sync", "desktop", "ui") for file in sorted((ROOT / top).rglob("*.py"))
    )
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files]


def every(kind: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for tree in trees() for node in ast.walk(tree) if isinstance(node, kind))


def name_of(node: ast.expr) -> str:
    return ast.unparse(node).rsplit(".", 1)[-1]


@cache
def problems() -> set[str]:
    """Problem and every class below it, by name."""
    bases = {node.name: {name_of(base) for base in node.bases} for node in every(ast.ClassDef)}
    found = {"Problem"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


@cache
def makers() -> set[str]:
    """The functions that are handed a kind and make a problem of it."""
    return {
        function.name
        for function in every(ast.FunctionDef)
        if any(argument.arg == "kind" for argument in function.args.args)
        and any(
            isinstance(node, ast.Call)
            and name_of(node.func) in problems()
            and any(isinstance(part, ast.Name) and part.id == "kind" for part in node.args)
            for node in ast.walk(function)
        )
    }


def spoken(call: ast.Call) -> Iterator[str]:
    """The literal kinds of one call; a choice `"a" if … else "b"` has two."""
    named = [word.value for word in call.keywords if word.arg == "kind"]
    for value in [*call.args[:1], *named]:
        parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        yield from (
            part.value
            for part in parts
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )


def kinds() -> set[str]:
    found = {
        assigned.value.value
        for node in every(ast.ClassDef)
        if node.name in problems()
        for assigned in node.body
        if isinstance(assigned, ast.Assign | ast.AnnAssign)
        and "kind" in ast.unparse(assigned).split("=")[0]
        and isinstance(assigned.value, ast.Constant)
    }
    for call in every(ast.Call):
        if name_of(call.func) in problems() | makers():
            found.update(spoken(call))
    return found


def words(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / f"resources/problems/{language}.toml").read_text(encoding="utf-8"))


def test_the_search_for_kinds_finds_them():
    assert {"bad_value", "not_signed_in", "unreachable"} <= kinds()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_is_raised_has_words(language):
    assert sorted(kind for kind in kinds() if not words(language).get(kind, {}).get("text")) == []


def test_both_languages_know_the_same_kinds_and_facts():
    def facts(language: str) -> dict[str, set[str]]:
        return {
            kind: {
                part[1]
                for line in entry.values()
                for part in string.Formatter().parse(line)
                if part[1]
            }
            for kind, entry in words(language).items()
        }

    assert facts("zh_CN") == facts("en")


def wishes() -> Iterator[str]:
    """What values should have been: `wanted=…` of a problem, and what a field's check answers.

    A part that is filled in later stands as a number.
    """
    for node in every(ast.Call):
        assert isinstance(node, ast.Call)
        said = [word.value for word in node.keywords if word.arg == "wanted"]
        if name_of(node.func) == "_bad":
            said += node.args[1:2]
        for one in said:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value
            elif isinstance(one, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else "1" for p in one.values)
                yield "".join(str(part) for part in parts)


def test_what_a_value_should_have_been_is_told_in_chinese() -> None:
    phrases = set(wishes())
    assert "a map" in phrases
    assert sorted(one for one in phrases if wanted(one, "zh_CN") == one) == []


def test_a_number_with_a_point_is_one_number() -> None:
    assert wanted("a number, steps of 0.001", "zh_CN") == "数字，每档 0.001"
    assert wanted("from 2026-11-30", "zh_CN") == "2026-11-30 或以后"
