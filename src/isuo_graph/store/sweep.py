"""Sweeps away rows that have served: those of each kind that are over, in statements of bounded size.

Takes an engine and what each kind of row is over by; gives how many rows went. On PostgreSQL one process sweeps at a
time, and the others leave it to that one. What is evidence is never swept.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from isuo_graph.kit.clock import Clock
from isuo_graph.store.columns import Table

log = logging.getLogger(__name__)

LOCK: Final = 7_261_538_265
"""The number of the advisory lock; any that no other lock of ours has."""
REST_S: Final = 0.05
"""Between two statements others may write (a guess)."""


@dataclass(frozen=True)
class Stale:
    """A kind of row, and which of them are over at a moment."""

    table: type[Table]
    is_over: Callable[[datetime], ColumnElement[bool]]

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.__tablename__)


@dataclass(frozen=True)
class Sweep:
    """Sweeps all kinds of rows, at most `rows_max` of them by one statement."""

    engine: AsyncEngine
    clock: Clock
    kinds: Sequence[Stale]
    rows_max: int
    every_s: float

    async def forever(self) -> None:
        """Sweep from time to time until cancelled. The first time comes by chance, so that processes take turns."""
        pause_s = random.uniform(0, self.every_s)  # noqa: S311 - a pause, not a secret
        while True:
            await asyncio.sleep(pause_s)
            pause_s = self.every_s
            try:
                gone = await self.once()
            except Exception as exc:  # noqa: BLE001 - whatever it was, the service goes on, and the next turn comes
                log.warning("a sweep failed: %s", type(exc).__name__)
            else:
                if any(gone.values()):
                    log.info("swept %s", ", ".join(f"{count} of {name}" for name, count in gone.items() if count))

    async def once(self) -> Mapping[str, int]:
        """Sweep all kinds of rows now; gives how many went, by table."""
        now = self.clock.now()
        return {kind.name: await self._swept(kind, now) for kind in self.kinds}

    async def _swept(self, kind: Stale, now: datetime) -> int:
        total = 0
        while (count := await self._some(kind, now)) > 0:
            total += count
            if count < self.rows_max:
                break
            await asyncio.sleep(REST_S)
        return total

    async def _some(self, kind: Stale, now: datetime) -> int:
        """Take away the oldest rows that are over; none while another process sweeps.

        DELETE FROM idempotency WHERE id IN (SELECT id FROM idempotency WHERE at < :now ORDER BY id LIMIT 1000)
        """
        rows: Any = kind.table
        over = select(rows.id).where(kind.is_over(now)).order_by(rows.id).limit(self.rows_max)
        async with _without_witnesses(self.engine).begin() as connection:
            if not await _is_alone(connection):
                return 0
            done = await connection.execute(delete(rows).where(rows.id.in_(over)))
            return done.rowcount


async def left(connection: AsyncConnection, kinds: Sequence[Stale], now: datetime) -> Mapping[str, int]:
    """Count the rows that are over and still there, by table."""
    found: dict[str, int] = {}
    for kind in kinds:
        asked = select(func.count()).select_from(kind.table).where(kind.is_over(now))
        found[kind.name] = (await connection.execute(asked)).scalar_one()
    return found


def _without_witnesses(engine: AsyncEngine) -> AsyncEngine:
    """Let no act begin anew for a sweep: rows that are over decide nothing, so READ COMMITTED is enough for them."""
    is_postgres = engine.dialect.name == "postgresql"
    return engine.execution_options(isolation_level="READ COMMITTED") if is_postgres else engine


async def _is_alone(connection: AsyncConnection) -> bool:
    """Take the lock that ends with the transaction; SQLite lets one writer in anyhow."""
    if connection.dialect.name != "postgresql":
        return True
    return bool((await connection.execute(select(func.pg_try_advisory_xact_lock(LOCK)))).scalar_one())
