"""Brings the demo into a database: migrates and fills it, or finds it there. Safe to call twice."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, func, select, update

from isuo_graph.cli.demo import passwords
from isuo_graph.cli.demo.accounts import LISTED
from isuo_graph.cli.demo.story import story
from isuo_graph.kit.errors import BootRefused
from isuo_graph.rooms.journal.tables import Lesson, LessonState
from isuo_graph.rooms.org.tables import School
from isuo_graph.rooms.people.tables import Account
from isuo_graph.settings import Settings
from isuo_graph.store import bulk, migrate

OURS = "99-"
"""Schools of the demo have codes that begin so."""


async def is_made(settings: Settings, plain: str) -> bool:
    """Bring the database to this version's tables and tell whether the demo is there, with this password.

    Raises BootRefused for a database that holds other schools: the demo must not get among real children.
    """
    await migrate.upgrade(settings.database_url)
    if not await _is_there(settings.database_url):
        return False
    await _renew_password(settings, plain)
    return True


async def make(settings: Settings, today: date, plain: str, *, size: int = 1) -> None:
    """Fill an empty database with the demo."""
    hashed = await passwords.hashed(settings, plain)
    await bulk.fill(settings.database_url, story(today, hashed, size=size))


async def newest_lesson(url: str) -> date | None:
    """Give the day of the latest lesson that was held."""
    async with bulk.session(url) as session:
        held = select(func.max(Lesson.held_on)).where(col(Lesson.state) == LessonState.HELD)
        return (await session.exec(held)).one()


async def _is_there(url: str) -> bool:
    async with bulk.session(url) as session:
        codes = (await session.exec(select(School.code))).all()
    if any(not code.startswith(OURS) for code in codes):
        raise BootRefused(
            "ISUO_DATABASE_URL: the database holds schools that are not the demo's. "
            "Give the demo a database of its own, or leave the variable out."
        )
    return bool(codes)


async def _renew_password(settings: Settings, plain: str) -> None:
    """Set the password anew where the key file is another one than the demo was made with."""
    logins = [listed.login for listed in LISTED]
    async with bulk.session(settings.database_url) as session:
        stored = (await session.exec(select(Account.password_hash).where(col(Account.login) == logins[0]))).first()
        if await passwords.is_current(settings, plain, stored):
            return
        hashed = await passwords.hashed(settings, plain)
        await session.exec(update(Account).where(col(Account.login).in_(logins)).values(password_hash=hashed))
