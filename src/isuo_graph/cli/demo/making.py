"""Brings the demo into a database: migrates, fills, lets the consent room work out what follows. Safe to call twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.cli.demo.calendar import calendar_of
from isuo_graph.cli.demo.story import story
from isuo_graph.kit.clock import SCHOOL_ZONE, HeldClock, day_start_ms
from isuo_graph.kit.ids import NODES, IdMaker
from isuo_graph.rooms.consent import effects
from isuo_graph.rooms.org.tables import School
from isuo_graph.rooms.people.tables import Guardian, StaffMember, Student
from isuo_graph.store import bulk, migrate

EFFECTS_AFTER: Final = timedelta(days=1)
"""Ids of what follows from consents are counted from here: after all rows of the story, before any of the service."""


async def make(url: str, today: date, password_hash: str, *, size: int = 1) -> bool:
    """Make the demo where there is no school yet; tells whether anything was made."""
    await migrate.upgrade(url)
    if await school_count(url):
        return False
    await bulk.fill(url, story(today, password_hash, size=size))
    await work_out_consents(url, today)
    return True


async def school_count(url: str) -> int:
    """Count the schools of a database."""
    async with bulk.session(url) as session:
        return (await session.exec(select(func.count()).select_from(School))).one()


async def work_out_consents(url: str, today: date) -> None:
    """Write the windows of all consents, school by school, each in its own transaction."""
    begin = calendar_of(today).starts_on - timedelta(days=30) + EFFECTS_AFTER
    ids = IdMaker(HeldClock(datetime.combine(begin, time.min, SCHOOL_ZONE)), NODES - 1)
    async with bulk.session(url) as session:
        schools = (await session.exec(select(School.id).order_by(col(School.id)))).all()
    for school_id in schools:
        async with bulk.session(url) as session:
            subjects = effects.Subjects(
                await _ids(session, Student, school_id),
                await _ids(session, Guardian, school_id),
                await _ids(session, StaffMember, school_id),
            )
            await effects.recompute(session, subjects, now_ms=day_start_ms(today), new_id=ids.new)


async def _ids(
    session: AsyncSession, table: type[Student | Guardian | StaffMember], school_id: int
) -> frozenset[int]:
    return frozenset((await session.exec(select(table.id).where(table.school_id == school_id))).all())
