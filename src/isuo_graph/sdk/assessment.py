"""The values of the capability TESTS: tests, questions without the answers, what learners answered, the scores.

No value here carries a right answer: what a plugin gives may be shown to the learner who sits the test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from isuo_graph.sdk.bounds import require_count, require_grades, require_points
from isuo_graph.sdk.calls import Learner, require_aware, require_fraction, require_id


class QuestionKind(StrEnum):
    """How a question is answered, and so which part of `Response` counts."""

    TRUE_FALSE = "true_false"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    SHORT_TEXT = "short_text"
    NUMBER = "number"
    MATCHING = "matching"
    LONG_TEXT = "long_text"
    DESCRIPTION = "description"


class TextFormat(StrEnum):
    """How a text is to be shown. HTML comes as the author wrote it: whoever shows it must sanitise it."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"


class AttemptState(StrEnum):
    """Where an attempt stands; SUBMITTED waits for a teacher, GRADED has its final score."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    GRADED = "graded"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class RichText:
    """A text with the way to show it."""

    text: str
    format: TextFormat = TextFormat.PLAIN


@dataclass(frozen=True)
class Option:
    """Something to choose or to match; its id means the same in every order in which the options are shown."""

    id: str
    text: RichText


@dataclass(frozen=True, kw_only=True)
class Test:
    """A test of the bank. `max_points` counts what a machine or a teacher can give in all."""

    __test__ = False  # pytest would take the class for one of its own

    id: str
    title: str
    description: str = ""
    language: str | None = None
    subject: str | None = None
    grades: tuple[int, ...] = ()
    question_count: int = 0
    max_points: float = 0.0
    needs_manual_grading: bool = False
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a test without an id, with a local time, or with numbers out of bounds."""
        require_id(self.id, "Test.id")
        require_grades(self.grades, "Test.grades")
        require_count(self.question_count, "Test.question_count")
        require_points(None, self.max_points, "Test")
        require_aware(self.updated_at, "Test.updated_at")


@dataclass(frozen=True)
class Paper:
    """A test as one learner gets it: the same seed gives the same order of options and choices, today and next year."""

    test_id: str
    seed: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as shown: `options` to choose from; for MATCHING `stems` on the left and `options` on the right."""

    id: str
    kind: QuestionKind
    prompt: RichText
    title: str = ""
    options: tuple[Option, ...] = ()
    stems: tuple[Option, ...] = ()
    max_points: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a question without an id, or with points out of bounds."""
        require_id(self.id, "Question.id")
        require_points(None, self.max_points, "Question")


@dataclass(frozen=True)
class Pair:
    """One match: the option put to a stem, both by id."""

    stem_id: str
    option_id: str


@dataclass(frozen=True, kw_only=True)
class Response:
    """What was answered to one question: options by id, or a text (numbers too, as typed), or pairs; or nothing."""

    question_id: str
    chosen: tuple[str, ...] = ()
    text: str | None = field(default=None, repr=False)
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class AnswerSheet:
    """The answers to score. It names nobody, so scoring needs no consent; an unanswered question scores 0."""

    test_id: str
    responses: tuple[Response, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class QuestionScore:
    """The score of one question; `fraction` (0..1) and `points` are None, never 0, until a teacher grades it."""

    question_id: str
    max_points: float
    points: float | None
    fraction: float | None
    feedback: RichText | None = None

    def __post_init__(self) -> None:
        """Refuse a share outside 0..1, points beyond the most, and points without a share or the other way round."""
        require_id(self.question_id, "QuestionScore.question_id")
        require_points(self.points, self.max_points, "QuestionScore")
        require_fraction(self.fraction, "QuestionScore.fraction")
        if (self.points is None) is not (self.fraction is None):
            raise ValueError("QuestionScore.points and fraction are either both known or both None")


@dataclass(frozen=True, kw_only=True)
class ScoredAttempt:
    """The score of a whole sheet, questions in the order of the test.

    `points` sums what is graded so far; `fraction` is None while something needs manual grading.
    """

    test_id: str
    questions: tuple[QuestionScore, ...]
    points: float
    max_points: float
    fraction: float | None
    needs_manual_grading: bool = False

    def __post_init__(self) -> None:
        """Refuse a share outside 0..1, and points beyond the most."""
        require_points(self.points, self.max_points, "ScoredAttempt")
        require_fraction(self.fraction, "ScoredAttempt.fraction")


@dataclass(frozen=True)
class TestKey:
    """One learner at one test."""

    __test__ = False  # as Test

    learner: Learner
    test_id: str


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A learner's (a pseudonym's) attempt as the vendor keeps it; a later `updated_at` replaces an earlier one."""

    id: str
    learner: str
    test_id: str
    state: AttemptState
    updated_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    points: float | None = None
    max_points: float | None = None
    questions: tuple[QuestionScore, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse an attempt without its ids, with a local time, or with points beyond the most."""
        require_points(self.points, self.max_points, "Attempt")
        require_id(self.id, "Attempt.id")
        require_id(self.learner, "Attempt.learner")
        require_id(self.test_id, "Attempt.test_id")
        for name in ("updated_at", "started_at", "finished_at"):
            require_aware(getattr(self, name), f"Attempt.{name}")


TestRecord: TypeAlias = Test | Attempt
"""What `TestProvider.changed_since` brings; its tombstones name the class of the record as their kind."""
