"""strawchemy, the nearest rival of our own kind: Strawberry types mapped from SQLAlchemy models, one statement for a
root field.

It knows no rights and no consent. The models name only the columns that Q1–Q3 ask for.
"""

# ruff: noqa: D101 - the models' names are those of the schema

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import strawberry
from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache
from strawchemy import Strawchemy, StrawchemyAsyncRepository, StrawchemyConfig

from isuo_graph.store.dialect import Dialect, dialect_of


class Base(DeclarativeBase):
    """The models' own metadata, apart from the house's."""

    type_annotation_map = {int: BigInteger}  # noqa: RUF012 - SQLAlchemy's way


class Lesson(Base):
    __tablename__ = "lesson"
    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str | None]


class Mark(Base):
    __tablename__ = "mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    value: Mapped[int]
    held_on: Mapped[date]
    lesson: Mapped[Lesson] = relationship()


class SchoolClass(Base):
    __tablename__ = "school_class"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    students: Mapped[list[Student]] = relationship(back_populates="school_class")


class School(Base):
    __tablename__ = "school"
    id: Mapped[int] = mapped_column(primary_key=True)
    name_ru: Mapped[str]
    students: Mapped[list[Student]] = relationship(back_populates="school")


class Guardian(Base):
    __tablename__ = "guardian"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str | None]
    given_name: Mapped[str | None]


class Guardianship(Base):
    __tablename__ = "guardianship"
    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardian.id"))
    kind: Mapped[str]
    guardian: Mapped[Guardian] = relationship()


class Student(Base):
    __tablename__ = "student"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"))
    grade: Mapped[int | None]
    family_name: Mapped[str | None]
    given_name: Mapped[str | None]
    patronymic: Mapped[str | None]
    name_sort: Mapped[str | None]
    phone: Mapped[str | None]
    school_class: Mapped[SchoolClass] = relationship(back_populates="students")
    school: Mapped[School] = relationship(back_populates="students")
    marks: Mapped[list[Mark]] = relationship(order_by=lambda: (Mark.held_on, Mark.id))
    guardians: Mapped[list[Guardianship]] = relationship()


@dataclass
class Context:
    """What strawchemy asks of the context."""

    session: AsyncSession


class _View(GraphQL[Context, None]):
    """Strawberry's own view; the context opens a session for each request."""

    def __init__(self, schema: strawberry.Schema, engine: AsyncEngine) -> None:
        super().__init__(schema)
        self._engine = engine

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002 - Strawberry's
        """Open a session that ends with the request: it is closed when the answer has been made."""
        return Context(AsyncSession(self._engine))

    async def execute_operation(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as they come
        """Answer within the session."""
        context: Context = named["context"]
        async with context.session:
            return await super().execute_operation(*arguments, **named)


def app(url: str) -> GraphQL[Context, None]:
    """Make the application."""
    is_sqlite = dialect_of(url) is Dialect.SQLITE
    driver = "sqlite+aiosqlite" if is_sqlite else "postgresql+asyncpg"
    engine = create_async_engine(make_url(url).set(drivername=driver), pool_size=16)
    return _View(_schema("sqlite" if is_sqlite else "postgresql"), engine)


def _schema(dialect: Literal["sqlite", "postgresql"]) -> strawberry.Schema:
    """Map every model; a list takes `limit` at every level."""
    mapped = Strawchemy(StrawchemyConfig(dialect, repository_type=StrawchemyAsyncRepository, pagination="all"))
    made: dict[str, Any] = {
        model.__name__: mapped.type(model, include="all", override=True)(type(f"{model.__name__}Type", (), {}))
        for model in (Lesson, Mark, Guardian, Guardianship, Student, School, SchoolClass)
    }
    roots = {"school_class": made["SchoolClass"], "student": made["Student"], "school": made["School"]}
    body = {"__annotations__": roots, **{name: mapped.field() for name in roots}}
    # Ids have 64 bits, which GraphQL's Int has not.
    return strawberry.Schema(
        strawberry.type(type("Query", (), body)),
        scalar_overrides={int: _BIG},
        extensions=[ParserCache, ValidationCache],
    )


_BIG = strawberry.scalar(name="BigInt", serialize=int, parse_value=int)
