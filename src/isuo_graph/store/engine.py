"""The store: opened from a database URL, it holds the read lane and the write lane. Everything else of the house gets
one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from isuo_graph.kit.clock import SCHOOL_ZONE, Clock, SystemClock
from isuo_graph.kit.ids import IdMaker
from isuo_graph.settings.sections import Database
from isuo_graph.store import postgres, sqlite, tally
from isuo_graph.store.dialect import Dialect, dialect_of
from isuo_graph.store.read import ReadLane
from isuo_graph.store.unit import RowCheck
from isuo_graph.store.write import Follow, WriteLane


@dataclass(frozen=True)
class Limits:
    """How many connections, and how long anything may take, in seconds. All are guesses that add up to less than five
    seconds.

    SQLite reads with `sqlite_readers` threads and writes with one.
    """

    readers: int = 16
    sqlite_readers: int = 4
    writers: int = 8
    statement_s: float = 4.0
    connect_s: float = 2.0
    wait_s: float = 2.0
    lock_s: float = 2.0


def limits_of(settings: Database) -> Limits:
    """Give the limits that the settings say."""
    return Limits(
        readers=settings.pool_max,
        sqlite_readers=min(settings.pool_max, Limits.sqlite_readers),
        writers=settings.write_pool_max,
        statement_s=settings.statement_timeout_ms / 1000,
        connect_s=settings.connect_timeout_s,
        wait_s=settings.acquire_timeout_s,
        lock_s=settings.busy_timeout_ms / 1000,
    )


@dataclass(frozen=True)
class Store:
    """An open database. `close` it when the work is over."""

    dialect: Dialect
    read: ReadLane[Any]
    write: WriteLane

    async def close(self) -> None:
        """Let statements under way end, then close every connection."""
        await self.read.close()
        await self.write.engine.dispose()


async def open_store(
    url: str,
    *,
    row_check: RowCheck,
    clock: Clock | None = None,
    ids: IdMaker | None = None,
    limits: Limits | None = None,
    zone: tzinfo = SCHOOL_ZONE,
    follows: tuple[Follow, ...] = (),
) -> Store:
    """Open the database and make sure that it answers. Raises BootRefused for a URL or version that cannot be used."""
    limits = limits or Limits()
    clock = clock or SystemClock()
    dialect = dialect_of(url)
    read = _read_lane(url, dialect, limits)
    engine = _counted(_write_engine(url, dialect, limits))
    write = WriteLane(
        engine,
        clock,
        ids or IdMaker(clock, 0),
        row_check,
        limits.statement_s,
        limits.wait_s + limits.connect_s,
        zone,
        follows,
    )
    store = Store(dialect, read, write)
    try:
        await _answers(store)
    except BaseException:
        await store.close()
        raise
    return store


def _read_lane(url: str, dialect: Dialect, limits: Limits) -> ReadLane[Any]:
    if dialect is Dialect.POSTGRES:
        reads = postgres.PostgresReads(_link(url, limits))
        limit_s = limits.statement_s + postgres.GRACE_S
        return ReadLane(reads, size=limits.readers, wait_s=limits.wait_s, limit_s=limit_s)
    sqlite.check_version()
    driver = sqlite.SqliteReads(sqlite.path_of(url), limits.lock_s, limits.statement_s)
    return ReadLane(driver, size=limits.sqlite_readers, wait_s=limits.wait_s, limit_s=limits.statement_s)


def _write_engine(url: str, dialect: Dialect, limits: Limits) -> AsyncEngine:
    if dialect is Dialect.POSTGRES:
        return postgres.write_engine(_link(url, limits), size=limits.writers, open_s=limits.wait_s)
    return sqlite.write_engine(sqlite.path_of(url), busy_s=limits.lock_s, open_s=limits.wait_s)


def _link(url: str, limits: Limits) -> postgres.PostgresLink:
    return postgres.PostgresLink(url, limits.connect_s, limits.statement_s, limits.lock_s)


def _counted(engine: AsyncEngine) -> AsyncEngine:
    """Let the tally see what the write lane sends, too."""

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def record(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not sql.startswith("BEGIN"):
            tally.record(sql)

    return engine


async def _answers(store: Store) -> None:
    """Send one statement down each lane; SQLite's file and its log come into being by the write lane's."""
    async with store.write.engine.connect() as connection:
        await connection.exec_driver_sql("SELECT 1")
    await store.read.fetch_row("SELECT 1")
