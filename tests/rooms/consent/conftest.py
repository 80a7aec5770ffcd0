"""The country that the tests of this room stand on, once for each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from tests.rooms.school import Country, Human, founded


@pytest.fixture(scope="module")
async def country(anyio_backend: str, database_url: str) -> AsyncIterator[Country]:
    async for made in founded(database_url):
        yield made


@pytest.fixture
async def child(country: Country) -> Human:
    return await country.student()


@pytest.fixture
async def mother(country: Country, child: Human) -> Human:
    return await country.guardian(child)


@pytest.fixture
async def father(country: Country, child: Human) -> Human:
    return await country.guardian(child, kind="FATHER")
