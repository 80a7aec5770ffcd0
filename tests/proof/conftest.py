"""One world for the whole folder, which every test fills anew; and the demo school as it is served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.databases import PostgresFarm
from tests.proof.world import World
from tests.served import Demo, School, demo, served


@pytest.fixture(scope="session")
def world(postgres: PostgresFarm) -> Iterator[World]:
    made = World(postgres.empty())
    yield made
    made.close()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def demo_made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo on each kind of database, made once."""
    return demo(request.getfixturevalue(request.param), tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def school(demo_made: Demo) -> Iterator[School]:
    """A service whose school nobody changes."""
    with served(demo_made) as running:
        yield running


@pytest.fixture(scope="module")
def living(demo_made: Demo) -> Iterator[School]:
    """A service of a module's own, whose school its tests change."""
    with served(demo_made) as running:
        yield running
