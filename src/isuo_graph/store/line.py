"""The line of a unit to the database: opened within bounds, let go while slow work runs, taken up again.

A line that was let go holds no lock, and its connection is free for others; nothing written before is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from sqlmodel.ext.asyncio.session import AsyncSession

Claim = Callable[[], Awaitable[str | None]]
"""Takes the call's idempotency key; gives the answer that the same call got meanwhile, None where it has to act."""


class Answered(Exception):
    """The same call was made twice at once, and the other one was done first; its answer is this one's."""

    def __init__(self, outcome: str) -> None:
        super().__init__("the call was answered meanwhile")
        self.outcome = outcome


@dataclass
class Line:
    """A session's connection; `open_s` bounds waiting for one."""

    session: AsyncSession
    open_s: float
    claim: Claim
    _raw: Any = field(default=None, repr=False)

    async def open(self) -> str | None:
        """Take a connection and begin; gives the answer of an earlier call with the same key, if there was one."""
        async with asyncio.timeout(self.open_s):
            connection = await self.session.connection()
        self._raw = (await connection.get_raw_connection()).driver_connection
        return await self.claim()

    async def let_go(self) -> None:
        """Undo what was written since the line was opened, and give the connection back."""
        self._raw = None
        await self.session.rollback()

    async def keep(self) -> None:
        """Commit what was written since, and give the connection back."""
        self._raw = None
        await self.session.commit()

    def cut(self) -> None:
        """End a connection that gives no answer; closing it politely would wait for the silent database once more."""
        if isinstance(self._raw, asyncpg.Connection):
            self._raw.terminate()
