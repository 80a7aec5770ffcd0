"""Where the roll is kept: enrolments, the book of movement with its requisites, membership of study groups.

The class of a student is ROSTER; when and why they came, changed or left is MOVEMENT (R13).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy import text as sql

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, day, instant, key, link, text
from isuo_graph.store.columns import number as whole

KIND_SIZE = 24
PLACE_SIZE = 300  # characters of the name of another school or town (a guess)
NOTE_SIZE = 500
OPEN_ENDED = sql("ends_on IS NULL")


class EnrollmentKind(StrEnum):
    """How an enrolment in a class came about."""

    ADMISSION = "ADMISSION"
    TRANSFER_IN = "TRANSFER_IN"
    RETURN = "RETURN"
    CLASS_CHANGE = "CLASS_CHANGE"
    PROMOTION = "PROMOTION"
    REPEAT = "REPEAT"


class MovementKind(StrEnum):
    """What an entry of the book of movement tells."""

    ARRIVAL = "ARRIVAL"
    DEPARTURE = "DEPARTURE"
    CLASS_CHANGE = "CLASS_CHANGE"
    PROMOTION = "PROMOTION"
    REPEAT = "REPEAT"
    GRADUATION = "GRADUATION"


class LeaveReason(StrEnum):
    """Why a student leaves the roll; a code list of this project until the ministry's own is known (R4)."""

    TRANSFER = "TRANSFER"
    MOVED_AWAY = "MOVED_AWAY"
    MOVED_ABROAD = "MOVED_ABROAD"
    VOCATIONAL_SCHOOL = "VOCATIONAL_SCHOOL"
    HOME_SCHOOLING = "HOME_SCHOOLING"
    HEALTH = "HEALTH"
    GUARDIANS_REQUEST = "GUARDIANS_REQUEST"
    COURT_DECISION = "COURT_DECISION"
    GRADUATED = "GRADUATED"
    DECEASED = "DECEASED"
    OTHER = "OTHER"


class Enrollment(Table, table=True):
    """That a student learns in a class, first and last day included; the last is open while it lasts."""

    __table_args__ = (
        Index("ix_enrollment_student", "school_id", "student_id", "starts_on", "id"),
        Index("ix_enrollment_class", "school_id", "class_id", "ends_on", "student_id"),
        Index("ix_enrollment_school", "school_id", "starts_on", "id"),
        # Two clerks enrolling the same student at the same moment meet here.
        Index("ux_enrollment_open", "student_id", unique=True, sqlite_where=OPEN_ENDED, postgresql_where=OPEN_ENDED),
    )

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id")
    student_id: int = link("student.id")
    class_id: int = link("school_class.id")
    kind: str = text(Category.MOVEMENT, KIND_SIZE)
    starts_on: date = day(Category.MOVEMENT)
    ends_on: date | None = day(Category.MOVEMENT, default=None)
    order_id: int | None = link("director_order.id", Category.MOVEMENT)
    end_order_id: int | None = link("director_order.id", Category.MOVEMENT)
    version: int = whole(Category.OPEN, default=1)


class MovementEntry(Table, table=True):
    """One line of the book of movement: never changed, never removed; a slip is put right by a further line."""

    __tablename__ = "movement_entry"
    __table_args__ = (
        Index("ux_movement_entry", "school_id", "year_id", "number", unique=True),
        Index("ix_movement_entry_day", "school_id", "happened_on", "id"),
        Index("ix_movement_entry_student", "school_id", "student_id", "happened_on", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id")
    number: int = whole(Category.MOVEMENT)
    student_id: int = link("student.id")
    enrollment_id: int = link("enrollment.id")
    kind: str = text(Category.MOVEMENT, KIND_SIZE)
    happened_on: date = day(Category.MOVEMENT)
    from_class_id: int | None = link("school_class.id", Category.MOVEMENT)
    to_class_id: int | None = link("school_class.id", Category.MOVEMENT)
    reason: str | None = text(Category.MOVEMENT, KIND_SIZE, default=None)
    origin: str | None = text(Category.MOVEMENT, PLACE_SIZE, default=None)
    destination: str | None = text(Category.MOVEMENT, PLACE_SIZE, default=None)
    other_school_id: int | None = link("school.id", Category.MOVEMENT)
    order_id: int | None = link("director_order.id", Category.MOVEMENT)
    basis: str | None = text(Category.MOVEMENT, NOTE_SIZE, default=None)
    recorded_at: datetime = instant(Category.MOVEMENT)
    recorded_by_id: int | None = link("staff_member.id", Category.MOVEMENT)


class GroupMember(Table, table=True):
    """That a student learns in a study group, from the first to the last day, both included."""

    __tablename__ = "group_member"
    __table_args__ = (
        Index("ix_group_member_group", "school_id", "group_id", "student_id"),
        Index("ix_group_member_student", "student_id", "group_id"),
        Index(
            "ux_group_member_open",
            "group_id",
            "student_id",
            unique=True,
            sqlite_where=OPEN_ENDED,
            postgresql_where=OPEN_ENDED,
        ),
    )

    id: int = key()
    school_id: int = link("school.id")
    group_id: int = link("study_group.id")
    student_id: int = link("student.id")
    starts_on: date = day(Category.ROSTER)
    ends_on: date | None = day(Category.ROSTER, default=None)
    version: int = whole(Category.OPEN, default=1)
