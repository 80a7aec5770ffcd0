"""Acts on teaching loads: who teaches which subject to whom. They take a right over the whole school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.rooms.journal import graph, rules
from isuo_graph.rooms.journal.rules import plain
from isuo_graph.rooms.journal.tables import Lesson, TeachingLoad
from isuo_graph.rooms.org import tables as org
from isuo_graph.rooms.org.graph import School, SchoolClass, StudyGroup, Subject
from isuo_graph.rooms.people.graph import StaffMember
from isuo_graph.rooms.people.tables import StaffMember as StaffRow
from isuo_graph.store.unit import Unit

PLAN = Right(Category.PLAN, Action.WRITE)
"""What it takes to write plans: the director and the deputy over the school, a subject teacher over own loads."""


@dataclass(frozen=True)
class AssignTeachingLoad:
    """Who teaches what to a class, or to a study group. Without days it lasts the whole year."""

    subject_id: Annotated[int, ref(Subject)]
    teacher_id: Annotated[int, ref(StaffMember)]
    hours_week: Decimal
    class_id: Annotated[int | None, ref(SchoolClass)] = None
    group_id: Annotated[int | None, ref(StudyGroup)] = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class ChangeTeachingLoad:
    """What changes about a load; what is left out stays."""

    load_id: Annotated[int, ref(graph.TeachingLoad)]
    teacher_id: Annotated[int | None, ref(StaffMember)] = None
    hours_week: Decimal | None = None
    version: int | None = None


@dataclass(frozen=True)
class EndTeachingLoad:
    """Which load ends, and its last day."""

    load_id: Annotated[int, ref(graph.TeachingLoad)]
    ends_on: date
    version: int | None = None


@dataclass(frozen=True)
class TeachingLoadSaved:
    """The load."""

    teaching_load: Annotated[int, ref(graph.TeachingLoad)]


@act(PLAN, log="journal:load_assigned")
async def assign_teaching_load(unit: Unit, asked: AssignTeachingLoad) -> TeachingLoadSaved:
    """Give a teacher a subject in a class or in a study group."""
    school_id, year_id, class_id = await _target(unit, asked)
    # A subject teacher also writes plans, but only a right over the whole school reaches the school itself.
    await unit.reach(School, school_id, path=("classId",))
    year = await unit.get(org.AcademicYear, year_id)
    load = TeachingLoad(
        id=unit.new_id(),
        school_id=school_id,
        year_id=year_id,
        class_id=class_id,
        group_id=asked.group_id,
        subject_id=asked.subject_id,
        teacher_id=asked.teacher_id,
        hours_week=asked.hours_week,
        starts_on=asked.starts_on or year.starts_on,
        ends_on=asked.ends_on or year.ends_on,
    )
    entry = Entry()
    _check_hours(entry, asked.hours_week)
    _check_days(entry, load, year)
    await _check_subject(unit, entry, load)
    await _check_teacher(unit, entry, load, load.teacher_id)
    await _check_twin(unit, entry, load)
    entry.close()
    unit.session.add(load)
    unit.note(subject_id=load.teacher_id, school_id=school_id, load=load.id)
    unit.emit("journal:load_assigned", school_id=school_id, load=load.id)
    return TeachingLoadSaved(load.id)


@act(PLAN, log="journal:load_changed")
async def change_teaching_load(unit: Unit, asked: ChangeTeachingLoad) -> TeachingLoadSaved:
    """Change the hours of a load, or hand its journal over to another teacher."""
    load = await _reached(unit, asked.load_id)
    unit.change(load, asked.version)
    entry = Entry()
    values = given(asked, ("teacher_id", "hours_week"))
    if not values:
        entry.refuse("input.nothing_to_change")
    if asked.hours_week is not None:
        _check_hours(entry, asked.hours_week)
    await _check_teacher(unit, entry, load, asked.teacher_id or load.teacher_id)
    with unit.session.no_autoflush:
        changed = put(load, values)
        await _check_twin(unit, entry, load)
    entry.close()
    unit.note(subject_id=load.teacher_id, school_id=load.school_id, load=load.id, fields=changed)
    unit.emit("journal:load_changed", school_id=load.school_id, load=load.id)
    return TeachingLoadSaved(load.id)


@act(PLAN, log="journal:load_ended")
async def end_teaching_load(unit: Unit, asked: EndTeachingLoad) -> TeachingLoadSaved:
    """End a load; its lessons and marks stay."""
    load = await _reached(unit, asked.load_id)
    unit.change(load, asked.version)
    year = await unit.get(org.AcademicYear, load.year_id)
    entry = Entry()
    later = select(Lesson.id).where(
        Lesson.load_id == load.id, Lesson.held_on > asked.ends_on, col(Lesson.cancelled_at).is_(None)
    )
    if (await unit.session.exec(later)).first():
        entry.refuse("load.later_lessons", "endsOn", code=Code.CONFLICT, date=asked.ends_on)
    load.ends_on = asked.ends_on
    _check_days(entry, load, year)
    entry.close()
    unit.note(subject_id=load.teacher_id, school_id=load.school_id, load=load.id)
    unit.emit("journal:load_ended", school_id=load.school_id, load=load.id)
    return TeachingLoadSaved(load.id)


async def _reached(unit: Unit, load_id: int) -> TeachingLoad:
    load: TeachingLoad = await unit.reach(graph.TeachingLoad, load_id, path=("loadId",))
    await unit.reach(School, load.school_id, path=("loadId",))
    return load


async def _target(unit: Unit, asked: AssignTeachingLoad) -> tuple[int, int, int | None]:
    """Give school, year and class of the class or of the group: exactly one of them is named."""
    if (asked.class_id is None) is (asked.group_id is None):
        raise Refused(Code.BAD_USER_INPUT, "load.class_or_group", path=("classId",))
    if asked.group_id is not None:
        group: org.StudyGroup = await unit.reach(StudyGroup, asked.group_id, path=("groupId",))
        return group.school_id, group.year_id, group.class_id
    assert asked.class_id is not None, "one of the two is named"
    school_class: org.SchoolClass = await unit.reach(SchoolClass, asked.class_id, path=("classId",))
    return school_class.school_id, school_class.year_id, school_class.id


def _check_hours(entry: Entry, hours: Decimal) -> None:
    if not rules.is_between(hours, rules.HOURS_WEEK):
        low, high = rules.HOURS_WEEK
        entry.refuse("load.hours_out_of_range", "hoursWeek", low=plain(low), high=plain(high))


def _check_days(entry: Entry, load: TeachingLoad, year: org.AcademicYear) -> None:
    entry.days(load.starts_on, load.ends_on)
    for name, day in (("startsOn", load.starts_on), ("endsOn", load.ends_on)):
        if day is not None and not year.starts_on <= day <= year.ends_on:
            entry.refuse("date.outside_year", name, date=day, start=year.starts_on, end=year.ends_on)


async def _check_subject(unit: Unit, entry: Entry, load: TeachingLoad) -> None:
    subject = await unit.get(org.Subject, load.subject_id, path=("subjectId",))
    is_strange = subject.school_id not in {None, load.school_id}
    if is_strange or (subject.retired_on is not None and subject.retired_on <= load.starts_on):
        entry.refuse("input.unknown_reference", "subjectId", field="subjectId")


async def _check_teacher(unit: Unit, entry: Entry, load: TeachingLoad, teacher_id: int) -> None:
    teacher: StaffRow = await unit.reach(StaffMember, teacher_id, path=("teacherId",))
    if teacher.school_id != load.school_id:
        entry.refuse("row.not_found", "teacherId", code=Code.NOT_IN_SCOPE)
    elif teacher.left_on is not None and teacher.left_on < max(load.starts_on, unit.today):
        entry.refuse("staff.dismissed", "teacherId", end=teacher.left_on)


async def _check_twin(unit: Unit, entry: Entry, load: TeachingLoad) -> None:
    """Refuse the same subject for the same teacher and class or group at the same time."""
    twins = select(TeachingLoad.id).where(
        TeachingLoad.school_id == load.school_id,
        TeachingLoad.subject_id == load.subject_id,
        TeachingLoad.teacher_id == load.teacher_id,
        TeachingLoad.id != load.id,
        col(TeachingLoad.class_id) == load.class_id,
        col(TeachingLoad.group_id) == load.group_id,
        TeachingLoad.starts_on <= (load.ends_on or date.max),
        col(TeachingLoad.ends_on).is_(None) | (col(TeachingLoad.ends_on) >= load.starts_on),
    )
    if (await unit.session.exec(twins)).first():
        entry.refuse("load.exists", "teacherId", code=Code.CONFLICT)


ACTS = (assign_teaching_load, change_teaching_load, end_teaching_load)
