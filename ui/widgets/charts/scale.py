"""Round steps for an axis, and numbers as people read them in a chart."""

from math import ceil, floor, log10

STEPS = 4  # of an axis, about


def top_of_axis(most: float) -> tuple[float, float]:
    """The top of the axis and its step, both round; at least one step high."""
    if most <= 0:
        return float(STEPS), 1.0
    rough = most / STEPS
    ten = 10.0 ** floor(log10(rough))
    step = next(round_ * ten for round_ in (1, 2, 5, 10) if round_ * ten >= rough)
    if most >= STEPS and step < 1:
        step = 1.0
    return step * ceil(most / step - 1e-9), step


def figure(value: float, decimals: int = 0) -> str:
    """A number with thousands separators; no trailing zeros to read past."""
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
