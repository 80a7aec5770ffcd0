"""What the host hands over when it mirrors a vendor: plain values, already of this school and in the house's own ids.

An id of the vendor's is unique within its plugin and school. `Gone` is a tombstone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from isuo_graph.rooms.learning.tables import AttemptState, MaterialKind, TakingState


@dataclass(frozen=True)
class Source:
    """Whose rows these are, and as of when; `new_id` makes the ids of rows not seen before."""

    school_id: int
    plugin_id: str
    as_of: datetime
    new_id: Callable[[], int] = field(repr=False)


@dataclass(frozen=True)
class Gone:
    """That the vendor no longer has something, and since when."""

    external_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseSnapshot:
    """A course as the vendor's catalogue shows it; `subject_id` is the school's subject it is mapped to."""

    external_id: str
    title: str
    description: str | None = None
    language: str | None = None
    subject_id: int | None = None
    subject_name: str | None = None
    grades: tuple[int, ...] = ()
    url: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TakingSnapshot:
    """A student's place in a course; `course` is the vendor's id of it."""

    course: str
    student_id: int
    state: TakingState = TakingState.ACTIVE
    progress_percent: Decimal | None = None
    time_spent_s: int | None = None
    enrolled_at: datetime | None = None
    completed_at: datetime | None = None
    last_active_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class TestSnapshot:
    """A test as the vendor's bank shows it."""

    __test__ = False  # pytest would take the class for one of its own

    external_id: str
    title: str
    description: str | None = None
    language: str | None = None
    subject_id: int | None = None
    subject_name: str | None = None
    grades: tuple[int, ...] = ()
    question_count: int | None = None
    max_score: Decimal | None = None
    needs_teacher: bool = False
    time_limit_s: int | None = None
    attempts_max: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AttemptSnapshot:
    """An attempt that the vendor keeps; `test` is the vendor's id of the test."""

    external_id: str
    test: str
    student_id: int
    number: int = 1
    state: AttemptState = AttemptState.SCORED
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    scored_at: datetime | None = None
    score: Decimal | None = None
    max_score: Decimal | None = None
    needs_teacher: bool = False


@dataclass(frozen=True, kw_only=True)
class MaterialSnapshot:
    """A material as the repository describes it."""

    external_id: str
    title: str
    kind: MaterialKind = MaterialKind.OTHER
    description: str | None = None
    language: str | None = None
    subject_id: int | None = None
    subject_name: str | None = None
    grades: tuple[int, ...] = ()
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    licence: str | None = None
    media_type: str | None = None
    size_bytes: int | None = None
    url: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Stored:
    """How many rows were handed to the database, and which were left out, by their place: they name a course, a test
    or a student that this school does not have.
    """

    written: int
    left_out: tuple[int, ...] = ()
