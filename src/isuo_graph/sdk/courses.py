"""The values of the capability COURSES: courses and their modules, who takes them, how far they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from isuo_graph.sdk.bounds import require_count, require_grades
from isuo_graph.sdk.calls import Learner, require_aware, require_fraction, require_id


class EnrolmentState(StrEnum):
    """Where a learner stands with a course."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ENDED = "ended"


class ModuleKind(StrEnum):
    """What a part of a course is made of; the house shows a fitting sign and counts."""

    SECTION = "section"
    LESSON = "lesson"
    VIDEO = "video"
    AUDIO = "audio"
    READING = "reading"
    EXERCISE = "exercise"
    TEST = "test"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course of the vendor's catalogue. `subject` and `grades` are as the vendor says; the school maps them."""

    id: str
    title: str
    description: str = ""
    language: str | None = None
    subject: str | None = None
    grades: tuple[int, ...] = ()
    url: str | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a course without an id, with a local time, or with grades that no school has."""
        require_id(self.id, "Course.id")
        require_grades(self.grades, "Course.grades")
        require_aware(self.updated_at, "Course.updated_at")


@dataclass(frozen=True, kw_only=True)
class Module:
    """A part of a course; parts come in the order of learning, and `parent_id` makes a tree of them."""

    id: str
    course_id: str
    title: str
    kind: ModuleKind = ModuleKind.OTHER
    parent_id: str | None = None
    position: int = 0
    duration_s: int | None = None

    def __post_init__(self) -> None:
        """Refuse a module without its ids, or with numbers out of bounds."""
        require_id(self.id, "Module.id")
        require_id(self.course_id, "Module.course_id")
        require_count(self.position, "Module.position")
        require_count(self.duration_s, "Module.duration_s")


@dataclass(frozen=True)
class CourseKey:
    """One learner in one course, perhaps at one of its modules."""

    learner: Learner
    course_id: str
    module_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """That a learner takes a course; `learner` is the pseudonym."""

    learner: str
    course_id: str
    state: EnrolmentState = EnrolmentState.ACTIVE
    enrolled_at: datetime | None = None
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse an enrolment without its ids, or with a local time."""
        require_id(self.learner, "Enrolment.learner")
        require_id(self.course_id, "Enrolment.course_id")
        require_aware(self.enrolled_at, "Enrolment.enrolled_at")
        require_aware(self.ended_at, "Enrolment.ended_at")


@dataclass(frozen=True, kw_only=True)
class ModuleProgress:
    """How far a learner is in one module; `fraction` is None where the vendor knows only whether it is done."""

    module_id: str
    completed: bool
    fraction: float | None = None

    def __post_init__(self) -> None:
        """Refuse a share outside 0..1."""
        require_fraction(self.fraction, "ModuleProgress.fraction")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a learner (a pseudonym) is in a course: a share 0..1, and perhaps more, down to the modules."""

    learner: str
    course_id: str
    fraction: float
    completed: bool = False
    time_spent_s: int | None = None
    last_active_at: datetime | None = None
    modules: tuple[ModuleProgress, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse a progress without its ids, with a share outside 0..1, with a local time, or with negative time."""
        require_count(self.time_spent_s, "Progress.time_spent_s")
        require_id(self.learner, "Progress.learner")
        require_id(self.course_id, "Progress.course_id")
        require_fraction(self.fraction, "Progress.fraction")
        require_aware(self.last_active_at, "Progress.last_active_at")


CourseRecord: TypeAlias = Course | Module | Enrolment | Progress
"""What `CourseProvider.changed_since` brings; its tombstones name the class of the record as their kind."""
