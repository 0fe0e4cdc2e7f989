"""One measured figure: what it is, what it may be at most, and what it is compared with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`; `ratio` to a baseline measured in the same run; `reach` is the aim."""

    work: str
    value: float
    unit: str
    reach: str
    met: bool
    ratio: float | None = None
    baseline: str = ""

    @property
    def row(self) -> str:
        times = f"{self.ratio:.1f}x " if self.ratio is not None else ""
        compared = f"{times}{self.baseline}" or "—"
        verdict = "yes" if self.met else "**no**"
        measured = f"{self.value:,.4g} {self.unit}"
        return f"| {self.work} | {measured} | {compared} | {self.reach} | {verdict} |"


HEAD = "| work | measured | beside | reach | met |\n|---|---|---|---|---|"


def table(figures: list[Figure]) -> str:
    return "\n".join([HEAD, *(figure.row for figure in figures)])
