"""What is right and wrong about years, periods, classes, scales and calendars: pure decisions over plain values.

Nothing here asks a database. A rule about rows takes them by shape, so that stored and imagined rows are judged alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Held

YEAR_DAYS_MAX = 400
"""A year of instruction with its summer; longer ones are slips of the pen (a guess)."""
GRADE_MAX = 12
"""The highest grade that any national programme has (the twelve-year one begun in 2025/26)."""
SHIFTS_MAX = 3
"""Schools teach in one or two shifts, a few in three."""
CAPACITY_MAX = 60
"""No class room holds more students (a guess; the norm is 25)."""
LESSON_MINUTES = (20, 90)
"""35 minutes in grade 1, 45 above; wider, so that paired and shortened lessons fit (a guess)."""
DAYS_PER_WEEK = (5, 6)
"""Schools teach five or six days a week."""

# On paper these Latin letters cannot be told from Cyrillic ones; typed, they would make a second class 5А.
_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_LETTERS = frozenset("АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЭЮЯ")


class Term(Protocol):
    """Anything that lasts from one day to another, both included."""

    @property
    def starts_on(self) -> date:
        """The first day."""
        ...

    @property
    def ends_on(self) -> date:
        """The last day."""
        ...


class Grades(Protocol):
    """Anything that holds for a range of grades, both included."""

    @property
    def grade_from(self) -> int:
        """The lowest grade."""
        ...

    @property
    def grade_to(self) -> int:
        """The highest grade."""
        ...


class ScaleTerm(Grades, Protocol):
    """What choosing a scale needs to know of it."""

    @property
    def school_id(self) -> int | None:
        """The school of its own scale; None for a national one."""
        ...

    @property
    def programme_id(self) -> int:
        """The programme it is for."""
        ...

    @property
    def subject_id(self) -> int | None:
        """The subject it is for; None for all."""
        ...

    @property
    def starts_on(self) -> date:
        """The first day it holds."""
        ...

    @property
    def ends_on(self) -> date | None:
        """The last day it holds; None while it is open."""
        ...


S = TypeVar("S", bound=ScaleTerm)


def class_letter(text: str) -> str | None:
    """Give the letter of a class as Kyrgyz and Russian paper writes it, None where it is no single Cyrillic letter."""
    letter = text.strip().upper().translate(_TWINS)
    return letter if letter in _LETTERS else None


def class_name(grade: int, letter: str) -> str:
    """Give the name of a class: `class_name(5, "А")` is `5А`."""
    return f"{grade}{letter}"


def is_year(starts_on: date, ends_on: date) -> bool:
    """Tell whether two days may bound a year of instruction."""
    return 0 < (ends_on - starts_on).days <= YEAR_DAYS_MAX


def is_inside(inner: Term, outer: Term) -> bool:
    """Tell whether a term lies wholly within another."""
    return outer.starts_on <= inner.starts_on and inner.ends_on <= outer.ends_on


def overlap(one: Term, other: Term) -> bool:
    """Tell whether two terms have a day in common."""
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def grades_overlap(one: Grades, other: Grades) -> bool:
    """Tell whether two ranges have a grade in common."""
    return one.grade_from <= other.grade_to and other.grade_from <= one.grade_to


def has_same_grades(one: Grades, other: Grades) -> bool:
    """Tell whether two ranges are the same."""
    return (one.grade_from, one.grade_to) == (other.grade_from, other.grade_to)


def is_scale(low: Decimal | None, high: Decimal | None, passing: Decimal | None, step: Decimal | None) -> bool:
    """Tell whether four values make a scale of numbers: low below high, the pass mark between, the step not wider."""
    if low is None or high is None or low >= high:
        return False
    return (passing is None or low <= passing <= high) and (step is None or 0 < step <= high - low)


def is_on_scale(value: Decimal, low: Decimal, high: Decimal, step: Decimal | None) -> bool:
    """Tell whether a mark is one of the scale's values. Without a step only whole numbers are."""
    return low <= value <= high and (value - low) % (step or Decimal(1)) == 0


def scale_for(
    scales: Iterable[S], *, school_id: int, programme_id: int, subject_id: int, grade: int, on: date
) -> S | None:
    """Choose the scale that holds: the school's own before the national one, the subject's before the general one,
    the later before the earlier.
    """
    holding = [
        scale
        for scale in scales
        if scale.programme_id == programme_id
        and scale.school_id in {None, school_id}
        and scale.subject_id in {None, subject_id}
        and scale.grade_from <= grade <= scale.grade_to
        and scale.starts_on <= on <= (scale.ends_on or date.max)
    ]
    return max(
        holding,
        key=lambda scale: (scale.school_id is not None, scale.subject_id is not None, scale.starts_on),
        default=None,
    )


def is_appointed_over(roles: Iterable[Held], area_ids: Collection[int]) -> bool:
    """Tell whether somebody is administrator, by order, of the country or of one of the areas (R53).

    An empty collection asks for the country. What is above a school is out of reach of any right that a school gives.
    """
    return any(
        held.role is Role.ADMINISTRATOR
        and held.school_id is None
        and (held.area_id is None or held.area_id in area_ids)
        for held in roles
    )
