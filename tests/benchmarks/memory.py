"""What this process holds; imports nothing, for processes whose own weight is measured."""

from pathlib import Path


def peak(process: str = "self") -> float:
    """The most memory a process has held, in MB (getrusage would count its parent's)."""
    return _megabytes(process, "VmHWM:")


def resident(process: str = "self") -> float:
    """What a process holds now, in MB."""
    return _megabytes(process, "VmRSS:")


def forget_peak(process: str = "self") -> None:
    """Of what it did until now, say argon2."""
    Path(f"/proc/{process}/clear_refs").write_text("5")


def _megabytes(process: str, line: str) -> float:
    return int(Path(f"/proc/{process}/status").read_text().split(line)[1].split()[0]) / 1024
