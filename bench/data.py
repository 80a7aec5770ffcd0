"""The rows of an invented country: one school is drawn from its own number alone, so any size begins with the same
schools.

Takes a size, gives rows table by table in the order of their references. Values are as the databases keep them:
milliseconds, thousandths, days as dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bench import names
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Role

FIRST_ID = 7_000_000_000_000_000
"""Ids are as long as the house's own: SQLite and JSON pay for every digit."""
STEP = 10_000_000_000
"""Ids of one table lie between two multiples."""
FIRST_DAY = date(2025, 9, 1)
LONG_AGO, LONG_AGO_END, FAR = 1_577_836_800_000, 1_609_459_200_000, 4_102_444_800_000
"""2020-01-01, 2021-01-01 and 2100-01-01: a consent given, one that has ended, and one that has not."""
LETTERS = "АБВГД"
GRADES = 11
SUBJECTS = ("Математика", "Кыргыз тили", "Орус тили", "Тарых", "Физика", "Химия")
TABLES = (
    "school", "person", "programme", "grade_level", "subject", "academic_year", "mark_scale", "period", "school_class",
    "staff_member", "account", "session", "director_order", "role_grant", "class_leadership", "student", "guardian",
    "guardianship", "consent_text", "consent", "teaching_load", "lesson", "mark",
)  # fmt: skip
OFFICE = (Role.DIRECTOR, Role.DEPUTY, Role.RESPONSIBLE, Role.SECRETARY)
TAUGHT = (Role.CLASS_TEACHER, Role.SUBJECT_TEACHER)

Rows = tuple[str, tuple[str, ...], list[tuple[Any, ...]]]
"""Table, columns, rows."""


@dataclass(frozen=True)
class Size:
    """How large the country is. The default is a district; `FULL` is the one that performance was first measured
    with.
    """

    schools: int = 4
    classes: int = 25
    students: int = 28
    lessons: int = 180
    marks: int = 89

    def __str__(self) -> str:
        """Say the size in rows."""
        learners = self.schools * self.classes * self.students
        lessons = self.schools * self.classes * self.lessons
        return f"{self.schools} schools, {learners:,} students, {lessons:,} lessons, {learners * self.marks:,} marks"


FULL = Size(schools=40)


def identity(table: str, number: int) -> int:
    """Give the id of the row with a number (from 0) in a table."""
    return FIRST_ID + TABLES.index(table) * STEP + number


def country(size: Size) -> Iterator[Rows]:
    """Give everything: what is national, then school by school."""
    yield from _nation(size)
    for number in range(size.schools):
        yield from _School(size, number).rows()


def staff_number(school: int, post: int) -> int:
    """Give the number of an employee: posts 0, 1, … are class teachers, the office comes after them."""
    return school * 100 + post


def _nation(size: Size) -> Iterator[Rows]:
    yield (
        "school",
        ("id", "code", "name_ky", "name_ru", "name_sort", "name_search", "kind"),
        [_school(number) for number in range(size.schools)],
    )
    programme = identity("programme", 0)
    yield "programme", ("id", "code", "name_ky", "name_ru", "years"), [(programme, "11", "11", "11", GRADES)]
    grades = [(identity("grade_level", n), programme, n + 1, str(n + 1)) for n in range(GRADES)]
    yield "grade_level", ("id", "programme_id", "number", "name"), grades
    subjects = [(identity("subject", n), f"s{n}", name, name, f"{n}") for n, name in enumerate(SUBJECTS)]
    yield "subject", ("id", "code", "name_ky", "name_ru", "name_sort"), subjects
    scale = (identity("mark_scale", 0), programme, 1, GRADES, "POINTS", 1000, 5000, 3000, FIRST_DAY)
    columns = (
        "id",
        "programme_id",
        "grade_from",
        "grade_to",
        "kind",
        "min_value",
        "max_value",
        "pass_value",
        "starts_on",
    )
    yield "mark_scale", columns, [scale]
    texts = [
        (identity("consent_text", n), purpose, 1, "ky", purpose, purpose, LONG_AGO)
        for n, purpose in enumerate((Purpose.SCHOOL_RECORD, Purpose.HEALTH_SAFETY, Purpose.SOCIAL_SUPPORT))
    ]
    yield "consent_text", ("id", "purpose", "version", "language", "title", "body", "published_at"), texts


def _school(number: int) -> tuple[Any, ...]:
    name = f"№ {number + 1} орто мектеп"
    return identity("school", number), f"B{number:05}", name, f"Школа № {number + 1}", f"{number:05}", name, "STATE"


@dataclass(frozen=True)
class _School:
    """One school. Its people, lessons and marks are numbered on from those of the schools before it."""

    size: Size
    number: int

    @property
    def id(self) -> int:
        return identity("school", self.number)

    @property
    def classes(self) -> range:
        return range(self.number * self.size.classes, (self.number + 1) * self.size.classes)

    @property
    def learners(self) -> range:
        each = self.size.classes * self.size.students
        return range(self.number * each, (self.number + 1) * each)

    def rows(self) -> Iterator[Rows]:
        draw = Random(f"school {self.number}")
        yield from self._frame()
        yield from self._staff(draw)
        yield from self._families(draw)
        yield from self._teaching()
        yield from self._journal(draw)

    def _frame(self) -> Iterator[Rows]:
        year = identity("academic_year", self.number)
        columns: tuple[str, ...] = ("id", "school_id", "name", "starts_on", "ends_on")
        yield "academic_year", columns, [(year, self.id, "2025/26", FIRST_DAY, date(2026, 5, 25))]
        period = (identity("period", self.number), self.id, year, "QUARTER", 1, "1", FIRST_DAY, date(2025, 11, 4))
        yield "period", ("id", "school_id", "year_id", "kind", "number", "name", "starts_on", "ends_on"), [period]
        columns = (
            "id", "school_id", "year_id", "grade_level_id", "grade", "letter", "name", "name_sort", "language",
        )  # fmt: skip
        yield "school_class", columns, [self._class(year, one) for one in self.classes]

    def _class(self, year: int, number: int) -> tuple[Any, ...]:
        place = number - self.classes.start
        grade, letter = 1 + place % GRADES, LETTERS[place // GRADES]
        level = identity("grade_level", grade - 1)
        name = f"{grade}{letter}"
        return (
            identity("school_class", number),
            self.id,
            year,
            level,
            grade,
            letter,
            name,
            f"{grade:02}{letter}",
            "KYRGYZ",
        )

    def _staff(self, draw: Random) -> Iterator[Rows]:
        """Give a class teacher for every class, then the office: all with an account, a session and a signed order."""
        posts = self.size.classes + len(OFFICE)
        numbers = [staff_number(self.number, post) for post in range(posts)]
        people = [identity("person", number) for number in numbers]
        yield "person", ("id", "created_at"), [(one, LONG_AGO) for one in people]
        columns = (
            "id", "school_id", "person_id", "position", "family_name", "given_name", "patronymic", "name_sort",
            "name_search", "hired_on", "hr_from", "hr_until",
        )  # fmt: skip
        yield (
            "staff_member",
            columns,
            [
                (
                    identity("staff_member", n),
                    self.id,
                    person,
                    "мугалим",
                    *names.drawn(draw)[1],
                    FIRST_DAY,
                    LONG_AGO,
                    FAR,
                )
                for n, person in zip(numbers, people, strict=True)
            ],
        )
        yield from self._accounts(numbers)
        yield from self._grants(numbers)

    def _accounts(self, numbers: list[int]) -> Iterator[Rows]:
        accounts = [(identity("account", n), self.id, identity("person", n), f"bench{n}", LONG_AGO) for n in numbers]
        yield "account", ("id", "school_id", "person_id", "login", "created_at"), accounts
        columns = ("id", "account_id", "family_id", "refresh_hash", "created_at", "used_at", "expires_at")
        yield (
            "session",
            columns,
            [
                (identity("session", n), identity("account", n), n, f"bench{n}", LONG_AGO, LONG_AGO, FAR)
                for n in numbers
            ],
        )

    def _grants(self, numbers: list[int]) -> Iterator[Rows]:
        order = identity("director_order", self.number)
        columns = (
            "id", "school_id", "year", "number", "order_date", "kind", "title_ky", "title_ru", "text_ky", "text_ru",
            "starts_on", "state", "drafted_at", "signed_at",
        )  # fmt: skip
        requisites = (2025, "1", FIRST_DAY, "APPOINTMENT", "Дайындоо", "О назначении", "…", "…")
        yield "director_order", columns, [(order, self.id, *requisites, FIRST_DAY, "SIGNED", LONG_AGO, LONG_AGO)]
        held = [(number, role) for number in numbers[: self.size.classes] for role in TAUGHT]
        held += list(zip(numbers[self.size.classes :], OFFICE, strict=True))
        yield "role_grant", ("id", "school_id", "person_id", "staff_id", "role", "order_id", "starts_on"), [
            (identity("role_grant", self.number * 1000 + i), self.id, identity("person", number),
             identity("staff_member", number), role, order, FIRST_DAY)
            for i, (number, role) in enumerate(held)
        ]  # fmt: skip
        yield "class_leadership", ("id", "school_id", "class_id", "staff_id", "starts_on"), [
            (identity("class_leadership", one), self.id, identity("school_class", one),
             identity("staff_member", numbers[place]), FIRST_DAY)
            for place, one in enumerate(self.classes)
        ]  # fmt: skip

    def _families(self, draw: Random) -> Iterator[Rows]:
        """Every student has one representative. Of 100 students 92 have the school's consent, 4 had it, 4 are stubs."""
        yield (
            "person",
            ("id", "created_at"),
            [(identity("person", start + n), LONG_AGO) for start in (_LEARNERS, _PARENTS) for n in self.learners],
        )
        yield "student", _STUDENT, [self._student(draw, number) for number in self.learners]
        yield "guardian", _GUARDIAN, [self._guardian(draw, number) for number in self.learners]
        columns = ("id", "school_id", "student_id", "guardian_id", "kind", "starts_on")
        yield (
            "guardianship",
            columns,
            [
                (
                    identity("guardianship", n),
                    self.id,
                    identity("student", n),
                    identity("guardian", n),
                    "MOTHER",
                    FIRST_DAY,
                )
                for n in self.learners
            ],
        )
        yield "consent", _CONSENT, [row for number in self.learners for row in self._consents(number)]

    def _student(self, draw: Random, number: int) -> tuple[Any, ...]:
        place = number // self.size.students
        grade = 1 + (place - self.classes.start) % GRADES
        sex, name = names.drawn(draw)
        birth = date(2018 - grade, 1 + number % 12, 1 + number % 28)
        own: tuple[Any, ...] = (
            *name, birth, ("MALE", "FEMALE")[sex], "KG", f"KR-{number:08}", f"{number:014}", f"+996700{number:06}",
            f"Бишкек, көчө {number % 900}", bool(number % 9 == 0), bool(number % 4 == 0),
        )  # fmt: skip
        if number % 25 == 0:
            own = (None,) * len(own)
        windows = (*_record(number), *_window(number % 2 == 0), *_window(number % 4 == 0))
        links = (self.id, identity("person", _LEARNERS + number), identity("school_class", place))
        return identity("student", number), *links, grade, *own, *windows

    def _guardian(self, draw: Random, number: int) -> tuple[Any, ...]:
        name = names.drawn(draw)[1]
        person = identity("person", _PARENTS + number)
        return identity("guardian", number), self.id, person, *name, f"+996550{number:06}", *_record(number)

    def _consents(self, number: int) -> Iterator[tuple[Any, ...]]:
        """Give the decisions behind the windows; queries ask the windows alone."""
        purposes = (Purpose.SCHOOL_RECORD, Purpose.HEALTH_SAFETY, Purpose.SOCIAL_SUPPORT)
        wanted = (number % 25 != 0, number % 2 == 0, number % 4 == 0)
        for i, (purpose, is_given) in enumerate(zip(purposes, wanted, strict=True)):
            if is_given:
                is_ended = i == 0 and _record(number)[1] == LONG_AGO_END
                status, ended = ("WITHDRAWN", LONG_AGO_END) if is_ended else ("GIVEN", None)
                text = identity("consent_text", i)
                yield (
                    identity("consent", number * 3 + i), self.id, identity("student", number),
                    identity("guardian", number), identity("person", _PARENTS + number), "MOTHER", purpose, purpose,
                    "PROCESS", text, 1, "ky",
                    "PAPER_SCAN", "0" * 64, status, LONG_AGO, ended, LONG_AGO,
                )  # fmt: skip

    def _teaching(self) -> Iterator[Rows]:
        columns = ("id", "school_id", "year_id", "class_id", "subject_id", "teacher_id", "hours_week", "starts_on")
        year = identity("academic_year", self.number)
        yield "teaching_load", columns, [
            (identity("teaching_load", self.load(one, j)), self.id, year, identity("school_class", one),
             identity("subject", j), identity("staff_member", self.teacher(one, j)), 3000, FIRST_DAY)
            for one in self.classes
            for j in range(len(SUBJECTS))
        ]  # fmt: skip

    def load(self, school_class: int, subject: int) -> int:
        """Give the number of the load of a class and a subject."""
        return school_class * len(SUBJECTS) + subject

    def teacher(self, school_class: int, subject: int) -> int:
        """Give the number of the employee: subject 0 is the class teacher's own, the others go round."""
        return staff_number(self.number, (school_class - self.classes.start + subject * 4) % self.size.classes)

    def _journal(self, draw: Random) -> Iterator[Rows]:
        year, period = identity("academic_year", self.number), identity("period", self.number)
        for one in self.classes:
            lessons = [self._lesson(one, i, (year, period)) for i in range(self.size.lessons)]
            yield "lesson", _LESSON, lessons
            yield "mark", _MARK, [row for place in range(self.size.students) for row in self._marks(draw, one, place)]

    def _lesson(self, one: int, i: int, within: tuple[int, int]) -> tuple[Any, ...]:
        subject = i % len(SUBJECTS)
        load = identity("teaching_load", self.load(one, subject))
        links = (load, identity("school_class", one), identity("subject", subject))
        topic = f"{SUBJECTS[subject]}: {i // len(SUBJECTS) + 1}-сабак"
        number = identity("lesson", one * self.size.lessons + i)
        return number, self.id, *within, *links, _day(i), 1 + subject, "HELD", topic, "§ 1, 2–5-көнүгүү"

    def _marks(self, draw: Random, one: int, place: int) -> Iterator[tuple[Any, ...]]:
        """Give a student's marks, of distinct lessons spread over the term; ids and days run alike."""
        student = one * self.size.students + place
        class_id, grade = identity("school_class", one), 1 + (one - self.classes.start) % GRADES
        scale = identity("mark_scale", 0)
        for j in range(self.size.marks):
            i = (2 * j + place % 2) % self.size.lessons
            subject = i % len(SUBJECTS)
            yield (
                identity("mark", student * self.size.marks + j), self.id, identity("student", student),
                identity("lesson", one * self.size.lessons + i), identity("teaching_load", self.load(one, subject)),
                class_id, identity("subject", subject), scale, grade, "LESSON", 1000, draw.randint(2, 5) * 1000,
                _day(i),
                LONG_AGO,
            )  # fmt: skip


_LEARNERS, _PARENTS = 1_000_000_000, 2_000_000_000
"""People of families are numbered after all staff."""
_STUDENT = (
    "id", "school_id", "person_id", "class_id", "grade", "family_name", "given_name", "patronymic", "name_sort",
    "name_search", "birth_date", "sex", "citizenship", "document_number", "pin", "phone", "address", "is_low_income",
    "free_meals", "record_from", "record_until", "health_from", "health_until", "social_from", "social_until",
)  # fmt: skip
_GUARDIAN = (
    "id", "school_id", "person_id", "family_name", "given_name", "patronymic", "name_sort", "name_search", "phone",
    "record_from", "record_until",
)  # fmt: skip
_CONSENT = (
    "id", "school_id", "student_id", "signer_guardian_id", "signer_person_id", "relation", "purpose", "categories",
    "operations", "text_id", "text_version", "language", "evidence_kind", "evidence_hash", "status", "given_at",
    "withdrawn_at", "recorded_at",
)  # fmt: skip
_LESSON = (
    "id", "school_id", "year_id", "period_id", "load_id", "class_id", "subject_id", "held_on", "number", "state",
    "topic", "homework",
)  # fmt: skip
_MARK = (
    "id", "school_id", "student_id", "lesson_id", "load_id", "class_id", "subject_id", "scale_id", "grade", "kind",
    "weight", "value", "held_on", "entered_at",
)  # fmt: skip


def _record(number: int) -> tuple[int, int]:
    """Give the window of the school's consent of a family: none, ended, or open."""
    match number % 25:
        case 0:
            return 0, 0
        case 1:
            return LONG_AGO, LONG_AGO_END
        case _:
            return LONG_AGO, FAR


def _window(is_open: bool) -> tuple[int, int]:  # noqa: FBT001 - its name stands at the call
    return (LONG_AGO, FAR) if is_open else (0, 0)


def _day(lesson: int) -> date:
    """Give the day of a class's lesson: six a day, five days a week."""
    day = lesson // len(SUBJECTS)
    return FIRST_DAY + timedelta(days=day // 5 * 7 + day % 5)
