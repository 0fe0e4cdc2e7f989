"""Instants are text that sorts; a business date is that of the company, not of the laptop."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sync.clock import Clock, from_text, in_utc, instant_text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026-11-21T08:00:00.000000Z", "2026-11-21T08:00:00.000000Z"),
        ("2026-11-21T16:00:00+08:00", "2026-11-21T08:00:00.000000Z"),
        ("2026-11-21T08:00:00.5Z", "2026-11-21T08:00:00.500000Z"),
        ("2026-11-21T03:30:00.000000-04:30", "2026-11-21T08:00:00.000000Z"),
    ],
)
def test_an_instant_has_one_form_whatever_offset_it_was_said_with(said: str, kept: str) -> None:
    assert in_utc(said) == kept
    assert instant_text(from_text(said)) == kept


def test_a_day_of_the_company_begins_at_its_own_midnight() -> None:
    shanghai = Clock("Asia/Shanghai")
    assert shanghai.day_of("2026-11-20T16:00:00.000000Z") == date(2026, 11, 21)
    assert shanghai.day_of("2026-11-20T15:59:59.999999Z") == date(2026, 11, 20)
    assert shanghai.bounds(date(2026, 11, 21)) == (
        "2026-11-20T16:00:00.000000Z", "2026-11-21T16:00:00.000000Z",
    )  # fmt: skip


def test_a_day_on_which_the_clocks_change_is_longer_or_shorter() -> None:
    first, last = (from_text(each) for each in Clock("Europe/Berlin").bounds(date(2026, 10, 25)))
    assert last - first == timedelta(hours=25)
    first, last = (from_text(each) for each in Clock("Europe/Berlin").bounds(date(2026, 3, 29)))
    assert last - first == timedelta(hours=23)


def test_an_offset_shifts_the_clock_and_with_it_the_day() -> None:
    ahead = Clock("UTC", offset=timedelta(days=400))
    away = ahead.now() - datetime.now(UTC)
    assert timedelta(days=399, hours=23) < away <= timedelta(days=400)
    assert (ahead.today() - datetime.now(UTC).date()).days in (399, 400, 401)
    assert from_text(ahead.now_text()) >= ahead.now() - timedelta(minutes=1)
