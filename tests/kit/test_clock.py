"""Clocks: zones, steps, and what monotonic means."""

from datetime import UTC, date, datetime, timedelta

import pytest

from isuo_graph.kit.clock import SCHOOL_ZONE, Clock, HeldClock, SystemClock

EVENING = datetime(2026, 8, 31, 18, 30, tzinfo=UTC)  # half past midnight of 1 September in Bishkek


def test_the_schools_day_begins_in_bishkek() -> None:
    assert HeldClock(EVENING).today() == date(2026, 9, 1)


def test_the_day_of_another_zone_may_be_asked_for() -> None:
    assert HeldClock(EVENING).today(UTC) == date(2026, 8, 31)


def test_a_held_clock_stands_still() -> None:
    clock = HeldClock(EVENING)
    assert clock.now() == clock.now() == EVENING


def test_a_held_clock_counts_milliseconds_exactly() -> None:
    clock = HeldClock(datetime(1970, 1, 1, 0, 0, 1, 999_999, tzinfo=UTC))
    assert clock.now_ms() == 1_999


def test_a_held_clock_gives_utc_whatever_it_was_set_to() -> None:
    assert HeldClock(EVENING.astimezone(SCHOOL_ZONE)).now().tzinfo is UTC


def test_monotonic_time_does_not_step_back_with_the_clock() -> None:
    clock = HeldClock(EVENING)
    clock.move(timedelta(seconds=5))
    clock.move(timedelta(hours=-1))
    assert clock.monotonic() == 5.0


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        HeldClock(datetime(2026, 9, 1))  # noqa: DTZ001 - the fault under test


def test_the_systems_clock_agrees_with_itself() -> None:
    clock: Clock = SystemClock()
    assert abs(clock.now().timestamp() * 1000 - clock.now_ms()) < 1_000


def test_the_systems_clock_gives_aware_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
