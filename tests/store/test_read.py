"""The read lane: rows, deadlines, cancellation, and a loop that is never blocked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from tests.databases import PostgresFarm, SqliteFarm, school_check

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.store import tally
from isuo_graph.store.dialect import Dialect, dialect_of
from isuo_graph.store.engine import Limits, Store, open_store

# Counts for minutes on either database.
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n"


def place(store: Store, number: int) -> str:
    return f"?{number}" if store.dialect is Dialect.SQLITE else f"${number}::bigint"


async def test_a_row_comes_as_a_tuple(store: Store) -> None:
    assert await store.read.fetch_row(f"SELECT {place(store, 1)}, {place(store, 2)}", (7, 8)) == (7, 8)


async def test_no_row_is_none(store: Store) -> None:
    assert await store.read.fetch_row("SELECT 1 WHERE 1 = 0") is None


async def test_a_parameter_may_stand_twice(store: Store) -> None:
    assert await store.read.fetch_rows(f"SELECT {place(store, 1)} + {place(store, 1)}", (4,)) == [(8,)]


async def test_rows_keep_the_statements_order(store: Store) -> None:
    sql = "SELECT i FROM (SELECT 1 AS i UNION ALL SELECT 3 UNION ALL SELECT 2) AS x ORDER BY i DESC"
    assert await store.read.fetch_rows(sql) == [(3,), (2,), (1,)]


async def test_the_read_lane_cannot_write(store: Store) -> None:
    sql = "INSERT INTO event (id, at, kind, payload) VALUES (1, 1, 'x', '{}')"
    with pytest.raises((Refused, asyncpg.ReadOnlySQLTransactionError)):
        await store.read.fetch_rows(sql)
    assert await store.read.fetch_row("SELECT count(*) FROM event") == (0,)


async def test_a_wrong_statement_leaves_the_lane_in_order(store: Store) -> None:
    with pytest.raises(Exception, match="nothing_here"):
        await store.read.fetch_rows("SELECT 1 FROM nothing_here")
    assert await store.read.fetch_row("SELECT 1") == (1,)


async def test_statements_are_counted_where_they_were_sent(store: Store) -> None:
    await store.read.fetch_row("SELECT 1")
    with tally.tallied() as sent:
        await asyncio.gather(store.read.fetch_row("SELECT 2"), store.read.fetch_row("SELECT 3"))
    assert sorted(sent.statements) == ["SELECT 2", "SELECT 3"]


async def test_tasks_side_by_side_count_apart(store: Store) -> None:
    async def ask(times: int) -> int:
        with tally.tallied() as sent:
            for _ in range(times):
                await store.read.fetch_row("SELECT 1")
        return sent.count

    assert list(await asyncio.gather(ask(1), ask(3))) == [1, 3]


@asynccontextmanager
async def hasty_store(farm: SqliteFarm | PostgresFarm, readers: int = 1) -> AsyncIterator[Store]:
    """Open a store whose statements may run a quarter of a second."""
    url = farm.database()
    limits = Limits(readers=readers, sqlite_readers=readers, statement_s=0.25, wait_s=0.1)
    store = await open_store(url, row_check=school_check(dialect_of(url)), limits=limits)
    try:
        yield store
    finally:
        await store.close()


async def test_a_statement_that_runs_too_long_is_stopped_and_refused(farm: SqliteFarm | PostgresFarm) -> None:
    async with hasty_store(farm) as store:
        began = time.monotonic()
        with pytest.raises(Refused) as refused:
            await store.read.fetch_row(ENDLESS)
        assert (refused.value.code, refused.value.message) == (Code.LIMIT_EXCEEDED, "limit.deadline")
        await asyncio.sleep(0.05)
        assert await store.read.fetch_row("SELECT 1") == (1,)
        assert time.monotonic() - began < 1


async def test_a_cancelled_reader_frees_its_connection(farm: SqliteFarm | PostgresFarm) -> None:
    async with hasty_store(farm) as store:
        reader = asyncio.create_task(store.read.fetch_row(ENDLESS))
        await asyncio.sleep(0.05)
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
        await asyncio.sleep(0.05)
        assert await store.read.fetch_row("SELECT 1") == (1,)


async def test_who_finds_no_free_connection_is_refused(farm: SqliteFarm | PostgresFarm) -> None:
    async with hasty_store(farm) as store:
        reader = asyncio.create_task(store.read.fetch_row(ENDLESS))
        await asyncio.sleep(0.02)
        with pytest.raises(Refused) as refused:
            await store.read.fetch_row("SELECT 1")
        assert refused.value.message == "limit.busy"
        with pytest.raises(Refused):
            await reader


async def test_a_long_statement_does_not_block_the_loop(farm: SqliteFarm | PostgresFarm) -> None:
    async with hasty_store(farm, readers=2) as store:
        reader = asyncio.create_task(store.read.fetch_row(ENDLESS))
        worst = 0.0
        while not reader.done():
            began = time.monotonic()
            await asyncio.sleep(0.001)
            worst = max(worst, time.monotonic() - began)
        with pytest.raises(Refused):
            await reader
        assert worst < 0.15
