"""The write lane: opens units of work, commits or undoes them, writes their trail, and does contended work again.

Units behave as if one ran after the other, on both databases: SQLite lets one writer in at a time (BEGIN IMMEDIATE),
PostgreSQL runs them SERIALIZABLE and the loser of two that contend begins anew.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.graph.act import ActSpec
from isuo_graph.kit.clock import SCHOOL_ZONE, Clock
from isuo_graph.kit.errors import Code, Refusals, Refused
from isuo_graph.kit.ids import IdMaker
from isuo_graph.kit.language import Language
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store import faults, keys, trail
from isuo_graph.store.changes import Changes
from isuo_graph.store.line import Answered, Line
from isuo_graph.store.unit import Moment, Notes, RowCheck, Unit

log = logging.getLogger(__name__)
T = TypeVar("T")

Follow = Callable[[Unit], Awaitable[None]]
"""What runs after the act and before the commit: a room that follows what an earlier room's act has written."""

NO_SERVICES: Mapping[type, object] = MappingProxyType({})
ATTEMPTS = 5
"""How often contended work is tried; a guess, enough for ten writers on one row."""
PAUSE_S = 0.02
"""The first pause between two attempts, drawn up to this length and doubled each time; a guess."""


@dataclass(frozen=True)
class WriteLane:
    """The way in for everything that is written. `row_check` is the planner's; `open_s` bounds waiting for a
    connection.
    """

    engine: AsyncEngine
    clock: Clock
    ids: IdMaker
    row_check: RowCheck
    statement_s: float
    open_s: float
    zone: tzinfo = SCHOOL_ZONE
    follows: tuple[Follow, ...] = ()

    @asynccontextmanager
    async def unit(
        self,
        viewer: Viewer,
        spec: ActSpec,
        *,
        language: Language = Language.RU,
        request_id: str = "",
        call: keys.Repeatable | None = None,
        services: Mapping[type, object] = NO_SERVICES,
    ) -> AsyncIterator[Unit]:
        """Open one transaction; commit it with its trail at the end of the block, undo it when the block raises.

        Raises Refused: CONFLICT when another writer came between or the key was used for something else, LIMIT_EXCEEDED
        when the database is busy, INTERNAL when it does not answer. A refusal of somebody signed in is written to the
        trail.
        """
        deed = trail.Deed(viewer, spec, request_id, self._moment())
        notes = Notes()
        try:
            async with self._line(call, deed.moment.now) as line:
                session = line.session
                earlier = await line.open()
                unit = Unit(
                    session,
                    viewer,
                    spec,
                    language,
                    deed.moment,
                    notes,
                    self.ids.new,
                    self.row_check,
                    earlier,
                    services,
                    Changes(session),
                    line,
                )
                try:
                    yield unit
                except Answered:
                    return
                if earlier is None:
                    await self._followed(unit)
                    await self._conclude(session, deed, notes, call)
        except Exception as exc:
            refusal = faults.refusal(exc, limit_s=self.statement_s)
            if not viewer.is_anonymous and _is_about_the_act(refusal, exc):
                await self._tell_refused(deed, notes, refusal or exc)
            if refusal is None:
                raise
            raise refusal from exc

    async def perform(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do work that opens one unit, and do it again while other writers come between."""
        for attempt in range(1, ATTEMPTS):
            try:
                return await work()
            except Refused as exc:
                if exc.__cause__ is None or not faults.is_contended(exc.__cause__):
                    raise
            await asyncio.sleep(random.uniform(0, PAUSE_S * 2**attempt))  # noqa: S311 - a pause, not a secret
        return await work()

    @asynccontextmanager
    async def _line(self, call: keys.Repeatable | None, now: datetime) -> AsyncIterator[Line]:
        """Give a line that is not open yet, and close it whatever happens."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            line = Line(session, self.open_s, lambda: self._claim(session, call, now))
            try:
                yield line
            except OSError:
                line.cut()
                raise

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[AsyncSession]:
        """Give an open session for a call without a key."""
        async with self._line(None, self.clock.now()) as line:
            await line.open()
            yield line.session

    async def _claim(self, session: AsyncSession, call: keys.Repeatable | None, now: datetime) -> str | None:
        """Take the call's key; where the same call runs at this moment, wait for it and give its answer."""
        if call is None:
            return None
        for _ in range(1, ATTEMPTS):
            try:
                return await keys.claim(await session.connection(), call, self.ids.new(), now)
            except DBAPIError as exc:
                if not faults.is_contended(exc):
                    raise
            await session.rollback()
        return await keys.claim(await session.connection(), call, self.ids.new(), now)

    async def _followed(self, unit: Unit) -> None:
        """Let every room follow what was written, in the order of the rooms."""
        for follow in self.follows:
            await unit.session.flush()
            await follow(unit)

    async def _conclude(
        self, session: AsyncSession, deed: trail.Deed, notes: Notes, call: keys.Repeatable | None
    ) -> None:
        session.add(trail.done(self.ids.new(), deed, notes))
        session.add_all(trail.event(self.ids.new(), deed.moment, happening) for happening in notes.events)
        if call is not None:
            assert notes.outcome is not None, "an act called with a key concludes with its answer"
            await keys.keep(await session.connection(), call, notes.outcome)
        await session.commit()

    async def _tell_refused(self, deed: trail.Deed, notes: Notes, exc: Exception) -> None:
        """Write the refusal in a transaction of its own. A failure here must not hide the refusal itself."""
        try:
            async with self._session() as session:
                session.add(trail.refused(self.ids.new(), deed, notes, exc))
                await session.commit()
        except Exception as failure:  # noqa: BLE001 - whatever it is, the caller gets the refusal
            log.error("a refusal was not written to the trail: %s", type(failure).__name__)  # noqa: TRY400 - no SQL in logs

    def _moment(self) -> Moment:
        return Moment(self.clock.now(), self.clock.now_ms(), self.clock.today(self.zone))


def _is_about_the_act(refusal: Refused | None, exc: Exception) -> bool:
    """Tell a refusal of what was asked from a database that is busy or gone, which would not take the trail either."""
    if isinstance(exc, Refused | Refusals) or refusal is None:
        return True
    return refusal.code is Code.CONFLICT and not faults.is_contended(exc)
