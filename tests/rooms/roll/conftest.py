"""The classroom of a test module, over each kind of database in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from tests.rooms.classroom import Classroom, laid_out, opened


@pytest.fixture(scope="module")
async def room(anyio_backend: str, database_url: str) -> AsyncIterator[Classroom]:
    async for store in opened(database_url):
        yield await laid_out(store)
