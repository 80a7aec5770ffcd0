"""Leaving the roll, going to another school, and taking a class into the next year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.rooms.classroom import TODAY, Classroom

from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.rooms.people.tables import Student
from isuo_graph.rooms.roll.acts import leaving, rollover
from isuo_graph.rooms.roll.tables import Enrollment, LeaveReason, MovementEntry

LAST_DAY = date(2026, 10, 2)


async def withdrawal(room: Classroom) -> leaving.WithdrawStudent:
    return leaving.WithdrawStudent(
        await room.student(room.twin_id), LAST_DAY, LeaveReason.MOVED_AWAY, await room.order(OrderKind.LEAVING)
    )


async def transfer(room: Classroom) -> leaving.TransferStudent:
    student_id, order_id = await room.student(room.twin_id), await room.order(OrderKind.LEAVING)
    return leaving.TransferStudent(student_id, LAST_DAY, order_id, room.other_school_id)


async def test_who_leaves_is_in_no_class_and_on_no_roll(room: Classroom) -> None:
    asked = await withdrawal(room)
    await room.do(room.as_(Role.SECRETARY), leaving.withdraw_student, asked)
    row = await room.row(Student, asked.student_id)
    assert (row.class_id, row.status, row.left_on) == (None, "LEFT", LAST_DAY)


async def test_leaving_ends_the_enrolment_on_the_last_day(room: Classroom) -> None:
    asked = await withdrawal(room)
    await room.do(room.as_(Role.SECRETARY), leaving.withdraw_student, asked)
    (enrollment,) = await room.rows(Enrollment, student_id=asked.student_id)
    assert (enrollment.ends_on, enrollment.end_order_id) == (LAST_DAY, asked.order_id)


async def test_leaving_writes_a_line_with_its_reason(room: Classroom) -> None:
    asked = await withdrawal(room)
    await room.do(room.as_(Role.SECRETARY), leaving.withdraw_student, asked)
    (line,) = await room.rows(MovementEntry, student_id=asked.student_id)
    assert (line.kind, line.reason, line.from_class_id, line.to_class_id) == (
        "DEPARTURE", "MOVED_AWAY", room.twin_id, None,
    )  # fmt: skip


async def test_a_graduate_is_no_departure(room: Classroom) -> None:
    asked = replace(await withdrawal(room), reason=LeaveReason.GRADUATED)
    await room.do(room.as_(Role.SECRETARY), leaving.withdraw_student, asked)
    (line,) = await room.rows(MovementEntry, student_id=asked.student_id)
    assert (line.kind, (await room.row(Student, asked.student_id)).status) == ("GRADUATION", "GRADUATED")


async def test_nobody_leaves_twice(room: Classroom) -> None:
    asked = await withdrawal(room)
    await room.do(room.as_(Role.SECRETARY), leaving.withdraw_student, asked)
    assert await room.refused(room.as_(Role.SECRETARY), leaving.withdraw_student, asked) == [
        ("BAD_USER_INPUT", "enrollment.ended")
    ]


async def test_nobody_leaves_in_the_future(room: Classroom) -> None:
    asked = replace(await withdrawal(room), left_on=date(2026, 10, 6))
    assert await room.refused(room.as_(Role.SECRETARY), leaving.withdraw_student, asked) == [
        ("BAD_USER_INPUT", "input.date_in_future")
    ]


async def test_a_transfer_names_the_other_school_in_the_book(room: Classroom) -> None:
    asked = await transfer(room)
    await room.do(room.as_(Role.SECRETARY), leaving.transfer_student, asked)
    (line,) = await room.rows(MovementEntry, student_id=asked.student_id)
    assert (line.reason, line.other_school_id) == ("TRANSFER", room.other_school_id)


async def test_a_transfer_needs_a_destination(room: Classroom) -> None:
    asked = replace(await transfer(room), other_school_id=None, destination=" ")
    found = await room.refused(room.as_(Role.SECRETARY), leaving.transfer_student, asked)
    assert ("BAD_USER_INPUT", "enrollment.destination_required") in found


async def test_a_transfer_to_the_same_school_is_refused(room: Classroom) -> None:
    asked = replace(await transfer(room), other_school_id=room.school_id)
    assert await room.refused(room.as_(Role.SECRETARY), leaving.transfer_student, asked) == [
        ("BAD_USER_INPUT", "enrollment.same_school")
    ]


async def test_a_class_goes_into_the_next_year_but_for_those_left_out(room: Classroom) -> None:
    going, staying = await room.student(room.class_id), await room.student(room.class_id)
    order_id = await room.order(OrderKind.PROMOTION)
    asked = rollover.PromoteClass(room.class_id, room.next_class_id, date(2027, 9, 1), order_id, (staying,))
    outcome = await room.do(room.as_(Role.SECRETARY), rollover.promote_class, asked)
    row = await room.row(Student, going)
    assert (outcome.moved, row.class_id, row.grade) == (1, room.next_class_id, 6)
    assert (await room.row(Student, staying)).class_id == room.class_id


async def test_a_class_is_not_promoted_within_its_year(room: Classroom) -> None:
    order_id = await room.order(OrderKind.PROMOTION)
    asked = rollover.PromoteClass(room.class_id, room.twin_id, TODAY, order_id)
    assert await room.refused(room.as_(Role.SECRETARY), rollover.promote_class, asked) == [
        ("BAD_USER_INPUT", "promotion.not_later_year")
    ]
