"""A small pool of driver connections for the read lane: the last one given back is the first one taken.

It knows nothing of databases; a `Driver` makes, heals and ends connections. asyncpg's own pool sends a reset statement
after every use, which would double the cost of a short read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, Generic, Protocol, TypeVar

from isuo_graph.kit.errors import Refused
from isuo_graph.store.faults import busy

C = TypeVar("C")
Row = tuple[Any, ...]


class Driver(Protocol[C]):
    """What the read lane needs to know of a kind of database."""

    async def connect(self) -> C:
        """Open a connection for reading only."""
        ...

    async def send(self, connection: C, sql: str, params: Sequence[object]) -> list[Row]:
        """Run one statement and give all its rows."""
        ...

    async def heal(self, connection: C) -> bool:
        """Stop the statement that nobody waits for any more; tell whether the connection may be used again."""
        ...

    async def close(self, connection: C) -> None:
        """End the connection; never raises."""
        ...

    def late(self) -> Refused:
        """Say what it means that no answer came in time."""
        ...


class Pool(Generic[C]):
    """At most `size` connections, opened when first needed; who waits longer than `wait_s` is refused."""

    def __init__(self, driver: Driver[C], size: int, wait_s: float) -> None:
        self._driver = driver
        self._size = size
        self._wait_s = wait_s
        self._free = asyncio.Semaphore(size)
        self._idle: list[C] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self) -> C:
        """Give a connection to use alone. Raises Refused with LIMIT_EXCEEDED when none comes free in time."""
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        if self._idle:
            return self._idle.pop()
        try:
            return await self._driver.connect()
        except BaseException:
            self._free.release()
            raise

    def give(self, connection: C) -> None:
        """Take the connection back, in order."""
        self._idle.append(connection)
        self._free.release()

    def abandon(self, connection: C) -> None:
        """Take back a connection whose statement nobody waits for any more; it is healed beside the caller."""
        self._beside(self._healed(connection))

    def drop(self, connection: C) -> None:
        """Take back a broken connection, and end the idle ones too: what broke one has most likely broken all."""
        broken, self._idle = [connection, *self._idle], []
        self._free.release()
        self._beside(self._ended(broken))

    async def close(self) -> None:
        """Wait for the connections in use, which their deadline bounds, and end all."""
        for _ in range(self._size):
            await self._free.acquire()
        idle, self._idle = self._idle, []
        await self._ended(idle)
        await asyncio.gather(*self._tasks)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._free.acquire()
        except TimeoutError as exc:
            raise busy() from exc

    async def _healed(self, connection: C) -> None:
        if await self._driver.heal(connection):
            self.give(connection)
        else:
            self.drop(connection)

    async def _ended(self, connections: list[C]) -> None:
        for connection in connections:
            await self._driver.close(connection)

    def _beside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
