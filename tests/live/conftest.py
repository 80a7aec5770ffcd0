"""A live Kolibri for all tests of this folder, with a class whose progress is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.live.kolibri_server import KolibriServer, kolibri_server
from tests.live.seed_kolibri import LearnerSeed, SeededClass, seed_class
from tests.live.together import Learners, Together, together
from tests.served import demo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.databases import PostgresFarm, SqliteFarm

CLASS_NAME = "7-А"
# Invented people. One is through with the video and has begun the document, one is in the video, one has not begun.
LEARNERS = (
    LearnerSeed("pw-live-0001", "aibek", "Айбек Осмонов", {"c1": 1.0, "c2c2": 0.4}),
    LearnerSeed("pw-live-0002", "nurzat", "Нурзат Өмүрова", {"c1": 0.5}),
    LearnerSeed("pw-live-0003", "cholpon", "Чолпон Жээнбекова"),
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def kolibri() -> Iterator[KolibriServer]:
    """Give one server to all tests: installing takes a minute once, starting some seconds."""
    with kolibri_server() as server:
        yield server


@pytest.fixture(scope="session")
def seeded_class(kolibri: KolibriServer) -> SeededClass:
    return seed_class(kolibri, CLASS_NAME, LEARNERS)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One key for the demo on every database, so that Kolibri knows its students by the same identifiers."""
    return tmp_path_factory.mktemp("key")


@pytest.fixture(scope="session")
def learners(kolibri: KolibriServer) -> Learners:
    return Learners(kolibri)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def both(
    request: pytest.FixtureRequest,
    kolibri: KolibriServer,
    learners: Learners,
    key_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Together]:
    """The demo school on each database with the live Kolibri and the question bank, for tests that change it."""
    farm: SqliteFarm | PostgresFarm = request.getfixturevalue(request.param)
    with together(demo(farm, key_folder), kolibri, learners, tmp_path_factory.mktemp("plugins")) as made:
        yield made
