"""The unified social credit code of Chinese organisations, GB 32100-2015: 17 signs and a check."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18


def is_credit_code(text: str) -> bool:
    """Whether the last sign is what the others demand."""
    code = text.upper()
    return len(code) == LENGTH and code[-1] == check_sign(code[:-1])


def check_sign(first_17: str) -> str:
    """31 less the weighted sum modulo 31; an empty text where a sign is foreign to the alphabet."""
    if len(first_17) != LENGTH - 1 or any(sign not in ALPHABET for sign in first_17):
        return ""
    total = sum(
        ALPHABET.index(sign) * weight for sign, weight in zip(first_17, WEIGHTS, strict=True)
    )
    return ALPHABET[(31 - total % 31) % 31]
