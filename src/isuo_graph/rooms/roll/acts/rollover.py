"""The act that takes a whole class into another year: promotion, or a repeated year for those listed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.rooms.org.graph import SchoolClass
from isuo_graph.rooms.org.tables import AcademicYear
from isuo_graph.rooms.org.tables import SchoolClass as ClassRow
from isuo_graph.rooms.people.graph import Student
from isuo_graph.rooms.people.tables import Student as StudentRow
from isuo_graph.rooms.roll import book, desk, rules, tables
from isuo_graph.rooms.roll.acts.enrolling import KEEP_BOOK
from isuo_graph.store.unit import Unit

ROLLOVER = frozenset({OrderKind.PROMOTION})


@dataclass(frozen=True)
class PromoteClass:
    """Which class goes into which class of a later year; the students left out stay for another order."""

    class_id: Annotated[int, ref(SchoolClass)]
    to_class_id: Annotated[int, ref(SchoolClass)]
    starts_on: date
    order_id: Annotated[int, ref(Order)]
    leave_out: tuple[Annotated[int, ref(Student)], ...] = ()
    basis: str | None = None


@dataclass(frozen=True)
class ClassPromoted:
    """The class of the new year, and how many students were moved into it."""

    school_class: Annotated[int, ref(SchoolClass)]
    moved: int


@act(KEEP_BOOK, log="roll:class_promoted")
async def promote_class(unit: Unit, asked: PromoteClass) -> ClassPromoted:
    """Move the students of a class into a class of a later year: a higher grade is a promotion, the same a repeat."""
    school_class: ClassRow = await unit.reach(SchoolClass, asked.class_id, path=("classId",))
    target: ClassRow = await unit.reach(SchoolClass, asked.to_class_id, path=("toClassId",))
    order = await desk.signed_order(unit, asked.order_id, school_class.school_id, ROLLOVER, asked.starts_on)
    students = await book.students_of(unit, school_class.id)
    staying = frozenset(asked.leave_out)
    going = [student for student in students if student.id not in staying]
    entry = Entry()
    basis = entry.optional("basis", asked.basis, tables.NOTE_SIZE)
    _check_listed(entry, asked.leave_out, students)
    await _check_target(unit, entry, school_class, target, asked.starts_on)
    if rules.is_full(await book.head_count(unit, target.id), target.capacity, len(going)):
        entry.refuse("class.full", "toClassId", code=Code.CONFLICT, limit=target.capacity)
    lasting = [await book.open_enrollment(unit, student.id) for student in going]
    if None in lasting:
        entry.refuse("enrollment.missing", "classId")
    entry.close()
    kind = rules.rollover_kind(school_class.grade, target.grade)
    for left in filter(None, lasting):
        await book.move(unit, left, target, kind, asked.starts_on, book.Requisites(order.id, basis))
    unit.note(subject_id=target.id, school_id=target.school_id, moved=len(going), order=order.id)
    unit.emit("roll:class_promoted", school_id=target.school_id, school_class=target.id, moved=len(going))
    return ClassPromoted(target.id, len(going))


def _check_listed(entry: Entry, leave_out: Sequence[int], students: Sequence[StudentRow]) -> None:
    known = {student.id for student in students}
    for place, student_id in enumerate(leave_out):
        if student_id not in known:
            entry.refuse("row.not_found", "leaveOut", place, code=Code.NOT_IN_SCOPE)


async def _check_target(unit: Unit, entry: Entry, school_class: ClassRow, target: ClassRow, day: date) -> None:
    if target.school_id != school_class.school_id:
        entry.refuse("class.other_school", "toClassId")
        return
    year = await unit.get(AcademicYear, school_class.year_id)
    next_year = await unit.get(AcademicYear, target.year_id)
    if next_year.starts_on <= year.starts_on:
        entry.refuse("promotion.not_later_year", "toClassId")
    elif target.grade < school_class.grade:
        entry.refuse("promotion.lower_grade", "toClassId", grade=target.grade)
    if not rules.is_within(day, next_year):
        entry.refuse("date.outside_year", "startsOn", date=day, start=next_year.starts_on, end=next_year.ends_on)


ACTS = (promote_class,)
