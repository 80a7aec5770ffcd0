"""The types of the school's frame. All of them are public (R7); only writing them takes a right."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, many, node, one, tells
from isuo_graph.kit.language import Language
from isuo_graph.policy.rights import Category
from isuo_graph.policy.rows import InSchools, IsNull, WithinDays
from isuo_graph.policy.words import Open, Public
from isuo_graph.rooms.org import tables
from isuo_graph.rooms.org.tables import (
    AreaLevel,
    GroupKind,
    InstructionLanguage,
    PeriodKind,
    ScaleKind,
    SchoolKind,
    Stage,
)

PUBLIC = Category.PUBLIC
VERSION = "Counts the changes; give it back with a change so that nobody else's change is lost."


@node(tables.Area, prefix="are", category=PUBLIC, school=None, singular="area", plural="areas", order=("code", "id"))
class Area:
    """A territory of Kyrgyzstan: region, district, city or rural community."""

    id: Open[ID]
    code: Public[str] = about("Code of the СОАТЕ classifier.")
    name_ky: Public[str] = about("Name in Kyrgyz.")
    name_ru: Public[str] = about("Name in Russian.")
    level: Public[AreaLevel] = about("Level of the territory.")
    parent: Public[Area] = one("parent_id", "The territory it lies in.")
    parts: Public[Many[Area]] = many("parent_id", "The territories that lie in it.")
    schools: Public[Many[School]] = many("area_id", "Schools filed directly under this territory.")


@node(
    tables.School,
    prefix="sch",
    category=PUBLIC,
    school=InSchools("id"),
    singular="school",
    plural="schools",
    order=("name_sort", "id"),
    summary=("kind", "stage"),
)
class School:
    """A school: the owner of all data about its students and staff."""

    id: Open[ID]
    code: Public[str] = about("Code of the school in the national register.")
    name_ky: Public[str] = about("Name in Kyrgyz.", sort="name_sort", search="name_search")
    name_ru: Public[str] = about("Name in Russian.")
    kind: Public[SchoolKind] = about("Who founded the school.")
    stage: Public[Stage] = about("How far the information system is introduced here.")
    area: Public[Area] = one("area_id", "The territory the school lies in.")
    address: Public[str] = about("Postal address.")
    phone: Public[str] = about("Phone of the school's office.")
    email: Public[str] = about("E-mail of the school's office.")
    website: Public[str] = about("Web address.")
    office_language: Public[Language] = about("The language the office writes in.")
    closed_on: Public[date] = about("The day the school was closed; null while it works.")
    version: Open[int] = about(VERSION)
    academic_years: Public[Many[AcademicYear]] = many("school_id", "Years of instruction.")
    classes: Public[Many[SchoolClass]] = many("school_id", "Classes of all years.")
    study_groups: Public[Many[StudyGroup]] = many("school_id", "Groups of all years.")
    subjects: Public[Many[Subject]] = many("school_id", "The school's own subjects, beside the national ones.")


@node(
    tables.AcademicYear,
    prefix="yea",
    category=PUBLIC,
    singular="academicYear",
    plural="academicYears",
    order=("starts_on", "id"),
)
class AcademicYear:
    """A school's year of instruction."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    name: Public[str] = about("Name, for example 2025/26.")
    starts_on: Public[date] = about("First day.")
    ends_on: Public[date] = about("Last day.")
    is_current: Public[bool] = tells(WithinDays("starts_on", "ends_on"), "Whether today lies in this year.")
    version: Open[int] = about(VERSION)
    periods: Public[Many[Period]] = many("year_id", "Quarters and other parts of the year.")
    classes: Public[Many[SchoolClass]] = many("year_id", "Classes of the year.")
    calendar_profiles: Public[Many[CalendarProfile]] = many("year_id", "Calendars by grade, all editions.")


@node(
    tables.Period,
    prefix="per",
    category=PUBLIC,
    singular="period",
    plural="periods",
    order=("starts_on", "id"),
)
class Period:
    """A part of the year that results are given for."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The year it is part of.")
    kind: Public[PeriodKind] = about("What part of the year it is.")
    number: Public[int] = about("Number within its kind, from 1.")
    name: Public[str] = about("Name, for example “Quarter 1”.")
    starts_on: Public[date] = about("First day.")
    ends_on: Public[date] = about("Last day.")
    locked_at: Public[datetime] = about("Since when results are locked; null while they may be changed.")
    version: Open[int] = about(VERSION)


@node(
    tables.Programme,
    prefix="prg",
    category=PUBLIC,
    school=None,
    singular="programme",
    plural="programmes",
    order=("code", "id"),
)
class Programme:
    """A national programme of schooling."""

    id: Open[ID]
    code: Public[str] = about("Code of the programme.")
    name_ky: Public[str] = about("Name in Kyrgyz.")
    name_ru: Public[str] = about("Name in Russian.")
    years: Public[int] = about("How many years it takes.")
    grade_levels: Public[Many[GradeLevel]] = many("programme_id", "Its grades.")
    mark_scales: Public[Many[MarkScale]] = many("programme_id", "How achievement is marked in it.")


@node(
    tables.GradeLevel,
    prefix="grl",
    category=PUBLIC,
    school=None,
    singular="gradeLevel",
    plural="gradeLevels",
    order=("programme_id", "number", "id"),
)
class GradeLevel:
    """A grade of a programme; a programme may skip a number."""

    id: Open[ID]
    programme: Public[Programme] = one("programme_id", "The programme.")
    number: Public[int] = about("Number of the grade.")
    name: Public[str] = about("Name of the grade.")


@node(
    tables.SchoolClass,
    prefix="cls",
    category=PUBLIC,
    singular="schoolClass",
    plural="schoolClasses",
    order=("name_sort", "id"),
    summary=("grade", "language", "shift"),
)
class SchoolClass:
    """A class of one year, for example 5А."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The year.")
    grade_level: Public[GradeLevel] = one("grade_level_id", "The grade within its programme.")
    grade: Public[int] = about("Number of the grade.")
    letter: Public[str] = about("Cyrillic letter of the class.")
    name: Public[str] = about("Grade and letter, for example 5А.", sort="name_sort")
    language: Public[InstructionLanguage] = about("Language of instruction.")
    shift: Public[int] = about("Shift, from 1.")
    capacity: Public[int] = about("How many students the class may have.")
    closed_on: Public[date] = about("The day the class was closed; null while it runs.")
    is_open: Public[bool] = tells(IsNull("closed_on"), "Whether the class has not been closed.")
    version: Open[int] = about(VERSION)
    study_groups: Public[Many[StudyGroup]] = many("class_id", "Groups the class is split into.")


@node(
    tables.StudyGroup,
    prefix="grp",
    category=PUBLIC,
    singular="studyGroup",
    plural="studyGroups",
)
class StudyGroup:
    """Students taught together apart from their class, or together with other classes."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The year.")
    school_class: Public[SchoolClass] = one(
        "class_id", "The class it is part of; null for students of several classes."
    )
    name: Public[str] = about("Name of the group.")
    kind: Public[GroupKind] = about("Why the group is taught apart.")
    closed_on: Public[date] = about("The day the group was closed; null while it runs.")
    version: Open[int] = about(VERSION)


@node(
    tables.Subject,
    prefix="sub",
    category=PUBLIC,
    singular="subject",
    plural="subjects",
    order=("name_sort", "id"),
)
class Subject:
    """A subject of instruction: national, or a school's own."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school whose own subject it is; null for a national one.")
    code: Public[str] = about("Short code of the subject.")
    name_ky: Public[str] = about("Name in Kyrgyz.", sort="name_sort")
    name_ru: Public[str] = about("Name in Russian.")
    retired_on: Public[date] = about("From when it is no longer taught; null while it is.")
    version: Open[int] = about(VERSION)


@node(
    tables.MarkScale,
    prefix="scl",
    category=PUBLIC,
    singular="markScale",
    plural="markScales",
    order=("starts_on", "id"),
)
class MarkScale:
    """How achievement is marked in some grades of a programme."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school whose own scale it is; null for a national one.")
    programme: Public[Programme] = one("programme_id", "The programme.")
    subject: Public[Subject] = one("subject_id", "The subject; null for all subjects.")
    grade_from: Public[int] = about("Lowest grade.")
    grade_to: Public[int] = about("Highest grade.")
    kind: Public[ScaleKind] = about("How achievement is expressed.")
    min_value: Public[Decimal] = about("Lowest mark.")
    max_value: Public[Decimal] = about("Highest mark.")
    pass_value: Public[Decimal] = about("Lowest mark that passes.")
    step_value: Public[Decimal] = about("Distance between two marks; null for whole numbers.")
    starts_on: Public[date] = about("First day it holds.")
    ends_on: Public[date] = about("Last day it holds; null while it is open.")


@node(
    tables.CalendarProfile,
    prefix="cal",
    category=PUBLIC,
    singular="calendarProfile",
    plural="calendarProfiles",
    order=("grade_from", "edition", "id"),
)
class CalendarProfile:
    """The calendar of some grades in a year; a change makes a new edition."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    year: Public[AcademicYear] = one("year_id", "The year.")
    grade_from: Public[int] = about("Lowest grade.")
    grade_to: Public[int] = about("Highest grade.")
    edition: Public[int] = about("Number of the edition, from 1.")
    is_current: Public[bool] = about("Whether no later edition has replaced it.")
    lesson_minutes: Public[int] = about("Length of a lesson in minutes.")
    days_per_week: Public[int] = about("School days in a week.")
    made_at: Public[datetime] = about("When this edition was made.")
    holidays: Public[Many[Holiday]] = many("profile_id", "Days without lessons.")


@node(tables.Holiday, prefix="hol", category=PUBLIC, order=("starts_on", "id"))
class Holiday:
    """Days without lessons."""

    id: Open[ID]
    name_ky: Public[str] = about("Name in Kyrgyz.")
    name_ru: Public[str] = about("Name in Russian.")
    starts_on: Public[date] = about("First day.")
    ends_on: Public[date] = about("Last day.")


TYPES = (
    Area,
    School,
    AcademicYear,
    Period,
    Programme,
    GradeLevel,
    SchoolClass,
    StudyGroup,
    Subject,
    MarkScale,
    CalendarProfile,
    Holiday,
)
