"""One world for the whole folder, which every test fills anew; and the demo school as it is served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.databases import PostgresFarm, SqliteFarm
from tests.proof.world import World
from tests.served import School, Schools, served


@pytest.fixture(scope="session")
def world(postgres: PostgresFarm) -> Iterator[World]:
    made = World(postgres.empty())
    yield made
    made.close()


@pytest.fixture(scope="session")
def schools(sqlite: SqliteFarm, postgres: PostgresFarm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schools]:
    """The demo on both databases, made once however tests are ordered."""
    made = Schools({"sqlite": sqlite, "postgres": postgres}, tmp_path_factory.mktemp("demo"))
    yield made
    made.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database is under test."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def school(schools: Schools, kind: str) -> School:
    """A service whose school nobody changes."""
    return schools.shared(kind)


@pytest.fixture(scope="module")
def living(schools: Schools, kind: str) -> Iterator[School]:
    """A service of a module's own, whose school its tests change."""
    with served(schools.demo(kind)) as running:
        yield running
