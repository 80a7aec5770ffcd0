"""The demo's calendar: takes today, gives an academic year in whose second or later quarter today lies.

From the middle of November to May that is the real year. On other days all its dates are moved by whole weeks, so that
a demo in July is not an empty school.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_YEAR_TURNS: Final = 9  # September
# Quarters of a usual year, as (month, day) of first and last day, the later ones in the next calendar year. A guess:
# the ministry moves them a little each year, which is why calendars are data.
_QUARTERS: Final = (((9, 1), (11, 4)), ((11, 11), (12, 30)), ((1, 12), (3, 19)), ((3, 30), (5, 29)))
_CALM: Final = ((11, 16), (5, 29))
"""From a few days into the second quarter until the last lesson, the real calendar shows a school at work."""
_LIKE: Final = (12, 1)
"""Any other day is made to look like the days around this one."""
JOURNAL_WEEKS: Final = 9
"""How far back lessons go: about a quarter, so that the demo has the same size on every day."""
WEEKEND: Final = 5  # Saturday


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter, first and last day included."""

    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """An academic year as seen from today."""

    today: date
    starts_on: date
    ends_on: date
    quarters: tuple[Quarter, ...]

    @property
    def name(self) -> str:
        """The year as people call it, `2026/27`."""
        return f"{self.starts_on.year}/{(self.starts_on.year + 1) % 100:02d}"

    def quarter_on(self, day: date) -> Quarter | None:
        """Give the quarter a day lies in, None in the holidays."""
        return next((one for one in self.quarters if one.starts_on <= day <= one.ends_on), None)

    def past_quarters(self) -> tuple[Quarter, ...]:
        """Give the quarters that are over."""
        return tuple(one for one in self.quarters if one.ends_on < self.today)

    def school_days(self, first: date, last: date) -> Iterator[date]:
        """Give the days with lessons from one day to another."""
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if day.weekday() < WEEKEND and self.quarter_on(day):
                yield day

    def journal_days(self) -> list[date]:
        """Give the days with lessons that the journal holds, up to today."""
        first = max(self.starts_on, self.today - timedelta(weeks=JOURNAL_WEEKS))
        return list(self.school_days(first, self.today))


def calendar_of(today: date) -> Calendar:
    """Make the calendar that a demo of today shows."""
    first_year = today.year if today.month >= _YEAR_TURNS else today.year - 1
    if date(first_year, *_CALM[0]) <= today <= date(first_year + 1, *_CALM[1]):
        return _moved(today, first_year, timedelta())
    like = date(first_year, *_LIKE)
    # Whole weeks keep the days of the week; today becomes the same weekday, at most three days from the model day.
    weeks = round((today - like).days / 7)
    return _moved(today, first_year, timedelta(weeks=weeks))


def _moved(today: date, first_year: int, shift: timedelta) -> Calendar:
    quarters = tuple(
        Quarter(number, _day(first_year, *first) + shift, _day(first_year, *last) + shift)
        for number, (first, last) in enumerate(_QUARTERS, start=1)
    )
    return Calendar(today, quarters[0].starts_on, date(first_year + 1, 8, 31) + shift, quarters)


def _day(first_year: int, month: int, day: int) -> date:
    return date(first_year if month >= _YEAR_TURNS else first_year + 1, month, day)
