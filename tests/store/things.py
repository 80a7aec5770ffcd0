"""A table, a type and acts that no room has, for testing units of work without a room."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import MetaData, UniqueConstraint
from sqlalchemy.orm import registry

from isuo_graph.graph.act import act
from isuo_graph.graph.node import node
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.policy.viewer import Held, Reach, Viewer
from isuo_graph.store.columns import Table, key, number, text
from isuo_graph.store.engine import Store
from isuo_graph.store.unit import Unit

WRITE_PLAN = Right(Category.PLAN, Action.WRITE)


class OwnTable(Table, registry=registry(metadata=MetaData())):
    """Keeps the thing out of the house's own tables."""


class Thing(OwnTable, table=True):
    __tablename__ = "thing"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: int = key()
    school_id: int = number(Category.OPEN)
    name: str = text(Category.PLAN)
    version: int = number(Category.OPEN, default=1)


@node(Thing, prefix="thi", category=Category.PLAN)
class ThingType:
    """A thing."""


@dataclass(frozen=True)
class KeepThing:
    name: str


@dataclass(frozen=True)
class ThingKept:
    thing: int


@act(WRITE_PLAN, log="things:thing_kept")
async def keep_thing(unit: Unit, asked: KeepThing) -> ThingKept:
    """Keep a thing."""
    thing = Thing(id=unit.new_id(), school_id=1, name=asked.name)
    unit.session.add(thing)
    unit.note(subject_id=thing.id, school_id=1)
    unit.emit("things:thing_kept", school_id=1, thing_id=thing.id)
    return ThingKept(thing.id)


def teacher(*schools: int, account_id: int = 500) -> Viewer:
    """Give somebody who may write plans in the schools."""
    return Viewer(
        account_id=account_id,
        session_id=600,
        roles=(Held(Role.SUBJECT_TEACHER), Held(Role.CLASS_TEACHER)),
        school_sets=(schools,),
        reaches={WRITE_PLAN: frozenset({Reach(Scope.SCHOOL)})},
    )


async def lay_out(store: Store) -> None:
    """Make the table, and put one thing into each of two schools."""
    async with store.write.engine.begin() as connection:
        await connection.run_sync(OwnTable.metadata.create_all)
    async with store.write.unit(teacher(1, 2), keep_thing) as unit:
        unit.session.add(Thing(id=1, school_id=1, name="globe"))
        unit.session.add(Thing(id=2, school_id=2, name="map"))


async def count(store: Store, table: str, where: str = "1 = 1") -> int:
    """Count rows."""
    row = await store.read.fetch_row(f"SELECT count(*) FROM {table} WHERE {where}")
    assert row is not None
    assert isinstance(row[0], int)
    return row[0]
