"""Every question of contract v1 as data: which method asks it, what comes back, which personal fields pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from isuo_graph import sdk
from isuo_graph.sdk import Capability, Operation, PersonalField

PSEUDONYM: Final = frozenset({PersonalField.PSEUDONYM})


class Form(StrEnum):
    """How an answer is laid out."""

    BATCH = "batch"
    PAGE = "page"
    CHANGES = "changes"


@dataclass(frozen=True)
class Question:
    """One method of a provider. `answer` is the type of one value; `is_own` tells whether one belongs to its key."""

    capability: Capability
    method: str
    answer: Any
    form: Form = Form.BATCH
    needs: Operation | None = None
    sends: frozenset[PersonalField] = frozenset()
    brings: frozenset[PersonalField] = frozenset()
    is_safe: bool = True
    """Whether asking twice does no harm, so that one failed attempt may be repeated."""
    is_own: Callable[[Any, Any], bool] = lambda _key, _value: True

    @property
    def name(self) -> str:
        """Give the name that logs and metrics use."""
        return f"{self.capability.value}.{self.method}"


def _of_course(key: sdk.CourseKey, value: sdk.Progress | sdk.Enrolment) -> bool:
    return (value.learner, value.course_id) == (key.learner.pseudonym, key.course_id)


def _of_learner(key: sdk.Learner, values: tuple[sdk.Enrolment, ...]) -> bool:
    return all(value.learner == key.pseudonym for value in values)


def _of_test(key: sdk.TestKey, values: tuple[sdk.Attempt, ...]) -> bool:
    return all((value.learner, value.test_id) == (key.learner.pseudonym, key.test_id) for value in values)


def _has_id(key: str, value: Any) -> bool:  # noqa: ANN401 - a course, test or material
    return bool(value.id == key)


def _of_sheet(key: sdk.AnswerSheet, value: sdk.ScoredAttempt) -> bool:
    return value.test_id == key.test_id


_COURSES, _TESTS, _MATERIALS = Capability.COURSES, Capability.TESTS, Capability.MATERIALS
_ENROLMENT = frozenset({PersonalField.COURSE_ENROLMENT})
_PROGRESS = frozenset({PersonalField.COURSE_PROGRESS})

CATALOGUE = Question(_COURSES, "catalogue", sdk.Course, Form.PAGE)
COURSES_BY_ID = Question(_COURSES, "courses_by_id", sdk.Course, is_own=_has_id)
MODULES = Question(
    _COURSES, "modules", tuple[sdk.Module, ...], is_own=lambda key, value: all(one.course_id == key for one in value)
)
ENROLMENTS = Question(
    _COURSES, "enrolments", tuple[sdk.Enrolment, ...], sends=PSEUDONYM, brings=_ENROLMENT, is_own=_of_learner
)
PROGRESS = Question(_COURSES, "progress", sdk.Progress, sends=PSEUDONYM, brings=_PROGRESS, is_own=_of_course)
LAUNCH = Question(_COURSES, "launch", sdk.Link, needs=Operation.COURSE_LAUNCH, sends=PSEUDONYM)
COURSE_CHANGES = Question(_COURSES, "changed_since", sdk.CourseRecord, Form.CHANGES, needs=Operation.COURSE_CHANGES)

TESTS = Question(_TESTS, "tests", sdk.Test, Form.PAGE)
TESTS_BY_ID = Question(_TESTS, "tests_by_id", sdk.Test, is_own=_has_id)
QUESTIONS = Question(_TESTS, "questions", tuple[sdk.Question, ...], needs=Operation.TEST_QUESTIONS)
ATTEMPTS = Question(
    _TESTS,
    "attempts",
    tuple[sdk.Attempt, ...],
    needs=Operation.TEST_ATTEMPTS,
    sends=PSEUDONYM,
    brings=frozenset({PersonalField.TEST_ATTEMPT}),
    is_own=_of_test,
)
SCORE = Question(
    _TESTS,
    "score",
    sdk.ScoredAttempt,
    needs=Operation.TEST_SCORE,
    sends=frozenset({PersonalField.TEST_RESPONSE}),
    brings=frozenset({PersonalField.TEST_SCORE}),
    is_own=_of_sheet,
)
START = Question(_TESTS, "start", sdk.Link, needs=Operation.TEST_START, sends=PSEUDONYM, is_safe=False)
TEST_CHANGES = Question(_TESTS, "changed_since", sdk.TestRecord, Form.CHANGES, needs=Operation.TEST_CHANGES)

MATERIAL_SEARCH = Question(_MATERIALS, "search", sdk.Material, Form.PAGE)
MATERIALS_BY_ID = Question(_MATERIALS, "materials_by_id", sdk.Material, is_own=_has_id)
MATERIAL_OPEN = Question(_MATERIALS, "open", sdk.Link)
MATERIAL_CHANGES = Question(
    _MATERIALS, "changed_since", sdk.MaterialRecord, Form.CHANGES, needs=Operation.MATERIAL_CHANGES
)
