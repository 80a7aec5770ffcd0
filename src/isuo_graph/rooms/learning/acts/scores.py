"""The act by which a teacher scores what no machine can: essays, drawings, spoken answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, put
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.learning import graph, rules
from isuo_graph.rooms.learning.acts.attempts import TestAttemptSaved
from isuo_graph.rooms.learning.tables import AttemptState, ScoredBy, TestAttempt
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit

SCORE = Right(Category.LEARNING, Action.WRITE)
"""What it takes to score: by default the subject teacher, over attempts of own students."""
FEEDBACK_SIZE = 4000  # characters, some two pages (a guess)
HANDED_IN = frozenset({AttemptState.SUBMITTED, AttemptState.SCORED})


@dataclass(frozen=True)
class ScoreTestAttempt:
    """The points of the whole attempt, as the teacher sees them after reading it."""

    attempt_id: Annotated[int, ref(graph.TestAttempt)]
    score: Decimal
    feedback: str | None = None
    version: int | None = None


@act(SCORE, log="learning:attempt_scored")
async def score_test_attempt(unit: Unit, asked: ScoreTestAttempt) -> TestAttemptSaved:
    """Score an attempt that was handed in; the teacher's score goes before the plugin's."""
    attempt: TestAttempt = await unit.reach(graph.TestAttempt, asked.attempt_id, path=("attemptId",))
    entry = Entry()
    feedback = entry.optional("feedback", asked.feedback, FEEDBACK_SIZE)
    if attempt.external_id is not None:
        entry.refuse("attempt.kept_by_vendor", "attemptId")
    if attempt.state not in HANDED_IN:
        entry.refuse("attempt.not_handed_in", "attemptId", code=Code.CONFLICT)
    if attempt.max_score is None or not rules.is_score(asked.score, attempt.max_score):
        entry.refuse("input.out_of_range", "score", field="score", low=0, high=attempt.max_score or 0)
    entry.close()
    unit.change(attempt, asked.version)
    put(
        attempt,
        {
            "state": AttemptState.SCORED,
            "score": asked.score,
            "percent": rules.percent(asked.score, attempt.max_score),
            "needs_teacher": False,
            "feedback": feedback or attempt.feedback,
            "scored_by": ScoredBy.TEACHER,
            "scored_by_id": await desk.acting_staff(unit, attempt.school_id),
            "scored_at": unit.now,
            "as_of": unit.now,
        },
    )
    unit.note(subject_id=attempt.student_id, school_id=attempt.school_id, attempt=attempt.id)
    unit.emit("learning:attempt_scored", school_id=attempt.school_id, attempt=attempt.id, test=attempt.test_id)
    return TestAttemptSaved(attempt.id)


ACTS = (score_test_attempt,)
