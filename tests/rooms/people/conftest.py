"""Two schools, a class in each, and ways to put people there; consent windows open as the consent room does it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.conftest import MOMENT
from tests.rooms import acting

from isuo_graph.graph import ActSpec
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.org import tables as org_tables
from isuo_graph.rooms.org.acts import classes, national, schools, years
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.acts import guardians, staff, students
from isuo_graph.store.engine import Store

NOW_MS = int(MOMENT.timestamp() * 1000)
DAY_MS = 24 * 60 * 60 * 1000
numbers = itertools.count(1)


@dataclass(frozen=True)
class Life:
    """What the tests of the people room stand on; `secretary` acts where no viewer is named."""

    store: Store
    secretary: Viewer
    school_id: int
    other_school_id: int
    year_id: int
    class_id: int
    other_class_id: int
    grade_id: int

    async def do(self, spec: ActSpec, asked: object, viewer: Viewer | None = None, **more: Any) -> Any:  # noqa: ANN401 - of whichever act
        return await acting.do(self.store, viewer or self.secretary, spec, asked, **more)

    async def refused(self, spec: ActSpec, asked: object, viewer: Viewer | None = None) -> list[tuple[str, str]]:
        return await acting.refused(self.store, viewer or self.secretary, spec, asked)

    async def row(self, table: type[Any], row_id: int) -> Any:  # noqa: ANN401 - of whichever table
        return await acting.row(self.store, table, row_id)

    def as_(self, role: Role, **ids: Any) -> Viewer:  # noqa: ANN401 - the viewer's own ids
        return acting.somebody(role, self.school_id, **ids)

    async def consent(self, table: type[Any], row_id: int, *windows: str) -> None:
        """Open consent windows from yesterday until a year from now."""
        values = {f"{window}_from": NOW_MS - DAY_MS for window in windows}
        values |= {f"{window}_until": NOW_MS + 365 * DAY_MS for window in windows}
        rows = table.__table__
        async with self.store.write.engine.begin() as connection:
            await connection.execute(rows.update().where(rows.c.id == row_id).values(**values))

    async def student(self, *windows: str, class_id: int | None = None, school_id: int | None = None) -> int:
        """Register a student with consents."""
        school = school_id or self.school_id
        clerk = acting.somebody(Role.SECRETARY, school)
        made = await self.do(students.register_student, students.RegisterStudent(school), clerk)
        student_id: int = made.student
        if class_id is not None:
            await self._seat(student_id, class_id)
        if windows:
            await self.consent(tables.Student, student_id, *windows)
        return student_id

    async def _seat(self, student_id: int, class_id: int) -> None:
        """Put a student into a class as the roll does, which this room does not know."""
        rows = tables.Student.__table__  # type: ignore[attr-defined] # SQLModel makes it
        values = {"class_id": class_id, "grade": 5, "status": tables.StudentStatus.ON_ROLL.value}
        async with self.store.write.engine.begin() as connection:
            await connection.execute(rows.update().where(rows.c.id == student_id).values(**values))

    async def guardian(self, *windows: str) -> int:
        """Register a guardian with consents."""
        made = await self.do(guardians.register_guardian, guardians.RegisterGuardian(self.school_id))
        guardian_id: int = made.guardian
        if windows:
            await self.consent(tables.Guardian, guardian_id, *windows)
        return guardian_id

    async def teacher(self, *windows: str) -> int:
        """Hire somebody with consents."""
        asked = staff.HireStaff(self.school_id, "Өмүралиева", f"Айгүл{next(numbers)}", "Мугалим", date(2020, 9, 1))
        staff_id: int = (await self.do(staff.hire_staff, asked)).staff_member
        if windows:
            await self.consent(tables.StaffMember, staff_id, *windows)
        return staff_id


@pytest.fixture(scope="module")
async def room_store(anyio_backend: str, database_url: str) -> AsyncIterator[Store]:
    async for store in acting.opened(database_url):
        yield store


@pytest.fixture(scope="module")
async def life(room_store: Store) -> Life:
    country = acting.administrator_of_the_country()

    async def do(spec: ActSpec, asked: object, viewer: Viewer = country) -> Any:  # noqa: ANN401 - of whichever act
        return await acting.do(room_store, viewer, spec, asked)

    level = org_tables.AreaLevel.CITY
    area = await do(national.create_area, national.CreateArea("417", "Бишкек", "Бишкек", level))
    programme = await do(national.create_programme, national.CreateProgramme("12", "12", "12", 12, ()))
    grade = await do(national.create_grade_level, national.CreateGradeLevel(programme.programme, 5))
    made: list[tuple[int, int, int]] = []
    for code in ("5", "6"):
        kind = org_tables.SchoolKind.STATE
        school = await do(schools.create_school, schools.CreateSchool(code, code, code, kind, area.area))
        director = acting.somebody(Role.DIRECTOR, school.school)
        term = (date(2026, 9, 1), date(2027, 5, 31))
        year = await do(years.open_academic_year, years.OpenAcademicYear(school.school, "2026/27", *term), director)
        language = org_tables.InstructionLanguage.KYRGYZ
        asked = classes.CreateClass(year.academic_year, grade.grade_level, "А", language)
        made.append((school.school, year.academic_year, (await do(classes.create_class, asked, director)).school_class))
    (school_id, year_id, class_id), (other_school_id, _, other_class_id) = made
    secretary = acting.somebody(Role.SECRETARY, school_id)
    return Life(room_store, secretary, school_id, other_school_id, year_id, class_id, other_class_id, grade.grade_level)
