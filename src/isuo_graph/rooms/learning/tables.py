"""Where what plugins supply is kept: courses, enrolments with progress, tests, attempts, materials.

Every row names its plugin, the vendor's own id, and `as_of`: when the vendor said so. `gone_at` is a tombstone: what
leans on the row stays readable.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy import text as sql

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, amount, flag, instant, key, link, text
from isuo_graph.store.columns import number as whole

PLUGIN_SIZE = 64
EXTERNAL_SIZE = 255  # as sourcedId of OneRoster
TITLE_SIZE = 500
KIND_SIZE = 24
LANGUAGE_SIZE = 35  # RFC 5646, 4.4.1
ADDRESS_SIZE = 2000
IN_PROGRESS_ONLY = sql("state = 'IN_PROGRESS'")


class TakingState(StrEnum):
    """Where a student stands with a course."""

    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    ENDED = "ENDED"


class AttemptState(StrEnum):
    """Where an attempt stands; SUBMITTED waits for its score, in whole or in part."""

    IN_PROGRESS = "IN_PROGRESS"
    SUBMITTED = "SUBMITTED"
    SCORED = "SCORED"
    ABANDONED = "ABANDONED"


class ScoredBy(StrEnum):
    """Who gave the score of an attempt."""

    PLUGIN = "PLUGIN"
    TEACHER = "TEACHER"


class MaterialKind(StrEnum):
    """What a material is."""

    TEXTBOOK = "TEXTBOOK"
    DOCUMENT = "DOCUMENT"
    VIDEO = "VIDEO"
    AUDIO = "AUDIO"
    IMAGE = "IMAGE"
    INTERACTIVE = "INTERACTIVE"
    PACKAGE = "PACKAGE"
    OTHER = "OTHER"


class Course(Table, table=True):
    """A course of a vendor's catalogue that the school may use."""

    __table_args__ = (
        Index("ux_course", "school_id", "plugin_id", "external_id", unique=True),
        Index("ix_course_title", "school_id", "title_sort", "id"),
        Index("ix_course_subject", "school_id", "subject_id", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    plugin_id: str = text(Category.PLAN, PLUGIN_SIZE)
    external_id: str = text(Category.PLAN, EXTERNAL_SIZE)
    title: str = text(Category.PLAN, TITLE_SIZE)
    title_sort: str = text(Category.PLAN)
    title_search: str = text(Category.PLAN)
    description: str | None = text(Category.PLAN, default=None)
    language: str | None = text(Category.PLAN, LANGUAGE_SIZE, default=None)
    subject_id: int | None = link("subject.id")
    subject_name: str | None = text(Category.PLAN, TITLE_SIZE, default=None)
    grade_from: int | None = whole(Category.PLAN, default=None)
    grade_to: int | None = whole(Category.PLAN, default=None)
    url: str | None = text(Category.PLAN, ADDRESS_SIZE, default=None)
    changed_at: datetime | None = instant(Category.PLAN, default=None)
    as_of: datetime = instant(Category.PLAN)
    gone_at: datetime | None = instant(Category.PLAN, default=None)


class CourseEnrollment(Table, table=True):
    """That a student takes a course, and how far they are."""

    __tablename__ = "course_enrollment"
    __table_args__ = (
        Index("ux_course_enrollment", "school_id", "course_id", "student_id", unique=True),
        Index("ix_course_enrollment_student", "school_id", "student_id", "id"),
        Index("ix_course_enrollment_load", "school_id", "load_id", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    course_id: int = link("course.id")
    student_id: int = link("student.id", index=True)
    load_id: int | None = link("teaching_load.id")
    plugin_id: str = text(Category.LEARNING, PLUGIN_SIZE)
    state: str = text(Category.LEARNING, KIND_SIZE)
    progress_percent: Decimal | None = amount(Category.LEARNING, default=None)
    time_spent_s: int | None = whole(Category.LEARNING, default=None)
    enrolled_at: datetime | None = instant(Category.LEARNING, default=None)
    completed_at: datetime | None = instant(Category.LEARNING, default=None)
    last_active_at: datetime | None = instant(Category.LEARNING, default=None)
    as_of: datetime = instant(Category.LEARNING)
    gone_at: datetime | None = instant(Category.LEARNING, default=None)


class Test(Table, table=True):
    """A test of a bank that the school may use. Questions and right answers stay with the plugin."""

    __table_args__ = (
        Index("ux_test", "school_id", "plugin_id", "external_id", unique=True),
        Index("ix_test_title", "school_id", "title_sort", "id"),
        Index("ix_test_subject", "school_id", "subject_id", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    plugin_id: str = text(Category.PLAN, PLUGIN_SIZE)
    external_id: str = text(Category.PLAN, EXTERNAL_SIZE)
    title: str = text(Category.PLAN, TITLE_SIZE)
    title_sort: str = text(Category.PLAN)
    title_search: str = text(Category.PLAN)
    description: str | None = text(Category.PLAN, default=None)
    language: str | None = text(Category.PLAN, LANGUAGE_SIZE, default=None)
    subject_id: int | None = link("subject.id")
    subject_name: str | None = text(Category.PLAN, TITLE_SIZE, default=None)
    grade_from: int | None = whole(Category.PLAN, default=None)
    grade_to: int | None = whole(Category.PLAN, default=None)
    question_count: int | None = whole(Category.PLAN, default=None)
    max_score: Decimal | None = amount(Category.PLAN, default=None)
    needs_teacher: bool = flag(Category.PLAN, default=False)
    time_limit_s: int | None = whole(Category.PLAN, default=None)
    attempts_max: int | None = whole(Category.PLAN, default=None)
    opens_at: datetime | None = instant(Category.PLAN, default=None)
    closes_at: datetime | None = instant(Category.PLAN, default=None)
    changed_at: datetime | None = instant(Category.PLAN, default=None)
    as_of: datetime = instant(Category.PLAN)
    gone_at: datetime | None = instant(Category.PLAN, default=None)


class TestAttempt(Table, table=True):
    """One sitting of a test by a student, or by a member of staff who tries it out."""

    __tablename__ = "test_attempt"
    __table_args__ = (
        Index("ux_test_attempt", "school_id", "plugin_id", "external_id", unique=True),
        Index("ix_test_attempt_test", "school_id", "test_id", "student_id", "id"),
        Index("ix_test_attempt_student", "school_id", "student_id", "started_at", "id"),
        Index("ix_test_attempt_load", "school_id", "load_id", "id"),
        Index("ix_test_attempt_school", "school_id", "started_at", "id"),
        # Two clicks on "start" give one attempt.
        Index(
            "ux_test_attempt_running",
            "test_id",
            "student_id",
            unique=True,
            sqlite_where=IN_PROGRESS_ONLY,
            postgresql_where=IN_PROGRESS_ONLY,
        ),
    )

    id: int = key()
    school_id: int = link("school.id")
    test_id: int = link("test.id")
    student_id: int | None = link("student.id", index=True)
    staff_id: int | None = link("staff_member.id")
    load_id: int | None = link("teaching_load.id")
    plugin_id: str = text(Category.LEARNING, PLUGIN_SIZE)
    external_id: str | None = text(Category.LEARNING, EXTERNAL_SIZE, default=None)
    number: int = whole(Category.LEARNING)
    state: str = text(Category.LEARNING, KIND_SIZE)
    started_at: datetime | None = instant(Category.LEARNING, default=None)
    submitted_at: datetime | None = instant(Category.LEARNING, default=None)
    scored_at: datetime | None = instant(Category.LEARNING, default=None)
    score: Decimal | None = amount(Category.LEARNING, default=None)
    max_score: Decimal | None = amount(Category.LEARNING, default=None)
    percent: Decimal | None = amount(Category.LEARNING, default=None)
    needs_teacher: bool = flag(Category.LEARNING, default=False)
    scored_by: str | None = text(Category.LEARNING, KIND_SIZE, default=None)
    scored_by_id: int | None = link("staff_member.id", Category.LEARNING)
    feedback: str | None = text(Category.LEARNING, default=None)
    answers: str | None = text(Category.LEARNING, default=None)
    as_of: datetime = instant(Category.LEARNING)
    gone_at: datetime | None = instant(Category.LEARNING, default=None)
    version: int = whole(Category.OPEN, default=1)


class Material(Table, table=True):
    """A published learning material of a repository; nothing in it is about a person (R7)."""

    __table_args__ = (
        Index("ux_material", "school_id", "plugin_id", "external_id", unique=True),
        Index("ix_material_title", "school_id", "title_sort", "id"),
        Index("ix_material_search", "school_id", "title_search", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    plugin_id: str = text(Category.PUBLIC, PLUGIN_SIZE)
    external_id: str = text(Category.PUBLIC, EXTERNAL_SIZE)
    title: str = text(Category.PUBLIC, TITLE_SIZE)
    title_sort: str = text(Category.PUBLIC)
    title_search: str = text(Category.PUBLIC)
    description: str | None = text(Category.PUBLIC, default=None)
    kind: str = text(Category.PUBLIC, KIND_SIZE)
    language: str | None = text(Category.PUBLIC, LANGUAGE_SIZE, default=None)
    subject_id: int | None = link("subject.id")
    subject_name: str | None = text(Category.PUBLIC, TITLE_SIZE, default=None)
    grade_from: int | None = whole(Category.PUBLIC, default=None)
    grade_to: int | None = whole(Category.PUBLIC, default=None)
    authors: str | None = text(Category.PUBLIC, ADDRESS_SIZE, default=None)
    keywords: str | None = text(Category.PUBLIC, ADDRESS_SIZE, default=None)
    licence: str | None = text(Category.PUBLIC, EXTERNAL_SIZE, default=None)
    media_type: str | None = text(Category.PUBLIC, EXTERNAL_SIZE, default=None)
    size_bytes: int | None = whole(Category.PUBLIC, default=None)
    url: str | None = text(Category.PUBLIC, ADDRESS_SIZE, default=None)
    changed_at: datetime | None = instant(Category.PUBLIC, default=None)
    as_of: datetime = instant(Category.PUBLIC)
    gone_at: datetime | None = instant(Category.PUBLIC, default=None)
