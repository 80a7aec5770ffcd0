"""Acts on a class that need to know its people: who leads it, and whether it may be closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from sqlmodel import func, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.org import tables as org_tables
from isuo_graph.rooms.org.acts.classes import ClassSaved
from isuo_graph.rooms.org.acts.schools import FRAME
from isuo_graph.rooms.org.graph import SchoolClass
from isuo_graph.rooms.people import graph, rules, tables
from isuo_graph.rooms.people.acts.staff import DIRECTORY
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class AppointClassTeacher:
    """Who leads which class, and from when."""

    class_id: Annotated[int, ref(SchoolClass)]
    staff_id: Annotated[int, ref(graph.StaffMember)]
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class EndClassLeadership:
    """Which leadership ends, and its last day."""

    leadership_id: Annotated[int, ref(graph.ClassLeadership)]
    ends_on: date
    version: int | None = None


@dataclass(frozen=True)
class ClassLeadershipSaved:
    """The leadership."""

    class_leadership: Annotated[int, ref(graph.ClassLeadership)]


@dataclass(frozen=True)
class CloseClass:
    """Which class is closed, and on which day."""

    class_id: Annotated[int, ref(SchoolClass)]
    closed_on: date
    version: int | None = None


@act(DIRECTORY, log="people:class_teacher_appointed")
async def appoint_class_teacher(unit: Unit, asked: AppointClassTeacher) -> ClassLeadershipSaved:
    """Make somebody class teacher; who led the class until then leads it until the day before."""
    school_class = await unit.reach(SchoolClass, asked.class_id, path=("classId",))
    staff = await unit.reach(graph.StaffMember, asked.staff_id, path=("staffId",))
    year = await unit.get(org_tables.AcademicYear, school_class.year_id)
    entry = Entry()
    entry.days(asked.starts_on, asked.ends_on)
    if staff.school_id != school_class.school_id:
        entry.refuse("class.other_school", "classId")
    if not year.starts_on <= asked.starts_on <= year.ends_on:
        entry.refuse("date.outside_year", "startsOn", date=asked.starts_on, start=year.starts_on, end=year.ends_on)
    if rules.is_over(staff.left_on, asked.starts_on):
        entry.refuse("staff.dismissed", "staffId", end=staff.left_on)
    await _end_earlier(unit, entry, asked)
    entry.close()
    row = tables.ClassLeadership(id=unit.new_id(), school_id=school_class.school_id, **vars(asked))
    unit.session.add(row)
    unit.note(subject_id=staff.id, school_id=row.school_id, school_class=school_class.id)
    unit.emit("people:class_leadership_changed", school_id=row.school_id, school_class=school_class.id, staff=staff.id)
    return ClassLeadershipSaved(row.id)


@act(DIRECTORY, log="people:class_leadership_ended")
async def end_class_leadership(unit: Unit, asked: EndClassLeadership) -> ClassLeadershipSaved:
    """End a leadership; from the day after, the class is no longer the teacher's own."""
    row = await unit.reach(graph.ClassLeadership, asked.leadership_id, path=("leadershipId",))
    unit.change(row, asked.version)
    entry = Entry()
    entry.days(row.starts_on, asked.ends_on)
    entry.close()
    row.ends_on = asked.ends_on
    unit.note(subject_id=row.staff_id, school_id=row.school_id, school_class=row.class_id)
    unit.emit("people:class_leadership_changed", school_id=row.school_id, school_class=row.class_id, staff=row.staff_id)
    return ClassLeadershipSaved(row.id)


@act(FRAME, log="people:class_closed")
async def close_class(unit: Unit, asked: CloseClass) -> ClassSaved:
    """Close a class that nobody learns in any more."""
    row = await unit.reach(SchoolClass, asked.class_id, path=("classId",))
    unit.change(row, asked.version)
    year = await unit.get(org_tables.AcademicYear, row.year_id)
    entry = Entry()
    if not year.starts_on <= asked.closed_on <= year.ends_on:
        entry.refuse("date.outside_year", "closedOn", date=asked.closed_on, start=year.starts_on, end=year.ends_on)
    count = (
        await unit.session.exec(
            select(func.count()).select_from(tables.Student).where(tables.Student.class_id == row.id)
        )
    ).one()
    if count:
        entry.refuse("class.not_empty", "classId", code=Code.CONFLICT, count=count)
    entry.close()
    row.closed_on = asked.closed_on
    unit.note(subject_id=row.id, school_id=row.school_id)
    unit.emit("people:class_closed", school_id=row.school_id, school_class=row.id)
    return ClassSaved(row.id)


async def _end_earlier(unit: Unit, entry: Entry, asked: AppointClassTeacher) -> None:
    """End the open leadership of the class the day before; refuse what could only be ended before it began."""
    table = tables.ClassLeadership
    for row in (await unit.session.exec(select(table).where(table.class_id == asked.class_id))).all():
        if not rules.do_terms_meet(asked.starts_on, asked.ends_on, row.starts_on, row.ends_on):
            continue
        if row.starts_on >= asked.starts_on:
            entry.refuse("leadership.exists", "startsOn", code=Code.CONFLICT, start=row.starts_on)
        else:
            row.ends_on = asked.starts_on - timedelta(days=1)


ACTS = (appoint_class_teacher, end_class_leadership, close_class)
