"""One running service for all tests of the request path."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.web.small_school import Served, running

from isuo_graph.settings import Settings

SETTINGS = Settings(deadline_s=2, in_flight_max=8, statement_timeout_ms=1_000)


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with running(SETTINGS) as found:
        yield found


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=10) as made:
        yield made
