"""Time as an argument: nobody below the composition root asks the system for the time.

Gives the Clock protocol, the system's clock, and a held clock for tests and for demo data that is the same everywhere.
"""

import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from typing import Final, Protocol
from zoneinfo import ZoneInfo

SCHOOL_ZONE: Final = ZoneInfo("Asia/Bishkek")


def day_start_ms(day: date, zone: tzinfo = SCHOOL_ZONE) -> int:
    """Give the moment the day begins in `zone`, in milliseconds since 1970."""
    return round(datetime.combine(day, time_of_day.min, zone).timestamp() * 1000)


class Clock(Protocol):
    """What may be asked of time."""

    def now(self) -> datetime:
        """Give the moment, aware, in UTC."""
        ...

    def now_ms(self) -> int:
        """Give whole milliseconds since 1970-01-01 UTC."""
        ...

    def today(self, zone: tzinfo = SCHOOL_ZONE) -> date:
        """Give the calendar day in `zone`."""
        ...

    def monotonic(self) -> float:
        """Give seconds that never step back, for deadlines and durations; the zero means nothing."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Give the moment, aware, in UTC."""
        return datetime.now(UTC)

    def now_ms(self) -> int:
        """Give whole milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000

    def today(self, zone: tzinfo = SCHOOL_ZONE) -> date:
        """Give the calendar day in `zone`."""
        return datetime.now(zone).date()

    def monotonic(self) -> float:
        """Give seconds that never step back."""
        return time.monotonic()


class HeldClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, moment: datetime) -> None:
        self._moment = _utc(moment)
        self._monotonic_s = 0.0

    def now(self) -> datetime:
        """Give the held moment, aware, in UTC."""
        return self._moment

    def now_ms(self) -> int:
        """Give the held moment as whole milliseconds since 1970-01-01 UTC."""
        return (self._moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)

    def today(self, zone: tzinfo = SCHOOL_ZONE) -> date:
        """Give the calendar day of the held moment in `zone`."""
        return self._moment.astimezone(zone).date()

    def monotonic(self) -> float:
        """Give the sum of all steps forward, in seconds."""
        return self._monotonic_s

    def set(self, moment: datetime) -> None:
        """Put the clock on `moment`, also back; monotonic time grows only by steps forward, as a system's does."""
        step = _utc(moment) - self._moment
        self._moment = _utc(moment)
        self._monotonic_s += max(0.0, step.total_seconds())

    def move(self, step: timedelta) -> None:
        """Move the clock by `step`."""
        self.set(self._moment + step)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a clock needs an aware datetime: a naive one means another moment in each zone")
    return moment.astimezone(UTC)
