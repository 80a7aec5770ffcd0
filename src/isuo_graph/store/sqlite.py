"""SQLite as the store uses it: how its connections are opened, what they promise, and how reads on them are
interrupted.

Durability first: WAL with synchronous=FULL, because NORMAL lost acknowledged writes in 139 of 150 simulated power cuts
and FULL in none.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from isuo_graph.kit.errors import BootRefused, Refused
from isuo_graph.kit.letters import Spelling, exchanged, function_of
from isuo_graph.store import faults
from isuo_graph.store.pool import Row

VERSION_MIN = (3, 38)
"""The first version whose JSON functions are always built in."""
CACHED_STATEMENTS = 512
"""Prepared statements kept per connection; a guess, several times the plans in daily use."""
CACHE_KIB = 32 * 1024
"""Page cache per connection; a guess: the busy part of one school's year."""
LOG_BYTES_MAX = 64 * 1024 * 1024
"""The write-ahead log is cut back to this size after a checkpoint; a guess."""
INTERRUPT_EVERY_S = 0.02
"""An interruption that arrives before its statement has begun is lost, so it is repeated; a guess."""


def path_of(url: str) -> Path:
    """Give the database's file. Raises BootRefused for a database in memory, which each connection would see for
    itself.
    """
    name = make_url(url).database
    if not name or name == ":memory:" or name.startswith("file:"):
        raise BootRefused(
            f"ISUO_DATABASE_URL: SQLite needs a file, as in sqlite:///var/isuo.db, not {name or 'memory'}"
        )
    return Path(name)


def check_version() -> None:
    """Raise BootRefused when Python's SQLite is too old."""
    if sqlite3.sqlite_version_info < VERSION_MIN:
        needed = ".".join(map(str, VERSION_MIN))
        raise BootRefused(f"SQLite {sqlite3.sqlite_version} is too old: use a Python with SQLite {needed} or newer")


@dataclass(frozen=True, slots=True)
class SqliteReads:
    """Connections that only read: each has its own thread, and a statement nobody waits for is interrupted."""

    path: Path
    busy_s: float
    limit_s: float

    async def connect(self) -> aiosqlite.Connection:
        """Open a connection for reading only."""
        address = f"file:{quote(str(self.path))}?mode=ro"
        opening = aiosqlite.connect(
            address, uri=True, timeout=self.busy_s, isolation_level=None, cached_statements=CACHED_STATEMENTS
        )
        # Otherwise a process that dies without closing waits for this thread for ever. SQLAlchemy's own dialect does
        # the same.
        opening._thread.daemon = True  # noqa: SLF001 - aiosqlite has no public way
        connection = await opening
        for spelling in Spelling:
            await connection.create_function(function_of(spelling), 1, exchanged(spelling), deterministic=True)
        await connection.executescript(
            f"PRAGMA query_only=ON; PRAGMA cache_size=-{CACHE_KIB}; PRAGMA temp_store=MEMORY"
        )
        return connection

    async def send(self, connection: aiosqlite.Connection, sql: str, params: Sequence[object]) -> list[Row]:
        """Execute, fetch and close in one hop; fetching all ends the read transaction, so that the log can be folded
        in.
        """
        rows: Any = await connection.execute_fetchall(sql, params)
        return rows  # type: ignore[no-any-return] # tuples, because no row factory is set

    async def heal(self, connection: aiosqlite.Connection) -> bool:
        """Interrupt until the thread is free: what is sent now is answered after the abandoned statement."""
        free = asyncio.ensure_future(connection.execute_fetchall("SELECT 1"))
        while not free.done():
            await connection.interrupt()
            await asyncio.wait([free], timeout=INTERRUPT_EVERY_S)
        exc = free.exception()  # the last interruption may have met this very statement
        return exc is None or getattr(exc, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT

    async def close(self, connection: aiosqlite.Connection) -> None:
        """End the connection and its thread."""
        await connection.close()

    def late(self) -> Refused:
        """Say that the statement took too long; a file is never silent."""
        return faults.late(self.limit_s)


def write_engine(path: Path, *, busy_s: float, open_s: float, foreign_keys: bool = True) -> AsyncEngine:
    """Give the engine of the one writer. Its transactions take the write lock at their beginning, so none fails
    half-way for it.
    """
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        pool_size=1,
        max_overflow=0,
        pool_timeout=open_s,
        connect_args={"timeout": busy_s, "isolation_level": None, "cached_statements": CACHED_STATEMENTS},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def promise(connection: Any, _record: object) -> None:  # noqa: ANN401 - SQLAlchemy's adapter of the driver
        cursor = connection.cursor()
        for pragma in _pragmas(foreign_keys=foreign_keys):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _pragmas(*, foreign_keys: bool) -> tuple[str, ...]:
    return (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}",
        f"PRAGMA journal_size_limit={LOG_BYTES_MAX}",
        f"PRAGMA cache_size=-{CACHE_KIB}",
        "PRAGMA temp_store=MEMORY",
    )
