"""Installations to try commands on: an empty environment, a folder of its own, and the demo on both databases."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from tests.databases import PostgresFarm, SqliteFarm
from typer.testing import CliRunner, Result

from isuo_graph.cli import commands
from isuo_graph.cli.demo.story import story
from isuo_graph.settings import Settings, variable
from isuo_graph.store import bulk

DEMO_DAY = date(2026, 10, 5)  # the day the tests' clock stands on
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and no ISUO_ variable but the ones a test sets."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command; what it refuses comes back as the result's exception."""

    def run(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(commands(), list(arguments), input=text)

    return run


@pytest.fixture(scope="module")
async def demo_url(anyio_backend: str, farm: SqliteFarm | PostgresFarm) -> str:
    """A demo on each kind of database in turn."""
    url = farm.database()
    await bulk.fill(url, story(DEMO_DAY, "no password"))
    return url


@asynccontextmanager
async def rows_of(url: str) -> AsyncIterator[AsyncSession]:
    async with bulk.session(url) as session:
        yield session


def plain(text: str) -> str:
    """Take colours and frames off what a terminal was told."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
