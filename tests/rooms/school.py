"""A small country for tests of orders and consents: an area with two schools, and people who sign in as themselves.

Rows are written as they would stand after the acts of earlier rooms; viewers come from `load_viewer`, so that what a
test may do follows from the orders it wrote.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession
from tests.conftest import MOMENT
from tests.rooms import acting

from isuo_graph.graph import ActSpec, registry
from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.plan.bind import Dialect
from isuo_graph.plan.reach import row_check
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms import consent, orders, org, people
from isuo_graph.rooms.orders import viewers
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind, OrderState, RoleGrant
from isuo_graph.rooms.org.tables import AcademicYear, Area, GradeLevel, Programme, School, SchoolClass
from isuo_graph.rooms.people.tables import (
    Account,
    ClassLeadership,
    Guardian,
    Guardianship,
    Person,
    StaffMember,
    Student,
)
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import Store, open_store

ROOMS = (org.ROOM, people.ROOM, orders.ROOM, consent.ROOM)
CATALOGUE = registry.build(ROOMS, Table.metadata)
NOW_MS = int(MOMENT.timestamp() * 1000)
TODAY = date(2026, 10, 5)
LONG_AGO = datetime(2026, 1, 10, tzinfo=UTC)
AREA, DISTRICT, OUTSIDE = 11, 12, 13
SCHOOL, OTHER, FAR = 21, 22, 23


@dataclass(frozen=True)
class Human:
    """Somebody with an account; `row_id` is their row as employee, student or guardian."""

    person_id: int
    account_id: int
    row_id: int


@dataclass
class Country:
    """Writes rows and performs acts on one store."""

    store: Store
    numbers: itertools.count[int]

    async def add(self, *rows: Table) -> None:
        """Write rows, each after the one it may refer to."""
        async with AsyncSession(self.store.write.engine, expire_on_commit=False) as session:
            for row in rows:
                session.add(row)
                await session.flush()
            await session.commit()

    async def human(self, *, school_id: int | None = SCHOOL) -> Human:
        """Register a person with an account and nothing else."""
        number = next(self.numbers)
        person = Person(id=number, created_at=LONG_AGO)
        login = f"user{number}"
        account = Account(id=number + 1, person_id=number, school_id=school_id, login=login, created_at=LONG_AGO)
        await self.add(person, account)
        return Human(number, number + 1, 0)

    async def employee(self, role: Role | None = None, *, school_id: int = SCHOOL, **grant: Any) -> Human:  # noqa: ANN401 - columns of role_grant
        """Hire somebody and, with a role, appoint them by an order in force."""
        human = await self.human(school_id=school_id)
        staff_id = next(self.numbers)
        name: dict[str, Any] = {
            "family_name": "Токтогулова",
            "given_name": "Үмүт",
            "name_sort": "т",
            "name_search": "т",
        }
        await self.add(
            StaffMember(
                id=staff_id,
                school_id=school_id,
                person_id=human.person_id,
                position="Мугалим",
                hired_on=date(2020, 9, 1),
                **name,
            )
        )
        made = Human(human.person_id, human.account_id, staff_id)
        if role is not None:
            await self.grant(made, role, school_id=school_id, **grant)
        return made

    async def order(self, *, school_id: int | None = SCHOOL, **columns: Any) -> DirectorOrder:  # noqa: ANN401 - columns of director_order
        """Write an order in force since January."""
        number = next(self.numbers)
        values = {
            "school_id": school_id,
            "year": 2026,
            "number": f"{number}",
            "order_date": date(2026, 1, 10),
            "kind": OrderKind.APPOINTMENT,
            "starts_on": date(2026, 1, 10),
            "state": OrderState.SIGNED,
            "drafted_at": LONG_AGO,
            **dict.fromkeys(("title_ky", "title_ru", "text_ky", "text_ru"), "Тестирлөө"),
            **columns,
        }
        order = DirectorOrder(id=number, **values)
        await self.add(order)
        return order

    async def grant(
        self,
        human: Human,
        role: Role | None,
        *,
        school_id: int | None = SCHOOL,
        **columns: Any,  # noqa: ANN401 - columns of role_grant
    ) -> RoleGrant:
        """Write a grant, on an order of its own unless `order_id` names one."""
        order_id = columns.pop("order_id", None) or (await self.order(school_id=school_id)).id
        values = {"school_id": school_id, "starts_on": date(2026, 1, 10), "staff_id": human.row_id or None, **columns}
        grant = RoleGrant(id=next(self.numbers), person_id=human.person_id, role=role, order_id=order_id, **values)
        await self.add(grant)
        return grant

    async def student(self, *, school_id: int = SCHOOL, **columns: Any) -> Human:  # noqa: ANN401 - columns of student
        """Put a student on the roll."""
        human = await self.human(school_id=school_id)
        student_id = next(self.numbers)
        columns = {"birth_date": date(2014, 3, 1), **columns}
        await self.add(Student(id=student_id, school_id=school_id, person_id=human.person_id, **columns))
        return Human(human.person_id, human.account_id, student_id)

    async def led_class(self, teacher: Human) -> int:
        """Open a class that the teacher leads."""
        year, programme, grade, class_id, leads = (next(self.numbers) for _ in range(5))
        days: dict[str, Any] = {"starts_on": date(2026, 9, 1)}
        names: dict[str, Any] = {"letter": "А", "name": "5А", "name_sort": "5а"}
        await self.add(
            AcademicYear(id=year, school_id=SCHOOL, name="2026/27", ends_on=date(2027, 5, 31), **days),
            Programme(id=programme, code=f"{programme}", name_ky="12", name_ru="12", years=12),
            GradeLevel(id=grade, programme_id=programme, number=5, name="5"),
            SchoolClass(
                id=class_id, school_id=SCHOOL, year_id=year, grade_level_id=grade, grade=5, language="KYRGYZ", **names
            ),
            ClassLeadership(id=leads, school_id=SCHOOL, class_id=class_id, staff_id=teacher.row_id, **days),
        )
        return class_id

    async def guardian(self, student: Human, **bond: Any) -> Human:  # noqa: ANN401 - columns of guardianship
        """Register a guardian of the student."""
        human = await self.human()
        guardian_id = next(self.numbers)
        await self.add(
            Guardian(id=guardian_id, school_id=SCHOOL, person_id=human.person_id),
            Guardianship(
                id=next(self.numbers),
                school_id=SCHOOL,
                student_id=student.row_id,
                guardian_id=guardian_id,
                **{"kind": "MOTHER", "starts_on": date(2020, 9, 1), **bond},
            ),
        )
        return Human(human.person_id, human.account_id, guardian_id)

    async def viewer(self, human: Human, today: date = TODAY) -> Viewer:
        """Sign somebody in and give them as the service sees them."""
        async with AsyncSession(self.store.write.engine) as session:
            found = await viewers.load_viewer(
                session, account_id=human.account_id, session_id=None, now_ms=NOW_MS, today=today
            )
        assert found is not None
        return found

    async def do(self, human: Human, spec: ActSpec, asked: object) -> Any:  # noqa: ANN401 - of whichever act
        """Let somebody act with the rights they have now."""
        viewer = await self.viewer(human)
        async with self.store.write.unit(viewer, spec) as unit:
            return await spec.run(unit, asked)

    async def refused(self, human: Human, spec: ActSpec, asked: object) -> list[tuple[str, str]]:
        """Let somebody try what must be refused; gives code and message key of every reason."""
        viewer = await self.viewer(human)
        if spec.right is None:
            raise AssertionError("give the act a right, or ask it directly")
        return await acting.refused(self.store, viewer, spec, asked)

    async def row(self, table: type[Any], row_id: int) -> Any:  # noqa: ANN401 - of whichever table
        """Read a row as it was committed."""
        return await acting.row(self.store, table, row_id)

    async def events(self, kind: str) -> int:
        """Count the events of a kind."""
        row = await self.store.read.fetch_row(f"SELECT count(*) FROM event WHERE kind = '{kind}'")
        assert row is not None
        return int(str(row[0]))


async def founded(url: str) -> AsyncIterator[Country]:
    """Open a store that follows as the whole house does, and found an area with two schools, and one outside it."""
    check = row_check(CATALOGUE, Dialect(dialect_of(url).value), CursorBox(bytes(range(32))))
    follows = tuple(follow for room in ROOMS for follow in room.follows)
    store = await open_store(url, row_check=check, clock=HeldClock(MOMENT), follows=follows)
    country = Country(store, itertools.count(1000))
    for area_id, parent_id in ((AREA, None), (DISTRICT, AREA), (OUTSIDE, None)):
        name = f"{area_id}"
        await country.add(Area(id=area_id, parent_id=parent_id, code=name, name_ky=name, name_ru=name, level="REGION"))
    for school_id, area_id in ((SCHOOL, DISTRICT), (OTHER, AREA), (FAR, OUTSIDE)):
        texts: dict[str, Any] = dict.fromkeys(
            ("code", "name_ky", "name_ru", "name_sort", "name_search"), f"{school_id}"
        )
        await country.add(School(id=school_id, area_id=area_id, kind="STATE", **texts))
    yield country
    await store.close()
