"""A school in its sixth week with two classes, teachers and a year's frame, and another school beside it.

Rows are put straight into the database, because the acts under test stand on them; the scopes are the planner's own.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession
from tests.conftest import MOMENT
from tests.rooms import acting

from isuo_graph.graph import ActSpec, Room, registry
from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.plan.bind import Dialect
from isuo_graph.plan.reach import row_check
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms import journal, learning, org, people, roll
from isuo_graph.rooms.journal import tables as journal_rows
from isuo_graph.rooms.orders import graph as orders
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind, OrderState
from isuo_graph.rooms.org import tables as frame
from isuo_graph.rooms.people import tables as persons
from isuo_graph.rooms.roll import tables as rolls
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import Store, open_store

ORDERS = Room("orders", types=orders.TYPES, extensions=orders.EXTENSIONS)
CATALOGUE = registry.build([org.ROOM, people.ROOM, ORDERS, roll.ROOM, journal.ROOM, learning.ROOM], Table.metadata)
TODAY = date(2026, 10, 5)  # the held moment's day, a Monday
YEAR_START, YEAR_END = date(2026, 9, 1), date(2027, 5, 31)
CONSENT: dict[str, Any] = {"record_from": 0, "record_until": int(MOMENT.timestamp() * 1000) + 10**10}
LONG_AGO = datetime(2026, 8, 1, tzinfo=UTC)

_ids = itertools.count(1000)


def new_id() -> int:
    """Give an id that no other row of the run has; the house's own ids are far above."""
    return next(_ids)


@dataclass(frozen=True)
class Classroom:
    """Ids of what was laid out, and ways to add to it and to act on it."""

    store: Store
    school_id: int
    year_id: int
    next_year_id: int
    quarter_id: int
    class_id: int  # 5А, room for 3
    twin_id: int  # 5Б
    unmarked_id: int  # 1А, no marks
    next_class_id: int  # 6А of the next year
    other_school_id: int
    other_class_id: int
    algebra_id: int
    sport_id: int
    scale_id: int
    teacher_id: int
    leader_id: int
    load_id: int

    async def add(self, *rows: Table) -> int:
        """Write rows and give the id of the last."""
        async with AsyncSession(self.store.write.engine, expire_on_commit=False) as session:
            for row in rows:
                session.add(row)
                await session.flush()
            last: int = rows[-1].id  # type: ignore[attr-defined] # every table has one
            await session.commit()
        return last

    async def student(self, class_id: int | None = None, *, has_consent: bool = True, school_id: int = 0) -> int:
        """Put a student on the roll; without a class one who has only applied."""
        windows: dict[str, Any] = CONSENT if has_consent else {}
        person = persons.Person(id=new_id(), created_at=LONG_AGO)
        student = persons.Student(
            id=new_id(),
            school_id=school_id or self.school_id,
            person_id=person.id,
            class_id=class_id,
            grade=5 if class_id else None,
            status=persons.StudentStatus.ON_ROLL if class_id else persons.StudentStatus.APPLIED,
            **windows,
        )
        rows: list[Table] = [person, student]
        if class_id is not None:
            rows.append(
                rolls.Enrollment(
                    id=new_id(),
                    school_id=student.school_id,
                    year_id=self.year_id,
                    student_id=student.id,
                    class_id=class_id,
                    kind=rolls.EnrollmentKind.ADMISSION,
                    starts_on=YEAR_START,
                )
            )
        await self.add(*rows)
        return student.id

    async def guardian_of(self, student_id: int) -> Viewer:
        """Give a guardian of the student."""
        person = persons.Person(id=new_id(), created_at=LONG_AGO)
        guardian = persons.Guardian(id=new_id(), school_id=self.school_id, person_id=person.id)
        bond = persons.Guardianship(
            id=new_id(),
            school_id=self.school_id,
            student_id=student_id,
            guardian_id=guardian.id,
            kind=persons.GuardianshipKind.MOTHER,
            starts_on=YEAR_START,
        )
        await self.add(person, guardian, bond)
        return acting.somebody(Role.GUARDIAN, self.school_id, guardian_ids=(guardian.id,))

    async def order(self, kind: OrderKind, state: OrderState = OrderState.SIGNED, school_id: int = 0) -> int:
        """Give a director's order."""
        number = new_id()
        return await self.add(
            DirectorOrder(
                id=number,
                school_id=school_id or self.school_id,
                year=2026,
                number=str(number),
                order_date=TODAY,
                kind=kind,
                title_ky="Буйрук",
                title_ru="Приказ",
                text_ky="Буйрук",
                text_ru="Приказ",
                starts_on=YEAR_START,
                state=state,
                drafted_at=LONG_AGO,
                revoked_at=MOMENT if state is OrderState.REVOKED else None,
            )
        )

    async def lesson(
        self,
        held_on: date = TODAY,
        number: int | None = None,
        load_id: int = 0,
        class_id: int = 0,
        **more: Any,  # noqa: ANN401 - columns
    ) -> int:
        """Give a lesson of 5А that was held; each has a number of its own."""
        return await self.add(
            journal_rows.Lesson(
                id=new_id(),
                school_id=self.school_id,
                year_id=self.year_id,
                load_id=load_id or self.load_id,
                class_id=class_id or self.class_id,
                subject_id=more.pop("subject_id", self.algebra_id),
                held_on=held_on,
                number=number or new_id(),
                state=more.pop("state", journal_rows.LessonState.HELD),
                **more,
            )
        )

    async def load(self, class_id: int, subject_id: int = 0, teacher_id: int = 0, group_id: int | None = None) -> int:
        """Give a teaching load of the whole year."""
        return await self.add(
            journal_rows.TeachingLoad(
                id=new_id(),
                school_id=self.school_id,
                year_id=self.year_id,
                class_id=class_id,
                group_id=group_id,
                subject_id=subject_id or self.algebra_id,
                teacher_id=teacher_id or self.teacher_id,
                hours_week=Decimal(4),
                starts_on=YEAR_START,
                ends_on=YEAR_END,
            )
        )

    async def staff(self, school_id: int = 0) -> int:
        """Give an employee."""
        person = persons.Person(id=new_id(), created_at=LONG_AGO)
        return await self.add(person, _staff(school_id or self.school_id, person.id))

    def as_(self, role: Role, **ids: Any) -> Viewer:  # noqa: ANN401 - the viewer's own ids
        """Give somebody of the school with the default rights of a role."""
        return acting.somebody(role, self.school_id, **ids)

    @property
    def teacher(self) -> Viewer:
        """The teacher of algebra in 5А."""
        return self.as_(Role.SUBJECT_TEACHER, staff_ids=(self.teacher_id,))

    @property
    def leader(self) -> Viewer:
        """The class teacher of 5А."""
        return self.as_(Role.CLASS_TEACHER, staff_ids=(self.leader_id,))

    async def do(self, viewer: Viewer, spec: ActSpec, asked: object, **services: Mapping[type, object]) -> Any:  # noqa: ANN401 - of whichever act
        """Perform an act and give its outcome."""
        return await acting.do(self.store, viewer, spec, asked, **services)

    async def refused(
        self, viewer: Viewer, spec: ActSpec, asked: object, **services: Mapping[type, object]
    ) -> list[tuple[str, str]]:
        """Perform an act that must be refused; gives code and message key of every reason."""
        return await acting.refused(self.store, viewer, spec, asked, **services)

    async def row(self, table: type[Any], row_id: int) -> Any:  # noqa: ANN401 - of whichever table
        """Read a row as it was committed."""
        return await acting.row(self.store, table, row_id)

    async def rows(self, table: type[Any], **equal: object) -> list[Any]:
        """Read rows with these values, by id."""
        core = table.__table__
        asked = core.select().where(*(core.c[name] == value for name, value in equal.items())).order_by(core.c.id)
        async with self.store.write.engine.connect() as connection:
            return list((await connection.execute(asked)).all())

    async def rewrite(self, table: str, row_id: int, change: str = "") -> None:
        """Change a row past all acts, or take it away where no change is given."""
        sql = f"UPDATE {table} SET {change}" if change else f"DELETE FROM {table}"
        async with self.store.write.engine.begin() as connection:
            await connection.exec_driver_sql(f"{sql} WHERE id = {row_id}")


async def opened(url: str) -> AsyncIterator[Store]:
    """Open a store whose row checks are the planner's own, over all rooms up to learning."""
    check = row_check(CATALOGUE, Dialect(dialect_of(url).value), CursorBox(bytes(range(32))))
    store = await open_store(url, row_check=check, clock=HeldClock(MOMENT))
    yield store
    await store.close()


async def laid_out(store: Store) -> Classroom:
    """Put the schools with their frame and staff into an empty database."""
    rows, ids = _frame()
    async with AsyncSession(store.write.engine, expire_on_commit=False) as session:
        for row in rows:
            session.add(row)
            await session.flush()
        await session.commit()
    return Classroom(store, **ids)


def _frame() -> tuple[list[Table], dict[str, int]]:
    """Give the rows in the order of their references, and the ids that tests use."""
    school, other = _school("17"), _school("18")
    programme = frame.Programme(id=new_id(), code="12", name_ky="12", name_ru="12", years=12)
    grades = {n: frame.GradeLevel(id=new_id(), programme_id=programme.id, number=n, name=str(n)) for n in (1, 5, 6)}
    year = _year(school, YEAR_START, YEAR_END)
    following = _year(school, date(2027, 9, 1), date(2028, 5, 31))
    elsewhere = _year(other, YEAR_START, YEAR_END)
    quarter = _period(year, frame.PeriodKind.QUARTER, 1, YEAR_START, date(2026, 10, 16))
    whole = _period(year, frame.PeriodKind.YEAR, 1, YEAR_START, YEAR_END)
    own, twin = _class(year, grades[5], "А", 3), _class(year, grades[5], "Б", None)
    unmarked, upper = _class(year, grades[1], "А", None), _class(following, grades[6], "А", None)
    foreign = _class(elsewhere, grades[5], "А", None)
    algebra, sport = _subject("ALG"), _subject("PE")
    scales = (
        _scale(programme, (1, 3), frame.ScaleKind.NONE),
        _scale(programme, (4, 12), frame.ScaleKind.POINTS, (Decimal(2), Decimal(5), Decimal(3))),
        _scale(programme, (4, 12), frame.ScaleKind.PASS_FAIL, subject_id=sport.id),
    )
    staff = _teaching(own, algebra)
    calendar = _calendar(year)
    rows = [
        school, other, programme, *grades.values(), year, following, elsewhere, quarter, whole, own, twin, unmarked,
        upper, foreign, algebra, sport, *scales, *staff, *calendar,
    ]  # fmt: skip
    ids = {
        "school_id": school.id,
        "year_id": year.id,
        "next_year_id": following.id,
        "quarter_id": quarter.id,
        "class_id": own.id,
        "twin_id": twin.id,
        "unmarked_id": unmarked.id,
        "next_class_id": upper.id,
        "other_school_id": other.id,
        "other_class_id": foreign.id,
        "algebra_id": algebra.id,
        "sport_id": sport.id,
        "scale_id": scales[1].id,
        "teacher_id": staff[2].id,
        "leader_id": staff[3].id,
        "load_id": staff[5].id,
    }
    return rows, ids


def _teaching(
    own: frame.SchoolClass, subject: frame.Subject
) -> tuple[
    persons.Person,
    persons.Person,
    persons.StaffMember,
    persons.StaffMember,
    persons.ClassLeadership,
    journal_rows.TeachingLoad,
]:
    """Give a teacher with a load and a class teacher, with the persons they are."""
    one, other = (persons.Person(id=new_id(), created_at=LONG_AGO) for _ in range(2))
    teacher, leader = _staff(own.school_id, one.id), _staff(own.school_id, other.id)
    leads = persons.ClassLeadership(
        id=new_id(), school_id=own.school_id, class_id=own.id, staff_id=leader.id, starts_on=YEAR_START
    )
    load = journal_rows.TeachingLoad(
        id=new_id(),
        school_id=own.school_id,
        year_id=own.year_id,
        class_id=own.id,
        subject_id=subject.id,
        teacher_id=teacher.id,
        hours_week=Decimal(4),
        starts_on=YEAR_START,
        ends_on=YEAR_END,
    )
    return one, other, teacher, leader, leads, load


def _calendar(year: frame.AcademicYear) -> tuple[frame.CalendarProfile, frame.Holiday]:
    """Give five days a week for grades 5 and up, and a holiday on the second of October; no calendar below."""
    calendar = frame.CalendarProfile(
        id=new_id(),
        school_id=year.school_id,
        year_id=year.id,
        grade_from=5,
        grade_to=12,
        lesson_minutes=45,
        days_per_week=5,
        made_at=LONG_AGO,
    )
    holiday = frame.Holiday(
        id=new_id(),
        school_id=year.school_id,
        profile_id=calendar.id,
        name_ky="Мугалимдер күнү",
        name_ru="День учителя",
        starts_on=date(2026, 10, 2),
        ends_on=date(2026, 10, 2),
    )
    return calendar, holiday


def _school(code: str) -> frame.School:
    kind = frame.SchoolKind.STATE
    return frame.School(id=new_id(), code=code, name_ky=code, name_ru=code, name_sort=code, name_search=code, kind=kind)


def _year(school: frame.School, starts_on: date, ends_on: date) -> frame.AcademicYear:
    return frame.AcademicYear(
        id=new_id(), school_id=school.id, name=str(starts_on.year), starts_on=starts_on, ends_on=ends_on
    )


def _period(
    year: frame.AcademicYear, kind: frame.PeriodKind, number: int, starts_on: date, ends_on: date
) -> frame.Period:
    return frame.Period(
        id=new_id(),
        school_id=year.school_id,
        year_id=year.id,
        kind=kind,
        number=number,
        name=f"{kind} {number}",
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _class(year: frame.AcademicYear, grade: frame.GradeLevel, letter: str, capacity: int | None) -> frame.SchoolClass:
    return frame.SchoolClass(
        id=new_id(),
        school_id=year.school_id,
        year_id=year.id,
        grade_level_id=grade.id,
        grade=grade.number,
        letter=letter,
        name=f"{grade.number}{letter}",
        name_sort=f"{grade.number}{letter}",
        language=frame.InstructionLanguage.KYRGYZ,
        capacity=capacity,
    )


def _subject(code: str) -> frame.Subject:
    return frame.Subject(id=new_id(), code=code, name_ky=code, name_ru=code, name_sort=code)


def _scale(
    programme: frame.Programme,
    grades: tuple[int, int],
    kind: frame.ScaleKind,
    values: tuple[Decimal, Decimal, Decimal] | None = None,
    subject_id: int | None = None,
) -> frame.MarkScale:
    low, high, passing = values or (None, None, None)
    return frame.MarkScale(
        id=new_id(),
        programme_id=programme.id,
        subject_id=subject_id,
        grade_from=grades[0],
        grade_to=grades[1],
        kind=kind,
        min_value=low,
        max_value=high,
        pass_value=passing,
        starts_on=date(2020, 9, 1),
    )


def _staff(school_id: int, person_id: int) -> persons.StaffMember:
    name = f"Мугалим{new_id()}"
    return persons.StaffMember(
        id=new_id(),
        school_id=school_id,
        person_id=person_id,
        position="Мугалим",
        family_name=name,
        given_name="Айнура",
        name_sort=name,
        name_search=name,
        hired_on=date(2020, 9, 1),
    )
