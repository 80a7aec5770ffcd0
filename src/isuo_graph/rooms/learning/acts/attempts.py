"""Acts of whoever sits a test: start an attempt, hand in the answers, which are kept also when nobody can score yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Annotated

import orjson
from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.entry import Entry, put
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.learning import graph, linking, rules
from isuo_graph.rooms.learning.rules import QuestionAnswer, Scored, Scoring, Sheet
from isuo_graph.rooms.learning.tables import AttemptState, ScoredBy, Test, TestAttempt
from isuo_graph.rooms.people.tables import Student, StudentStatus
from isuo_graph.rooms.roll import desk
from isuo_graph.store.unit import Unit

SIT = Right(Category.LEARNING, Action.READ)
"""Who may read results of e-learning may sit a test or try one out; an attempt is always the viewer's own."""
FIND = Right(Category.PLAN, Action.READ)
"""What it takes to find the test in the school's catalogue."""


@dataclass(frozen=True)
class StartTestAttempt:
    """Which test."""

    test_id: Annotated[int, ref(graph.Test)]


@dataclass(frozen=True)
class SubmitTestAttempt:
    """Which attempt, and the answers; a question that is left out counts as not answered."""

    attempt_id: Annotated[int, ref(graph.TestAttempt)]
    answers: tuple[QuestionAnswer, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class TestAttemptSaved:
    """The attempt."""

    test_attempt: Annotated[int, ref(graph.TestAttempt)]


@dataclass(frozen=True)
class _Sitter:
    """Who sits: a student of the school, or one of its staff."""

    student_id: int | None
    staff_id: int | None


@act(SIT, log="learning:attempt_started")
async def start_test_attempt(unit: Unit, asked: StartTestAttempt) -> TestAttemptSaved:
    """Start an attempt, or go on with the one that is still running."""
    test: Test = await unit.reach(graph.Test, asked.test_id, FIND, path=("testId",))
    sitter = await _sitter(unit, test)
    _check_open(test, unit)
    attempts = await _attempts(unit, test, sitter)
    running = attempts[-1] if attempts and attempts[-1].state == AttemptState.IN_PROGRESS else None
    if running is not None and not rules.is_over(running.started_at, test.time_limit_s, unit.now):
        return TestAttemptSaved(running.id)
    if running is not None:
        running.state = AttemptState.ABANDONED
        await unit.session.flush()
    number = attempts[-1].number + 1 if attempts else 1
    if sitter.student_id is not None and test.attempts_max is not None and len(attempts) >= test.attempts_max:
        raise Refused(Code.CONFLICT, "attempt.none_left", path=("testId",), limit=test.attempts_max)
    attempt = TestAttempt(
        id=unit.new_id(),
        school_id=test.school_id,
        test_id=test.id,
        student_id=sitter.student_id,
        staff_id=sitter.staff_id,
        load_id=await _load(unit, test, sitter),
        plugin_id=test.plugin_id,
        number=number,
        state=AttemptState.IN_PROGRESS,
        started_at=unit.now,
        max_score=test.max_score,
        as_of=unit.now,
    )
    unit.session.add(attempt)
    unit.note(subject_id=sitter.student_id, school_id=test.school_id, attempt=attempt.id)
    unit.emit("learning:attempt_started", school_id=test.school_id, attempt=attempt.id, test=test.id)
    return TestAttemptSaved(attempt.id)


@act(SIT, log="learning:attempt_submitted")
async def submit_test_attempt(unit: Unit, asked: SubmitTestAttempt) -> TestAttemptSaved:
    """Hand in the answers of an own attempt. They are scored at once when the test's plugin answers in time."""
    entry = Entry()
    rules.check_answers(entry, asked.answers)
    entry.close()
    attempt, test = await _running(unit, asked.attempt_id)
    sheet = Sheet(test.school_id, test.plugin_id, test.external_id, str(attempt.id), asked.answers)
    await unit.let_go()  # a plugin takes up to its deadline, and other writers go on meanwhile
    scored = await _scored(unit, sheet)
    await unit.take_up()
    attempt, test = await _running(unit, asked.attempt_id)
    put(
        attempt,
        {
            "state": AttemptState.SUBMITTED,
            "submitted_at": unit.now,
            "answers": orjson.dumps([asdict(answer) for answer in asked.answers]).decode(),
            "as_of": unit.now,
            "version": attempt.version + 1,
        },
    )
    if scored is not None:
        enter(attempt, scored, unit)
    unit.note(subject_id=attempt.student_id, school_id=attempt.school_id, attempt=attempt.id)
    unit.emit("learning:attempt_submitted", school_id=attempt.school_id, attempt=attempt.id, test=test.id)
    return TestAttemptSaved(attempt.id)


def enter(attempt: TestAttempt, scored: Scored, unit: Unit) -> None:
    """Write a score onto an attempt; one that waits for a teacher stays SUBMITTED."""
    is_whole = not scored.needs_teacher
    put(
        attempt,
        {
            "state": AttemptState.SCORED if is_whole else AttemptState.SUBMITTED,
            "score": scored.points,
            "max_score": scored.max_points,
            "percent": rules.percent(scored.points, scored.max_points) if is_whole else None,
            "needs_teacher": scored.needs_teacher,
            "feedback": scored.feedback,
            "scored_by": ScoredBy.PLUGIN,
            "scored_at": unit.now,
        },
    )


async def _sitter(unit: Unit, test: Test) -> _Sitter:
    """Find the viewer among the school's students, else among its staff; nobody else sits its tests."""
    mine = select(Student.id).where(
        col(Student.id).in_(unit.viewer.student_ids),
        Student.school_id == test.school_id,
        Student.status == StudentStatus.ON_ROLL,
    )
    student_id = (await unit.session.exec(mine)).first() if unit.viewer.student_ids else None
    if student_id is not None:
        return _Sitter(student_id, None)
    staff_id = await desk.acting_staff(unit, test.school_id)
    if staff_id is None:
        raise Refused(Code.NOT_IN_SCOPE, "attempt.not_yours", path=("testId",))
    return _Sitter(None, staff_id)


async def _running(unit: Unit, attempt_id: int) -> tuple[TestAttempt, Test]:
    """Give an own attempt that may still be handed in, and its test. Raises Refused where it may not."""
    attempt = await _own(unit, attempt_id)
    test = await unit.get(Test, attempt.test_id)
    if attempt.state != AttemptState.IN_PROGRESS:
        raise Refused(Code.CONFLICT, "attempt.finished", path=("attemptId",))
    if rules.is_over(attempt.started_at, test.time_limit_s, unit.now):
        raise Refused(Code.BAD_USER_INPUT, "attempt.time_over", path=("attemptId",))
    _check_open(test, unit, is_late=True)
    return attempt, test


async def _own(unit: Unit, attempt_id: int) -> TestAttempt:
    """Give an attempt of the viewer's own; another's is as good as absent."""
    path = ("attemptId",)
    attempt = await unit.get(TestAttempt, attempt_id, path=path)
    if attempt.student_id not in unit.viewer.student_ids and attempt.staff_id not in unit.viewer.staff_ids:
        raise Refused(Code.NOT_IN_SCOPE, "row.not_found", path=path)
    return attempt


def _check_open(test: Test, unit: Unit, *, is_late: bool = False) -> None:
    is_open = rules.is_open(test, unit.now, rules.GRACE) if is_late else rules.is_open(test, unit.now)
    if not is_open or (test.gone_at is not None and not is_late):
        start, end = _told(test.opens_at), _told(test.closes_at or test.gone_at)
        raise Refused(Code.BAD_USER_INPUT, "test.closed", start=start, end=end)


def _told(moment: datetime | None) -> str:
    """Give a moment as a clock at the school shows it."""
    return "…" if moment is None else f"{moment.astimezone(SCHOOL_ZONE):%Y-%m-%d %H:%M}"


async def _attempts(unit: Unit, test: Test, sitter: _Sitter) -> list[TestAttempt]:
    """Give the sitter's attempts at the test, the latest last."""
    of_sitter = (
        col(TestAttempt.staff_id) == sitter.staff_id
        if sitter.student_id is None
        else col(TestAttempt.student_id) == sitter.student_id
    )
    found = select(TestAttempt).where(
        TestAttempt.school_id == test.school_id, TestAttempt.test_id == test.id, of_sitter
    )
    return list((await unit.session.exec(found.order_by(col(TestAttempt.number)))).all())


async def _load(unit: Unit, test: Test, sitter: _Sitter) -> int | None:
    if sitter.student_id is None or test.subject_id is None:
        return None
    student_id, subject_id = sitter.student_id, test.subject_id
    loads = await linking.load_ids(unit.session, test.school_id, {subject_id}, {student_id}, unit.today)
    return loads.get((student_id, subject_id))


async def _scored(unit: Unit, sheet: Sheet) -> Scored | None:
    """Ask the scorer; a plugin that does not answer must not cost a student the answers."""
    try:
        return await unit.service(Scoring).scorer.score(sheet)
    except Refused as exc:
        if exc.code is not Code.PLUGIN_UNAVAILABLE:
            raise
        return None


ACTS = (start_test_attempt, submit_test_attempt)
