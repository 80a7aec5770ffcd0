"""Acts that put a student into a class: onto the roll, or from one class of the year into another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.rooms.org.graph import SchoolClass
from isuo_graph.rooms.org.tables import AcademicYear
from isuo_graph.rooms.org.tables import SchoolClass as ClassRow
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.tables import Student as StudentRow
from isuo_graph.rooms.people.tables import StudentStatus
from isuo_graph.rooms.roll import book, desk, graph, rules, tables
from isuo_graph.rooms.roll.tables import EnrollmentKind
from isuo_graph.store.unit import Unit

KEEP_BOOK = Right(Category.MOVEMENT, Action.WRITE)
"""What it takes to keep the book of movement: by default the secretary and the responsible person."""


@dataclass(frozen=True)
class EnrollStudent:
    """Who comes into which class, when, and on what order."""

    student_id: Annotated[int, ref(Student)]
    class_id: Annotated[int, ref(SchoolClass)]
    starts_on: date
    order_id: Annotated[int, ref(Order)]
    kind: EnrollmentKind = EnrollmentKind.ADMISSION
    origin: str | None = None
    basis: str | None = None


@dataclass(frozen=True)
class ChangeStudentClass:
    """Who moves into which class of the same year, from which day on, and on what order."""

    student_id: Annotated[int, ref(Student)]
    class_id: Annotated[int, ref(SchoolClass)]
    starts_on: date
    order_id: Annotated[int, ref(Order)]
    basis: str | None = None


@dataclass(frozen=True)
class StudentEnrolled:
    """The student and the new enrolment."""

    student: Annotated[int, ref(Student)]
    enrollment: Annotated[int, ref(graph.Enrollment)]


@act(KEEP_BOOK, log="roll:student_enrolled")
async def enroll_student(unit: Unit, asked: EnrollStudent) -> StudentEnrolled:
    """Put a student on the school's roll and into a class; a line of the book of movement is written with it."""
    student, school_class = await _reached(unit, asked.student_id, asked.class_id)
    order = await desk.signed_order(unit, asked.order_id, student.school_id, {OrderKind.ENROLLMENT}, asked.starts_on)
    entry = Entry()
    basis = entry.optional("basis", asked.basis, tables.NOTE_SIZE)
    origin = entry.optional("origin", asked.origin, tables.PLACE_SIZE)
    if asked.kind not in rules.ARRIVALS:
        entry.refuse("enrollment.wrong_kind", "kind", kind=asked.kind)
    await _check_free(unit, entry, student, asked.starts_on)
    await _check_class(unit, entry, school_class, student, asked.starts_on)
    entry.close()
    told = book.Requisites(order.id, basis, origin=origin)
    made = await book.arrive(unit, student, school_class, asked.kind, asked.starts_on, told)
    unit.note(subject_id=student.id, school_id=student.school_id, enrollment=made.id, order=order.id)
    unit.emit("roll:student_enrolled", school_id=student.school_id, student=student.id, school_class=school_class.id)
    return StudentEnrolled(student.id, made.id)


@act(KEEP_BOOK, log="roll:class_changed")
async def change_student_class(unit: Unit, asked: ChangeStudentClass) -> StudentEnrolled:
    """Move a student into another class of the same year; groups of the old class are left with it."""
    student, school_class = await _reached(unit, asked.student_id, asked.class_id)
    order = await desk.signed_order(unit, asked.order_id, student.school_id, {OrderKind.CLASS_CHANGE}, asked.starts_on)
    left = await book.open_enrollment(unit, student.id)
    entry = Entry()
    basis = entry.optional("basis", asked.basis, tables.NOTE_SIZE)
    if left is None:
        entry.refuse("enrollment.missing", "studentId")
    else:
        _check_move(entry, left, school_class, asked.starts_on)
    await _check_class(unit, entry, school_class, student, asked.starts_on)
    entry.close()
    assert left is not None, "a student without an enrolment was refused above"
    told = book.Requisites(order.id, basis)
    made = await book.move(unit, left, school_class, EnrollmentKind.CLASS_CHANGE, asked.starts_on, told)
    unit.note(subject_id=student.id, school_id=student.school_id, enrollment=made.id, order=order.id)
    unit.emit("roll:class_changed", school_id=student.school_id, student=student.id, school_class=school_class.id)
    return StudentEnrolled(student.id, made.id)


async def _reached(unit: Unit, student_id: int, class_id: int) -> tuple[StudentRow, ClassRow]:
    """Reach the student and the class, both within the viewer's own scope."""
    student: StudentRow = await unit.reach(Student, student_id, path=("studentId",))
    school_class: ClassRow = await unit.reach(SchoolClass, class_id, path=("classId",))
    return student, school_class


async def _check_class(unit: Unit, entry: Entry, school_class: ClassRow, student: StudentRow, day: date) -> None:
    """Check that the class is the school's own, open on that day of its year, and has room for one more."""
    if school_class.school_id != student.school_id:
        entry.refuse("class.other_school", "classId")
        return
    year = await unit.get(AcademicYear, school_class.year_id)
    if not rules.is_within(day, year):
        entry.refuse("date.outside_year", "startsOn", date=day, start=year.starts_on, end=year.ends_on)
    if school_class.closed_on is not None and school_class.closed_on <= day:
        entry.refuse("enrollment.class_closed", "classId", date=school_class.closed_on)
    if rules.is_full(await book.head_count(unit, school_class.id, student.id), school_class.capacity):
        entry.refuse("class.full", "classId", code=Code.CONFLICT, limit=school_class.capacity)


async def _check_free(unit: Unit, entry: Entry, student: StudentRow, day: date) -> None:
    """Check that the student is on no roll, here or elsewhere, and has left before coming back."""
    lasting = await book.open_enrollment(unit, student.id)
    if lasting is not None:
        current = await unit.get(ClassRow, lasting.class_id)
        entry.refuse("enrollment.exists", "studentId", code=Code.CONFLICT, school_class=current.name)
        return
    latest = await book.last_entry_day(unit, student.id)
    if latest is not None and day <= latest:
        entry.refuse("enrollment.later_records", "startsOn", date=day)
    elsewhere = select(StudentRow.id).where(
        StudentRow.person_id == student.person_id,
        StudentRow.id != student.id,
        StudentRow.school_id != student.school_id,
        StudentRow.status == StudentStatus.ON_ROLL,
        col(StudentRow.class_id).is_not(None),
    )
    if (await unit.session.exec(elsewhere)).first():
        entry.refuse("enrollment.elsewhere", "studentId", code=Code.CONFLICT)


def _check_move(entry: Entry, left: tables.Enrollment, school_class: ClassRow, day: date) -> None:
    if left.class_id == school_class.id:
        entry.refuse("enrollment.same_class", "classId", code=Code.CONFLICT)
    elif left.year_id != school_class.year_id:
        entry.refuse("class.other_year", "classId")
    if day <= left.starts_on:
        entry.refuse("enrollment.before_start", "startsOn", date=day, start=left.starts_on)


ACTS = (enroll_student, change_student_class)
