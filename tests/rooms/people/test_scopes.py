"""Whom a guardian, a student and a class teacher reach: facts of today decide, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.rooms.people.conftest import Life

from isuo_graph.graph import act
from isuo_graph.kit.errors import Refused
from isuo_graph.policy.rights import Category, Right, Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people import graph
from isuo_graph.rooms.people.acts import classes, families
from isuo_graph.rooms.people.acts.students import RegisterStudent, StudentSaved
from isuo_graph.rooms.people.tables import GuardianshipKind
from isuo_graph.store.unit import Unit

ROSTER, FAMILY, CONTACTS = (Right(category) for category in (Category.ROSTER, Category.FAMILY, Category.CONTACTS))
START = date(2026, 9, 1)
CHILD = families.AddGuardianship(0, 0, GuardianshipKind.MOTHER, START)


@act(ROSTER, log="test:looked")
async def look(unit: Unit, asked: RegisterStudent) -> StudentSaved:
    """Stand for any act while a test asks what is within reach."""
    return StudentSaved(asked.school_id)


async def reaches(life: Life, viewer: Viewer, node: type, row_id: int, right: Right = ROSTER) -> bool:
    async with life.store.write.unit(viewer, look) as unit:
        try:
            await unit.reach(node, row_id, right)
        except Refused:
            return False
        return True


async def family(life: Life, guardianship: families.AddGuardianship = CHILD) -> tuple[Viewer, int, int]:
    """Give a guardian, the child and the guardianship."""
    student_id, guardian_id = await life.student("record"), await life.guardian("record")
    made = await life.do(
        families.add_guardianship, replace(guardianship, student_id=student_id, guardian_id=guardian_id)
    )
    return life.as_(Role.GUARDIAN, guardian_ids=(guardian_id,)), student_id, made.guardianship


async def test_a_guardian_reaches_the_own_child(life: Life) -> None:
    guardian, child, _ = await family(life)
    assert await reaches(life, guardian, graph.Student, child)


async def test_a_guardian_reaches_nobody_elses_child(life: Life) -> None:
    guardian, _, _ = await family(life)
    _, other, _ = await family(life)
    assert not await reaches(life, guardian, graph.Student, other)


@pytest.mark.parametrize(
    "guardianship",
    [
        replace(CHILD, has_custody=False),
        replace(CHILD, may_see=False),
        replace(CHILD, ends_on=date(2026, 10, 4)),
        replace(CHILD, starts_on=date(2026, 10, 6)),
    ],
    ids=["without custody", "who may not see", "whose time is over", "whose time has not come"],
)
async def test_a_guardian_sees_nothing(life: Life, guardianship: families.AddGuardianship) -> None:
    guardian, child, _ = await family(life, guardianship)
    assert not await reaches(life, guardian, graph.Student, child)
    assert not await reaches(life, guardian, graph.Student, child, CONTACTS)


async def test_the_last_day_of_a_guardianship_still_counts(life: Life) -> None:
    guardian, child, _ = await family(life, replace(CHILD, ends_on=date(2026, 10, 5)))
    assert await reaches(life, guardian, graph.Student, child)


async def test_a_right_taken_away_is_gone_with_the_next_statement(life: Life) -> None:
    guardian, child, guardianship_id = await family(life)
    await life.do(families.change_guardianship, families.ChangeGuardianship(guardianship_id, may_see=False))
    assert not await reaches(life, guardian, graph.Student, child)


async def test_guardians_see_their_own_card_and_not_the_other_parents(life: Life) -> None:
    guardian, child, _ = await family(life)
    other = await life.guardian("record")
    await life.do(families.add_guardianship, replace(CHILD, student_id=child, guardian_id=other))
    assert await reaches(life, guardian, graph.Guardian, guardian.guardian_ids[0], FAMILY)
    assert not await reaches(life, guardian, graph.Guardian, other, FAMILY)


async def test_a_guardian_reaches_classmates_of_the_child_whose_families_consented_to_the_community(life: Life) -> None:
    child = await life.student("record", class_id=life.class_id)
    guardian_id = await life.guardian("record")
    await life.do(families.add_guardianship, replace(CHILD, student_id=child, guardian_id=guardian_id))
    me = life.as_(Role.GUARDIAN, guardian_ids=(guardian_id,))
    silent = await life.student("record", class_id=life.class_id)
    consented = await life.student("record", "community", class_id=life.class_id)
    assert [await reaches(life, me, graph.Student, one) for one in (silent, consented)] == [False, True]


async def test_students_reach_themselves_and_their_classmates_only(life: Life) -> None:
    mine = await life.student(class_id=life.class_id)
    mate, stranger = await life.student(class_id=life.class_id), await life.student()
    me = life.as_(Role.STUDENT, student_ids=(mine,))
    found = [await reaches(life, me, graph.Student, one) for one in (mine, mate, stranger)]
    assert found == [True, True, False]


async def test_students_reach_no_contacts_of_their_classmates(life: Life) -> None:
    mine, mate = await life.student(class_id=life.class_id), await life.student(class_id=life.class_id)
    me = life.as_(Role.STUDENT, student_ids=(mine,))
    assert await reaches(life, me, graph.Student, mine, CONTACTS)
    assert not await reaches(life, me, graph.Student, mate, CONTACTS)


async def test_a_class_teacher_reaches_students_and_families_of_the_own_class_while_leading_it(life: Life) -> None:
    staff_id, student_id = await life.teacher(), await life.student(class_id=life.class_id)
    guardian_id = await life.guardian()
    added = replace(CHILD, student_id=student_id, guardian_id=guardian_id)
    guardianship_id = (await life.do(families.add_guardianship, added)).guardianship
    appointed = await life.do(
        classes.appoint_class_teacher, classes.AppointClassTeacher(life.class_id, staff_id, date(2026, 9, 3))
    )
    teacher = life.as_(Role.CLASS_TEACHER, staff_ids=(staff_id,))

    async def found() -> list[bool]:
        return [
            await reaches(life, teacher, graph.Student, student_id),
            await reaches(life, teacher, graph.Guardian, guardian_id, FAMILY),
            await reaches(life, teacher, graph.Guardianship, guardianship_id, FAMILY),
        ]

    assert await found() == [True, True, True]
    ended = classes.EndClassLeadership(appointed.class_leadership, date(2026, 10, 4))
    await life.do(classes.end_class_leadership, ended)
    assert await found() == [False, False, False]


async def test_a_class_teacher_reaches_no_student_of_another_class(life: Life) -> None:
    teacher = life.as_(Role.CLASS_TEACHER, staff_ids=(await life.teacher(),))
    assert not await reaches(life, teacher, graph.Student, await life.student(class_id=life.class_id))
