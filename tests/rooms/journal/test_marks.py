"""Marks: on the scale, by the teacher of the load, with consent, and never changed without a trail."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import DBAPIError
from tests.conftest import MOMENT
from tests.rooms.classroom import Classroom, new_id

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.journal.acts import marks
from isuo_graph.rooms.journal.tables import LessonState, Mark, MarkChange
from isuo_graph.rooms.org.tables import Period, PeriodKind

OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]
FORBIDDEN = [("FORBIDDEN_ACT", "act.forbidden")]
FOUR, FIVE = Decimal(4), Decimal(5)


@pytest.fixture(scope="module")
async def student_id(room: Classroom) -> int:
    """A student of 5А."""
    return await room.student(room.class_id)


async def given(room: Classroom, student_id: int) -> int:
    """Give a four and its id."""
    asked = marks.RecordMark(await room.lesson(), student_id, FOUR)
    mark_id: int = (await room.do(room.teacher, marks.record_mark, asked)).mark
    return mark_id


async def refused(room: Classroom, asked: marks.RecordMark) -> list[tuple[str, str]]:
    return await room.refused(room.teacher, marks.record_mark, asked)


async def test_a_mark_stands_with_its_lesson_and_scale(room: Classroom, student_id: int) -> None:
    row = await room.row(Mark, await given(room, student_id))
    assert (row.value, row.class_id, row.subject_id, row.scale_id, row.entered_by_id) == (
        FOUR, room.class_id, room.algebra_id, room.scale_id, room.teacher_id,
    )  # fmt: skip


@pytest.mark.parametrize("value", ["1", "6", "3.5", "-4"])
async def test_a_mark_off_the_scale_is_refused(room: Classroom, student_id: int, value: str) -> None:
    asked = marks.RecordMark(await room.lesson(), student_id, Decimal(value))
    assert await refused(room, asked) == [("BAD_USER_INPUT", "mark.off_scale")]


async def test_in_an_unmarked_grade_no_mark_is_given(room: Classroom) -> None:
    student_id = await room.student(room.unmarked_id)
    load_id = await room.load(room.unmarked_id)
    lesson_id = await room.lesson(load_id=load_id, class_id=room.unmarked_id)
    assert await refused(room, marks.RecordMark(lesson_id, student_id, FOUR)) == [
        ("BAD_USER_INPUT", "mark.grade_unmarked")
    ]


@pytest.mark.parametrize(("value", "reasons"), [("1", []), ("5", [("BAD_USER_INPUT", "mark.not_a_choice")])])
async def test_a_pass_fail_subject_knows_two_marks(
    room: Classroom, student_id: int, value: str, reasons: list[tuple[str, str]]
) -> None:
    load_id = await room.load(room.class_id, room.sport_id)
    lesson_id = await room.lesson(load_id=load_id, subject_id=room.sport_id)
    asked = marks.RecordMark(lesson_id, student_id, Decimal(value))
    if reasons:
        assert await refused(room, asked) == reasons
    else:
        await room.do(room.teacher, marks.record_mark, asked)


@pytest.mark.parametrize("weight", ["0", "11", "-1"])
async def test_a_weight_out_of_bounds_is_refused(room: Classroom, student_id: int, weight: str) -> None:
    asked = marks.RecordMark(await room.lesson(), student_id, FOUR, weight=Decimal(weight))
    assert await refused(room, asked) == [("BAD_USER_INPUT", "mark.weight_out_of_range")]


async def test_a_student_of_another_class_gets_no_mark(room: Classroom) -> None:
    asked = marks.RecordMark(await room.lesson(), await room.student(room.twin_id), FOUR)
    assert await refused(room, asked) == [("BAD_USER_INPUT", "lesson.student_not_in_class")]


async def test_without_consent_no_mark_is_written(room: Classroom) -> None:
    nameless = await room.student(room.class_id, has_consent=False)
    asked = marks.RecordMark(await room.lesson(), nameless, FOUR)
    assert await refused(room, asked) == [("CONSENT_MISSING", "consent.missing")]


async def test_another_teachers_lesson_is_out_of_reach(room: Classroom, student_id: int) -> None:
    colleague = room.as_(Role.SUBJECT_TEACHER, staff_ids=(await room.staff(),))
    asked = marks.RecordMark(await room.lesson(), student_id, FOUR)
    assert await room.refused(colleague, marks.record_mark, asked) == OUT_OF_SCOPE


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY, Role.CLASS_TEACHER, Role.GUARDIAN])
async def test_only_a_subject_teacher_gives_marks(room: Classroom, student_id: int, role: Role) -> None:
    asked = marks.RecordMark(await room.lesson(), student_id, FOUR)
    assert await room.refused(room.as_(role), marks.record_mark, asked) == FORBIDDEN


async def test_a_lesson_to_come_has_no_marks(room: Classroom, student_id: int) -> None:
    asked = marks.RecordMark(await room.lesson(date(2026, 10, 6)), student_id, FOUR)
    assert await refused(room, asked) == [("BAD_USER_INPUT", "lesson.in_future")]


async def test_a_cancelled_lesson_has_no_marks(room: Classroom, student_id: int) -> None:
    lesson_id = await room.lesson(state=LessonState.CANCELLED, cancelled_at=MOMENT)
    assert await refused(room, marks.RecordMark(lesson_id, student_id, FOUR)) == [("CONFLICT", "lesson.cancelled")]


async def test_a_locked_period_takes_no_marks(room: Classroom, student_id: int) -> None:
    await room.add(
        Period(
            id=new_id(),
            school_id=room.school_id,
            year_id=room.year_id,
            kind=PeriodKind.TRIMESTER,
            number=9,
            name="Сентябрь",
            starts_on=date(2026, 9, 7),
            ends_on=date(2026, 9, 7),
            locked_at=MOMENT,
        )
    )
    asked = marks.RecordMark(await room.lesson(date(2026, 9, 7)), student_id, FOUR)
    assert await refused(room, asked) == [("CONFLICT", "lesson.period_locked")]


async def test_a_change_keeps_what_was_before(room: Classroom, student_id: int) -> None:
    mark_id = await given(room, student_id)
    asked = marks.ChangeMark(mark_id, "Жаңылыштык", value=FIVE, version=1)
    await room.do(room.teacher, marks.change_mark, asked)
    (change,) = await room.rows(MarkChange, mark_id=mark_id)
    row = await room.row(Mark, mark_id)
    assert (change.old_value, change.new_value, change.reason, row.value, row.version) == (
        FOUR, FIVE, "Жаңылыштык", FIVE, 2,
    )  # fmt: skip


async def test_a_change_needs_a_reason(room: Classroom, student_id: int) -> None:
    asked = marks.ChangeMark(await given(room, student_id), "  ", value=FIVE)
    assert await room.refused(room.teacher, marks.change_mark, asked) == [("BAD_USER_INPUT", "mark.reason_required")]


async def test_a_change_of_an_old_version_is_refused(room: Classroom, student_id: int) -> None:
    asked = marks.ChangeMark(await given(room, student_id), "Жаңылыштык", value=FIVE, version=9)
    assert await room.refused(room.teacher, marks.change_mark, asked) == [("CONFLICT", "row.changed")]


async def test_a_change_off_the_scale_leaves_everything(room: Classroom, student_id: int) -> None:
    mark_id = await given(room, student_id)
    await room.refused(room.teacher, marks.change_mark, marks.ChangeMark(mark_id, "?", value=Decimal(9)))
    assert (await room.row(Mark, mark_id)).value == FOUR
    assert await room.rows(MarkChange, mark_id=mark_id) == []


async def test_a_withdrawn_mark_stays_in_the_record(room: Classroom, student_id: int) -> None:
    mark_id = await given(room, student_id)
    await room.do(room.teacher, marks.void_mark, marks.VoidMark(mark_id, "Башка окуучуныкы"))
    row = await room.row(Mark, mark_id)
    assert (row.value, row.voided_at) == (FOUR, MOMENT)


async def test_a_withdrawn_mark_is_not_changed_again(room: Classroom, student_id: int) -> None:
    mark_id = await given(room, student_id)
    await room.do(room.teacher, marks.void_mark, marks.VoidMark(mark_id, "Ката"))
    asked = marks.ChangeMark(mark_id, "Ката", value=FIVE)
    assert await room.refused(room.teacher, marks.change_mark, asked) == [("CONFLICT", "mark.withdrawn")]


async def test_a_mark_without_any_change_is_refused(room: Classroom, student_id: int) -> None:
    asked = marks.ChangeMark(await given(room, student_id), "Себеп")
    assert await room.refused(room.teacher, marks.change_mark, asked) == [("BAD_USER_INPUT", "input.nothing_to_change")]


@pytest.mark.parametrize("change", ["", "old_value = 5000"])
async def test_what_a_mark_was_is_never_changed_or_removed(room: Classroom, student_id: int, change: str) -> None:
    mark_id = await given(room, student_id)
    await room.do(room.teacher, marks.change_mark, marks.ChangeMark(mark_id, "Жаңылыштык", value=FIVE))
    (row,) = await room.rows(MarkChange, mark_id=mark_id)
    with pytest.raises(DBAPIError, match="append-only"):
        await room.rewrite("mark_change", row.id, change)
