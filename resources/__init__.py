"""Files only; anyone may ask for one by name: `files("problems", "zh_CN.toml")`."""

from pathlib import Path

_HERE = Path(__file__).parent


def files(*name: str) -> Path:
    """A file or a folder among the resources: `files("fonts")`, `files("problems/en.toml")`."""
    found = _HERE.joinpath(*name)
    if not found.exists():
        raise FileNotFoundError(f"no resource named {'/'.join(name)}")
    return found
