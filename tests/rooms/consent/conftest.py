"""The country that the tests of this room stand on, once for each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from tests.rooms.school import Country, founded


@pytest.fixture(scope="module")
async def country(anyio_backend: str, database_url: str) -> AsyncIterator[Country]:
    async for made in founded(database_url):
        yield made
