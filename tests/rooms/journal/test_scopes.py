"""Whom a teacher, a class teacher, a student and a guardian reach through the journal."""

from __future__ import annotations

from decimal import Decimal

from tests.rooms.classroom import YEAR_START, Classroom, new_id

from isuo_graph.graph import act
from isuo_graph.kit.errors import Refused
from isuo_graph.policy.rights import Category, Right, Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.journal import graph
from isuo_graph.rooms.journal.acts import marks
from isuo_graph.rooms.org.tables import GroupKind, StudyGroup
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.roll.tables import GroupMember
from isuo_graph.store.unit import Unit

ROSTER, MARKS = Right(Category.ROSTER), Right(Category.MARKS)


@act(ROSTER, log="test:looked")
async def look(unit: Unit, asked: marks.VoidMark) -> marks.MarkSaved:
    """Stand for any act while a test asks what is within reach."""
    return marks.MarkSaved(asked.mark_id)


async def reaches(room: Classroom, viewer: Viewer, node: type, row_id: int, right: Right) -> bool:
    async with room.store.write.unit(viewer, look) as unit:
        try:
            await unit.reach(node, row_id, right)
        except Refused:
            return False
        return True


async def given(room: Classroom, student_id: int) -> int:
    asked = marks.RecordMark(await room.lesson(), student_id, Decimal(5))
    mark_id: int = (await room.do(room.teacher, marks.record_mark, asked)).mark
    return mark_id


async def test_a_teacher_reaches_the_students_of_a_class_taught(room: Classroom) -> None:
    assert await reaches(room, room.teacher, Student, await room.student(room.class_id), ROSTER)


async def test_a_teacher_does_not_reach_students_of_another_class(room: Classroom) -> None:
    assert not await reaches(room, room.teacher, Student, await room.student(room.unmarked_id), ROSTER)


async def test_a_teacher_of_a_group_reaches_its_members_only(room: Classroom) -> None:
    member, classmate = await room.student(room.twin_id), await room.student(room.twin_id)
    teacher_id = await room.staff()
    group = StudyGroup(
        id=new_id(),
        school_id=room.school_id,
        year_id=room.year_id,
        class_id=room.twin_id,
        name="1",
        kind=GroupKind.LANGUAGE,
    )
    belongs = GroupMember(
        id=new_id(), school_id=room.school_id, group_id=group.id, student_id=member, starts_on=YEAR_START
    )
    await room.add(group, belongs)
    await room.load(room.twin_id, teacher_id=teacher_id, group_id=group.id)
    teacher = room.as_(Role.SUBJECT_TEACHER, staff_ids=(teacher_id,))
    assert await reaches(room, teacher, Student, member, ROSTER)
    assert not await reaches(room, teacher, Student, classmate, ROSTER)


async def test_a_student_reaches_own_marks_only(room: Classroom) -> None:
    own, other = await room.student(room.class_id), await room.student(room.class_id)
    viewer = room.as_(Role.STUDENT, student_ids=(own,))
    assert await reaches(room, viewer, graph.Mark, await given(room, own), MARKS)
    assert not await reaches(room, viewer, graph.Mark, await given(room, other), MARKS)


async def test_a_guardian_reaches_the_childs_marks(room: Classroom) -> None:
    child = await room.student(room.class_id)
    assert await reaches(room, await room.guardian_of(child), graph.Mark, await given(room, child), MARKS)


async def test_a_class_teacher_reaches_marks_of_the_own_class_in_any_subject(room: Classroom) -> None:
    mark_id = await given(room, await room.student(room.class_id))
    assert await reaches(room, room.leader, graph.Mark, mark_id, MARKS)


async def test_an_administrator_reaches_no_mark(room: Classroom) -> None:
    mark_id = await given(room, await room.student(room.class_id))
    assert not await reaches(room, room.as_(Role.ADMINISTRATOR), graph.Mark, mark_id, MARKS)
