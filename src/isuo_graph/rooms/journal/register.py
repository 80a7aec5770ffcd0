"""What an act of the journal looks up before it writes: the day, the lock, the seat, the scale, the consent.

Takes a unit and rows; gives rows, or tells an Entry what is wrong. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlmodel import col, select

from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.journal import rules
from isuo_graph.rooms.org import rules as org_rules
from isuo_graph.rooms.org.tables import (
    AcademicYear,
    CalendarProfile,
    GradeLevel,
    Holiday,
    MarkScale,
    Period,
    PeriodKind,
    SchoolClass,
)
from isuo_graph.rooms.people.tables import Student
from isuo_graph.rooms.roll.tables import Enrollment, GroupMember
from isuo_graph.store.unit import Unit


class Taught(Protocol):
    """Whom a load or a lesson is for: a class, a study group, or both where the group is a part of the class."""

    school_id: int
    year_id: int
    class_id: int | None
    group_id: int | None


@dataclass(frozen=True)
class Seat:
    """A student who was in a class or group on a day, with the class of that day."""

    student: Student
    school_class: SchoolClass


async def seats(unit: Unit, taught: Taught, day: date, student_ids: Collection[int]) -> Mapping[int, Seat]:
    """Give the seats of those of the students who were in the class or group on that day, by student."""
    sitting = (
        select(Student, SchoolClass)
        .join(Enrollment, col(Enrollment.student_id) == col(Student.id))
        .join(SchoolClass, col(SchoolClass.id) == col(Enrollment.class_id))
        .where(col(Student.id).in_(student_ids), Enrollment.school_id == taught.school_id)
        .where(Enrollment.starts_on <= day, col(Enrollment.ends_on).is_(None) | (col(Enrollment.ends_on) >= day))
    )
    if taught.group_id is None:
        sitting = sitting.where(Enrollment.class_id == taught.class_id)
    else:
        members = select(GroupMember.student_id).where(
            GroupMember.group_id == taught.group_id,
            GroupMember.starts_on <= day,
            col(GroupMember.ends_on).is_(None) | (col(GroupMember.ends_on) >= day),
        )
        sitting = sitting.where(col(Student.id).in_(members))
    found = (await unit.session.exec(sitting)).all()
    return {student.id: Seat(student, school_class) for student, school_class in found}


def check_consent(unit: Unit, entry: Entry, student: Student, *path: str | int) -> None:
    """Refuse to write about a student whose school record has no consent (R55)."""
    if not student.record_from <= unit.now_ms < student.record_until:
        purpose = Purpose.SCHOOL_RECORD.value
        entry.refuse("consent.missing", *path, code=Code.CONSENT_MISSING, purpose=purpose)


async def scale_for(unit: Unit, school_class: SchoolClass, subject_id: int, day: date) -> MarkScale:
    """Give the scale that holds for a class, a subject and a day. Raises Refused where the school has set none."""
    level = await unit.get(GradeLevel, school_class.grade_level_id)
    candidates = select(MarkScale).where(MarkScale.programme_id == level.programme_id)
    scale = org_rules.scale_for(
        (await unit.session.exec(candidates)).all(),
        school_id=school_class.school_id,
        programme_id=level.programme_id,
        subject_id=subject_id,
        grade=level.number,
        on=day,
    )
    if scale is None:
        raise Refused(Code.BAD_USER_INPUT, "mark.no_scale", grade=level.number)
    return scale


async def periods_on(unit: Unit, school_id: int, day: date) -> Sequence[Period]:
    """Give all periods of the school that a day lies in."""
    found = select(Period).where(Period.school_id == school_id, Period.starts_on <= day, Period.ends_on >= day)
    return (await unit.session.exec(found)).all()


def check_unlocked(entry: Entry, periods: Collection[Period], *path: str | int) -> None:
    """Refuse what touches a locked period."""
    for period in periods:
        if period.locked_at is not None:
            locked_on = period.locked_at.astimezone(SCHOOL_ZONE).date()
            entry.refuse("lesson.period_locked", *path, code=Code.CONFLICT, period=period.name, date=locked_on)
            return


def period_of(periods: Collection[Period], day: date) -> int | None:
    """Give the id of the quarter (or the shortest other period) that a day lies in."""
    shortest = rules.shortest([period for period in periods if period.kind != PeriodKind.YEAR], day)
    return None if shortest is None else shortest.id


async def check_school_day(unit: Unit, entry: Entry, taught: Taught, day: date, name: str) -> None:
    """Check that a day lies in the year and is a school day of the class's grade; `name` is the field of the day."""
    year = await unit.get(AcademicYear, taught.year_id)
    if not year.starts_on <= day <= year.ends_on:
        entry.refuse("date.outside_year", name, date=day, start=year.starts_on, end=year.ends_on)
    elif taught.class_id is not None:
        school_class = await unit.get(SchoolClass, taught.class_id)
        if not await _is_school_day(unit, school_class, day):
            entry.refuse("date.holiday", name, date=day)


async def _is_school_day(unit: Unit, school_class: SchoolClass, day: date) -> bool:
    """Ask the grade's calendar; without one every day of the year may be a school day."""
    calendars = select(CalendarProfile).where(
        CalendarProfile.school_id == school_class.school_id,
        CalendarProfile.year_id == school_class.year_id,
        CalendarProfile.grade_from <= school_class.grade,
        CalendarProfile.grade_to >= school_class.grade,
        col(CalendarProfile.is_current).is_(True),
    )
    calendar = (await unit.session.exec(calendars)).first()
    if calendar is None:
        return True
    holiday = select(Holiday.id).where(
        Holiday.profile_id == calendar.id, Holiday.starts_on <= day, Holiday.ends_on >= day
    )
    is_holiday = (await unit.session.exec(holiday)).first() is not None
    return rules.is_school_day(day, calendar.days_per_week) and not is_holiday
