"""Acts that take a student off the roll: leaving for a reason, or a transfer to another school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.rooms.org.graph import School
from isuo_graph.rooms.org.tables import School as SchoolRow
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.tables import Student as StudentRow
from isuo_graph.rooms.roll import book, desk, tables
from isuo_graph.rooms.roll.acts.enrolling import KEEP_BOOK
from isuo_graph.rooms.roll.tables import LeaveReason
from isuo_graph.store.unit import Unit

LEAVING = frozenset({OrderKind.LEAVING, OrderKind.GRADUATION})


@dataclass(frozen=True)
class WithdrawStudent:
    """Who leaves, the last day, why, and on what order."""

    student_id: Annotated[int, ref(Student)]
    left_on: date
    reason: LeaveReason
    order_id: Annotated[int, ref(Order)]
    destination: str | None = None
    basis: str | None = None


@dataclass(frozen=True)
class TransferStudent:
    """Who goes to which school: one of this system by its id, or any other by its name and place."""

    student_id: Annotated[int, ref(Student)]
    left_on: date
    order_id: Annotated[int, ref(Order)]
    other_school_id: Annotated[int | None, ref(School)] = None
    destination: str | None = None
    basis: str | None = None


@dataclass(frozen=True)
class StudentLeft:
    """The student."""

    student: Annotated[int, ref(Student)]


@act(KEEP_BOOK, log="roll:student_withdrawn")
async def withdraw_student(unit: Unit, asked: WithdrawStudent) -> StudentLeft:
    """Take a student off the roll; the record stays and shows the last day."""
    student: StudentRow = await unit.reach(Student, asked.student_id, path=("studentId",))
    entry = Entry()
    if asked.reason is LeaveReason.TRANSFER:
        entry.refuse("enrollment.transfer_by_itself", "reason")
    return await _leave(unit, entry, student, asked, asked.reason, None)


@act(KEEP_BOOK, log="roll:student_transferred")
async def transfer_student(unit: Unit, asked: TransferStudent) -> StudentLeft:
    """Let a student go to another school.

    The other school registers and enrols the student itself; consents given here do not travel with them.
    """
    student: StudentRow = await unit.reach(Student, asked.student_id, path=("studentId",))
    entry = Entry()
    if asked.other_school_id is None and not (asked.destination or "").strip():
        entry.refuse("enrollment.destination_required", "destination")
    if asked.other_school_id is not None:
        other = await unit.get(SchoolRow, asked.other_school_id, path=("otherSchoolId",))
        if other.id == student.school_id:
            entry.refuse("enrollment.same_school", "otherSchoolId")
    return await _leave(unit, entry, student, asked, LeaveReason.TRANSFER, asked.other_school_id)


async def _leave(
    unit: Unit,
    entry: Entry,
    student: StudentRow,
    asked: WithdrawStudent | TransferStudent,
    reason: LeaveReason,
    other_school_id: int | None,
) -> StudentLeft:
    order = await desk.signed_order(unit, asked.order_id, student.school_id, LEAVING, asked.left_on)
    told = book.Requisites(
        order.id,
        entry.optional("basis", asked.basis, tables.NOTE_SIZE),
        destination=entry.optional("destination", asked.destination, tables.PLACE_SIZE),
        other_school_id=other_school_id,
    )
    left = await book.open_enrollment(unit, student.id)
    if left is None:
        _refuse_absent(entry, student)
    elif asked.left_on < left.starts_on:
        entry.refuse("enrollment.before_start", "leftOn", date=asked.left_on, start=left.starts_on)
    if asked.left_on > unit.today:
        entry.refuse("input.date_in_future", "leftOn", field="leftOn")
    entry.close()
    assert left is not None, "a student without an enrolment was refused above"
    await book.depart(unit, student, left, reason, asked.left_on, told)
    unit.note(subject_id=student.id, school_id=student.school_id, reason=reason.value, order=order.id)
    unit.emit("roll:student_left", school_id=student.school_id, student=student.id, reason=reason.value)
    return StudentLeft(student.id)


def _refuse_absent(entry: Entry, student: StudentRow) -> None:
    if student.left_on is not None:
        entry.refuse("enrollment.ended", "studentId", date=student.left_on)
    else:
        entry.refuse("enrollment.missing", "studentId")


ACTS = (withdraw_student, transfer_student)
