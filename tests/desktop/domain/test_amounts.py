"""Numbers are read in one way wherever they were said, and money in one way wherever it is kept."""

from decimal import Decimal

import pytest

from desktop.domain.amounts import money, number, summed


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("12.50", Decimal("12.50")),
        (" 12 ", Decimal(12)),
        (7, Decimal(7)),
        (0.1, Decimal("0.1")),
        ("-3", Decimal(-3)),
        (Decimal("1.10"), Decimal("1.10")),
        *((none, None) for none in (None, "", "twelve", "--5", "NaN", "-Infinity", True, [], {})),
    ],
)
def test_a_number_is_read_and_whatever_is_none_is_unknown(said: object, found: object) -> None:
    assert number(said) == found


def test_money_is_kept_in_hundredths_and_unknown_is_not_zero() -> None:
    assert (money(-5), money(0), money(123_456)) == (
        Decimal("-0.05"), Decimal("0.00"), Decimal("1234.56"),
    )  # fmt: skip
    assert (money(None), summed(None), summed(250)) == (None, Decimal(0), Decimal("2.50"))
