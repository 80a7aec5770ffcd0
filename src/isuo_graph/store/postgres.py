"""PostgreSQL as the store uses it: how its connections are opened and with which limits, for reading and for writing.

Every statement has a limit on the server, and a slightly longer one here, so that a silent server is told from a slow
statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from isuo_graph.kit.errors import Refused
from isuo_graph.store import faults
from isuo_graph.store.pool import Row

GRACE_S = 0.5
"""What a client waits beyond the server's own limit before it holds the server for silent; a guess."""
BYE_S = 0.2
"""How long a server may take to say good-bye; a guess."""
CACHED_STATEMENTS = 1024
"""Prepared statements kept per connection; a guess, several times the plans in daily use."""
HEAL_S = 1.0
"""How long a cancelled statement may take to end before its connection is given up; a guess."""
IDLE_IN_TRANSACTION_S = 60
"""The server itself ends a transaction whose process hangs; a guess, far beyond any act."""


class Line(asyncpg.Connection):
    """A connection that takes leave quickly: SQLAlchemy waits two seconds for a silent server's good-bye, atop its
    deadline.
    """

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncpg's own signature
        """Close within the time given, at most the time for a good-bye. Raises TimeoutError."""
        await super().close(timeout=BYE_S if timeout is None else min(timeout, BYE_S))


@dataclass(frozen=True, slots=True)
class PostgresLink:
    """Where the server is, and the limits of every connection to it, in seconds. `lock_s` is the longest wait for a
    row.
    """

    dsn: str
    connect_s: float
    statement_s: float
    lock_s: float

    async def open(self, *, read_only: bool, command_s: float | None = None) -> Line:
        """Open a connection."""
        return await asyncpg.connect(
            self.dsn,
            connection_class=Line,
            timeout=self.connect_s,
            command_timeout=command_s,
            statement_cache_size=CACHED_STATEMENTS,
            max_cached_statement_lifetime=0,  # for ever: preparing anew every five minutes buys nothing
            max_cacheable_statement_size=0,  # without end: a wide selection's statement is longer than asyncpg's 15 kB
            server_settings={
                "application_name": "isuo-graph",
                "default_transaction_read_only": "on" if read_only else "off",
                "idle_in_transaction_session_timeout": _ms(IDLE_IN_TRANSACTION_S),
                "jit": "off",  # compiling costs more than any of our statements
                "max_parallel_workers_per_gather": "0",  # so does starting workers; other readers need the processors
                "lock_timeout": _ms(self.lock_s),
                "statement_timeout": _ms(self.statement_s),
                "timezone": "UTC",
            },
        )


@dataclass(frozen=True, slots=True)
class PostgresReads:
    """Connections that only read, with statements prepared on the server once per connection."""

    link: PostgresLink

    async def connect(self) -> Line:
        """Open a connection for reading only."""
        return await self.link.open(read_only=True)

    async def send(self, connection: Line, sql: str, params: Sequence[object]) -> list[Row]:
        """Run one statement and give all its rows."""
        return [tuple(record) for record in await connection.fetch(sql, *params)]

    async def heal(self, connection: Line) -> bool:
        """Wait for the cancellation that asyncpg has sent, which the next statement does by itself."""
        try:
            async with asyncio.timeout(HEAL_S):
                await connection.execute("SELECT 1")
        except Exception:  # noqa: BLE001 - whatever it is, the connection is not well
            return False
        return True

    async def close(self, connection: Line) -> None:
        """End the connection at once: saying good-bye to a silent server would wait for it."""
        connection.terminate()

    def late(self) -> Refused:
        """Say that the server is silent; a slow statement it would have ended itself."""
        return faults.unavailable()


def write_engine(link: PostgresLink, *, size: int, open_s: float) -> AsyncEngine:
    """Give the engine of the writers. Transactions are SERIALIZABLE, so that acts need no locks of their own."""

    async def connect() -> Any:  # noqa: ANN401 - SQLAlchemy wants what the driver gives
        command_s = link.statement_s + GRACE_S if link.statement_s else None
        return await link.open(read_only=False, command_s=command_s)

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        isolation_level="SERIALIZABLE",
        pool_size=size,
        max_overflow=0,
        pool_timeout=open_s,
        pool_pre_ping=True,
        pool_use_lifo=True,
    )


def _ms(seconds: float) -> str:
    return str(round(seconds * 1000))
