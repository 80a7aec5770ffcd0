"""What is right and wrong about enrolling, moving and leaving: pure decisions over plain values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from isuo_graph.rooms.people.tables import StudentStatus
from isuo_graph.rooms.roll.tables import EnrollmentKind, LeaveReason, MovementKind

ARRIVALS = frozenset({EnrollmentKind.ADMISSION, EnrollmentKind.TRANSFER_IN, EnrollmentKind.RETURN})
"""Ways onto the roll; the other kinds move somebody who is on it."""


class Term(Protocol):
    """Anything that lasts from a day to a day, both included, perhaps without an end yet."""

    @property
    def starts_on(self) -> date:
        """The first day."""
        ...

    @property
    def ends_on(self) -> date | None:
        """The last day; None while it lasts."""
        ...


def is_within(day: date, term: Term) -> bool:
    """Tell whether a day lies in a term, its ends included."""
    return term.starts_on <= day <= (term.ends_on or date.max)


def is_full(students: int, capacity: int | None, more: int = 1) -> bool:
    """Tell whether a class cannot take so many more; a class without a capacity takes everybody."""
    return capacity is not None and students + more > capacity


def day_before(day: date) -> date:
    """Give the last day of what another thing replaces from `day` on."""
    return day - timedelta(days=1)


def rollover_kind(from_grade: int, to_grade: int) -> EnrollmentKind:
    """Tell a promotion from a repeated year."""
    return EnrollmentKind.PROMOTION if to_grade > from_grade else EnrollmentKind.REPEAT


def movement_of(kind: EnrollmentKind) -> MovementKind:
    """Give the kind of line that an enrolment makes in the book."""
    return MovementKind.ARRIVAL if kind in ARRIVALS else MovementKind(kind.value)


def departure_of(reason: LeaveReason) -> tuple[MovementKind, StudentStatus]:
    """Give the kind of line that leaving makes in the book, and what the student is from then on."""
    if reason is LeaveReason.GRADUATED:
        return MovementKind.GRADUATION, StudentStatus.GRADUATED
    return MovementKind.DEPARTURE, StudentStatus.LEFT
