"""Coming onto the roll and moving between classes: one class at a time, on an order, with a line in the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from tests.rooms.classroom import TODAY, YEAR_START, Classroom, new_id

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.tables import OrderKind, OrderState
from isuo_graph.rooms.org.tables import GroupKind, StudyGroup
from isuo_graph.rooms.people.acts import students
from isuo_graph.rooms.people.tables import Student
from isuo_graph.rooms.roll.acts import enrolling
from isuo_graph.rooms.roll.tables import Enrollment, EnrollmentKind, GroupMember, MovementEntry

OUT_OF_SCOPE = [("NOT_IN_SCOPE", "row.not_found")]


async def asked(room: Classroom, student_id: int = 0, class_id: int = 0) -> enrolling.EnrollStudent:
    """Give a faultless enrolment, of somebody new into 5Б."""
    return enrolling.EnrollStudent(
        student_id or await room.student(),
        class_id or room.twin_id,
        date(2026, 9, 21),
        await room.order(OrderKind.ENROLLMENT),
    )


async def moving(room: Classroom, starts_on: date = TODAY) -> enrolling.ChangeStudentClass:
    """Give a faultless move from 5Б to 1А."""
    return enrolling.ChangeStudentClass(
        await room.student(room.twin_id), room.unmarked_id, starts_on, await room.order(OrderKind.CLASS_CHANGE)
    )


async def refused(room: Classroom, wanted: enrolling.EnrollStudent) -> list[tuple[str, str]]:
    return await room.refused(room.as_(Role.SECRETARY), enrolling.enroll_student, wanted)


async def test_an_enrolled_student_is_in_the_class_at_once(room: Classroom) -> None:
    wanted = await asked(room)
    await room.do(room.as_(Role.SECRETARY), enrolling.enroll_student, wanted)
    row = await room.row(Student, wanted.student_id)
    assert (row.class_id, row.grade, row.status, row.enrolled_on) == (room.twin_id, 5, "ON_ROLL", date(2026, 9, 21))


async def test_an_enrolment_writes_a_line_with_its_requisites(room: Classroom) -> None:
    wanted = replace(await asked(room), origin="Ош шаары", basis="Арыз № 4")
    await room.do(room.as_(Role.SECRETARY), enrolling.enroll_student, wanted)
    (line,) = await room.rows(MovementEntry, student_id=wanted.student_id)
    assert (line.kind, line.order_id, line.origin, line.basis, line.to_class_id) == (
        "ARRIVAL",
        wanted.order_id,
        "Ош шаары",
        "Арыз № 4",
        room.twin_id,
    )


async def test_lines_of_a_years_book_are_numbered_without_a_gap(room: Classroom) -> None:
    for _ in range(2):
        await room.do(room.as_(Role.SECRETARY), enrolling.enroll_student, await asked(room))
    numbers = [line.number for line in await room.rows(MovementEntry, school_id=room.school_id)]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_student_is_not_enrolled_twice(room: Classroom) -> None:
    wanted = await asked(room)
    await room.do(room.as_(Role.SECRETARY), enrolling.enroll_student, wanted)
    assert await refused(room, wanted) == [("CONFLICT", "enrollment.exists")]


async def test_after_a_refusal_no_line_is_written(room: Classroom) -> None:
    wanted = replace(await asked(room), starts_on=date(2026, 8, 1))
    await refused(room, wanted)
    assert await room.rows(MovementEntry, student_id=wanted.student_id) == []


async def test_somebody_on_another_schools_roll_is_not_enrolled(room: Classroom) -> None:
    elsewhere = await room.student(room.other_class_id, school_id=room.other_school_id)
    person_id = (await room.row(Student, elsewhere)).person_id
    here = await room.add(Student(id=new_id(), school_id=room.school_id, person_id=person_id))
    assert await refused(room, await asked(room, here)) == [("CONFLICT", "enrollment.elsewhere")]


async def test_a_full_class_takes_nobody(room: Classroom) -> None:
    for _ in range(3):
        await room.student(room.class_id)
    assert await refused(room, await asked(room, class_id=room.class_id)) == [("CONFLICT", "class.full")]


async def test_a_class_of_another_school_is_out_of_reach(room: Classroom) -> None:
    assert await refused(room, await asked(room, class_id=room.other_class_id)) == OUT_OF_SCOPE


async def test_a_student_of_another_school_is_out_of_reach(room: Classroom) -> None:
    stranger = await room.student(room.other_class_id, school_id=room.other_school_id)
    assert await refused(room, await asked(room, stranger)) == OUT_OF_SCOPE


async def test_a_day_outside_the_year_is_refused(room: Classroom) -> None:
    wanted = replace(await asked(room), starts_on=date(2026, 8, 31))
    assert await refused(room, wanted) == [("BAD_USER_INPUT", "date.outside_year")]


@pytest.mark.parametrize(
    ("kind", "state", "message"),
    [
        (OrderKind.ENROLLMENT, OrderState.DRAFT, "order.not_signed"),
        (OrderKind.ENROLLMENT, OrderState.REVOKED, "order.revoked"),
        (OrderKind.LEAVING, OrderState.SIGNED, "order.wrong_kind"),
    ],
)
async def test_an_enrolment_needs_a_signed_order_about_it(
    room: Classroom, kind: OrderKind, state: OrderState, message: str
) -> None:
    wanted = replace(await asked(room), order_id=await room.order(kind, state))
    assert await refused(room, wanted) == [("BAD_USER_INPUT", message)]


async def test_an_order_of_another_school_is_as_good_as_none(room: Classroom) -> None:
    foreign = await room.order(OrderKind.ENROLLMENT, school_id=room.other_school_id)
    assert await refused(room, replace(await asked(room), order_id=foreign)) == OUT_OF_SCOPE


async def test_nobody_comes_onto_the_roll_by_a_promotion(room: Classroom) -> None:
    wanted = replace(await asked(room), kind=EnrollmentKind.PROMOTION)
    assert await refused(room, wanted) == [("BAD_USER_INPUT", "enrollment.wrong_kind")]


async def test_a_deputy_does_not_keep_the_book(room: Classroom) -> None:
    viewer = room.as_(Role.DEPUTY)
    assert await room.refused(viewer, enrolling.enroll_student, await asked(room)) == [
        ("FORBIDDEN_ACT", "act.forbidden")
    ]


async def test_a_move_ends_the_earlier_enrolment_the_day_before(room: Classroom) -> None:
    wanted = await moving(room)
    await room.do(room.as_(Role.SECRETARY), enrolling.change_student_class, wanted)
    before, after = await room.rows(Enrollment, student_id=wanted.student_id)
    assert (before.ends_on, after.starts_on, after.ends_on) == (date(2026, 10, 4), TODAY, None)


async def test_a_move_leaves_the_groups_of_the_old_class(room: Classroom) -> None:
    wanted = await moving(room)
    group = StudyGroup(
        id=new_id(),
        school_id=room.school_id,
        year_id=room.year_id,
        class_id=room.twin_id,
        name="1",
        kind=GroupKind.LANGUAGE,
    )
    member_id = await room.add(
        group,
        GroupMember(
            id=new_id(),
            school_id=room.school_id,
            group_id=group.id,
            student_id=wanted.student_id,
            starts_on=YEAR_START,
        ),
    )
    await room.do(room.as_(Role.SECRETARY), enrolling.change_student_class, wanted)
    assert (await room.row(GroupMember, member_id)).ends_on == date(2026, 10, 4)


async def test_a_move_into_the_same_class_is_refused(room: Classroom) -> None:
    wanted = replace(await moving(room), class_id=room.twin_id)
    assert await room.refused(room.as_(Role.SECRETARY), enrolling.change_student_class, wanted) == [
        ("CONFLICT", "enrollment.same_class")
    ]


async def test_a_move_before_the_enrolment_is_refused(room: Classroom) -> None:
    wanted = await moving(room, YEAR_START)
    assert await room.refused(room.as_(Role.SECRETARY), enrolling.change_student_class, wanted) == [
        ("BAD_USER_INPUT", "enrollment.before_start")
    ]


async def test_a_move_into_another_year_is_refused(room: Classroom) -> None:
    wanted = replace(await moving(room), class_id=room.next_class_id)
    found = await room.refused(room.as_(Role.SECRETARY), enrolling.change_student_class, wanted)
    assert ("BAD_USER_INPUT", "class.other_year") in found


@pytest.mark.parametrize("change", ["", "reason = NULL"])
async def test_a_line_of_the_book_is_never_changed_or_removed(room: Classroom, change: str) -> None:
    wanted = await asked(room)
    await room.do(room.as_(Role.SECRETARY), enrolling.enroll_student, wanted)
    (row,) = await room.rows(MovementEntry, student_id=wanted.student_id)
    with pytest.raises(DBAPIError, match="append-only"):
        await room.rewrite("movement_entry", row.id, change)


async def test_who_was_registered_is_enrolled_and_moved_with_a_line_for_each(room: Classroom) -> None:
    clerk = room.as_(Role.SECRETARY)
    made = await room.do(clerk, students.register_student, students.RegisterStudent(room.school_id))
    await room.do(clerk, enrolling.enroll_student, await asked(room, made.student))
    wanted = replace(await moving(room), student_id=made.student)
    await room.do(clerk, enrolling.change_student_class, wanted)
    lines = await room.rows(MovementEntry, student_id=made.student)
    assert [line.kind for line in lines] == ["ARRIVAL", "CLASS_CHANGE"]
