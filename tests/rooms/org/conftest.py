"""A national frame and two schools, made by the acts themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.rooms import acting

from isuo_graph.graph import ActSpec
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.org import tables
from isuo_graph.rooms.org.acts import national, schools, years
from isuo_graph.store.engine import Store


@dataclass(frozen=True)
class Frame:
    """What the tests of the org room stand on."""

    store: Store
    director: Viewer
    country: Viewer
    area_id: int
    school_id: int
    other_school_id: int
    year_id: int
    programme_id: int
    grade_ids: dict[int, int]

    async def do(self, spec: ActSpec, asked: object, viewer: Viewer | None = None) -> Any:  # noqa: ANN401 - of whichever act, table or viewer
        return await acting.do(self.store, viewer or self.director, spec, asked)

    async def refused(self, spec: ActSpec, asked: object, viewer: Viewer | None = None) -> list[tuple[str, str]]:
        return await acting.refused(self.store, viewer or self.director, spec, asked)

    async def row(self, table: type[Any], row_id: int) -> Any:  # noqa: ANN401 - of whichever act, table or viewer
        return await acting.row(self.store, table, row_id)


@pytest.fixture(scope="module")
async def room_store(anyio_backend: str, database_url: str) -> AsyncIterator[Store]:
    async for store in acting.opened(database_url):
        yield store


@pytest.fixture(scope="module")
async def frame(room_store: Store) -> Frame:
    country = acting.administrator_of_the_country()

    async def do(spec: ActSpec, asked: object, viewer: Viewer = country) -> Any:  # noqa: ANN401 - of whichever act, table or viewer
        return await acting.do(room_store, viewer, spec, asked)

    area = await do(national.create_area, national.CreateArea("417", "Бишкек", "Бишкек", tables.AreaLevel.CITY))
    programme = await do(
        national.create_programme, national.CreateProgramme("12", "12 жылдык", "12-летняя", 12, (1, 4, 5))
    )
    made = [
        await do(
            schools.create_school,
            schools.CreateSchool(code, f"{code}-мектеп", f"Школа {code}", tables.SchoolKind.STATE, area.area),
        )
        for code in ("5", "6")
    ]
    director = acting.somebody(Role.DIRECTOR, made[0].school)
    year = await do(
        years.open_academic_year,
        years.OpenAcademicYear(made[0].school, "2026/27", date(2026, 9, 1), date(2027, 5, 31)),
        director,
    )
    async with room_store.write.engine.connect() as connection:
        grades = await connection.execute(tables.GradeLevel.__table__.select())  # type: ignore[attr-defined] # SQLModel
        grade_ids = {grade.number: grade.id for grade in grades}
    return Frame(
        room_store,
        director,
        country,
        area.area,
        made[0].school,
        made[1].school,
        year.academic_year,
        programme.programme,
        grade_ids,
    )
