"""The school with its plugin, laid out once a module and database; every test finds the vendor in a good mood."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from tests.host.hosted import Hosted, fresh, opened


@pytest.fixture(scope="module")
async def laid(
    anyio_backend: str, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Hosted]]:
    async for hosted in opened(database_url, tmp_path_factory.mktemp("plugins")):
        latest = [hosted]
        yield latest
        await latest[0].host.close()


@pytest.fixture
async def hosted(laid: list[Hosted]) -> Hosted:
    laid[0] = await fresh(laid[0])
    return laid[0]
