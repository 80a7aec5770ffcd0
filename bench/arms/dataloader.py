"""The idiomatic arm: Strawberry types with resolvers, DataLoaders for every edge, SQLAlchemy rows, permission classes.

It checks what the house checks for Q1–Q3: the role from the grants in force, the scope of a row, the consent of a
student. So it is what a team would have built with the usual tools, and it answers the same documents but for `nodes`.
"""

# ruff: noqa: D101, D102 - names of the schema and of its columns, as everywhere else

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

import strawberry
from sqlalchemy import func
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.permission import BasePermission, PermissionExtension
from strawberry.types import Info

from isuo_graph.rooms.consent.tables import Consent
from isuo_graph.rooms.journal import tables as journal
from isuo_graph.rooms.orders.tables import RoleGrant
from isuo_graph.rooms.org import tables as org
from isuo_graph.rooms.people import tables as people
from isuo_graph.store.dialect import Dialect, dialect_of

F = TypeVar("F", bound=Callable[..., Any])
WHOLE_SCHOOL = frozenset({"DIRECTOR", "DEPUTY", "RESPONSIBLE"})
CONTACTS = WHOLE_SCHOOL | {"CLASS_TEACHER"}


@dataclass
class Asked:
    """What one request knows: who asks, and the loaders that live as long as it."""

    engine: AsyncEngine
    roles: frozenset[str]
    schools: frozenset[int]
    classes: frozenset[int]
    loaders: dict[str, DataLoader[Any, Any]]

    async def rows(self, statement: Any) -> Sequence[Any]:  # noqa: ANN401 - any SELECT
        """Run one SELECT in a session of its own."""
        async with AsyncSession(self.engine) as session:
            found: Sequence[Any] = (await session.exec(statement)).all()
            return found

    def loader(self, name: str, load: Callable[..., Awaitable[list[Any]]], *given: Any) -> DataLoader[Any, Any]:  # noqa: ANN401 - what the loader is made with
        """Give the loader of this name, made when first asked for."""
        if name not in self.loaders:
            self.loaders[name] = DataLoader(load_fn=partial(load, self, *given))
        return self.loaders[name]


async def _by_id(asked: Asked, table: Any, keys: list[int]) -> list[Any]:  # noqa: ANN401 - a table's class
    found = {row.id: row for row in await asked.rows(select(table).where(col(table.id).in_(keys)))}
    return [found.get(key) for key in keys]


async def _grouped(asked: Asked, table: Any, column: str, order: tuple[str, ...], keys: list[int]) -> list[Any]:  # noqa: ANN401
    wanted = select(table).where(getattr(table, column).in_(keys)).order_by(*(getattr(table, name) for name in order))
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in await asked.rows(wanted):
        groups[getattr(row, column)].append(row)
    return [groups[key] for key in keys]


async def _marks(asked: Asked, first: int, keys: list[int]) -> list[Any]:
    """Give the first marks of each student, by one statement with a window."""
    mark = journal.Mark
    number = func.row_number().over(partition_by=col(mark.student_id), order_by=(col(mark.held_on), col(mark.id)))
    inner = (
        select(col(mark.id), number.label("number"))
        .where(col(mark.student_id).in_(keys), col(mark.voided_at).is_(None))
        .subquery()
    )
    wanted = (
        select(mark)
        .join(inner, inner.c.id == mark.id)
        .where(inner.c.number <= first)
        .order_by(col(mark.held_on), col(mark.id))
    )
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in await asked.rows(wanted):
        groups[row.student_id].append(row)
    return [groups[key] for key in keys]


async def _consents(asked: Asked, keys: list[int]) -> list[bool]:
    wanted = select(Consent.student_id).where(
        col(Consent.student_id).in_(keys), Consent.purpose == "SCHOOL_RECORD", Consent.status == "GIVEN"
    )
    given = set(await asked.rows(wanted))
    return [key in given for key in keys]


def _student_id(source: Any) -> int:  # noqa: ANN401 - a student, or a row about one
    return int(getattr(source.row, "student_id", source.row.id))


class InScope(BasePermission):
    """The row is of the viewer's school, and of a class of theirs where the role reaches no further."""

    message = "out of scope"

    async def has_permission(self, source: Any, info: Info[Asked, None], **_: Any) -> bool:  # noqa: ANN401 - Strawberry's seam
        """Tell."""
        asked, row = info.context, source.row
        in_school = row.school_id in asked.schools
        return in_school and (bool(asked.roles & WHOLE_SCHOOL) or getattr(row, "class_id", None) in asked.classes)


class Consented(InScope):
    """Also, the student has consented."""

    async def has_permission(self, source: Any, info: Info[Asked, None], **given: Any) -> bool:  # noqa: ANN401 - as above
        """Tell."""
        if not await super().has_permission(source, info, **given):
            return False
        return bool(await info.context.loader("consent", _consents).load(_student_id(source)))


class MayContact(Consented):
    """Also, the role may read contacts."""

    async def has_permission(self, source: Any, info: Info[Asked, None], **given: Any) -> bool:  # noqa: ANN401 - as above
        """Tell."""
        return bool(info.context.roles & CONTACTS) and await super().has_permission(source, info, **given)


def _silently(permission: type[BasePermission]) -> Callable[[F], F]:
    """Make a field that is hidden where it may not be seen, instead of an error for each cell."""
    extension = PermissionExtension(permissions=[permission()], fail_silently=True)
    made: Callable[[F], F] = strawberry.field(extensions=[extension])
    return made


@strawberry.type
class Lesson:
    row: strawberry.Private[journal.Lesson]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"les_{self.row.id}")

    @strawberry.field
    def topic(self) -> str | None:
        return self.row.topic


@strawberry.type
class Mark:
    row: strawberry.Private[journal.Mark]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"mrk_{self.row.id}")

    @_silently(Consented)
    def value(self) -> float | None:
        return float(self.row.value)

    @_silently(Consented)
    def held_on(self) -> date | None:
        return self.row.held_on

    @_silently(InScope)
    async def lesson(self, info: Info[Asked, None]) -> Lesson | None:
        found = await info.context.loader("lesson", _by_id, journal.Lesson).load(self.row.lesson_id)
        return Lesson(row=found)


@strawberry.type
class SchoolClass:
    row: strawberry.Private[org.SchoolClass]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"cls_{self.row.id}")

    @strawberry.field
    def name(self) -> str:
        return self.row.name

    @strawberry.field
    async def students(self, info: Info[Asked, None], first: int = 20) -> list[Student]:
        loader = info.context.loader("class_students", _grouped, people.Student, "class_id", ("name_sort", "id"))
        return [Student(row=row) for row in (await loader.load(self.row.id))[:first]]


@strawberry.type
class School:
    row: strawberry.Private[org.School]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"sch_{self.row.id}")

    @strawberry.field
    def name_ru(self) -> str:
        return self.row.name_ru

    @strawberry.field
    async def students(self, info: Info[Asked, None], first: int = 20) -> list[Student]:
        loader = info.context.loader("school_students", _grouped, people.Student, "school_id", ("name_sort", "id"))
        return [Student(row=row) for row in (await loader.load(self.row.id))[:first]]


@strawberry.type
class Guardian:
    row: strawberry.Private[people.Guardian]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"gua_{self.row.id}")

    @strawberry.field
    def family_name(self) -> str | None:
        return self.row.family_name

    @strawberry.field
    def given_name(self) -> str | None:
        return self.row.given_name


@strawberry.type
class Guardianship:
    row: strawberry.Private[people.Guardianship]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"gsh_{self.row.id}")

    @strawberry.field
    def kind(self) -> str:
        return self.row.kind

    @strawberry.field
    async def guardian(self, info: Info[Asked, None]) -> Guardian | None:
        found = await info.context.loader("guardian", _by_id, people.Guardian).load(self.row.guardian_id)
        is_known = found.record_from <= _now_ms() < found.record_until
        return Guardian(row=found) if is_known else None


@strawberry.type
class Student:
    row: strawberry.Private[people.Student]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"stu_{self.row.id}")

    @strawberry.field
    def grade(self) -> int | None:
        return self.row.grade

    @_silently(Consented)
    def family_name(self) -> str | None:
        return self.row.family_name

    @_silently(Consented)
    def given_name(self) -> str | None:
        return self.row.given_name

    @_silently(Consented)
    def patronymic(self) -> str | None:
        return self.row.patronymic

    @_silently(MayContact)
    def phone(self) -> str | None:
        return self.row.phone

    @strawberry.field
    async def school_class(self, info: Info[Asked, None]) -> SchoolClass | None:
        return SchoolClass(row=await info.context.loader("class", _by_id, org.SchoolClass).load(self.row.class_id))

    @strawberry.field
    async def school(self, info: Info[Asked, None]) -> School | None:
        return School(row=await info.context.loader("school", _by_id, org.School).load(self.row.school_id))

    @_silently(Consented)
    async def marks(self, info: Info[Asked, None], first: int = 20) -> list[Mark] | None:
        return [Mark(row=row) for row in await info.context.loader(f"marks {first}", _marks, first).load(self.row.id)]

    @_silently(Consented)
    async def guardians(self, info: Info[Asked, None], first: int = 20) -> list[Guardianship] | None:
        table = people.Guardianship
        loader = info.context.loader("guardians", _grouped, table, "student_id", ("starts_on", "id"))
        return [Guardianship(row=row) for row in (await loader.load(self.row.id))[:first]]


@strawberry.type
class Query:
    """The roots of Q1–Q3."""

    @strawberry.field
    async def school_class(self, info: Info[Asked, None], id: strawberry.ID) -> SchoolClass | None:
        return SchoolClass(row=await info.context.loader("class", _by_id, org.SchoolClass).load(_number(id)))

    @strawberry.field
    async def student(self, info: Info[Asked, None], id: strawberry.ID) -> Student | None:
        return Student(row=await info.context.loader("student", _by_id, people.Student).load(_number(id)))

    @strawberry.field
    async def school(self, info: Info[Asked, None], id: strawberry.ID) -> School | None:
        return School(row=await info.context.loader("school", _by_id, org.School).load(_number(id)))


class _View(GraphQL[Asked, None]):
    """Strawberry's own view; the context reads the viewer's grants, as an application would for each request."""

    def __init__(self, schema: strawberry.Schema, engine: AsyncEngine) -> None:
        super().__init__(schema)
        self._engine = engine

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Asked:  # noqa: ARG002 - Strawberry's signature
        """Read who asks."""
        asked = Asked(self._engine, frozenset(), frozenset(), frozenset(), {})
        person = int(request.headers["x-person"])
        staff = people.StaffMember
        held = await asked.rows(
            select(RoleGrant.role, RoleGrant.school_id, staff.id)
            .join(staff, col(staff.id) == RoleGrant.staff_id)
            .where(RoleGrant.person_id == person, col(RoleGrant.ended_at).is_(None))
        )
        ids = {staff_id for _, _, staff_id in held}
        led = await asked.rows(
            select(people.ClassLeadership.class_id).where(col(people.ClassLeadership.staff_id).in_(ids))
        )
        asked.roles = frozenset(role for role, _, _ in held if role)
        asked.schools = frozenset(school for _, school, _ in held if school)
        asked.classes = frozenset(led)
        return asked


def app(url: str) -> _View:
    """Make the application."""
    driver = "sqlite+aiosqlite" if dialect_of(url) is Dialect.SQLITE else "postgresql+asyncpg"
    return _View(
        strawberry.Schema(Query, extensions=[ParserCache, ValidationCache]),
        create_async_engine(make_url(url).set(drivername=driver), pool_size=16),
    )


def _number(outside: str) -> int:
    return int(outside.rpartition("_")[2])


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
