"""A database that is busy, silent, gone or full: refusals in time, reads where possible, healing by itself."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import URL, make_url
from tests.databases import PostgresFarm, SqliteFarm, school_check
from tests.store.things import KeepThing, count, keep_thing, lay_out, teacher

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.store import postgres
from isuo_graph.store.dialect import Dialect
from isuo_graph.store.engine import Limits, Store, open_store

HASTY = Limits(statement_s=0.4, connect_s=0.4, wait_s=0.4, lock_s=0.2)


class Wire:
    """A line to the server that can fall silent or be cut."""

    def __init__(self, target: URL) -> None:
        self._target = target
        self._speaks = asyncio.Event()
        self._speaks.set()
        self._lines: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def connect(self) -> None:
        """Begin to listen."""
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def fall_silent(self) -> None:
        """Keep every line open and carry nothing any more."""
        self._speaks.clear()

    def speak(self) -> None:
        """Carry again."""
        self._speaks.set()

    def cut(self) -> None:
        """Close every line and listen no more."""
        assert self._server is not None
        self._server.close()
        for line in self._lines:
            line.transport.abort()
        self._lines.clear()

    async def close(self) -> None:
        """End everything."""
        self.cut()
        self._speaks.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _join(self, near_reader: asyncio.StreamReader, near_writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await self._far()
        self._lines += [near_writer, far_writer]
        for source, sink in ((near_reader, far_writer), (far_reader, near_writer)):
            task = asyncio.create_task(self._carry(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _far(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host = self._target.query.get("host") or self._target.host or "127.0.0.1"
        port = self._target.port or 5432
        if isinstance(host, str) and host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(str(host), port)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                await self._speaks.wait()
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            sink.transport.abort()


@asynccontextmanager
async def wired(farm: PostgresFarm) -> AsyncIterator[tuple[Store, Wire]]:
    """Give a store whose server is at the other end of a wire."""
    direct = make_url(farm.database())
    wire = Wire(direct)
    await wire.connect()
    url = URL.create("postgresql", direct.username, direct.password, "127.0.0.1", wire.port, direct.database)
    dsn = url.render_as_string(hide_password=False)
    store = await open_store(dsn, row_check=school_check(Dialect.POSTGRES), limits=HASTY)
    try:
        await lay_out(store)
        yield store, wire
    finally:
        wire.speak()
        await store.close()
        await wire.close()


async def write(store: Store, name: str) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        await keep_thing.run(unit, KeepThing(name))


async def healed(store: Store, name: str) -> float:
    """Give how long it takes until reading and writing work again."""
    began = time.monotonic()
    while True:
        try:
            await store.read.fetch_row("SELECT 1")
            await write(store, name)
        except Refused:
            assert time.monotonic() - began < 5
            await asyncio.sleep(0.05)
        else:
            return time.monotonic() - began


def test_the_limits_in_use_refuse_within_five_seconds() -> None:
    limits = Limits()
    assert limits.statement_s + postgres.GRACE_S < 5
    assert limits.wait_s + limits.connect_s < 5


async def test_a_silent_server_is_refused_in_time_when_read(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):
        wire.fall_silent()
        began = time.monotonic()
        with pytest.raises(Refused) as found:
            await store.read.fetch_row("SELECT 1")
        assert (found.value.code, found.value.message) == (Code.INTERNAL, "storage.unavailable")
        assert time.monotonic() - began < HASTY.statement_s + 0.8


async def test_a_silent_server_is_refused_in_time_when_written(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):
        wire.fall_silent()
        began = time.monotonic()
        with pytest.raises(Refused) as found:
            await write(store, "sextant")
        assert (found.value.code, found.value.message) == (Code.INTERNAL, "storage.unavailable")
        assert time.monotonic() - began < 1.5


async def test_a_server_that_falls_silent_within_an_act_is_refused_in_time(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):

        async def act() -> None:
            async with store.write.unit(teacher(1), keep_thing) as unit:
                await keep_thing.run(unit, KeepThing("astrolabe"))
                await unit.session.flush()
                wire.fall_silent()

        began = time.monotonic()
        with pytest.raises(Refused) as found:
            await act()
        assert found.value.message == "storage.unavailable"
        assert time.monotonic() - began < 1.5


async def test_a_server_that_was_silent_heals(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):
        wire.fall_silent()
        with pytest.raises(Refused):
            await store.read.fetch_row("SELECT 1")
        with pytest.raises(Refused):
            await write(store, "gnomon")
        wire.speak()
        assert await healed(store, "sundial") < 5


async def test_a_server_that_is_gone_is_refused_at_once(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):
        wire.cut()
        for attempt in (store.read.fetch_row("SELECT 1"), write(store, "quadrant")):
            with pytest.raises(Refused) as found:
                await attempt
            assert (found.value.code, found.value.message) == (Code.INTERNAL, "storage.unavailable")


async def test_a_server_that_was_gone_heals(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):
        wire.cut()
        with pytest.raises(Refused):
            await store.read.fetch_row("SELECT 1")
        await wire.connect()
        assert await healed(store, "octant") < 5


async def test_a_restarted_server_costs_a_reader_nothing(postgres: PostgresFarm) -> None:
    async with wired(postgres) as (store, wire):
        wire.cut()
        await wire.connect()
        assert await store.read.fetch_row("SELECT 1") == (1,)


@asynccontextmanager
async def filed(farm: SqliteFarm) -> AsyncIterator[tuple[Store, str]]:
    """Give a hasty store over a file, and the file's name."""
    url = farm.database()
    store = await open_store(url, row_check=school_check(Dialect.SQLITE), limits=HASTY)
    try:
        await lay_out(store)
        yield store, str(make_url(url).database)
    finally:
        await store.close()


async def test_a_file_that_another_process_writes_is_busy_for_writers_only(sqlite: SqliteFarm) -> None:
    async with filed(sqlite) as (store, name):
        other = sqlite3.connect(name, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as found:
            await write(store, "telescope")
        assert (found.value.code, found.value.message) == (Code.LIMIT_EXCEEDED, "limit.busy")
        assert await count(store, "thing") == 2
        other.execute("ROLLBACK")
        other.close()
        assert await healed(store, "microscope") < 1


async def test_a_full_disk_refuses_writers_only_and_heals(sqlite: SqliteFarm) -> None:
    async with filed(sqlite) as (store, _):
        async with store.write.engine.connect() as connection:
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(Refused) as found:
            await write(store, "x" * 500_000)
        assert (found.value.code, found.value.message) == (Code.INTERNAL, "storage.unavailable")
        assert await count(store, "thing") == 2
        async with store.write.engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert await healed(store, "y" * 500_000) < 1
