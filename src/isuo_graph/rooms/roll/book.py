"""The book of movement and the roll behind it: every arrival, move and departure is written here and nowhere else.

An entry is several rows that must agree (enrolment, line of the book, the student's own row), so they are made
together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, func, select

from isuo_graph.rooms.org.tables import SchoolClass
from isuo_graph.rooms.people.tables import Student, StudentStatus
from isuo_graph.rooms.roll import desk, rules, tables
from isuo_graph.rooms.roll.tables import Enrollment, EnrollmentKind, GroupMember, LeaveReason, MovementEntry
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class Requisites:
    """What a line of the book rests on, and where the student came from or goes to (R1)."""

    order_id: int
    basis: str | None = None
    origin: str | None = None
    destination: str | None = None
    other_school_id: int | None = None


async def open_enrollment(unit: Unit, student_id: int) -> Enrollment | None:
    """Give the enrolment that lasts; a student has at most one."""
    lasting = select(Enrollment).where(Enrollment.student_id == student_id, col(Enrollment.ends_on).is_(None))
    return (await unit.session.exec(lasting)).first()


async def last_entry_day(unit: Unit, student_id: int) -> date | None:
    """Give the day of the student's latest line in the book."""
    latest = select(func.max(MovementEntry.happened_on)).where(MovementEntry.student_id == student_id)
    return (await unit.session.exec(latest)).one()


async def students_of(unit: Unit, class_id: int) -> Sequence[Student]:
    """Give the students who are in the class now, by id."""
    found = select(Student).where(Student.class_id == class_id).order_by(col(Student.id))
    return (await unit.session.exec(found)).all()


async def head_count(unit: Unit, class_id: int, without_id: int = 0) -> int:
    """Count the students who are in the class now, one of them left out."""
    counted = select(func.count()).select_from(Student).where(Student.class_id == class_id, Student.id != without_id)
    return (await unit.session.exec(counted)).one()


async def arrive(
    unit: Unit, student: Student, school_class: SchoolClass, kind: EnrollmentKind, day: date, told: Requisites
) -> Enrollment:
    """Put a student who is on no class's list into a class."""
    enrollment = await _enrolled(unit, student, school_class, kind, day, told)
    student.status = StudentStatus.ON_ROLL
    student.enrolled_on = day
    student.left_on = None
    await _written(unit, enrollment, None, day, told)
    return enrollment


async def move(
    unit: Unit, left: Enrollment, school_class: SchoolClass, kind: EnrollmentKind, day: date, told: Requisites
) -> Enrollment:
    """Move a student into another class from `day` on; the earlier enrolment ends the day before."""
    student = await unit.get(Student, left.student_id)
    await _end(unit, left, rules.day_before(day), told)
    enrollment = await _enrolled(unit, student, school_class, kind, day, told)
    await _written(unit, enrollment, left.class_id, day, told)
    return enrollment


async def depart(
    unit: Unit, student: Student, left: Enrollment, reason: LeaveReason, day: date, told: Requisites
) -> None:
    """Take a student off the roll; `day` is the last day at school."""
    kind, status = rules.departure_of(reason)
    await _end(unit, left, day, told)
    student.status = status
    student.left_on = day
    student.class_id = None
    student.version += 1
    line = await _line(unit, left, kind, day, told)
    line.from_class_id = left.class_id
    line.reason = reason
    unit.session.add(line)


async def _enrolled(
    unit: Unit, student: Student, school_class: SchoolClass, kind: EnrollmentKind, day: date, told: Requisites
) -> Enrollment:
    enrollment = Enrollment(
        id=unit.new_id(),
        school_id=student.school_id,
        year_id=school_class.year_id,
        student_id=student.id,
        class_id=school_class.id,
        kind=kind,
        starts_on=day,
        order_id=told.order_id,
    )
    unit.session.add(enrollment)
    student.class_id = school_class.id
    student.grade = school_class.grade
    student.version += 1
    await unit.session.flush()
    return enrollment


async def _end(unit: Unit, left: Enrollment, day: date, told: Requisites) -> None:
    """End an enrolment, and membership of the groups that the class is split into."""
    left.ends_on = day
    left.end_order_id = told.order_id
    left.version += 1
    lasting = select(GroupMember).where(GroupMember.student_id == left.student_id, col(GroupMember.ends_on).is_(None))
    for member in (await unit.session.exec(lasting)).all():
        member.ends_on = max(day, member.starts_on)
        member.version += 1
    # The next enrolment must not meet this one at the unique index of open ones.
    await unit.session.flush()


async def _written(unit: Unit, enrollment: Enrollment, from_class_id: int | None, day: date, told: Requisites) -> None:
    line = await _line(unit, enrollment, rules.movement_of(EnrollmentKind(enrollment.kind)), day, told)
    line.from_class_id = from_class_id
    line.to_class_id = enrollment.class_id
    unit.session.add(line)
    await unit.session.flush()


async def _line(
    unit: Unit, enrollment: Enrollment, kind: tables.MovementKind, day: date, told: Requisites
) -> MovementEntry:
    """Begin the next line of the year's book."""
    return MovementEntry(
        id=unit.new_id(),
        school_id=enrollment.school_id,
        year_id=enrollment.year_id,
        number=await _next_number(unit, enrollment),
        student_id=enrollment.student_id,
        enrollment_id=enrollment.id,
        kind=kind,
        happened_on=day,
        recorded_at=unit.now,
        recorded_by_id=await desk.acting_staff(unit, enrollment.school_id),
        **vars(told),
    )


async def _next_number(unit: Unit, enrollment: Enrollment) -> int:
    """Give the next number of a year's book, without a gap; two clerks at one moment meet at its unique index."""
    highest = select(func.max(MovementEntry.number)).where(
        MovementEntry.school_id == enrollment.school_id, MovementEntry.year_id == enrollment.year_id
    )
    return ((await unit.session.exec(highest)).one() or 0) + 1
