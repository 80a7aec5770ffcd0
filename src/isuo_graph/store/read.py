"""The read lane: one statement in, its rows out, straight from the driver. Takes SQL with the dialect's own
placeholders.

A short read costs one hop into SQLite's thread or one round trip to PostgreSQL, nothing more. It never blocks the loop,
and it never waits longer than its deadline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Generic, TypeVar

from isuo_graph.store import faults, tally
from isuo_graph.store.pool import Driver, Pool, Row

C = TypeVar("C")


class ReadLane(Generic[C]):
    """The way in for everything that is read.

    Raises Refused: LIMIT_EXCEEDED for a statement that ran too long or found no free connection, INTERNAL for a
    database that does not answer. A wrong statement raises the driver's own exception.
    """

    def __init__(self, driver: Driver[C], *, size: int, wait_s: float, limit_s: float) -> None:
        self._driver = driver
        self._pool: Pool[C] = Pool(driver, size, wait_s)
        self._limit_s = limit_s

    async def fetch_row(self, sql: str, params: Sequence[object] = ()) -> Row | None:
        """Give the first row, or None where there is none."""
        rows = await self.fetch_rows(sql, params)
        return rows[0] if rows else None

    async def fetch_rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """Give all rows, in the statement's order."""
        tally.record(sql)
        limit = asyncio.timeout(self._limit_s)
        try:
            async with limit:
                return await self._fetched(sql, params)
        except Exception as exc:
            if isinstance(exc, TimeoutError) and limit.expired():
                raise self._driver.late() from exc
            refusal = faults.refusal(exc, limit_s=self._limit_s)
            if refusal is None:
                raise
            raise refusal from exc

    async def close(self) -> None:
        """Wait for the statements under way, then end every connection."""
        await self._pool.close()

    async def _fetched(self, sql: str, params: Sequence[object]) -> list[Row]:
        """Fetch; where an idle connection turns out dead, as after a restart of the server, once more on a new one."""
        try:
            return await self._once(sql, params)
        except Exception as exc:
            if not faults.is_gone(exc):
                raise
        return await self._once(sql, params)

    async def _once(self, sql: str, params: Sequence[object]) -> list[Row]:
        connection = await self._pool.take()
        try:
            rows = await self._driver.send(connection, sql, params)
        except asyncio.CancelledError:
            self._pool.abandon(connection)
            raise
        except Exception as exc:
            if faults.is_gone(exc):
                self._pool.drop(connection)
            else:
                self._pool.give(connection)
            raise
        self._pool.give(connection)
        return rows
