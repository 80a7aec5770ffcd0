"""Answers on the pages are answers of the demo: asked over HTTP on one held day, compared word by word.

`pytest tests/docs/test_examples.py --update-examples` writes them anew; read the difference.
"""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.docs.examples import Example, examples, rewrite, shown

from isuo_graph import app
from isuo_graph.cli.demo import making
from isuo_graph.kit.clock import HeldClock
from isuo_graph.settings import Settings
from isuo_graph.settings.secrets import make_secret
from isuo_graph.web.serving import application

DAY = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # ten in the morning in Bishkek, a Tuesday of the second quarter
PASSWORD = "of-the-demo-alone"
SIGN_IN = """
mutation ($login: String!, $password: String!) { signIn(input: {login: $login, password: $password}) { accessToken } }
"""


@pytest.fixture(scope="module")
async def asking(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    """The demo school, served."""
    place = tmp_path_factory.mktemp("demo")
    settings = _settings(place)
    make_secret(settings.secret_key_file)
    clock = HeldClock(DAY)
    assert not await making.is_made(settings, PASSWORD)
    await making.make(settings, clock.today(), PASSWORD)
    house = await app.compose(settings, clock=clock, points=())
    transport = httpx.ASGITransport(application(house))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client
    await house.close()


def _settings(place: Path) -> Settings:
    # Weaker passwords than a school's are quicker to check, and these open nothing.
    return Settings(
        database_url=f"sqlite:///{place}/demo.db",
        secret_key_file=str(place / "demo.key"),
        plugins_folder=str(place / "plugins"),
        argon2_memory_kib=8192,
        argon2_passes=1,
    )


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
async def test_an_answer_on_a_page_is_what_the_demo_answers(
    asking: httpx.AsyncClient, example: Example, request: pytest.FixtureRequest
) -> None:
    answer = await _asked(asking, example)
    written = json.loads(example.written)
    if request.config.getoption("--update-examples") and shown(answer, written) != shown(written, written):
        rewrite(example, answer)
        return
    assert shown(answer, written) == shown(written, written)


async def _asked(asking: httpx.AsyncClient, example: Example) -> dict[str, object]:
    headers = {"accept-language": example.language}
    if example.login != "nobody":
        signed = await asking.post(
            "/graphql", json={"query": SIGN_IN, "variables": {"login": example.login, "password": PASSWORD}}
        )
        headers["authorization"] = f"Bearer {signed.json()['data']['signIn']['accessToken']}"
    body = {"query": example.document, "variables": example.variables}
    found = await asking.post("/graphql", json=body, headers=headers)
    answer: dict[str, object] = found.json()
    return answer


def test_the_pages_have_examples() -> None:
    assert len(examples()) >= 10  # the README's and those of docs/http.md
