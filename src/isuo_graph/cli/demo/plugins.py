"""Lets the plugins serve the demo's first school, by its order, and mirrors what they hold. Safe to call twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import orjson
from pydantic import JsonValue
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.cli.demo.learning import KOLIBRI, QUESTION_BANK, STAND_IN
from isuo_graph.host.discover import Found, discover
from isuo_graph.host.sync import SyncReport, sync_school
from isuo_graph.host.tables import PluginSetting
from isuo_graph.host.vault import Vault
from isuo_graph.kit.clock import SystemClock
from isuo_graph.kit.ids import NODES, IdMaker
from isuo_graph.rooms.learning.tables import Course, CourseEnrollment
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderKind
from isuo_graph.rooms.org.tables import School
from isuo_graph.settings import Settings
from isuo_graph.store import bulk

if TYPE_CHECKING:
    from isuo_graph.app import House

FIRST_SCHOOL: Final = "99-0001"
QUESTION_BANK_PACKAGE: Final = "isuo_questionbank"


@dataclass(frozen=True)
class Kolibri:
    """Where a Kolibri server is, and who may read it."""

    address: str
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class _Wanted:
    """A plugin with the settings it is to have."""

    plugin_id: str
    plain: Mapping[str, JsonValue]
    secret: Mapping[str, JsonValue] = field(default_factory=dict, repr=False)


async def enable(settings: Settings, secret: bytes, kolibri: Kolibri | None = None) -> tuple[str, ...]:
    """Enable every plugin that is installed, allowed and has what it needs; gives their ids."""
    found = discover(settings.plugins_allowed)
    wanted = [(one, plugin) for one in _wanted(kolibri) if (plugin := found.plugin(one.plugin_id)) is not None]
    ids, vault = IdMaker(SystemClock(), NODES - 1), Vault(secret)
    async with bulk.session(settings.database_url) as session:
        place = await _place(session)
        if place is None:
            return ()
        school_id, order_id = place
        for one, plugin in wanted:
            row = await _row(session, ids, school_id, order_id, one.plugin_id)
            _configure(row, one, plugin, vault)
            session.add(row)
    return tuple(one.plugin_id for one, _ in wanted)


async def read(house: House) -> tuple[SyncReport, ...]:
    """Mirror what the plugins of the first school hold; what a plugin does wrong is in the log, and stops nothing."""
    row = await house.store.read.fetch_row(f"SELECT id FROM school WHERE code = '{FIRST_SCHOOL}'")  # noqa: S608 - a constant
    if row is None:
        return ()
    reports = await sync_school(house.plugins, int(str(row[0])))
    if any(one.plugin_id == KOLIBRI and one.is_whole for one in reports):
        await _end_stand_ins(house)
    return reports


async def _end_stand_ins(house: House) -> None:
    """Let the courses go that stood for a Kolibri as long as there was none."""
    ours = select(Course.id).where(Course.plugin_id == KOLIBRI, col(Course.external_id).startswith(STAND_IN))
    now = house.clock.now()
    async with bulk.session(house.settings.database_url) as session:
        taken = update(CourseEnrollment).where(col(CourseEnrollment.course_id).in_(ours))
        await session.exec(taken.values(gone_at=now))
        await session.exec(update(Course).where(col(Course.id).in_(ours)).values(gone_at=now))


def _wanted(kolibri: Kolibri | None) -> list[_Wanted]:
    wanted: list[_Wanted] = []
    if find_spec(QUESTION_BANK_PACKAGE) is not None:
        samples = resources.files(QUESTION_BANK_PACKAGE) / "samples"
        wanted.append(_Wanted(QUESTION_BANK, {"folder": str(samples)}))
    if kolibri is not None:
        plain: dict[str, JsonValue] = {"base_url": kolibri.address, "username": kolibri.login}
        wanted.append(_Wanted(KOLIBRI, plain, {"password": kolibri.password}))
    return wanted


async def _place(session: AsyncSession) -> tuple[int, int] | None:
    """Give the first school and its order about plugins."""
    asked = (
        select(School.id, DirectorOrder.id)
        .join(DirectorOrder, col(DirectorOrder.school_id) == School.id)
        .where(School.code == FIRST_SCHOOL, DirectorOrder.kind == OrderKind.PLUGIN)
    )
    found = (await session.exec(asked)).first()
    return None if found is None else (found[0], found[1])


async def _row(session: AsyncSession, ids: IdMaker, school_id: int, order_id: int, plugin_id: str) -> PluginSetting:
    kept = select(PluginSetting).where(PluginSetting.school_id == school_id, PluginSetting.plugin_id == plugin_id)
    return (await session.exec(kept)).first() or PluginSetting(
        id=ids.new(),
        school_id=school_id,
        plugin_id=plugin_id,
        order_id=order_id,
        enabled=False,
        config="{}",
        secrets="",
        agreed="",
        since=datetime.now(UTC),
        version=0,
    )


def _configure(row: PluginSetting, one: _Wanted, plugin: Found, vault: Vault) -> None:
    """Write settings as `enablePlugin` would. A changed path of the samples or a new key file needs them anew."""
    row.enabled = True
    row.config = orjson.dumps(dict(one.plain)).decode()
    row.secrets = vault.seal(row.school_id, row.plugin_id, one.secret)
    row.agreed = plugin.manifest.model_dump_json()
    row.version += 1
