"""The audit's script, installed once and kept as long as it stays the same; the whole service to run it against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.databases import SqliteFarm
from tests.served import Demo, School, demo, served
from tests.web.audit import auditing


@pytest.fixture(scope="session")
def auditor(request: pytest.FixtureRequest) -> Path:
    cache = request.config.cache
    assert cache is not None
    return auditing.install(Path(cache.mkdir(f"graphql-http-audit-{auditing.version()}")))


@pytest.fixture(scope="module")
def made(sqlite: SqliteFarm, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo(sqlite, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def composed(made: Demo) -> Iterator[School]:
    """The composed house over the demo, as `serve` puts it together."""
    with served(made) as school:
        yield school


@pytest.fixture(scope="module")
def open_house(made: Demo) -> Iterator[School]:
    """The same, with its schema open to everybody."""
    settings = made.settings.model_copy(update={"introspection_anonymous": True})
    with served(replace(made, settings=settings)) as school:
        yield school
