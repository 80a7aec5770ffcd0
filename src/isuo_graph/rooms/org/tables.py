"""Where the school's frame is kept: areas, schools, years, programmes, classes, subjects, scales, calendars.

Nothing here is about a person, so everything is public (R7). Rows without a `school_id` are national: all schools
use them.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index

from isuo_graph.policy.rights import Category
from isuo_graph.store.columns import Table, amount, day, flag, instant, key, link, text
from isuo_graph.store.columns import number as whole

PUBLIC = Category.PUBLIC
NAME_SIZE = 200  # characters; the longest official school name seen is under 180 (a guess with room to spare)
CODE_SIZE = 40
KIND_SIZE = 20


class AreaLevel(StrEnum):
    """Levels of the СОАТЕ classifier that schools are filed under."""

    COUNTRY = "COUNTRY"
    REGION = "REGION"
    DISTRICT = "DISTRICT"
    CITY = "CITY"
    COMMUNITY = "COMMUNITY"


class SchoolKind(StrEnum):
    """Who founded the school."""

    STATE = "STATE"
    MUNICIPAL = "MUNICIPAL"
    PRIVATE = "PRIVATE"


class Stage(StrEnum):
    """How far the system is introduced at a school (R35)."""

    INITIAL = "INITIAL"
    PEDAGOGICAL = "PEDAGOGICAL"
    PROFESSIONAL = "PROFESSIONAL"


class InstructionLanguage(StrEnum):
    """The language a class is taught in; it belongs to the class, since one school may teach in several."""

    KYRGYZ = "KYRGYZ"
    RUSSIAN = "RUSSIAN"
    UZBEK = "UZBEK"
    TAJIK = "TAJIK"
    ENGLISH = "ENGLISH"


class PeriodKind(StrEnum):
    """What part of the academic year a period is."""

    QUARTER = "QUARTER"
    TRIMESTER = "TRIMESTER"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"


class GroupKind(StrEnum):
    """Why students are taught apart from, or together with, other classes."""

    LANGUAGE = "LANGUAGE"
    COMPUTING = "COMPUTING"
    CRAFTS = "CRAFTS"
    SPORT = "SPORT"
    ELECTIVE = "ELECTIVE"
    COMBINED = "COMBINED"


class ScaleKind(StrEnum):
    """How achievement is expressed."""

    NONE = "NONE"
    POINTS = "POINTS"
    CRITERIA = "CRITERIA"
    PASS_FAIL = "PASS_FAIL"  # noqa: S105 - a way of marking, not a password


class Area(Table, table=True):
    """A territory of the СОАТЕ classifier; the tree goes by `parent_id`."""

    id: int = key()
    parent_id: int | None = link("area.id", index=True)
    code: str = text(PUBLIC, CODE_SIZE, unique=True)
    name_ky: str = text(PUBLIC, NAME_SIZE)
    name_ru: str = text(PUBLIC, NAME_SIZE)
    level: str = text(PUBLIC, KIND_SIZE)


class School(Table, table=True):
    """A school: the tenant that every other row belongs to (R8)."""

    id: int = key()
    code: str = text(PUBLIC, CODE_SIZE, unique=True)
    area_id: int | None = link("area.id", index=True)
    name_ky: str = text(PUBLIC, NAME_SIZE)
    name_ru: str = text(PUBLIC, NAME_SIZE)
    name_sort: str = text(PUBLIC, index=True)
    name_search: str = text(PUBLIC, index=True)
    kind: str = text(PUBLIC, KIND_SIZE)
    stage: str = text(PUBLIC, KIND_SIZE, default=Stage.INITIAL.value)
    address: str | None = text(PUBLIC, 300, default=None)
    phone: str | None = text(PUBLIC, 40, default=None)
    email: str | None = text(PUBLIC, 254, default=None)
    website: str | None = text(PUBLIC, 300, default=None)
    office_language: str = text(PUBLIC, 2, default="ky")
    closed_on: date | None = day(PUBLIC, default=None)
    version: int = whole(Category.OPEN, default=1)


class AcademicYear(Table, table=True):
    """A school's year of instruction, for example 2025/26."""

    __tablename__ = "academic_year"
    __table_args__ = (Index("ux_academic_year", "school_id", "starts_on", unique=True),)

    id: int = key()
    school_id: int = link("school.id")
    name: str = text(PUBLIC, CODE_SIZE)
    starts_on: date = day(PUBLIC)
    ends_on: date = day(PUBLIC)
    version: int = whole(Category.OPEN, default=1)


class Period(Table, table=True):
    """A part of the year that results are given for. While `locked_at` is set nobody changes results in it."""

    __table_args__ = (Index("ux_period", "school_id", "year_id", "kind", "number", unique=True),)

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id", index=True)
    kind: str = text(PUBLIC, KIND_SIZE)
    number: int = whole(PUBLIC)
    name: str = text(PUBLIC, CODE_SIZE)
    starts_on: date = day(PUBLIC)
    ends_on: date = day(PUBLIC)
    locked_at: datetime | None = instant(PUBLIC, default=None)
    version: int = whole(Category.OPEN, default=1)


class Programme(Table, table=True):
    """A national programme of schooling; the eleven-year and the twelve-year one run side by side."""

    id: int = key()
    code: str = text(PUBLIC, CODE_SIZE, unique=True)
    name_ky: str = text(PUBLIC, NAME_SIZE)
    name_ru: str = text(PUBLIC, NAME_SIZE)
    years: int = whole(PUBLIC)


class GradeLevel(Table, table=True):
    """A grade of a programme. Grades are data: a programme may skip a number."""

    __tablename__ = "grade_level"
    __table_args__ = (Index("ux_grade_level", "programme_id", "number", unique=True),)

    id: int = key()
    programme_id: int = link("programme.id")
    number: int = whole(PUBLIC)
    name: str = text(PUBLIC, CODE_SIZE)


class SchoolClass(Table, table=True):
    """A class of one year, for example 5А. `grade` repeats its grade level's number, so that lists need no join."""

    __tablename__ = "school_class"
    __table_args__ = (
        Index("ux_school_class", "school_id", "year_id", "grade_level_id", "letter", unique=True),
        Index("ix_school_class_name", "school_id", "name_sort", "id"),
    )

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id", index=True)
    grade_level_id: int = link("grade_level.id")
    grade: int = whole(PUBLIC)
    letter: str = text(PUBLIC, 4)
    name: str = text(PUBLIC, 12)
    name_sort: str = text(PUBLIC, 60)
    language: str = text(PUBLIC, KIND_SIZE)
    shift: int = whole(PUBLIC, default=1)
    capacity: int | None = whole(PUBLIC, default=None)
    closed_on: date | None = day(PUBLIC, default=None)
    version: int = whole(Category.OPEN, default=1)


class StudyGroup(Table, table=True):
    """Students taught together: a part of a class, or (without `class_id`) students of several classes."""

    __tablename__ = "study_group"
    __table_args__ = (Index("ix_study_group", "school_id", "year_id", "class_id", "id"),)

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id")
    class_id: int | None = link("school_class.id", index=True)
    name: str = text(PUBLIC, NAME_SIZE)
    kind: str = text(PUBLIC, KIND_SIZE)
    closed_on: date | None = day(PUBLIC, default=None)
    version: int = whole(Category.OPEN, default=1)


class Subject(Table, table=True):
    """A subject of instruction: national, or of one school (electives)."""

    __table_args__ = (Index("ux_subject", "code", "school_id", unique=True),)

    id: int = key()
    school_id: int | None = link("school.id", index=True)
    code: str = text(PUBLIC, CODE_SIZE)
    name_ky: str = text(PUBLIC, NAME_SIZE)
    name_ru: str = text(PUBLIC, NAME_SIZE)
    name_sort: str = text(PUBLIC)
    retired_on: date | None = day(PUBLIC, default=None)
    version: int = whole(Category.OPEN, default=1)


class MarkScale(Table, table=True):
    """How achievement is marked in some grades of a programme, in one subject or (without `subject_id`) in all.

    A school's own row goes before the national one, a subject's row before the general one, a later `starts_on`
    before an earlier.
    """

    __tablename__ = "mark_scale"
    __table_args__ = (Index("ix_mark_scale", "programme_id", "grade_from", "grade_to", "starts_on"),)

    id: int = key()
    school_id: int | None = link("school.id", index=True)
    programme_id: int = link("programme.id")
    subject_id: int | None = link("subject.id", index=True)
    grade_from: int = whole(PUBLIC)
    grade_to: int = whole(PUBLIC)
    kind: str = text(PUBLIC, KIND_SIZE)
    min_value: Decimal | None = amount(PUBLIC, default=None)
    max_value: Decimal | None = amount(PUBLIC, default=None)
    pass_value: Decimal | None = amount(PUBLIC, default=None)
    step_value: Decimal | None = amount(PUBLIC, default=None)
    starts_on: date = day(PUBLIC)
    ends_on: date | None = day(PUBLIC, default=None)


class CalendarProfile(Table, table=True):
    """The calendar of some grades in a year. Dates move, so a change is a new row with the next `edition`."""

    __tablename__ = "calendar_profile"
    __table_args__ = (
        Index("ux_calendar_profile", "school_id", "year_id", "grade_from", "grade_to", "edition", unique=True),
    )

    id: int = key()
    school_id: int = link("school.id")
    year_id: int = link("academic_year.id", index=True)
    grade_from: int = whole(PUBLIC)
    grade_to: int = whole(PUBLIC)
    edition: int = whole(PUBLIC, default=1)
    lesson_minutes: int = whole(PUBLIC)
    days_per_week: int = whole(PUBLIC)
    is_current: bool = flag(PUBLIC, default=True)
    made_at: datetime = instant(PUBLIC)


class Holiday(Table, table=True):
    """Days without lessons in a calendar profile; both days are included."""

    __table_args__ = (Index("ix_holiday", "school_id", "profile_id", "starts_on"),)

    id: int = key()
    school_id: int = link("school.id")
    profile_id: int = link("calendar_profile.id", index=True)
    name_ky: str = text(PUBLIC, NAME_SIZE)
    name_ru: str = text(PUBLIC, NAME_SIZE)
    starts_on: date = day(PUBLIC)
    ends_on: date = day(PUBLIC)
