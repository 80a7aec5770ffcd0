"""One world for the whole folder; every test fills it anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.databases import PostgresFarm
from tests.proof.world import World


@pytest.fixture(scope="session")
def world(postgres: PostgresFarm) -> Iterator[World]:
    made = World(postgres.empty())
    yield made
    made.close()
