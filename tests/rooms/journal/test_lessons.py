"""Lessons: on school days of their load, one at a time, and still once marks or a lock are there."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.conftest import MOMENT
from tests.rooms.classroom import TODAY, Classroom, new_id

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.journal.acts import lessons, marks
from isuo_graph.rooms.journal.tables import Lesson
from isuo_graph.rooms.org.tables import Period, PeriodKind

numbers = itertools.cycle(range(1, 17))
days = itertools.chain.from_iterable(itertools.repeat(date(2026, 9, day), 16) for day in (14, 15, 16, 17))


def held(room: Classroom) -> lessons.RecordLesson:
    """Give a faultless lesson at a time that no other test uses."""
    return lessons.RecordLesson(room.load_id, next(days), next(numbers), "Бүтүн сандар")


async def refused(room: Classroom, asked: lessons.RecordLesson) -> list[tuple[str, str]]:
    return await room.refused(room.teacher, lessons.record_lesson, asked)


async def recorded(room: Classroom) -> tuple[int, lessons.RecordLesson]:
    asked = held(room)
    return (await room.do(room.teacher, lessons.record_lesson, asked)).lesson, asked


async def locked_day(room: Classroom, day: date) -> None:
    """Lock a period of that one day."""
    await room.add(
        Period(
            id=new_id(),
            school_id=room.school_id,
            year_id=room.year_id,
            kind=PeriodKind.TRIMESTER,
            number=new_id(),
            name="Жабык",
            starts_on=day,
            ends_on=day,
            locked_at=MOMENT,
        )
    )


async def test_a_lesson_is_filed_under_its_quarter(room: Classroom) -> None:
    lesson_id, _ = await recorded(room)
    row = await room.row(Lesson, lesson_id)
    assert (row.period_id, row.state, row.class_id) == (room.quarter_id, "HELD", room.class_id)


async def test_a_planned_lesson_becomes_the_one_that_was_held(room: Classroom) -> None:
    asked = held(room)
    planned = lessons.PlanLesson(asked.load_id, asked.held_on, asked.number, "План")
    lesson_id = (await room.do(room.teacher, lessons.plan_lesson, planned)).lesson
    assert (await room.do(room.teacher, lessons.record_lesson, asked)).lesson == lesson_id
    row = await room.row(Lesson, lesson_id)
    assert (row.state, row.topic) == ("HELD", "Бүтүн сандар")


async def test_two_lessons_of_a_class_are_not_at_one_time(room: Classroom) -> None:
    _, asked = await recorded(room)
    other = await room.load(room.class_id, room.sport_id)
    assert await refused(room, replace(asked, load_id=other)) == [("CONFLICT", "lesson.exists")]


async def test_a_lesson_to_come_is_not_recorded(room: Classroom) -> None:
    asked = replace(held(room), held_on=date(2026, 10, 6))
    assert await refused(room, asked) == [("BAD_USER_INPUT", "lesson.in_future")]


async def test_a_lesson_on_a_holiday_is_refused(room: Classroom) -> None:
    asked = replace(held(room), held_on=date(2026, 10, 2))
    assert await refused(room, asked) == [("BAD_USER_INPUT", "date.holiday")]


async def test_a_lesson_on_a_saturday_of_a_five_day_week_is_refused(room: Classroom) -> None:
    asked = replace(held(room), held_on=date(2026, 10, 3))
    assert await refused(room, asked) == [("BAD_USER_INPUT", "date.holiday")]


async def test_a_lesson_outside_the_year_is_refused(room: Classroom) -> None:
    asked = replace(held(room), held_on=date(2026, 8, 31))
    assert await refused(room, asked) == [
        ("BAD_USER_INPUT", "lesson.outside_load"), ("BAD_USER_INPUT", "date.outside_year"),
    ]  # fmt: skip


async def test_a_seventeenth_lesson_of_a_day_is_refused(room: Classroom) -> None:
    assert await refused(room, replace(held(room), number=17)) == [("BAD_USER_INPUT", "input.out_of_range")]


async def test_a_lesson_in_a_locked_period_is_refused(room: Classroom) -> None:
    await locked_day(room, date(2026, 9, 21))
    asked = replace(held(room), held_on=date(2026, 9, 21))
    assert await refused(room, asked) == [("CONFLICT", "lesson.period_locked")]


async def test_a_lesson_is_not_moved_into_a_locked_period(room: Classroom) -> None:
    await locked_day(room, date(2026, 9, 22))
    lesson_id, _ = await recorded(room)
    asked = lessons.ChangeLesson(lesson_id, held_on=date(2026, 9, 22))
    assert await room.refused(room.teacher, lessons.change_lesson, asked) == [("CONFLICT", "lesson.period_locked")]


async def test_homework_is_changed_under_its_version(room: Classroom) -> None:
    lesson_id, _ = await recorded(room)
    asked = lessons.ChangeLesson(lesson_id, homework="№ 17", version=1)
    await room.do(room.teacher, lessons.change_lesson, asked)
    assert await room.refused(room.teacher, lessons.change_lesson, asked) == [("CONFLICT", "row.changed")]


async def test_a_lesson_with_marks_is_neither_moved_nor_cancelled(room: Classroom) -> None:
    lesson_id, _ = await recorded(room)
    student_id = await room.student(room.class_id)
    await room.do(room.teacher, marks.record_mark, marks.RecordMark(lesson_id, student_id, Decimal(5)))
    moved = lessons.ChangeLesson(lesson_id, held_on=TODAY)
    cancelled = lessons.CancelLesson(lesson_id, "Карантин")
    assert await room.refused(room.teacher, lessons.change_lesson, moved) == [("CONFLICT", "lesson.has_marks")]
    assert await room.refused(room.teacher, lessons.cancel_lesson, cancelled) == [("CONFLICT", "lesson.has_marks")]


async def test_the_time_of_a_cancelled_lesson_is_free_again(room: Classroom) -> None:
    lesson_id, asked = await recorded(room)
    await room.do(room.teacher, lessons.cancel_lesson, lessons.CancelLesson(lesson_id, "Карантин"))
    again = (await room.do(room.teacher, lessons.record_lesson, asked)).lesson
    assert (await room.row(Lesson, lesson_id)).state == "CANCELLED"
    assert again != lesson_id


async def test_another_teachers_journal_is_out_of_reach(room: Classroom) -> None:
    colleague = room.as_(Role.SUBJECT_TEACHER, staff_ids=(await room.staff(),))
    assert await room.refused(colleague, lessons.record_lesson, held(room)) == [("NOT_IN_SCOPE", "row.not_found")]
