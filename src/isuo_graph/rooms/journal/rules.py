"""What is right and wrong about loads, lessons, marks, attendance and results: pure decisions over plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

from isuo_graph.rooms.journal.tables import AttendanceState, ResultState
from isuo_graph.rooms.org.rules import is_on_scale
from isuo_graph.rooms.org.tables import PeriodKind, ScaleKind

WEIGHT: Final = (Decimal("0.1"), Decimal(10))
"""Least and greatest weight of a mark (a guess: no school's rule seen goes beyond 5)."""
HOURS_WEEK: Final = (Decimal("0.25"), Decimal(40))
"""Least and greatest hours a week of one load; a quarter of an hour is a lesson a month (a guess)."""
LESSON_NUMBERS: Final = (1, 16)
"""Two shifts of eight lessons a day."""
MINUTES_LATE: Final = (1, 90)
"""Whoever comes later than the longest lesson was absent."""
RESULT_DAYS_BEFORE_END: Final = 14
"""Results are written in the last two weeks of a period (a guess from school calendars)."""

LETTERS: Final[Mapping[AttendanceState, str]] = MappingProxyType(
    {
        AttendanceState.PRESENT: "",
        AttendanceState.ABSENT: "н",
        AttendanceState.ILL: "б",
        AttendanceState.EXEMPT: "осв",
        AttendanceState.LATE: "оп",
    }
)
"""What a paper journal's cell shows for a state, for print-outs and imports."""

AWAY: Final = frozenset({AttendanceState.ABSENT, AttendanceState.ILL, AttendanceState.EXEMPT})
"""States in which the student was not at the lesson."""
EXCUSABLE: Final = AWAY | {AttendanceState.LATE}
"""States that a reason may be given for."""

PASS_FAIL: Final = (Decimal(0), Decimal(1))
# Shorter parts of the year go first: a lesson is shown under its quarter, not under the year.
_BY_LENGTH: Final = (PeriodKind.QUARTER, PeriodKind.TRIMESTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


class Scale(Protocol):
    """What judging a mark needs to know of its scale."""

    @property
    def kind(self) -> str:
        """How achievement is expressed."""
        ...

    @property
    def min_value(self) -> Decimal | None:
        """The lowest mark."""
        ...

    @property
    def max_value(self) -> Decimal | None:
        """The highest mark."""
        ...

    @property
    def pass_value(self) -> Decimal | None:
        """The lowest mark that passes."""
        ...

    @property
    def step_value(self) -> Decimal | None:
        """The distance between two marks; None for whole numbers."""
        ...


class Part(Protocol):
    """What choosing a period needs to know of it."""

    @property
    def kind(self) -> str:
        """What part of the year it is."""
        ...

    @property
    def starts_on(self) -> date:
        """The first day."""
        ...

    @property
    def ends_on(self) -> date:
        """The last day."""
        ...


class Slot(Protocol):
    """What two lessons at the same time need to know of each other."""

    @property
    def group_id(self) -> int | None:
        """The study group; None for the whole class."""
        ...


P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class Fault:
    """Why a value is refused: a key of kit/messages and what fills its text."""

    message: str
    values: Mapping[str, Any]


def mark_fault(value: Decimal, scale: Scale) -> Fault | None:
    """Tell what is wrong with a mark on a scale; None when nothing is."""
    if scale.kind == ScaleKind.NONE:
        return Fault("mark.grade_unmarked", {})
    if scale.kind == ScaleKind.PASS_FAIL:
        choices = ", ".join(str(choice) for choice in PASS_FAIL)
        return None if value in PASS_FAIL else Fault("mark.not_a_choice", {"value": value, "choices": choices})
    low, high = scale.min_value, scale.max_value
    if low is None or high is None:
        return Fault("mark.grade_unmarked", {})
    if value.is_finite() and is_on_scale(value, low, high, scale.step_value):
        return None
    return Fault("mark.off_scale", {"value": plain(value), "low": plain(low), "high": plain(high)})


def plain(value: Decimal) -> str:
    """Write a number as people do: `5`, not `5.000` and not `1E+1`."""
    return f"{value.normalize():f}" if value.is_finite() else str(value)


def is_passed(value: Decimal | None, scale: Scale) -> bool | None:
    """Tell whether a value passes; None without a value, or on a scale that says no pass mark."""
    if value is None:
        return None
    if scale.kind == ScaleKind.PASS_FAIL:
        return value == PASS_FAIL[1]
    return None if scale.pass_value is None else value >= scale.pass_value


def result_fault(state: ResultState, value: Decimal | None, scale: Scale) -> Fault | None:
    """Tell what is wrong with a period's result: one that is given has a value on the scale, another has none."""
    if state is not ResultState.GIVEN:
        return None if value is None else Fault("result.value_with_state", {"state": state.value})
    return Fault("result.value_required", {}) if value is None else mark_fault(value, scale)


def is_between(value: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    """Tell whether a number lies within two bounds, both included; a number that is none (NaN) does not."""
    return value.is_finite() and bounds[0] <= value <= bounds[1]


def shortest(periods: Iterable[P], day: date) -> P | None:
    """Choose the shortest period that a day lies in."""
    holding = [period for period in periods if period.starts_on <= day <= period.ends_on]
    return min(holding, key=lambda period: _BY_LENGTH.index(PeriodKind(period.kind)), default=None)


def is_taken(group_id: int | None, others: Collection[Slot]) -> bool:
    """Tell whether a slot of a class is taken: groups may learn side by side, the whole class excludes everything."""
    return any(group_id is None or other.group_id in {None, group_id} for other in others)


def is_school_day(day: date, days_per_week: int) -> bool:
    """Tell whether the weekday is one of the school's: weeks begin on Monday."""
    return day.weekday() < days_per_week
