"""The act that sets the calendar of some grades; dates move within a year, so every change is a new edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import col, select

from isuo_graph.graph import act, ref
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.rooms.org import graph, rules, tables
from isuo_graph.rooms.org.acts.schools import FRAME
from isuo_graph.store.unit import Unit


@dataclass(frozen=True)
class HolidayPlan:
    """Days without lessons, first and last included."""

    name_ky: str
    name_ru: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class SetCalendarProfile:
    """The whole calendar of some grades in a year."""

    year_id: Annotated[int, ref(graph.AcademicYear)]
    grade_from: int
    grade_to: int
    lesson_minutes: int
    days_per_week: int
    holidays: tuple[HolidayPlan, ...] = ()


@dataclass(frozen=True)
class CalendarProfileSet:
    """The new edition."""

    calendar_profile: Annotated[int, ref(graph.CalendarProfile)]


@act(FRAME, log="org:calendar_set")
async def set_calendar_profile(unit: Unit, asked: SetCalendarProfile) -> CalendarProfileSet:
    """Set lesson length, school week and holidays of some grades; earlier editions stay readable."""
    year = await unit.reach(graph.AcademicYear, asked.year_id, path=("yearId",))
    current = await _current(unit, year.id)
    entry = Entry()
    _check(entry, asked, year, current)
    holidays = [_holiday(unit, entry, plan, year, place) for place, plan in enumerate(asked.holidays)]
    entry.close()
    earlier = next((row for row in current if rules.has_same_grades(row, asked)), None)
    if earlier is not None:
        earlier.is_current = False
    profile = tables.CalendarProfile(
        id=unit.new_id(),
        school_id=year.school_id,
        year_id=year.id,
        grade_from=asked.grade_from,
        grade_to=asked.grade_to,
        edition=1 if earlier is None else earlier.edition + 1,
        lesson_minutes=asked.lesson_minutes,
        days_per_week=asked.days_per_week,
        made_at=unit.now,
    )
    unit.session.add(profile)
    await unit.session.flush()
    for holiday in holidays:
        holiday.profile_id = profile.id
    unit.session.add_all(holidays)
    unit.note(subject_id=profile.id, school_id=year.school_id, edition=profile.edition)
    unit.emit("org:calendar_set", school_id=year.school_id, profile=profile.id, year=year.id)
    return CalendarProfileSet(profile.id)


def _check(
    entry: Entry,
    asked: SetCalendarProfile,
    year: tables.AcademicYear,
    current: Sequence[tables.CalendarProfile],
) -> None:
    if not 0 <= asked.grade_from <= asked.grade_to <= rules.GRADE_MAX:
        entry.refuse("input.out_of_range", "gradeTo", field="gradeTo", low=0, high=rules.GRADE_MAX)
    entry.number("lessonMinutes", asked.lesson_minutes, *rules.LESSON_MINUTES)
    entry.number("daysPerWeek", asked.days_per_week, *rules.DAYS_PER_WEEK)
    for row in current:
        if rules.grades_overlap(row, asked) and not rules.has_same_grades(row, asked):
            entry.refuse("calendar.overlaps", "gradeFrom", code=Code.CONFLICT, low=row.grade_from, high=row.grade_to)
    for place, plan in enumerate(asked.holidays):
        if not rules.is_inside(plan, year):
            entry.refuse(
                "date.outside_year", "holidays", place, date=plan.starts_on, start=year.starts_on, end=year.ends_on
            )


def _holiday(unit: Unit, entry: Entry, plan: HolidayPlan, year: tables.AcademicYear, place: int) -> tables.Holiday:
    if plan.ends_on < plan.starts_on:
        entry.refuse("input.end_before_start", "holidays", place, "endsOn", start=plan.starts_on, end=plan.ends_on)
    return tables.Holiday(
        id=unit.new_id(),
        school_id=year.school_id,
        name_ky=entry.line("nameKy", plan.name_ky, tables.NAME_SIZE),
        name_ru=entry.line("nameRu", plan.name_ru, tables.NAME_SIZE),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )


async def _current(unit: Unit, year_id: int) -> Sequence[tables.CalendarProfile]:
    table = tables.CalendarProfile
    found = select(table).where(table.year_id == year_id, col(table.is_current).is_(True))
    return (await unit.session.exec(found)).all()


ACTS = (set_calendar_profile,)
