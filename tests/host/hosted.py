"""A school with a class of three, a plugin that was let in by an order, and the house around them to ask through.

Two students have consented to both purposes, the third has not. Questions are asked in GraphQL, compiled by `plan`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from prometheus_client import CollectorRegistry
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from tests.conftest import MOMENT
from tests.host.vendor import Mood, Vendor
from tests.rooms import acting
from tests.rooms.classroom import LONG_AGO, Classroom, laid_out, new_id

from isuo_graph.answer.acting import Acting
from isuo_graph.answer.asking import Asking
from isuo_graph.answer.documents import Documents
from isuo_graph.answer.door import door
from isuo_graph.answer.engine import Engine
from isuo_graph.answer.queries import Queries
from isuo_graph.graph import registry
from isuo_graph.graph import schema as schemas
from isuo_graph.host.acts import EnablePlugin, enable_plugin
from isuo_graph.host.bind import Binder
from isuo_graph.host.config import PluginSettingValue
from isuo_graph.host.discover import Discovery, Found
from isuo_graph.host.house import Host, Installed, host
from isuo_graph.host.room import ROOM
from isuo_graph.host.running import Running
from isuo_graph.host.scoring import PluginScorer
from isuo_graph.host.tables import PluginDisclosure, PluginSetting, PluginSync
from isuo_graph.kit import ids
from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.kit.language import Language
from isuo_graph.plan import limits
from isuo_graph.plan.bind import Dialect
from isuo_graph.plan.cache import Recent
from isuo_graph.plan.planner import Planner
from isuo_graph.plan.reach import row_check
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms import consent, journal, learning, orders, org, people, roll
from isuo_graph.rooms.consent.tables import ConsentEffect
from isuo_graph.rooms.learning import tables as learned
from isuo_graph.rooms.learning.rules import Scoring
from isuo_graph.rooms.orders.tables import OrderKind
from isuo_graph.sdk import Capability
from isuo_graph.settings import Settings
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import Store, open_store

ROOMS = (org.ROOM, people.ROOM, orders.ROOM, consent.ROOM, roll.ROOM, journal.ROOM, learning.ROOM, ROOM)
CATALOGUE = registry.build(ROOMS, Table.metadata)
SECRET = bytes(range(32))
NOW_MS = int(MOMENT.timestamp() * 1000)
SETTINGS = Settings(plugin_breaker_failures=3, plugin_breaker_rest_s=0.2, plugin_answer_max_bytes=200_000)
BOTH = (Purpose.ELEARNING, Purpose.TESTING)


@dataclass
class Hosted:
    """What the tests of the host stand on."""

    room: Classroom
    host: Host
    vendor: Vendor
    registry: CollectorRegistry
    order_id: int
    students: tuple[int, ...]
    plugin_row: int = 0
    told: int = 0
    """How many disclosures earlier tests left: they are append-only."""

    @property
    def mood(self) -> Mood:
        """How the vendor behaves."""
        return self.vendor.mood

    @property
    def store(self) -> Store:
        """The database."""
        return self.host.store

    @property
    def services(self) -> dict[type, object]:
        """What acts are given."""
        return {Installed: self.host.installed}

    @property
    def administrator(self) -> Viewer:
        """Who sets plugins up."""
        return self.room.as_(Role.ADMINISTRATOR)

    async def ask(
        self,
        query: str,
        viewer: Viewer | None = None,
        language: Language = Language.EN,
        **variables: Any,  # noqa: ANN401 - GraphQL's variables
    ) -> tuple[Any, list[Any], Asking]:
        """Ask in GraphQL as the director, or as somebody else: (data, errors, asking)."""
        services = {**self.services, Scoring: Scoring(PluginScorer(self.host))}
        asking = Asking(viewer or self.room.as_(Role.DIRECTOR), language, services=services)
        result = await SCHEMA.execute(query, variable_values=variables, context_value=asking)
        return result.data, list(result.errors or ()), asking

    async def plain(self, query: str, viewer: Viewer) -> tuple[Any, list[Any]]:
        """Ask for what no plugin fills: such answers go out undecoded."""
        data, errors, _ = await self.ask(query, viewer)
        return orjson.loads(orjson.dumps(data)), errors

    async def consent(
        self, student_id: int, *purposes: Purpose, recipient: str = "vendor", until_ms: int = NOW_MS + 10**9
    ) -> None:
        """Let a student's data go to the vendor."""
        for purpose in purposes:
            effect = ConsentEffect(
                id=new_id(),
                school_id=self.room.school_id,
                subject_id=student_id,
                purpose=purpose,
                recipient=recipient,
                valid_from_ms=NOW_MS - 1000,
                valid_until_ms=until_ms,
            )
            await self.room.add(effect)

    async def withdraw(self, student_id: int) -> None:
        """End all that a student has consented to."""
        await self.write(_effects(student_id).values(valid_until_ms=NOW_MS))

    async def renew(self, student_id: int) -> None:
        """Let what a student has withdrawn hold again."""
        await self.write(_effects(student_id).values(valid_until_ms=NOW_MS + 10**9))

    async def write(self, statement: Any) -> None:  # noqa: ANN401 - a statement of SQLAlchemy
        """Change rows past all acts."""
        async with self.store.write.engine.begin() as connection:
            await connection.execute(statement)

    async def rows(self, table: type[Any]) -> list[Any]:
        """Read all rows of a table, by id."""
        async with AsyncSession(self.store.write.engine) as session:
            return list((await session.exec(select(table).order_by(table.id))).all())

    async def disclosed(self) -> list[Any]:
        """Give what left since the test began."""
        return (await self.rows(PluginDisclosure))[self.told :]

    async def running(self) -> Running:
        """Give the plugin, opened for the school."""
        settings = await self.host.settings_at({self.room.school_id})
        return await self.host.workshop.running(settings[self.room.school_id, self.vendor.id])

    async def pseudonyms(self) -> dict[int, str]:
        """Give the names under which the vendor knows those who consented."""
        found = await self.host.border.of_school(await self.running(), Capability.COURSES)
        return {student_id: name for name, student_id in found.items()}

    def outside(self, prefix: str, number: int) -> str:
        """Write an id as callers do."""
        return ids.outside(prefix, number)


async def opened(url: str, folder: Path) -> AsyncIterator[Hosted]:
    """Open the school over a fresh database, with the vendor enabled."""
    dialect = Dialect(dialect_of(url).value)
    clock = HeldClock(MOMENT)
    cursors = CursorBox(SECRET)
    store = await open_store(url, row_check=row_check(CATALOGUE, dialect, cursors), clock=clock)
    vendor = Vendor()
    measured = CollectorRegistry()
    made = host(store, SETTINGS, discovery(vendor), secret=SECRET, clock=clock, folder=folder, registry=measured)
    room = await laid_out(store)
    students = tuple([await room.student(room.class_id) for _ in range(3)])
    order_id = await room.order(OrderKind.PLUGIN)
    hosted = Hosted(room, made, vendor, measured, order_id, students)
    await _let_in(hosted)
    sit_down(made)
    yield hosted
    await made.close()
    await store.close()


def _effects(student_id: int) -> Any:  # noqa: ANN401 - a statement of SQLAlchemy
    return update(ConsentEffect).where(col(ConsentEffect.subject_id) == student_id)


def discovery(*vendors: Vendor) -> Discovery:
    """Give vendors as if they had been found installed."""
    return Discovery(tuple(Found(one.manifest, _making(one), f"isuo-{one.id}", "1.0.0") for one in vendors))


async def fresh(hosted: Hosted) -> Hosted:
    """Forget what the last test did: the vendor's mood, who rests, what was mirrored."""
    await hosted.host.close()
    vendor = Vendor()
    installed = discovery(vendor)
    made = host(
        hosted.store,
        SETTINGS,
        installed,
        secret=SECRET,
        clock=hosted.host.clock,
        folder=hosted.host.workshop.folder,
        registry=(measured := CollectorRegistry()),
    )
    for table in (learned.TestAttempt, learned.CourseEnrollment, learned.Course, learned.Test, PluginSync):
        await hosted.write(delete(table))
    await hosted.write(delete(PluginSetting))
    await hosted.write(delete(ConsentEffect))
    told = await hosted.rows(PluginDisclosure)
    again = replace(hosted, host=made, vendor=vendor, registry=measured, told=len(told))
    await _let_in(again)
    sit_down(made)
    return again


async def _let_in(hosted: Hosted) -> None:
    """Enable the vendor by the act, and let two students consent."""
    asked = EnablePlugin(
        hosted.room.school_id,
        "vendor",
        hosted.order_id,
        (PluginSettingValue("address", "https://vendor.example"), PluginSettingValue("password", "жашыруун-7")),
    )
    done = await acting.do(hosted.store, hosted.administrator, enable_plugin, asked, hosted.services)
    hosted.plugin_row = done.plugin
    for student_id in hosted.students[:2]:
        await hosted.consent(student_id, *BOTH)


def _making(vendor: Vendor) -> Any:  # noqa: ANN401 - a factory of plugins
    """Make plugins that share one mood: what a test tells the vendor reaches all of them."""
    return lambda: replace(vendor)


ACTS = tuple(act for room in ROOMS for act in room.acts)
_DESKS: list[Queries] = []
SCHEMA = schemas.build(CATALOGUE, ACTS, {}, extensions=[door(lambda: _DESKS[-1])])
"""Made once: it takes seconds. Who answers is whoever sat down last."""


def sit_down(made: Host) -> None:
    """Let the host's own engine answer from now on."""
    core = SCHEMA._schema  # noqa: SLF001 - as app.py does
    planner = Planner(CATALOGUE, core, Dialect(made.store.dialect.value))
    cursors = CursorBox(SECRET)
    engine = Engine(SCHEMA, planner, made.store.read, _Unchanged(), made.clock, cursors, Recent(100), Binder(made).fill)
    documents = Documents(SCHEMA, limits.reader(limits.Limits()), Recent(100))
    Acting(CATALOGUE, engine, made.store.write).attach(SCHEMA, ACTS)
    _DESKS.append(Queries(documents, engine, introspection_anonymous=False))


class _Unchanged:
    """Viewers whose rights do not change while a test asks."""

    async def refreshed(self, viewer: Viewer) -> Viewer:
        return viewer


__all__ = ["BOTH", "LONG_AGO", "Hosted", "discovery", "fresh", "opened"]
