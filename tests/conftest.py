"""What every test may ask for: a clock that stands still, and stores over real databases, fresh for each module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from tests.databases import PostgresFarm, SqliteFarm, postgres_server, school_check

from isuo_graph.kit.clock import HeldClock
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import Store, open_store

MOMENT = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)  # ten in the morning in Bishkek, a Monday of the first quarter


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(MOMENT)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresFarm]:
    with postgres_server(tmp_path_factory.mktemp("pg")) as url:
        farm = PostgresFarm(url)
        yield farm
        farm.close()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteFarm:
    return SqliteFarm(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="module")
def sqlite_url(sqlite: SqliteFarm) -> str:
    return sqlite.database()


@pytest.fixture(scope="module")
def postgres_url(postgres: PostgresFarm) -> str:
    return postgres.database()


@pytest.fixture(scope="module")
async def sqlite_store(anyio_backend: str, sqlite_url: str) -> AsyncIterator[Store]:
    async for store in opened(sqlite_url):
        yield store


@pytest.fixture(scope="module")
async def postgres_store(anyio_backend: str, postgres_url: str) -> AsyncIterator[Store]:
    async for store in opened(postgres_url):
        yield store


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def farm(request: pytest.FixtureRequest) -> SqliteFarm | PostgresFarm:
    """Whatever makes databases of the kind under test."""
    made: SqliteFarm | PostgresFarm = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module")
def database_url(farm: SqliteFarm | PostgresFarm) -> str:
    return farm.database()


@pytest.fixture(scope="module")
async def store(anyio_backend: str, database_url: str) -> AsyncIterator[Store]:
    """A store over each kind of database in turn; the tests of one module share it."""
    async for store in opened(database_url):
        yield store


async def opened(url: str) -> AsyncIterator[Store]:
    """Open a store on the held moment, and close it."""
    store = await open_store(url, row_check=school_check(dialect_of(url)), clock=HeldClock(MOMENT))
    yield store
    await store.close()
