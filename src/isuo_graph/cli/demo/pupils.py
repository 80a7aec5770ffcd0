"""The students of a demo school and their families. Takes the frame, gives pupils with their representatives.

Some places in some classes are cast: they show a stub, a father without custody, a coming of age, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from random import Random
from typing import Any, Final

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.frame import ClassSeat, School, SchoolPlan
from isuo_graph.cli.demo.names import RUSSIAN_SHARE, Name, a_family, a_name
from isuo_graph.cli.demo.persons import Registry, address, birthday, named
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.rooms.org.tables import InstructionLanguage
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.rules import adult_from
from isuo_graph.rooms.people.tables import GuardianshipKind, Sex

AGE_IN_GRADE_1: Final = 6
SIBLING_SHARE: Final = 0.25
"""How many students have a brother or sister at the school; a guess."""
CHILDREN_MAX: Final = 3


class Part(Enum):
    """A cast place: what the demo shows with this student."""

    NOBODY = auto()
    STUDENT = auto()
    """The account `student`; its mother is the account `guardian`."""
    SIBLING = auto()
    STUB = auto()
    REFUSED_BY_ONE = auto()
    NEVER_ASKED = auto()
    FATHER_WITHOUT_CUSTODY = auto()
    FATHER_MAY_NOT_SEE = auto()
    WITHDREW = auto()
    BLOCKED = auto()
    """The consent to the school's record was withdrawn: data is kept and blocked."""
    EXPIRED = auto()
    FOREIGNER = auto()
    JUST_OF_AGE = auto()
    OF_AGE = auto()
    ORPHAN = auto()


CAST: Final = {
    ("2А", 0): Part.SIBLING,
    ("5А", 0): Part.STUDENT,
    ("5А", 1): Part.STUB,
    ("5А", 2): Part.REFUSED_BY_ONE,
    ("5А", 3): Part.NEVER_ASKED,
    ("5А", 4): Part.FATHER_WITHOUT_CUSTODY,
    ("5А", 5): Part.FATHER_MAY_NOT_SEE,
    ("5А", 6): Part.ORPHAN,
    ("5А", 7): Part.EXPIRED,
    ("6А", 0): Part.WITHDREW,
    ("6А", 1): Part.BLOCKED,
    ("6А", 2): Part.FOREIGNER,
    ("11А", 0): Part.JUST_OF_AGE,
    ("11А", 1): Part.OF_AGE,
}


@dataclass(frozen=True)
class Parent:
    """A representative; `row` may be changed until the sheets are taken."""

    id: int
    person_id: int
    kind: GuardianshipKind
    row: dict[str, Any]


@dataclass(frozen=True)
class Bond:
    """Who represents a pupil, and what they may do."""

    parent: Parent
    has_custody: bool = True
    may_see: bool = True
    may_sign: bool = True


@dataclass(frozen=True)
class Pupil:
    """A student; `row` may be changed until the sheets are taken."""

    id: int
    person_id: int
    seat: ClassSeat
    place: int
    part: Part
    birth_date: date
    bonds: tuple[Bond, ...]
    row: dict[str, Any]

    @property
    def is_stub(self) -> bool:
        """Tell whether the school knows nothing but that there is a student."""
        return self.part is Part.STUB


@dataclass
class _Family:
    """A household: one family name, one address, one or two representatives."""

    name: str
    is_russian: bool
    address: str
    parents: list[Parent] = field(default_factory=list)
    children: int = 0


def pupils(
    sheets: Sheets, registry: Registry, random: Random, school: School, plan: SchoolPlan, calendar: Calendar
) -> list[Pupil]:
    """Fill every class."""
    admission = _Admission(sheets, registry, random, school, calendar)
    return [admission.pupil(seat, place) for seat in school.classes for place in range(plan.students_per_class)]


class _Admission:
    """Admits students one by one, some into families that are already known."""

    def __init__(self, sheets: Sheets, registry: Registry, random: Random, school: School, calendar: Calendar) -> None:
        self._sheets = sheets
        self._registry = registry
        self._random = random
        self._school = school
        self._calendar = calendar
        self._known: dict[bool, list[_Family]] = {True: [], False: []}
        self._of_demo: _Family | None = None

    def pupil(self, seat: ClassSeat, place: int) -> Pupil:
        """Admit the student of one place in a class."""
        part = CAST.get((seat.name, place), Part.NOBODY) if self._school.number == 1 else Part.NOBODY
        family = self._family(seat, part)
        is_female = self._random.random() < 0.5  # noqa: PLR2004 - half
        name = a_name(self._random, is_female=is_female, is_russian=family.is_russian, family=family.name)
        birth_date = self._birth_date(seat, part)
        columns: dict[str, Any] = {}
        pin = None
        if part is not Part.STUB:
            pin = None if part is Part.FOREIGNER else self._registry.pin(birth_date, is_female=is_female)
            columns = self._columns(name, family, birth_date, pin, part, is_female=is_female)
        row = self._sheets.hold(
            tables.Student,
            school_id=self._school.id,
            person_id=self._registry.person(pin),
            class_id=seat.id,
            grade=seat.grade,
            **columns,
        )
        pupil = Pupil(row["id"], row["person_id"], seat, place, part, birth_date, self._bonds(family, part), row)
        self._write_bonds(pupil)
        return pupil

    def _birth_date(self, seat: ClassSeat, part: Part) -> date:
        today = self._calendar.today
        if part in {Part.JUST_OF_AGE, Part.OF_AGE}:
            past = timedelta(days=10 if part is Part.JUST_OF_AGE else 100)
            born = today - past
            return date(born.year - 18, born.month, min(born.day, 28))
        year = self._calendar.starts_on.year - AGE_IN_GRADE_1 - seat.grade
        drawn = birthday(self._random, date(year, 9, 1), date(year + 1, 8, 31))
        # Only those who are cast come of age: who signs is then a matter of the student, and the demo says which ones.
        return drawn if adult_from(drawn) > today else date(drawn.year + 1, drawn.month, min(drawn.day, 28))

    def _columns(
        self, name: Name, family: _Family, birth_date: date, pin: str | None, part: Part, *, is_female: bool
    ) -> dict[str, Any]:
        random = self._random
        is_poor = random.random() < 0.15  # noqa: PLR2004 - a guess
        has_asthma = random.random() < 0.05  # noqa: PLR2004 - a guess
        is_exempt = random.random() < 0.04  # noqa: PLR2004 - a guess
        return {
            **named(name),
            "enrolled_on": self._calendar.starts_on,
            "birth_date": birth_date,
            "sex": Sex.FEMALE if is_female else Sex.MALE,
            "citizenship": "KZ" if part is Part.FOREIGNER else "KG",
            "document_number": f"KR-X{random.randrange(10**7):07d}",
            "pin": pin,
            "phone": self._registry.phone() if birth_date.year <= self._calendar.today.year - 10 else None,
            "address": family.address,
            "blood_group": random.choice(tuple(tables.BloodGroup)),
            "health_group": tables.HealthGroup.SPECIAL if is_exempt else tables.HealthGroup.MAIN,
            "health_conditions": "Бронхиалдык астма" if has_asthma else None,
            "health_alert": "Ингалятор жанында болушу керек" if has_asthma else None,
            "pe_exempt": is_exempt,
            "pe_exempt_until": self._calendar.ends_on if is_exempt else None,
            "is_orphan": part is Part.ORPHAN,
            "is_low_income": is_poor,
            "has_many_siblings": family.children >= CHILDREN_MAX,
            "benefits": "Айлык жөлөкпул" if is_poor else None,
            "free_meals": is_poor or part is Part.ORPHAN,
        }

    def _family(self, seat: ClassSeat, part: Part) -> _Family:
        is_russian = seat.language is InstructionLanguage.RUSSIAN and self._random.random() < RUSSIAN_SHARE
        known = [one for one in self._known[is_russian][-40:] if one.children < CHILDREN_MAX]
        if part is Part.STUDENT and self._of_demo is not None:
            family = self._of_demo
        elif part is Part.NOBODY and known and self._random.random() < SIBLING_SHARE:
            family = self._random.choice(known)
        else:
            family = self._new_family(seat, part, is_russian=is_russian)
            if part is Part.NOBODY:
                self._known[is_russian].append(family)
        if part is Part.SIBLING:
            self._of_demo = family
        family.children += 1
        return family

    def _new_family(self, seat: ClassSeat, part: Part, *, is_russian: bool) -> _Family:
        family = _Family(a_family(self._random, is_russian=is_russian), is_russian, address(self._random))
        if part is Part.ORPHAN:
            family.parents.append(self._parent(family, seat, GuardianshipKind.APPOINTED_GUARDIAN))
            return family
        family.parents.append(self._parent(family, seat, GuardianshipKind.MOTHER))
        if part is not Part.NOBODY or self._random.random() < 0.7:  # noqa: PLR2004 - a guess; cast families have two
            family.parents.append(self._parent(family, seat, GuardianshipKind.FATHER))
        return family

    def _parent(self, family: _Family, seat: ClassSeat, kind: GuardianshipKind) -> Parent:
        is_female = kind is not GuardianshipKind.FATHER
        name = a_name(self._random, is_female=is_female, is_russian=family.is_russian, family=family.name)
        year = self._calendar.starts_on.year - AGE_IN_GRADE_1 - seat.grade
        birth_date = birthday(self._random, date(year - 38, 1, 1), date(year - 21, 12, 31))
        pin = self._registry.pin(birth_date, is_female=is_female)
        row = self._sheets.hold(
            tables.Guardian,
            school_id=self._school.id,
            person_id=self._registry.person(pin),
            language="ru" if seat.language is InstructionLanguage.RUSSIAN else "ky",
            **named(name),
            pin=pin,
            phone=self._registry.phone(),
            address=family.address,
        )
        return Parent(row["id"], row["person_id"], kind, row)

    def _bonds(self, family: _Family, part: Part) -> tuple[Bond, ...]:
        def bond(parent: Parent) -> Bond:
            if parent.kind is not GuardianshipKind.FATHER:
                return Bond(parent)
            if part is Part.FATHER_WITHOUT_CUSTODY:
                return Bond(parent, has_custody=False, may_see=False, may_sign=False)
            if part is Part.FATHER_MAY_NOT_SEE:
                return Bond(parent, may_see=False, may_sign=False)
            return Bond(parent)

        return tuple(map(bond, family.parents))

    def _write_bonds(self, pupil: Pupil) -> None:
        for bond in pupil.bonds:
            self._sheets.add(
                tables.Guardianship,
                school_id=self._school.id,
                student_id=pupil.id,
                guardian_id=bond.parent.id,
                kind=bond.parent.kind,
                has_custody=bond.has_custody,
                may_see=bond.may_see,
                may_sign=bond.may_sign,
                starts_on=pupil.birth_date,
                document=None if bond.has_custody else "Сот чечими",
            )
