"""A live Kolibri for all tests of this folder, with a class whose progress is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.live.kolibri_server import KolibriServer, kolibri_server
from tests.live.seed_kolibri import LearnerSeed, SeededClass, seed_class
from tests.live.together import Together, together
from tests.served import demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.databases import SqliteFarm

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
def both(kolibri: KolibriServer, sqlite: SqliteFarm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    """The demo school with the live Kolibri and the question bank, for tests that change it."""
    with together(demo(sqlite, tmp_path_factory.mktemp("demo")), kolibri) as made:
        yield made
