"""`plugin learners`: identifiers as CSV on standard output, consent first, on both databases."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.cli.conftest import Run, plain
from tests.databases import PostgresFarm, SqliteFarm
from typer.testing import CliRunner

from isuo_graph.cli import commands
from isuo_graph.cli.plugin_learners import HEADING
from isuo_graph.kit.errors import BootRefused
from isuo_graph.store import bulk

CONSENTED = """
SELECT s.id FROM student s JOIN consent_effect e ON e.subject_id = s.id JOIN school c ON c.id = s.school_id
WHERE c.code = '99-0001' AND e.purpose = 'TESTING' AND e.recipient = 'questionbank' AND e.valid_until_ms > 1800000000000
AND s.status = 'ON_ROLL'
"""
WHO = ("plugin", "learners", "questionbank")


@pytest.fixture(scope="module")
def demo(farm: SqliteFarm | PostgresFarm, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A demo on each kind of database in turn, as the variables that lead to it."""
    key = tmp_path_factory.mktemp("demo") / "isuo.key"
    where = {
        "ISUO_DATABASE_URL": farm.database(),
        "ISUO_SECRET_KEY_FILE": str(key),
        "ISUO_PLUGINS_ALLOWED": "isuo-graph-questionbank,isuo-graph-kolibri",
        "ISUO_PLUGINS_FOLDER": str(key.parent / "plugins"),
    }
    made = CliRunner().invoke(commands(), ["demo", "--no-serve"], env=where)
    assert made.exit_code == 0, made.exception
    return where


@pytest.fixture
def url(demo: Mapping[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Stand before the demo; gives its database."""
    for name, value in demo.items():
        monkeypatch.setenv(name, value)
    return demo["ISUO_DATABASE_URL"]


def listed(told: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(told)))


def selected(url: str, sql: str) -> list[Any]:
    async def select() -> list[Any]:
        async with bulk.session(url) as session:
            return list((await (await session.connection()).execute(text(sql))).scalars())

    return asyncio.run(select())


def test_everybody_who_consented_is_listed_once_and_nobody_else(url: str, run: Run) -> None:
    found = [one["student"] for one in listed(run(*WHO).stdout)]
    assert sorted(found) == sorted(f"stu_{number}" for number in selected(url, CONSENTED)) != []


def test_the_list_has_a_heading_and_an_identifier_for_each_learner(url: str, run: Run) -> None:
    rows = listed(run(*WHO, "--class", "5А").stdout)
    assert tuple(rows[0]) == HEADING
    assert {len(one["identifier"]) for one in rows} == {26}
    assert {one["class"] for one in rows} == {"5А"}


def test_how_many_are_left_out_is_said_beside_the_list(url: str, run: Run) -> None:
    result = run(*WHO, "--school", "99-0001", "--class", "5А")
    rows = listed(result.stdout)
    assert (
        plain(result.stderr)
        .strip()
        .endswith(f"99-0001: {len(rows)} learners; 3 left out, without consent to this plugin")
    )


def test_the_same_learner_has_the_same_identifier_every_time(url: str, run: Run) -> None:
    assert run(*WHO).stdout == run(*WHO).stdout


def test_what_is_listed_stands_in_the_register_first(url: str, run: Run) -> None:
    count = "SELECT count(DISTINCT subject_id) FROM plugin_disclosure WHERE purpose = 'TESTING'"
    rows = listed(run(*WHO).stdout)
    assert selected(url, count) == [len(rows)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*WHO, "--class", "5A"), "nobody is in a class 5A; the classes are 1А"),
        ((*WHO, "--school", "1"), "there is no school with this code"),
        ((*WHO, "--school", "99-0002"), "serves no such school"),
        (("plugin", "learners", "nobody"), "serves no such school"),
        (("plugin", "learners", "kolibri"), "serves no such school"),
    ],
)
def test_a_question_that_asks_for_nothing_is_refused_with_a_way_out(
    url: str, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, BootRefused)
    assert said in str(result.exception)
    assert result.stdout == ""
