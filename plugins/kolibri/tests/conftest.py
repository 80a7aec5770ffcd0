"""A recorded Kolibri for every test, the plugin opened on it, and calls with a deadline."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from plugins.kolibri.tests.recorded_kolibri import PASSWORD, USERNAME, RecordedKolibri, Stage, served

from isuo_graph.sdk import Call, Context, CourseProvider, Deadline, Learner, Locale
from isuo_kolibri import KolibriPlugin


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    """Start one server for all tests: starting takes longer than a test."""
    stage = Stage()
    with served(stage) as base_url:
        yield stage, base_url


@pytest.fixture
def kolibri(stage: tuple[Stage, str]) -> RecordedKolibri:
    kolibri = RecordedKolibri(stage[1])
    stage[0].app = kolibri.app()
    return kolibri


@pytest.fixture
def config(kolibri: RecordedKolibri) -> dict[str, str]:
    return {"base_url": kolibri.base_url, "username": USERNAME, "password": PASSWORD}


@pytest.fixture
async def courses(config: dict[str, str], tmp_path: Path) -> AsyncIterator[CourseProvider]:
    plugin = KolibriPlugin()
    providers = await plugin.open(config, Context(school="school-1", folder=tmp_path / "plugin"))
    assert providers.courses is not None
    yield providers.courses
    await plugin.close()


@pytest.fixture
def call() -> Callable[[], Call]:
    """Give a new call, with all the time a test needs."""
    return lambda: Call(school="school-1", locale=Locale.KY, deadline=Deadline.after(5))


@pytest.fixture
def learners() -> dict[str, Learner]:
    """Give the learners of the samples: two at work, one who has not begun, one outside every class."""
    named = {"ahead": "pw-aaaa0001", "behind": "pw-aaaa0002", "idle": "pw-aaaa0003", "outside": "pw-aaaa0004"}
    return {word: Learner(pseudonym, class_code="7 а") for word, pseudonym in named.items()}
