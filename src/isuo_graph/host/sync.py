"""Mirrors what a plugin holds into the learning room: by changes, in parts, from where the last reading stopped.

Each part is one transaction with its cursor, so a reading that breaks off goes on where it was. Memory does not grow
with what is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

import structlog
from sqlmodel import select

from isuo_graph import sdk
from isuo_graph.graph.act import ActSpec
from isuo_graph.host import mirror, operations
from isuo_graph.host.consent import PURPOSES
from isuo_graph.host.house import Host
from isuo_graph.host.operations import Question
from isuo_graph.host.running import OPEN_S, Circumstances, Running
from isuo_graph.host.tables import PluginSync
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.learning.snapshots import Source
from isuo_graph.sdk import Capability
from isuo_graph.store.unit import Unit

log = structlog.get_logger(__name__)
T = TypeVar("T")

LIMIT: Final = 500  # records in one part; a guess, large enough for few transactions, small enough to let others write
CALL_S: Final = 30.0  # nobody waits at a screen; the contract's longest deadline
PARTS_MAX: Final = 10_000  # five million records; a vendor that never ends is stopped, and read on next time

CHANGES: Final = {
    Capability.COURSES: operations.COURSE_CHANGES,
    Capability.TESTS: operations.TEST_CHANGES,
    Capability.MATERIALS: operations.MATERIAL_CHANGES,
}


@dataclass(frozen=True)
class Reading:
    """How reading one capability went: rows written, records left out for want of consent, and what stopped it."""

    capability: Capability
    rows: int = 0
    unheard: int = 0
    parts: int = 0
    problem: Trouble | None = None


@dataclass(frozen=True)
class SyncReport:
    """How a plugin was read at a school."""

    school_id: int
    plugin_id: str
    readings: tuple[Reading, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything was read."""
        return all(one.problem is None for one in self.readings)


@dataclass(frozen=True)
class _Place:
    """Where a reading stands."""

    cursor: str | None
    heard_of: str


class Synced:
    """What the trail calls a part that was stored; it is asked nothing and gives nothing."""


async def _nothing(_unit: Unit, _asked: Synced) -> Synced:
    return Synced()


_SPEC: Final = ActSpec(
    "plugin_synced", None, "host:plugin_synced", _nothing, Synced, Synced, "Store a part of a mirror."
)


async def sync_plugin(host: Host, running: Running, school_id: int) -> SyncReport:
    """Read everything that changed at a plugin's since the last time. Never raises for what the plugin does."""
    if running.setting.school_id != school_id:
        raise ValueError("the plugin was opened for another school")
    readings = [await _read(host, running, one) for one in sorted(running.manifest.capabilities)]
    return SyncReport(school_id, running.setting.plugin_id, tuple(readings))


async def sync_school(host: Host, school_id: int, only: Iterable[str] = ()) -> tuple[SyncReport, ...]:
    """Read every plugin that serves a school, or only the named ones, one after another."""
    wanted = set(only)
    reports: list[SyncReport] = []
    for (_, plugin_id), setting in sorted((await host.settings_at({school_id})).items()):
        if wanted and plugin_id not in wanted:
            continue
        try:
            running = await host.workshop.running(setting, OPEN_S)
            reports.append(await sync_plugin(host, running, school_id))
        except PluginFailed as exc:
            reports.append(SyncReport(school_id, plugin_id, _none_read(host, plugin_id, exc)))
    return tuple(reports)


def _none_read(host: Host, plugin_id: str, exc: PluginFailed) -> tuple[Reading, ...]:
    found = host.installed.discovery.plugin(plugin_id)
    capabilities = sorted(found.manifest.capabilities) if found is not None else [Capability.COURSES]
    return tuple(Reading(one, problem=exc.trouble) for one in capabilities)


async def _read(host: Host, running: Running, capability: Capability) -> Reading:
    """Read one capability to its end, or until something stops it; what was stored stays stored."""
    reading = Reading(capability)
    try:
        place = await _begin(host, running, capability)
        for _ in range(PARTS_MAX):
            changes = await _changes(running, CHANGES[capability], place)
            students = await _students(host, running, capability)
            reading = await _store(host, running, reading, changes, students)
            place = replace(place, cursor=changes.cursor)
            if not changes.has_more:
                break
    except PluginFailed as exc:
        return await _stopped(host, running, reading, exc)
    log.info(
        "plugin_read",
        plugin=running.setting.plugin_id,
        capability=capability.value,
        rows=reading.rows,
        unheard=reading.unheard,
    )
    return reading


async def _begin(host: Host, running: Running, capability: Capability) -> _Place:
    """Give where the last reading stopped; begin anew when other students have consented since."""
    heard_of = _fingerprint(await _students(host, running, capability))

    async def begin(unit: Unit) -> _Place:
        row = await _row(unit, running, capability)
        is_known = row.heard_of == heard_of
        row.cursor = row.cursor if is_known else None
        row.heard_of, row.tried_at = heard_of, unit.now
        unit.session.add(row)
        return _Place(row.cursor, heard_of)

    return await _within(host, running, begin)


async def _changes(running: Running, question: Question, place: _Place) -> sdk.Changes[Any]:
    """Ask for the next part; a cursor that has expired is given up, once."""
    try:
        changes = await running.ask(question, place.cursor, LIMIT, asking=Circumstances(), limit_s=CALL_S)
    except PluginFailed as exc:
        if exc.trouble is not Trouble.CURSOR_EXPIRED or place.cursor is None:
            raise
        changes = await running.ask(question, None, LIMIT, asking=Circumstances(), limit_s=CALL_S)
    assert isinstance(changes, sdk.Changes)
    if changes.has_more and changes.cursor == place.cursor:
        raise PluginFailed(running.setting.plugin_id, Trouble.MALFORMED, "the cursor stands still")
    return changes


async def _students(host: Host, running: Running, capability: Capability) -> dict[str, int]:
    """Give who may be heard of, by pseudonym; nobody for materials."""
    if capability not in PURPOSES:
        return {}
    return dict(await host.border.of_school(running, capability))


async def _store(
    host: Host, running: Running, reading: Reading, changes: sdk.Changes[Any], students: dict[str, int]
) -> Reading:
    """Store one part with its cursor, in one transaction."""
    setting = running.setting

    async def store(unit: Unit) -> Reading:
        source = Source(setting.school_id, setting.plugin_id, unit.now, unit.new_id)
        part = mirror.Part(source, running.ceiling, students, changes.items)
        rows = await mirror.store(unit.session, part)
        row = await _row(unit, running, reading.capability)
        row.cursor, row.tried_at, row.problem = changes.cursor, unit.now, None
        if not changes.has_more:
            row.as_of = unit.now
        unit.session.add(row)
        unit.note(school_id=setting.school_id, plugin=setting.plugin_id, rows=rows)
        total, unheard = reading.rows + rows, reading.unheard + part.unheard
        return replace(reading, rows=total, unheard=unheard, parts=reading.parts + 1)

    return await _within(host, running, store)


async def _stopped(host: Host, running: Running, reading: Reading, exc: PluginFailed) -> Reading:
    """Keep what stopped a reading, for the plugin's status."""

    async def tell(unit: Unit) -> Reading:
        row = await _row(unit, running, reading.capability)
        row.problem = exc.trouble.name
        if exc.trouble is Trouble.CURSOR_EXPIRED:
            row.cursor = None
        unit.session.add(row)
        return replace(reading, problem=exc.trouble)

    log.warning("plugin_not_read", plugin=running.setting.plugin_id, trouble=exc.trouble.value, detail=exc.detail)
    return await _within(host, running, tell)


async def _row(unit: Unit, running: Running, capability: Capability) -> PluginSync:
    setting = running.setting
    same = select(PluginSync).where(
        PluginSync.school_id == setting.school_id,
        PluginSync.plugin_id == setting.plugin_id,
        PluginSync.capability == capability.name,
    )
    found = (await unit.session.exec(same)).first()
    return found or PluginSync(
        id=unit.new_id(),
        school_id=setting.school_id,
        plugin_id=setting.plugin_id,
        capability=capability.name,
        tried_at=unit.now,
    )


async def _within(host: Host, running: Running, work: Callable[[Unit], Awaitable[T]]) -> T:
    """Do work in a unit of its own, again while other writers come between."""

    async def once() -> T:
        async with host.store.write.unit(Viewer(), _SPEC) as unit:
            unit.note(school_id=running.setting.school_id, plugin=running.setting.plugin_id)
            return await work(unit)

    return await host.store.write.perform(once)


def _fingerprint(students: dict[str, int]) -> str:
    return hashlib.sha256(",".join(sorted(students)).encode()).hexdigest()
