"""Sitting a test: once at a time, in time, handed in once; scoring stands outside and may fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import orjson
import pytest
from tests.conftest import MOMENT
from tests.rooms.classroom import Classroom, new_id
from tests.rooms.standing_aside import Slow

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.learning import tables
from isuo_graph.rooms.learning.acts import attempts, scores
from isuo_graph.rooms.learning.rules import QuestionAnswer, Scored, Scoring, Sheet

OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]
ANSWERS = (QuestionAnswer("q1", ("a",)), QuestionAnswer("q2", text="Ысык-Көл"))


@dataclass
class Marker:
    """A scorer that gives three of four points, or does not answer."""

    needs_teacher: bool = False
    is_down: bool = False
    sheets: list[Sheet] = field(default_factory=list)

    async def score(self, sheet: Sheet) -> Scored:
        self.sheets.append(sheet)
        if self.is_down:
            raise Refused(Code.PLUGIN_UNAVAILABLE, "plugin.late", plugin="questionbank", limit_s="0.8")
        return Scored(Decimal(3), Decimal(4), self.needs_teacher)


def services(marker: Marker) -> Mapping[type, object]:
    return {Scoring: Scoring(marker)}


async def bank(room: Classroom, **values: object) -> int:
    """Give a test of algebra."""
    test = tables.Test(
        id=new_id(),
        school_id=room.school_id,
        plugin_id="questionbank",
        external_id=f"test-{new_id()}",
        title="Сандар",
        title_sort="",
        title_search="",
        subject_id=room.algebra_id,
        max_score=Decimal(4),
        as_of=MOMENT,
    )
    for name, value in values.items():
        setattr(test, name, value)
    return await room.add(test)


async def pupil(room: Classroom) -> tuple[Viewer, int]:
    student_id = await room.student(room.class_id)
    return room.as_(Role.STUDENT, student_ids=(student_id,)), student_id


async def started(room: Classroom, viewer: Viewer, test_id: int) -> int:
    asked = attempts.StartTestAttempt(test_id)
    attempt_id: int = (await room.do(viewer, attempts.start_test_attempt, asked)).test_attempt
    return attempt_id


async def submitted(room: Classroom, viewer: Viewer, attempt_id: int, marker: Marker | None = None) -> None:
    asked = attempts.SubmitTestAttempt(attempt_id, ANSWERS)
    await room.do(viewer, attempts.submit_test_attempt, asked, services=services(marker or Marker()))


async def put(room: Classroom, attempt_id: int, **values: object) -> None:
    rows = tables.TestAttempt.__table__  # type: ignore[attr-defined] # SQLModel makes it
    async with room.store.write.engine.begin() as connection:
        await connection.execute(rows.update().where(rows.c.id == attempt_id).values(**values))


async def test_an_attempt_is_tied_to_the_load_of_its_subject(room: Classroom) -> None:
    viewer, student_id = await pupil(room)
    row = await room.row(tables.TestAttempt, await started(room, viewer, await bank(room)))
    assert (row.student_id, row.load_id, row.number, row.state) == (student_id, room.load_id, 1, "IN_PROGRESS")


async def test_a_running_attempt_is_gone_on_with(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    test_id = await bank(room)
    assert await started(room, viewer, test_id) == await started(room, viewer, test_id)


async def test_an_attempt_that_ran_out_is_abandoned_for_the_next(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    test_id = await bank(room, time_limit_s=600)
    first = await started(room, viewer, test_id)
    await put(room, first, started_at=MOMENT - timedelta(hours=1))
    second = await started(room, viewer, test_id)
    assert (await room.row(tables.TestAttempt, first)).state == "ABANDONED"
    assert (await room.row(tables.TestAttempt, second)).number == 2


async def test_a_scored_attempt_keeps_answers_and_score(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room))
    await submitted(room, viewer, attempt_id)
    row = await room.row(tables.TestAttempt, attempt_id)
    assert (row.state, row.score, row.percent, row.scored_by) == ("SCORED", Decimal(3), Decimal(75), "PLUGIN")
    assert [answer["question_id"] for answer in orjson.loads(row.answers)] == ["q1", "q2"]


async def test_the_scorer_learns_nothing_of_the_student(room: Classroom) -> None:
    viewer, student_id = await pupil(room)
    marker = Marker()
    await submitted(room, viewer, await started(room, viewer, await bank(room)), marker)
    assert str(student_id) not in repr([vars(sheet) for sheet in marker.sheets])


async def test_answers_are_kept_when_the_plugin_is_down(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room))
    await submitted(room, viewer, attempt_id, Marker(is_down=True))
    row = await room.row(tables.TestAttempt, attempt_id)
    assert (row.state, row.score, row.submitted_at) == ("SUBMITTED", None, MOMENT)


async def test_an_essay_waits_for_the_teacher(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room))
    await submitted(room, viewer, attempt_id, Marker(needs_teacher=True))
    asked = scores.ScoreTestAttempt(attempt_id, Decimal("3.5"), "Жакшы")
    await room.do(room.teacher, scores.score_test_attempt, asked)
    row = await room.row(tables.TestAttempt, attempt_id)
    assert (row.state, row.percent, row.scored_by, row.scored_by_id) == (
        "SCORED", Decimal("87.5"), "TEACHER", room.teacher_id,
    )  # fmt: skip


async def test_a_score_above_the_most_is_refused(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room))
    await submitted(room, viewer, attempt_id)
    asked = scores.ScoreTestAttempt(attempt_id, Decimal(5))
    assert await room.refused(room.teacher, scores.score_test_attempt, asked) == [
        ("BAD_USER_INPUT", "input.out_of_range")
    ]


async def test_an_attempt_is_handed_in_once(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room))
    await submitted(room, viewer, attempt_id)
    asked = attempts.SubmitTestAttempt(attempt_id, ANSWERS)
    assert await room.refused(viewer, attempts.submit_test_attempt, asked, services=services(Marker())) == [
        ("CONFLICT", "attempt.finished")
    ]


async def test_answers_after_the_time_are_refused(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room, time_limit_s=600))
    await put(room, attempt_id, started_at=MOMENT - timedelta(seconds=616))
    asked = attempts.SubmitTestAttempt(attempt_id, ANSWERS)
    assert await room.refused(viewer, attempts.submit_test_attempt, asked, services=services(Marker())) == [
        ("BAD_USER_INPUT", "attempt.time_over")
    ]


async def test_another_students_attempt_is_out_of_reach(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    stranger, _ = await pupil(room)
    asked = attempts.SubmitTestAttempt(await started(room, viewer, await bank(room)), ANSWERS)
    found = await room.refused(stranger, attempts.submit_test_attempt, asked, services=services(Marker()))
    assert found == OUT_OF_SCOPE


async def test_a_question_answered_twice_is_refused(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id = await started(room, viewer, await bank(room))
    asked = attempts.SubmitTestAttempt(attempt_id, (ANSWERS[0], ANSWERS[0]))
    assert await room.refused(viewer, attempts.submit_test_attempt, asked, services=services(Marker())) == [
        ("BAD_USER_INPUT", "attempt.answer_malformed")
    ]


@pytest.mark.parametrize("closed", [{"opens_at": MOMENT + timedelta(1)}, {"closes_at": MOMENT - timedelta(1)}])
async def test_a_closed_test_is_not_started(room: Classroom, closed: dict[str, object]) -> None:
    viewer, _ = await pupil(room)
    asked = attempts.StartTestAttempt(await bank(room, **closed))
    assert await room.refused(viewer, attempts.start_test_attempt, asked) == [("BAD_USER_INPUT", "test.closed")]


async def test_when_all_attempts_are_used_up_none_is_started(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    test_id = await bank(room, attempts_max=1)
    await submitted(room, viewer, await started(room, viewer, test_id))
    assert await room.refused(viewer, attempts.start_test_attempt, attempts.StartTestAttempt(test_id)) == [
        ("CONFLICT", "attempt.none_left")
    ]


async def test_a_teacher_tries_a_test_out(room: Classroom) -> None:
    row = await room.row(tables.TestAttempt, await started(room, room.teacher, await bank(room)))
    assert (row.student_id, row.staff_id) == (None, room.teacher_id)


async def test_a_guardian_sits_no_test(room: Classroom) -> None:
    _, student_id = await pupil(room)
    asked = attempts.StartTestAttempt(await bank(room))
    assert await room.refused(await room.guardian_of(student_id), attempts.start_test_attempt, asked) == [
        ("NOT_IN_SCOPE", "attempt.not_yours")
    ]


async def test_a_test_of_another_school_is_out_of_reach(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    asked = attempts.StartTestAttempt(await bank(room, school_id=room.other_school_id))
    assert await room.refused(viewer, attempts.start_test_attempt, asked) == OUT_OF_SCOPE


@dataclass
class SlowMarker(Marker):
    """A scorer that takes as long as the test wants."""

    slow: Slow = field(default_factory=Slow)

    async def score(self, sheet: Sheet) -> Scored:
        await self.slow.wait()
        return await super().score(sheet)


async def test_others_write_while_a_plugin_scores(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    other, _ = await pupil(room)
    test_id = await bank(room)
    attempt_id, marker = await started(room, viewer, test_id), SlowMarker()
    async with marker.slow.during(submitted(room, viewer, attempt_id, marker)) as handing_in:
        await started(room, other, test_id)
        assert not handing_in.done()
    assert (await room.row(tables.TestAttempt, attempt_id)).state == "SCORED"


async def test_what_was_handed_in_while_a_plugin_scored_is_not_handed_in_again(room: Classroom) -> None:
    viewer, _ = await pupil(room)
    attempt_id, marker = await started(room, viewer, await bank(room)), SlowMarker()
    async with marker.slow.during(submitted(room, viewer, attempt_id, marker)) as handing_in:
        await submitted(room, viewer, attempt_id, Marker(needs_teacher=True))
    with pytest.raises(Refused) as caught:
        handing_in.result()
    assert caught.value.message == "attempt.finished"
    assert (await room.row(tables.TestAttempt, attempt_id)).needs_teacher
