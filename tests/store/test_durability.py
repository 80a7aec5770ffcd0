"""What was acknowledged stays: how SQLite's connections are set, and a process killed in the middle of its work."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import pytest
from tests.store.things import count, lay_out

from isuo_graph.store.engine import Store

ROOT = Path(__file__).parents[2]


async def pragma(store: Store, name: str) -> object:
    """Ask the write lane's own connection."""
    async with store.write.engine.connect() as connection:
        return (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()


async def test_sqlite_writes_ahead_into_a_log(sqlite_store: Store) -> None:
    assert await pragma(sqlite_store, "journal_mode") == "wal"


async def test_sqlite_waits_for_the_disk_at_every_commit(sqlite_store: Store) -> None:
    assert await pragma(sqlite_store, "synchronous") == 2


async def test_sqlite_holds_foreign_keys(sqlite_store: Store) -> None:
    assert await pragma(sqlite_store, "foreign_keys") == 1


async def test_sqlite_readers_may_only_query(sqlite_store: Store) -> None:
    assert await sqlite_store.read.fetch_row("PRAGMA query_only") == (1,)


async def test_postgres_waits_for_the_disk_and_compiles_nothing(postgres_store: Store) -> None:
    names = ("default_transaction_isolation", "jit", "statement_timeout", "lock_timeout")
    async with postgres_store.write.engine.begin() as connection:
        told = [(await connection.exec_driver_sql(f"SHOW {name}")).scalar_one() for name in names[1:]]
        isolation = (await connection.exec_driver_sql("SHOW transaction_isolation")).scalar_one()
    assert (isolation, told) == ("serializable", ["off", "4s", "2s"])


@pytest.fixture
async def laid_out(store: Store) -> Store:
    await lay_out(store)
    return store


async def test_no_acknowledged_write_is_lost_when_the_process_is_killed(laid_out: Store, database_url: str) -> None:
    command = [sys.executable, "-m", "tests.store.acknowledging", database_url]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    acknowledged = [int(await process.stdout.readline()) for _ in range(30)]
    process.kill()
    acknowledged += [int(line) for line in (await process.stdout.read()).splitlines() if line]
    await process.wait()
    places = ", ".join(map(str, acknowledged))
    assert await count(laid_out, "thing", f"id IN ({places})") == len(acknowledged)
    began = time.monotonic()
    await lay_out_more(laid_out)
    assert time.monotonic() - began < 3


async def lay_out_more(store: Store) -> None:
    """Write once more, which needs the locks that the killed process held."""
    async with store.write.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE thing SET version = version + 1")
