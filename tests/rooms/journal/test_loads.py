"""Teaching loads: given by whoever plans for the whole school, never by a teacher to themself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.rooms.classroom import YEAR_END, YEAR_START, Classroom

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.journal.acts import loads
from isuo_graph.rooms.journal.tables import TeachingLoad

OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]


async def wanted(room: Classroom) -> loads.AssignTeachingLoad:
    """Give a faultless load, for somebody new in 5Б."""
    return loads.AssignTeachingLoad(room.algebra_id, await room.staff(), Decimal("4.5"), class_id=room.twin_id)


async def refused(room: Classroom, asked: loads.AssignTeachingLoad) -> list[tuple[str, str]]:
    return await room.refused(room.as_(Role.DEPUTY), loads.assign_teaching_load, asked)


async def test_a_load_lasts_the_year_unless_days_are_given(room: Classroom) -> None:
    made = await room.do(room.as_(Role.DEPUTY), loads.assign_teaching_load, await wanted(room))
    row = await room.row(TeachingLoad, made.teaching_load)
    assert (row.starts_on, row.ends_on, row.hours_week) == (YEAR_START, YEAR_END, Decimal("4.5"))


async def test_the_same_load_is_not_given_twice(room: Classroom) -> None:
    asked = await wanted(room)
    await room.do(room.as_(Role.DEPUTY), loads.assign_teaching_load, asked)
    assert await refused(room, asked) == [("CONFLICT", "load.exists")]


async def test_a_teacher_takes_no_load(room: Classroom) -> None:
    assert await room.refused(room.teacher, loads.assign_teaching_load, await wanted(room)) == OUT_OF_SCOPE


async def test_a_teacher_does_not_change_the_hours_of_an_own_load(room: Classroom) -> None:
    asked = loads.ChangeTeachingLoad(room.load_id, hours_week=Decimal(20))
    assert await room.refused(room.teacher, loads.change_teaching_load, asked) == OUT_OF_SCOPE


async def test_a_load_needs_a_class_or_a_group(room: Classroom) -> None:
    asked = replace(await wanted(room), class_id=None)
    assert await refused(room, asked) == [("BAD_USER_INPUT", "load.class_or_group")]


@pytest.mark.parametrize("hours", ["0", "41", "-3"])
async def test_hours_out_of_bounds_are_refused(room: Classroom, hours: str) -> None:
    asked = replace(await wanted(room), hours_week=Decimal(hours))
    assert await refused(room, asked) == [("BAD_USER_INPUT", "load.hours_out_of_range")]


async def test_a_teacher_of_another_school_is_out_of_reach(room: Classroom) -> None:
    asked = replace(await wanted(room), teacher_id=await room.staff(room.other_school_id))
    assert await refused(room, asked) == OUT_OF_SCOPE


async def test_a_class_of_another_school_is_out_of_reach(room: Classroom) -> None:
    assert await refused(room, replace(await wanted(room), class_id=room.other_class_id)) == OUT_OF_SCOPE


async def test_a_load_is_handed_over_with_its_journal(room: Classroom) -> None:
    made = await room.do(room.as_(Role.DEPUTY), loads.assign_teaching_load, await wanted(room))
    successor = await room.staff()
    asked = loads.ChangeTeachingLoad(made.teaching_load, teacher_id=successor, version=1)
    await room.do(room.as_(Role.DEPUTY), loads.change_teaching_load, asked)
    row = await room.row(TeachingLoad, made.teaching_load)
    assert (row.teacher_id, row.version) == (successor, 2)


async def test_a_load_does_not_end_before_its_lessons(room: Classroom) -> None:
    await room.lesson(date(2026, 9, 30))
    asked = loads.EndTeachingLoad(room.load_id, date(2026, 9, 29))
    assert await room.refused(room.as_(Role.DEPUTY), loads.end_teaching_load, asked) == [
        ("CONFLICT", "load.later_lessons")
    ]
