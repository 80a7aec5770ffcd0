"""Slow work that waits until it is told to end, for proving that others write while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

PATIENCE_S = 5
"""Longer than SQLite waits for another writer, so that a lock held too long is a failure and no delay."""


@dataclass
class Slow:
    """A moment at which slow work has begun, and one at which it may end."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self) -> None:
        """Say that the work has begun, and wait for its end."""
        self.begun.set()
        await self.may_end.wait()

    @asynccontextmanager
    async def during(self, work: Awaitable[Any]) -> AsyncIterator[asyncio.Future[Any]]:
        """Be in the middle of the work; at the end of the block it may end, and has ended."""
        task = asyncio.ensure_future(work)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.begun.wait()
                yield task
        finally:
            self.may_end.set()
            await asyncio.wait([task])
