"""Where the journal is kept: who teaches what to whom, lessons, marks, attendance, results, and the trails of changes.

`load_id` and `class_id` are repeated on every row, so that "taught by me" and "of my class" need no join.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy import text as sql

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, amount, day, flag, instant, key, link, text
from isuo_graph.store.columns import number as whole

KIND_SIZE = 24
TOPIC_SIZE = 300
HOMEWORK_SIZE = 2000
COMMENT_SIZE = 500
CRITERION_SIZE = 8
NOT_CANCELLED = sql("cancelled_at IS NULL")


class LessonState(StrEnum):
    """Whether a lesson is yet to come, took place, or was called off."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


class MarkKind(StrEnum):
    """What a mark was given for."""

    LESSON = "LESSON"
    HOMEWORK = "HOMEWORK"
    ORAL = "ORAL"
    WRITTEN = "WRITTEN"
    TEST = "TEST"
    CONTROL_WORK = "CONTROL_WORK"
    PRACTICAL = "PRACTICAL"
    PROJECT = "PROJECT"
    OTHER = "OTHER"


class ChangeKind(StrEnum):
    """What happened to a mark or a result after it was first written."""

    CHANGED = "CHANGED"
    VOIDED = "VOIDED"
    CORRECTED = "CORRECTED"


class AttendanceState(StrEnum):
    """What the journal's cell says of presence: an empty cell, н, б, осв, or оп for late."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    ILL = "ILL"
    EXEMPT = "EXEMPT"
    LATE = "LATE"


class AbsenceReason(StrEnum):
    """Why a student was not there; more sensitive than the absence itself."""

    ILLNESS = "ILLNESS"
    MEDICAL_VISIT = "MEDICAL_VISIT"
    FAMILY = "FAMILY"
    COMPETITION = "COMPETITION"
    WEATHER = "WEATHER"
    TRANSPORT = "TRANSPORT"
    OTHER_VALID = "OTHER_VALID"
    WITHOUT_REASON = "WITHOUT_REASON"


class ReasonSource(StrEnum):
    """Whose word a reason is: a guardian's note, or the school's own finding."""

    GUARDIAN = "GUARDIAN"
    SCHOOL = "SCHOOL"


class ResultState(StrEnum):
    """Whether a period's result could be given."""

    GIVEN = "GIVEN"
    NOT_ATTESTED = "NOT_ATTESTED"
    EXEMPT = "EXEMPT"


class TeachingLoad(Table, table=True):
    """That a teacher teaches a subject to a class or to a study group, between two days, both included."""

    __tablename__ = "teaching_load"
    __table_args__ = (
        Index("ix_teaching_load_class", "school_id", "class_id", "subject_id", "id"),
        Index("ix_teaching_load_group", "school_id", "group_id", "id"),
        Index("ix_teaching_load_teacher", "teacher_id", "class_id", "group_id", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id")
    class_id: int | None = link("school_class.id")
    group_id: int | None = link("study_group.id")
    subject_id: int = link("subject.id")
    teacher_id: int = link("staff_member.id")
    hours_week: Decimal = amount(Category.STAFF_HR)
    starts_on: date = day(Category.PLAN)
    ends_on: date | None = day(Category.PLAN, default=None)
    order_id: int | None = link("director_order.id", Category.STAFF_HR)
    version: int = whole(Category.OPEN, default=1)


class Lesson(Table, table=True):
    """One lesson of a teaching load."""

    __table_args__ = (
        Index("ix_lesson_class", "school_id", "class_id", "held_on", "number", "id"),
        Index("ix_lesson_school", "school_id", "held_on", "number", "id"),
        Index("ix_lesson_load", "school_id", "load_id", "held_on", "number", "id"),
        Index(
            "ux_lesson_slot",
            "load_id",
            "held_on",
            "number",
            unique=True,
            sqlite_where=NOT_CANCELLED,
            postgresql_where=NOT_CANCELLED,
        ),
    )

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id")
    period_id: int | None = link("period.id")
    load_id: int = link("teaching_load.id")
    class_id: int | None = link("school_class.id")
    group_id: int | None = link("study_group.id")
    subject_id: int = link("subject.id")
    held_on: date = day(Category.PLAN)
    number: int = whole(Category.PLAN)
    state: str = text(Category.PLAN, KIND_SIZE)
    topic: str | None = text(Category.PLAN, TOPIC_SIZE, default=None)
    homework: str | None = text(Category.PLAN, HOMEWORK_SIZE, default=None)
    homework_due_on: date | None = day(Category.PLAN, default=None)
    cancel_reason: str | None = text(Category.PLAN, COMMENT_SIZE, default=None)
    cancelled_at: datetime | None = instant(Category.PLAN, default=None)
    recorded_at: datetime | None = instant(Category.PLAN, default=None)
    version: int = whole(Category.OPEN, default=1)


class Mark(Table, table=True):
    """A current mark. It is never deleted: a voided one stays, with the trail that says why (R40)."""

    __table_args__ = (
        Index("ix_mark_student", "school_id", "student_id", "held_on", "id"),
        Index("ix_mark_lesson", "school_id", "lesson_id"),
        Index("ix_mark_load", "school_id", "load_id", "held_on", "id"),
        Index("ix_mark_class", "school_id", "class_id", "held_on", "id"),
        Index("ix_mark_school", "school_id", "held_on", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    student_id: int = link("student.id")
    lesson_id: int = link("lesson.id")
    load_id: int = link("teaching_load.id")
    class_id: int | None = link("school_class.id")
    subject_id: int = link("subject.id")
    scale_id: int = link("mark_scale.id")
    grade: int = whole(Category.OPEN)
    kind: str = text(Category.MARKS, KIND_SIZE)
    criterion: str | None = text(Category.MARKS, CRITERION_SIZE, default=None)
    weight: Decimal = amount(Category.MARKS)
    value: Decimal = amount(Category.MARKS)
    held_on: date = day(Category.MARKS)
    comment: str | None = text(Category.MARKS, COMMENT_SIZE, default=None)
    entered_by_id: int | None = link("staff_member.id", Category.MARKS)
    entered_at: datetime = instant(Category.MARKS)
    voided_at: datetime | None = instant(Category.MARKS, default=None)
    version: int = whole(Category.OPEN, default=1)


class MarkChange(Table, table=True):
    """What a mark was before a change, and why it was changed."""

    __tablename__ = "mark_change"
    __table_args__ = (
        Index("ix_mark_change_mark", "mark_id", "id"),
        Index("ix_mark_change_school", "school_id", "changed_at", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    mark_id: int = link("mark.id")
    student_id: int = link("student.id")
    load_id: int = link("teaching_load.id")
    class_id: int | None = link("school_class.id")
    kind: str = text(Category.MARKS, KIND_SIZE)
    old_value: Decimal = amount(Category.MARKS)
    new_value: Decimal | None = amount(Category.MARKS, default=None)
    old_weight: Decimal = amount(Category.MARKS)
    new_weight: Decimal | None = amount(Category.MARKS, default=None)
    reason: str = text(Category.MARKS, COMMENT_SIZE)
    changed_by_id: int | None = link("staff_member.id", Category.MARKS)
    changed_at: datetime = instant(Category.MARKS)


class Attendance(Table, table=True):
    """Whether a student was at a lesson; the reason stands apart, under a stricter category."""

    __table_args__ = (
        Index("ux_attendance", "lesson_id", "student_id", unique=True),
        Index("ix_attendance_student", "school_id", "student_id", "held_on", "id"),
        Index("ix_attendance_class", "school_id", "class_id", "held_on", "id"),
        Index("ix_attendance_school", "school_id", "held_on", "id"),
        Index("ix_attendance_load", "school_id", "load_id", "held_on", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    student_id: int = link("student.id")
    lesson_id: int = link("lesson.id")
    load_id: int = link("teaching_load.id")
    class_id: int | None = link("school_class.id")
    subject_id: int = link("subject.id")
    grade: int = whole(Category.OPEN)
    held_on: date = day(Category.ATTENDANCE)
    state: str = text(Category.ATTENDANCE, KIND_SIZE)
    minutes_late: int | None = whole(Category.ATTENDANCE, default=None)
    entered_by_id: int | None = link("staff_member.id", Category.ATTENDANCE)
    entered_at: datetime = instant(Category.ATTENDANCE)
    reason: str | None = text(Category.ABSENCE_REASON, KIND_SIZE, default=None)
    reason_note: str | None = text(Category.ABSENCE_REASON, COMMENT_SIZE, default=None)
    reason_source: str | None = text(Category.ABSENCE_REASON, KIND_SIZE, default=None)
    reason_at: datetime | None = instant(Category.ABSENCE_REASON, default=None)
    version: int = whole(Category.OPEN, default=1)


class PeriodResult(Table, table=True):
    """A student's result in a subject for a period; the year is a period too, so final results stand here as well."""

    __tablename__ = "period_result"
    __table_args__ = (
        Index("ux_period_result", "student_id", "subject_id", "period_id", unique=True),
        Index("ix_period_result_student", "school_id", "student_id", "period_id", "id"),
        Index("ix_period_result_class", "school_id", "class_id", "period_id", "id"),
        Index("ix_period_result_load", "school_id", "load_id", "period_id", "id"),
        Index("ix_period_result_period", "school_id", "period_id", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    student_id: int = link("student.id")
    subject_id: int = link("subject.id")
    period_id: int = link("period.id")
    load_id: int = link("teaching_load.id")
    class_id: int | None = link("school_class.id")
    scale_id: int = link("mark_scale.id")
    grade: int = whole(Category.OPEN)
    state: str = text(Category.RESULTS, KIND_SIZE)
    value: Decimal | None = amount(Category.RESULTS, default=None)
    is_passed: bool | None = flag(Category.RESULTS, default=None)
    comment: str | None = text(Category.RESULTS, COMMENT_SIZE, default=None)
    entered_by_id: int | None = link("staff_member.id", Category.RESULTS)
    entered_at: datetime = instant(Category.RESULTS)
    locked_at: datetime | None = instant(Category.RESULTS, default=None)
    version: int = whole(Category.OPEN, default=1)


class ResultChange(Table, table=True):
    """What a result was before a change, why it was changed, and by which order where it had been locked."""

    __tablename__ = "result_change"
    __table_args__ = (
        Index("ix_result_change_result", "result_id", "id"),
        Index("ix_result_change_school", "school_id", "changed_at", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    result_id: int = link("period_result.id")
    student_id: int = link("student.id")
    load_id: int = link("teaching_load.id")
    class_id: int | None = link("school_class.id")
    kind: str = text(Category.RESULTS, KIND_SIZE)
    old_state: str = text(Category.RESULTS, KIND_SIZE)
    new_state: str = text(Category.RESULTS, KIND_SIZE)
    old_value: Decimal | None = amount(Category.RESULTS, default=None)
    new_value: Decimal | None = amount(Category.RESULTS, default=None)
    reason: str = text(Category.RESULTS, COMMENT_SIZE)
    order_id: int | None = link("director_order.id", Category.RESULTS)
    changed_by_id: int | None = link("staff_member.id", Category.RESULTS)
    changed_at: datetime = instant(Category.RESULTS)
