"""What a planted bug is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bug:
    """`promise`: the one it breaks, whose tests are asked first.

    `changes` are pairs of the text as it is and as it would be; each occurs exactly once.
    `tests`: where its plain tests are, if not in tests/promises.
    """

    promise: str
    name: str
    file: str
    changes: tuple[tuple[str, str], ...]
    tests: str = ""


def bug(promise: str, name: str, file: str, *texts: str, tests: str = "") -> Bug:
    return Bug(promise, name, file, tuple(zip(texts[::2], texts[1::2], strict=True)), tests)
