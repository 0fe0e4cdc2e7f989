"""Days, weeks and months of reports: their names, their neighbours, their working days."""

from datetime import date

import pytest

from desktop.domain.periods import Period, is_working, period_of, working_days_of_year


@pytest.mark.parametrize(
    ("kind", "day", "name", "first", "last"),
    [
        ("daily", date(2026, 11, 21), "2026-11-21", date(2026, 11, 21), date(2026, 11, 21)),
        ("weekly", date(2026, 11, 22), "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("weekly", date(2026, 11, 16), "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("weekly", date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("weekly", date(2027, 1, 5), "2027-W01", date(2027, 1, 4), date(2027, 1, 10)),
        ("monthly", date(2026, 11, 30), "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("monthly", date(2028, 2, 1), "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("monthly", date(2026, 12, 31), "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_a_period_with_a_name_and_two_ends(
    kind: str, day: date, name: str, first: date, last: date
) -> None:
    found = period_of(kind, day)
    assert (found.name, found.first, found.last) == (name, first, last)


def test_periods_follow_one_another_without_a_gap() -> None:
    december = period_of("monthly", date(2026, 12, 10))
    assert (december.previous.name, december.next.name) == ("2026-11", "2027-01")
    week = period_of("weekly", date(2026, 1, 1))
    assert (week.previous.name, week.next.name) == ("2025-W52", "2026-W02")
    assert period_of("daily", date(2026, 3, 1)).previous.name == "2026-02-28"


def test_work_is_done_from_monday_to_friday() -> None:
    assert [is_working(date(2026, 11, day)) for day in range(16, 23)] == [True] * 5 + [False] * 2
    assert period_of("weekly", date(2026, 11, 18)).working_days == 5
    assert period_of("monthly", date(2026, 11, 1)).working_days == 21
    assert (working_days_of_year(2026), working_days_of_year(2028)) == (261, 260)


def test_a_period_elapses_by_its_working_days() -> None:
    week = period_of("weekly", date(2026, 11, 16))
    assert week.elapsed(date(2026, 11, 15)) == 0
    assert week.elapsed(date(2026, 11, 16)) == pytest.approx(1 / 5)
    assert week.elapsed(date(2026, 11, 19)) == pytest.approx(4 / 5)
    assert week.elapsed(date(2026, 11, 21)) == 1
    weekend = Period("weekly", date(2026, 11, 21), date(2026, 11, 22))
    assert weekend.elapsed(date(2026, 11, 21)) == 0
    assert weekend.elapsed(date(2026, 11, 22)) == 1
