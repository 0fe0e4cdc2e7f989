"""What commands print: JSON lines on stdout, sentences for people on stderr."""

import argparse
import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from sync import words
from sync.catalogue import canonical
from sync.errors import Problem


class Exit(IntEnum):
    """Exit codes that scripts rely on; the same as those of `routebook`."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    CANNOT_OPEN = 5


def say(*answers: Any) -> None:
    """Each as one line of JSON, out at once."""
    for answer in answers:
        write([canonical(answer)])


def write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def tell(options: argparse.Namespace, kind: str, /, **facts: Any) -> None:
    """The sentences of this kind, in the language of the options."""
    tell_problem(Problem(kind, **facts), options.language)


def tell_problem(problem: Problem, language: str) -> None:
    notice = words.explain(problem, language)
    sys.stderr.write(f"{notice.text} {notice.rest}".strip() + "\n")


def prompt(options: argparse.Namespace, kind: str) -> str:
    """The question before a secret is typed."""
    return words.sentence(kind, options.language, {})
