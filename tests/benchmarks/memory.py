"""What this process holds; imports nothing, for processes whose own weight is measured."""

from pathlib import Path


def peak() -> float:
    """The most memory this process has held, in MB (getrusage would count its parent's)."""
    return _megabytes("VmHWM:")


def resident() -> float:
    """What this process holds now, in MB."""
    return _megabytes("VmRSS:")


def _megabytes(line: str) -> float:
    return int(Path("/proc/self/status").read_text().split(line)[1].split()[0]) / 1024
