"""The staff of a demo school: takes its frame, gives the employees, who teaches what, and who leads which class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from isuo_graph.cli.demo import curriculum
from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.curriculum import SUBJECTS, Taught
from isuo_graph.cli.demo.frame import THOUSANDTHS, ClassSeat, School
from isuo_graph.cli.demo.names import a_name
from isuo_graph.cli.demo.persons import Registry, address, birthday, named
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.tables import Education, EmploymentKind, Sex, StaffCategory

HOURS_FULL: Final = 22
"""Lessons a week of one teacher; a guess near a usual post."""
OFFICES: Final = {
    Role.DIRECTOR: "Мектеп директору",
    Role.DEPUTY: "Директордун окуу иштери боюнча орун басары",
    Role.SECRETARY: "Мектеп катчысы",
    Role.RESPONSIBLE: "ИСУО үчүн жооптуу адис",
    Role.ADMINISTRATOR: "Системдик администратор",
    Role.PSYCHOLOGIST: "Психолог",
    Role.SOCIAL_PEDAGOGUE: "Социалдык педагог",
    Role.NURSE: "Медайым",
    Role.LIBRARIAN: "Китепканачы",
    Role.DATA_PROTECTION_OFFICER: "Жеке маалыматты коргоо боюнча жооптуу адис",
}
FORMER_CLERK: Final = "Лаборант"
TRAINEE: Final = "Стажёр мугалим"
TEACHER: Final = "Мугалим"
DEMO_CLASS: Final = "5А"
"""The class that the demo's class teacher, teacher, guardian and student meet in."""


@dataclass(frozen=True)
class Employee:
    """An employee; `row` may be changed until the sheets are taken."""

    id: int
    person_id: int
    row: dict[str, Any]


@dataclass(frozen=True)
class Lessons:
    """One load: who teaches what to whom, and how often a week."""

    seat: ClassSeat
    subject: Taught
    teacher: Employee
    hours: int
    group_id: int | None = None


@dataclass(frozen=True)
class Staff:
    """Everybody who works at a school."""

    offices: Mapping[Role, Employee]
    former_clerk: Employee
    trainee: Employee
    teachers: tuple[Employee, ...]
    leaders: Mapping[int, Employee]
    """Class teachers by class id."""
    lessons: tuple[Lessons, ...]

    def all(self) -> Iterator[Employee]:
        """Give every employee once."""
        yield from self.offices.values()
        yield self.former_clerk
        yield self.trainee
        yield from self.teachers

    def teacher_of(self, class_name: str, subject: str) -> Employee:
        """Give who teaches a subject to a class."""
        return next(one.teacher for one in self.lessons if (one.seat.name, one.subject.code) == (class_name, subject))


def staff(sheets: Sheets, registry: Registry, random: Random, school: School, calendar: Calendar) -> Staff:
    """Hire everybody a school needs."""
    hiring = _Hiring(sheets, registry, random, school, calendar)
    offices = {role: hiring.hire(position) for role, position in OFFICES.items()}
    former, trainee = hiring.hire(FORMER_CLERK), hiring.hire(TRAINEE)
    lessons, leaders = _shared_out(hiring, school)
    for seat in school.classes:
        sheets.add(
            tables.ClassLeadership,
            school_id=school.id,
            class_id=seat.id,
            staff_id=leaders[seat.id].id,
            starts_on=calendar.starts_on,
        )
    return Staff(offices, former, trainee, tuple(hiring.teachers), leaders, lessons)


class _Hiring:
    """Hires people as they are needed."""

    def __init__(self, sheets: Sheets, registry: Registry, random: Random, school: School, calendar: Calendar) -> None:
        self._sheets = sheets
        self._registry = registry
        self._random = random
        self._school = school
        self._year = calendar.starts_on.year
        self.teachers: list[Employee] = []

    def teacher(self, subject: str) -> Employee:
        """Hire a teacher of a subject."""
        made = self.hire(f"{TEACHER}: {subject}")
        self.teachers.append(made)
        return made

    def hire(self, position: str) -> Employee:
        """Hire somebody."""
        random = self._random
        is_female = random.random() < 0.8  # noqa: PLR2004 - a guess: about that share of teachers are women
        name = a_name(random, is_female=is_female, is_russian=random.random() < 0.2)  # noqa: PLR2004 - a guess
        birth_date = birthday(random, date(self._year - 60, 1, 1), date(self._year - 26, 12, 31))
        pin = self._registry.pin(birth_date, is_female=is_female)
        hired_on = date(random.randrange(birth_date.year + 23, self._year), 8, 25)
        row = self._sheets.hold(
            tables.StaffMember,
            school_id=self._school.id,
            person_id=self._registry.person(pin),
            position=position,
            **named(name),
            work_phone=f"+9963999{self._school.number:05d}",
            work_email=f"office{self._school.number}@demo.invalid",
            hired_on=hired_on,
            employment=EmploymentKind.MAIN,
            rate=THOUSANDTHS,
            birth_date=birth_date,
            sex=Sex.FEMALE if is_female else Sex.MALE,
            citizenship="KG",
            education=random.choice((Education.SPECIALIST, Education.BACHELOR, Education.MASTER)),
            speciality=position,
            category=random.choice(tuple(StaffCategory)),
            teaching_since=hired_on,
            phone=self._registry.phone(),
            address=address(random),
            pin=pin,
        )
        return Employee(row["id"], row["person_id"], row)


def _shared_out(hiring: _Hiring, school: School) -> tuple[tuple[Lessons, ...], dict[int, Employee]]:
    """Share all lessons out: primary classes to their class teachers, the rest to teachers of the subject."""
    desk = _Posts(hiring)
    leaders = {
        seat.id: hiring.teacher("баштапкы класстар") for seat in school.classes if seat.grade <= curriculum.PRIMARY
    }
    lessons: list[Lessons] = []
    for seat in school.classes:
        for subject in SUBJECTS:
            lessons += _lessons_of(desk, seat, subject, leaders)
    for seat in school.classes:
        if seat.id not in leaders:
            leaders[seat.id] = _leader(seat, lessons, leaders)
    return tuple(lessons), leaders


def _lessons_of(desk: _Posts, seat: ClassSeat, subject: Taught, leaders: Mapping[int, Employee]) -> list[Lessons]:
    hours = subject.hours.get(seat.grade)
    if hours is None:
        return []
    if seat.grade <= curriculum.PRIMARY and subject.by_class_teacher:
        return [Lessons(seat, subject, leaders[seat.id], hours)]
    if not curriculum.is_split(subject, seat.grade):
        return [Lessons(seat, subject, desk.teacher(subject, hours), hours)]
    assert subject.groups is not None
    first = desk.teacher(subject, hours)
    # Both halves have their lesson at the same time, so they need two teachers.
    second = desk.teacher(subject, hours, other_than=first)
    first_group, second_group = seat.groups[subject.groups.value]
    return [
        Lessons(seat, subject, first, hours, first_group),
        Lessons(seat, subject, second, hours, second_group),
    ]


def _leader(seat: ClassSeat, lessons: list[Lessons], leaders: Mapping[int, Employee]) -> Employee:
    """Choose a class teacher among those who teach the whole class; nobody leads two classes while another is free.

    The demo's class teacher must not be the demo's teacher of mathematics.
    """
    taken = {leader.id for leader in leaders.values()}
    ours = [one for one in lessons if one.seat.id == seat.id and one.group_id is None]
    others = [one.teacher for one in ours if seat.name != DEMO_CLASS or one.subject.code != "MATHS"]
    return next((teacher for teacher in others if teacher.id not in taken), others[0])


class _Posts:
    """Finds a teacher of a subject with hours to spare, and hires one where there is none."""

    def __init__(self, hiring: _Hiring) -> None:
        self._hiring = hiring
        self._free: dict[str, list[tuple[Employee, int]]] = {}

    def teacher(self, subject: Taught, hours: int, *, other_than: Employee | None = None) -> Employee:
        """Give a teacher and take the hours off their post."""
        free = self._free.setdefault(_field(subject), [])
        for place, (teacher, left) in enumerate(free):
            if left >= hours and (other_than is None or teacher.id != other_than.id):
                free[place] = (teacher, left - hours)
                return teacher
        hired = self._hiring.teacher(subject.ky)
        free.append((hired, HOURS_FULL - hours))
        return hired


_FIELDS: Final = {
    "KYRGYZ_LIT": "KYRGYZ",
    "RUSSIAN_LIT": "RUSSIAN",
    "ALGEBRA": "MATHS",
    "GEOMETRY": "MATHS",
    "SCIENCE": "BIOLOGY",
    "SOCIETY": "HISTORY",
    "CRAFTS": "ART",
    "MUSIC": "ART",
}


def _field(subject: Taught) -> str:
    """Give the subject whose teachers also teach this one."""
    return _FIELDS.get(subject.code, subject.code)
