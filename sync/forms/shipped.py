"""The definitions that travel with the program, in every version that was ever in force."""

import tomllib
from functools import cache
from typing import Any

from resources import files
from sync.forms.model import BadForm, Form
from sync.forms.reading import form_of

# In the order in which a person meets them.
CODES = (
    "daily_plan",
    "daily_report",
    "weekly_report",
    "monthly_report",
    "urgent_report",
    "competitor_analysis",
    "market_patrol",
    "strategy_card",
    "monthly_evaluation",
    "behaviour_sheet",
)


def body(code: str, version: int = 0) -> dict[str, Any]:
    """The data of a definition; an old version stands beside the present one, with its number.

    Raises BadForm for a form that does not travel with the program."""
    name = f"{code}.{version}.toml" if version else f"{code}.toml"
    try:
        return tomllib.loads(files("forms", name).read_text("utf-8"))
    except FileNotFoundError:
        raise BadForm("unknown_form", form=code) from None
    except tomllib.TOMLDecodeError as error:
        raise BadForm(form=code, where=str(error)) from None


@cache
def read(code: str, version: int = 0) -> Form:
    """The definition that travels with the program; version 0 is the present one."""
    present = form_of(body(code), code)
    return present if version in (0, present.version) else form_of(body(code, version), code)


def shipped_as(code: str, version: int | None) -> Form | None:
    """The same; None for a form or a version that does not travel with the program."""
    try:
        return read(code, version or 0) if code in CODES else None
    except BadForm:
        return None


def shipped() -> list[Form]:
    return [read(code) for code in CODES]
