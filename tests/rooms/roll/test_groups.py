"""Membership of study groups."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rooms.classroom import TODAY, YEAR_START, Classroom, new_id

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.org.tables import GroupKind, StudyGroup
from isuo_graph.rooms.roll.acts import groups
from isuo_graph.rooms.roll.tables import GroupMember


@pytest.fixture(scope="module")
async def group_id(room: Classroom) -> int:
    """A language group of 5Б."""
    kind = GroupKind.LANGUAGE
    return await room.add(
        StudyGroup(
            id=new_id(), school_id=room.school_id, year_id=room.year_id, class_id=room.twin_id, name="1", kind=kind
        )
    )


async def refused(room: Classroom, student_id: int, group_id: int) -> list[tuple[str, str]]:
    asked = groups.JoinGroup(student_id, group_id, TODAY)
    return await room.refused(room.as_(Role.SECRETARY), groups.join_group, asked)


async def joined(room: Classroom, group_id: int) -> tuple[int, int]:
    """Put a new student of 5Б into the group; gives the student and the membership."""
    student_id = await room.student(room.twin_id)
    asked = groups.JoinGroup(student_id, group_id, YEAR_START)
    outcome = await room.do(room.as_(Role.SECRETARY), groups.join_group, asked)
    return student_id, outcome.group_member


async def test_a_student_joins_a_group_of_the_own_class(room: Classroom, group_id: int) -> None:
    student_id, _ = await joined(room, group_id)
    (member,) = await room.rows(GroupMember, student_id=student_id)
    assert (member.group_id, member.ends_on) == (group_id, None)


async def test_a_student_does_not_join_a_group_of_another_class(room: Classroom, group_id: int) -> None:
    student_id = await room.student(room.unmarked_id)
    assert await refused(room, student_id, group_id) == [("BAD_USER_INPUT", "group.other_class")]


async def test_a_student_does_not_join_twice(room: Classroom, group_id: int) -> None:
    student_id, _ = await joined(room, group_id)
    assert await refused(room, student_id, group_id) == [("CONFLICT", "group.member_exists")]


async def test_who_left_a_group_may_come_back(room: Classroom, group_id: int) -> None:
    student_id, member_id = await joined(room, group_id)
    left = groups.LeaveGroup(member_id, date(2026, 9, 30))
    await room.do(room.as_(Role.SECRETARY), groups.leave_group, left)
    await room.do(room.as_(Role.SECRETARY), groups.join_group, groups.JoinGroup(student_id, group_id, TODAY))
    assert len(await room.rows(GroupMember, student_id=student_id)) == 2


async def test_an_old_version_of_a_membership_is_refused(room: Classroom, group_id: int) -> None:
    _, member_id = await joined(room, group_id)
    asked = groups.LeaveGroup(member_id, TODAY, version=7)
    assert await room.refused(room.as_(Role.SECRETARY), groups.leave_group, asked) == [("CONFLICT", "row.changed")]


async def test_a_teacher_keeps_no_lists(room: Classroom, group_id: int) -> None:
    asked = groups.JoinGroup(await room.student(room.twin_id), group_id, TODAY)
    assert await room.refused(room.teacher, groups.join_group, asked) == [("FORBIDDEN_ACT", "act.forbidden")]
