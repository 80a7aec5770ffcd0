"""The frame of the demo: territory, programmes, subjects, scales for all, then years, periods, classes of a school.

Takes sheets to write into; gives the ids that people and journals refer to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from isuo_graph.cli.demo import curriculum
from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.kit.clock import day_start_ms
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.rooms.org import rules, tables
from isuo_graph.rooms.org.tables import AreaLevel, InstructionLanguage, PeriodKind, SchoolKind, Stage

THOUSANDTHS: Final = 1000
SCALES_SINCE: Final = date(2025, 9, 1)  # the year the twelve-year programme began
LETTERS: Final = "АБВГ"


@dataclass(frozen=True)
class Nation:
    """What all schools share: ids by code."""

    country_id: int
    district_id: int
    levels: Mapping[tuple[str, int], int]
    subjects: Mapping[str, int]
    scales: Mapping[curriculum.Marked, int]


@dataclass(frozen=True)
class ClassSeat:
    """A class and its two halves; the groups are for subjects that split it."""

    id: int
    grade: int
    letter: str
    name: str
    language: InstructionLanguage
    groups: Mapping[str, tuple[int, int]]
    """Group ids by kind."""


@dataclass(frozen=True)
class School:
    """One school's frame."""

    id: int
    number: int
    name_ru: str
    area_id: int
    year_id: int
    periods: Mapping[int, int]
    """Period ids by quarter; 0 is the year."""
    classes: tuple[ClassSeat, ...]


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """How large a school is."""

    number: int
    classes_per_grade: int
    students_per_class: int


def nation(sheets: Sheets) -> Nation:
    """Write what all schools share."""
    country = _area(sheets, None, "41700000000000", "Кыргыз Республикасы", "Кыргызская Республика", AreaLevel.COUNTRY)
    region = _area(sheets, country, "41799000000000", "Ойдон чыккан облус", "Вымышленная область", AreaLevel.REGION)
    district = _area(sheets, region, "41799900000000", "Үлгү району", "Образцовый район", AreaLevel.DISTRICT)
    programmes = {
        code: sheets.add(tables.Programme, code=code, name_ky=ky, name_ru=ru, years=years)
        for code, ky, ru, years in (
            (curriculum.NEW_PROGRAMME, "12 жылдык билим берүү", "12-летнее образование", 12),
            (curriculum.OLD_PROGRAMME, "11 жылдык билим берүү", "11-летнее образование", 11),
        )
    }
    levels = {
        (code, number): sheets.add(
            tables.GradeLevel, programme_id=programmes[code], number=number, name=f"{number}-класс"
        )
        for code, years in ((curriculum.NEW_PROGRAMME, 12), (curriculum.OLD_PROGRAMME, 11))
        for number in range(1, years + 1)
    }
    subjects = {
        one.code: sheets.add(
            tables.Subject, school_id=None, code=one.code, name_ky=one.ky, name_ru=one.ru, name_sort=sort_key(one.ky)
        )
        for one in curriculum.SUBJECTS
    }
    scales = {scale: _scale(sheets, scale, programmes, subjects) for scale in curriculum.SCALES}
    return Nation(country, district, levels, subjects, scales)


def school(sheets: Sheets, nation: Nation, plan: SchoolPlan, calendar: Calendar) -> School:
    """Write one school with its year, periods, calendars and classes."""
    community = _area(
        sheets,
        nation.district_id,
        f"417999{plan.number:08d}",
        f"Жаңы-Үлгү №{plan.number} айыл өкмөтү",
        f"Айыл өкмөтү Жаңы-Үлгү №{plan.number}",
        AreaLevel.COMMUNITY,
    )
    name_ky, name_ru = f"№{plan.number} «Үлгү» орто мектеби", f"Средняя школа №{plan.number} «Үлгү»"
    school_id = sheets.add(
        tables.School,
        code=f"99-{plan.number:04d}",
        area_id=community,
        name_ky=name_ky,
        name_ru=name_ru,
        name_sort=sort_key(name_ky),
        name_search=search_key(name_ky),
        kind=SchoolKind.STATE if plan.number % 2 else SchoolKind.MUNICIPAL,
        stage=Stage.PROFESSIONAL if plan.number == 1 else Stage.PEDAGOGICAL,
        address=f"Үлгү айылы, Манас көчөсү, {plan.number}",
        phone=f"+9963999{plan.number:05d}",
        email=f"school{plan.number}@demo.invalid",
        website=None,
        office_language="ky" if plan.number % 2 else "ru",
    )
    year_id = sheets.add(
        tables.AcademicYear,
        school_id=school_id,
        name=calendar.name,
        starts_on=calendar.starts_on,
        ends_on=calendar.ends_on,
    )
    periods = _periods(sheets, school_id, year_id, calendar)
    _calendars(sheets, school_id, year_id, calendar)
    classes = tuple(
        _class(sheets, nation, (school_id, year_id), (grade, letter), _language(grade, letter, plan))
        for grade in curriculum.GRADES
        for letter in LETTERS[: plan.classes_per_grade]
    )
    return School(school_id, plan.number, name_ru, community, year_id, periods, classes)


def _area(sheets: Sheets, parent: int | None, code: str, ky: str, ru: str, level: AreaLevel) -> int:
    return sheets.add(tables.Area, parent_id=parent, code=code, name_ky=ky, name_ru=ru, level=level)


def _scale(sheets: Sheets, scale: curriculum.Marked, programmes: Mapping[str, int], subjects: Mapping[str, int]) -> int:
    low, high, passing = (value * THOUSANDTHS for value in scale.bounds) if scale.bounds else (None, None, None)
    return sheets.add(
        tables.MarkScale,
        school_id=None,
        programme_id=programmes[scale.programme],
        subject_id=subjects[scale.subject] if scale.subject else None,
        grade_from=scale.grades[0],
        grade_to=scale.grades[1],
        kind=scale.kind,
        min_value=low,
        max_value=high,
        pass_value=passing,
        step_value=THOUSANDTHS if scale.bounds else None,
        starts_on=SCALES_SINCE,
    )


def _periods(sheets: Sheets, school_id: int, year_id: int, calendar: Calendar) -> dict[int, int]:
    """Write the quarters, those that are over locked (R55), and the year itself."""
    past = {quarter.number for quarter in calendar.past_quarters()}
    periods = {
        quarter.number: sheets.add(
            tables.Period,
            school_id=school_id,
            year_id=year_id,
            kind=PeriodKind.QUARTER,
            number=quarter.number,
            name=f"{quarter.number}-чейрек",
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            locked_at=locked_at(calendar, quarter.number) if quarter.number in past else None,
        )
        for quarter in calendar.quarters
    }
    periods[0] = sheets.add(
        tables.Period,
        school_id=school_id,
        year_id=year_id,
        kind=PeriodKind.YEAR,
        number=1,
        name=calendar.name,
        starts_on=calendar.starts_on,
        ends_on=calendar.ends_on,
    )
    return periods


def locked_at(calendar: Calendar, quarter: int) -> int:
    """Give the moment a quarter was locked: the day after its end, or this morning where that is to come."""
    ended = next(one.ends_on for one in calendar.quarters if one.number == quarter)
    return day_start_ms(min(ended + timedelta(days=1), calendar.today))


def _calendars(sheets: Sheets, school_id: int, year_id: int, calendar: Calendar) -> None:
    for grades, minutes in (((1, 1), 35), ((2, 12), 45)):
        profile = sheets.add(
            tables.CalendarProfile,
            school_id=school_id,
            year_id=year_id,
            grade_from=grades[0],
            grade_to=grades[1],
            lesson_minutes=minutes,
            days_per_week=5,
            made_at=day_start_ms(calendar.starts_on),
        )
        for before, after in pairwise(calendar.quarters):
            sheets.add(
                tables.Holiday,
                school_id=school_id,
                profile_id=profile,
                name_ky="Эс алуу",
                name_ru="Каникулы",
                starts_on=before.ends_on + timedelta(days=1),
                ends_on=after.starts_on - timedelta(days=1),
            )


def _class(
    sheets: Sheets, nation: Nation, place: tuple[int, int], which: tuple[int, str], language: InstructionLanguage
) -> ClassSeat:
    school_id, year_id = place
    grade, letter = which
    name = rules.class_name(grade, letter)
    class_id = sheets.add(
        tables.SchoolClass,
        school_id=school_id,
        year_id=year_id,
        grade_level_id=nation.levels[curriculum.programme_of(grade), grade],
        grade=grade,
        letter=letter,
        name=name,
        name_sort=sort_key(name),
        language=language,
        shift=1 if grade in {1, 2, 5, 9, 10, 11} else 2,
        capacity=30,
    )
    kinds = {one.groups for one in curriculum.SUBJECTS if one.groups and curriculum.is_split(one, grade)}
    groups = {
        kind.value: (
            _group(sheets, school_id, year_id, class_id, f"{name}, 1-топ", kind),
            _group(sheets, school_id, year_id, class_id, f"{name}, 2-топ", kind),
        )
        for kind in sorted(kinds)
    }
    return ClassSeat(class_id, grade, letter, name, language, groups)


def _language(grade: int, letter: str, plan: SchoolPlan) -> InstructionLanguage:
    """А learns in Kyrgyz, Б in Russian; a school with one class a grade teaches every third one in Russian."""
    is_russian = letter == "Б" or (plan.classes_per_grade == 1 and grade % 3 == 0)
    return InstructionLanguage.RUSSIAN if is_russian else InstructionLanguage.KYRGYZ


def _group(sheets: Sheets, school_id: int, year_id: int, class_id: int, name: str, kind: tables.GroupKind) -> int:
    return sheets.add(tables.StudyGroup, school_id=school_id, year_id=year_id, class_id=class_id, name=name, kind=kind)
