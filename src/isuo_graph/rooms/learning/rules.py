"""What is right and wrong about sitting a test, and the seam to whoever scores it: pure decisions over plain values.

The scorer stands outside the room. `app.py` puts a `Scoring` among the services of acts; the room asks for it by
`unit.service(Scoring)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Protocol

from isuo_graph.kit.entry import Entry

GRACE: Final = timedelta(seconds=15)
"""How long after its end an answer is still taken: the way over a slow line (a guess)."""
ANSWERS_MAX: Final = 500
"""Questions in one test; the largest bank of an open course seen has under 200."""
CHOICES_MAX: Final = 100
"""Options chosen or pairs made in one question (a guess)."""
ID_SIZE: Final = 255  # characters of an id of a question or option, as of the plugin contract
TEXT_SIZE: Final = 20_000  # characters of an essay, some ten pages (a guess)
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class MatchedPair:
    """One match: the option put to a stem, both by their ids."""

    stem_id: str
    option_id: str


@dataclass(frozen=True)
class QuestionAnswer:
    """What was answered to one question: options by id, or a text (numbers too, as typed), or pairs; or nothing."""

    question_id: str
    chosen: tuple[str, ...] = ()
    text: str | None = field(default=None, repr=False)
    pairs: tuple[MatchedPair, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The answers to score. It names nobody: scoring needs no consent. `seed` decided the order of the questions."""

    school_id: int
    plugin_id: str
    test_id: str
    seed: str
    answers: tuple[QuestionAnswer, ...] = field(repr=False)


@dataclass(frozen=True)
class Scored:
    """The score of a sheet. While `needs_teacher`, `points` sums what is scored so far."""

    points: Decimal
    max_points: Decimal
    needs_teacher: bool = False
    feedback: str | None = None


class Scorer(Protocol):
    """Scores sheets; the host implements it over the plugin that owns the test."""

    async def score(self, sheet: Sheet) -> Scored:
        """Score a sheet within the host's own deadline; the same sheet always alike. Stores nothing.

        Raises Refused: PLUGIN_UNAVAILABLE when the plugin does not answer (the answers are kept all the same),
        BAD_USER_INPUT for an answer to a question that the test does not have.
        """
        ...


@dataclass(frozen=True)
class Scoring:
    """The scorer as acts are given it."""

    scorer: Scorer


class Window(Protocol):
    """What sitting a test needs to know of it."""

    @property
    def opens_at(self) -> datetime | None:
        """From when it may be taken."""
        ...

    @property
    def closes_at(self) -> datetime | None:
        """Until when it may be taken."""
        ...


def is_open(test: Window, now: datetime, grace: timedelta = timedelta(0)) -> bool:
    """Tell whether a test may be taken at a moment."""
    has_begun = test.opens_at is None or test.opens_at <= now
    return has_begun and (test.closes_at is None or now <= test.closes_at + grace)


def is_over(started_at: datetime | None, limit_s: int | None, now: datetime) -> bool:
    """Tell whether the time of an attempt is over, the grace included."""
    return started_at is not None and limit_s is not None and now > started_at + timedelta(seconds=limit_s) + GRACE


def percent(points: Decimal | None, max_points: Decimal | None) -> Decimal | None:
    """Give points as a share from 0 to 100; None where either is not known, or nothing can be got."""
    if points is None or not max_points:
        return None
    return max(Decimal(0), min(HUNDRED, points * HUNDRED / max_points))


def is_score(points: Decimal, max_points: Decimal) -> bool:
    """Tell whether points are a number from 0 to the most that one can get."""
    return points.is_finite() and 0 <= points <= max_points


def grades(numbers: Sequence[int]) -> tuple[int | None, int | None]:
    """Give the lowest and the highest of the grades that something is made for; None for both without any."""
    return (min(numbers), max(numbers)) if numbers else (None, None)


def check_answers(entry: Entry, answers: Sequence[QuestionAnswer]) -> None:
    """Check that a sheet is bounded and has no question twice; whether an answer fits its question the scorer says."""
    if len(answers) > ANSWERS_MAX:
        entry.refuse("input.out_of_range", "answers", field="answers", low=0, high=ANSWERS_MAX)
        return
    seen: set[str] = set()
    for place, answer in enumerate(answers):
        if answer.question_id in seen or not _is_bounded(answer):
            entry.refuse("attempt.answer_malformed", "answers", place, question=answer.question_id)
        seen.add(answer.question_id)


def _is_bounded(answer: QuestionAnswer) -> bool:
    is_short = len(answer.text or "") <= TEXT_SIZE
    is_small = len(answer.chosen) <= CHOICES_MAX and len(answer.pairs) <= CHOICES_MAX
    return is_short and is_small and all(1 <= len(one) <= ID_SIZE for one in _ids(answer))


def _ids(answer: QuestionAnswer) -> Iterator[str]:
    yield answer.question_id
    yield from answer.chosen
    for pair in answer.pairs:
        yield pair.stem_id
        yield pair.option_id
