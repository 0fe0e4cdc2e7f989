"""Telephone numbers as people in China write and dial them.

A number is rewritten only where it is certain what it is: a mobile with its country code, a
landline in a Chinese list whose leading zero Excel has eaten. What cannot be made sure is left as
it was written, for a wrong number is worse than an ugly one.
"""

from __future__ import annotations

import re
from functools import lru_cache

MOBILE = re.compile(r"1[3-9]\d{9}")
SERVICE = re.compile(r"(400|800)(\d{3})(\d{4})")
LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})(\d{7,8})")
SEVERAL = re.compile(r"\s*[/;；、，,|]\s*|\s{2,}|\n")
EXTENSION = re.compile(r"(?:转|轉|ext\.?|x|#|-)\s*(\d{1,6})$", re.IGNORECASE)
NOTHING = re.compile(r"[\s\-()（）+.·~～—–]+")
EIGHT_DIGIT_CITIES = ("010", "020", "021", "022", "023", "024", "025", "027", "028")


@lru_cache(maxsize=1 << 16)
def normal_phone(text: str, chinese: bool = True) -> str:
    """One number or several joined by " / "; `chinese` when the record itself is."""
    parts = [part for part in SEVERAL.split(text) if part]
    if len(parts) > 1:
        return " / ".join(dict.fromkeys(_normal(part, chinese) for part in parts))
    return _normal(text, chinese)


def _normal(text: str, chinese: bool) -> str:
    said = text.strip()
    body, extension = _without_extension(said)
    digits = NOTHING.sub("", body)
    if not digits.isdigit():
        return said
    if said.startswith(("+", "00")) and not said.lstrip("+0").startswith("86"):
        return _foreign(said)
    known = _known(_at_home(digits, said), chinese)
    if not known:
        return _foreign(said)
    return f"{known}-{extension}" if extension else known


def _without_extension(said: str) -> tuple[str, str]:
    """`0571-87336729转802` in two; a bare dash counts only behind a whole landline number."""
    found = EXTENSION.search(said)
    if found is None:
        return said, ""
    body = NOTHING.sub("", said[: found.start()])
    whole = bool(_landline(body)) if found[0].startswith("-") else len(body) >= 7
    return (said[: found.start()], found[1]) if whole else (said, "")


def _at_home(digits: str, said: str) -> str:
    """Without the country code."""
    for code in ("0086", "86"):
        rest = digits.removeprefix(code)
        if rest != digits and (said.lstrip().startswith(("+", "00")) or MOBILE.fullmatch(rest)):
            return rest if MOBILE.fullmatch(rest) or rest.startswith(("0", "4")) else "0" + rest
    return digits


def _known(digits: str, chinese: bool) -> str:
    if MOBILE.fullmatch(digits):
        return digits
    if found := SERVICE.fullmatch(digits):
        return "-".join(found.groups())
    if digits.startswith("0"):
        return _landline(digits)
    return _landline("0" + digits) if chinese else ""


def _landline(digits: str) -> str:
    """Area code and number; the eight great cities have eight digits, no more and no less."""
    found = LANDLINE.fullmatch(digits)
    if not found:
        return ""
    area, number = found.groups()
    if (area in EIGHT_DIGIT_CITIES and len(number) != 8) or number[0] in "019":
        return ""
    return f"{area}-{number}"


def _foreign(said: str) -> str:
    """Numbers of other countries that say so themselves; all else as it was written."""
    if not said.startswith("+"):
        return said
    import phonenumbers

    try:
        number = phonenumbers.parse(said)
    except phonenumbers.NumberParseException:
        return said
    if not phonenumbers.is_valid_number(number):
        return said
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
