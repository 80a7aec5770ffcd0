"""`isuo-graph demo --kolibri` as a newcomer runs it: from the command to the progress of a learner just written in."""

from __future__ import annotations

import csv
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from tests.live.kolibri_server import KolibriServer
from tests.live.seed_kolibri import LearnerSeed, seed_class

from isuo_graph.cli.demo.queries import BESIDE_KOLIBRI

pytestmark = pytest.mark.live

# Making the demo and reading Kolibri take ten seconds; the rest is room for a slow CI machine.
TOLD_WITHIN_S: Final = 120.0
WORK: Final[tuple[Mapping[str, float], ...]] = ({"c1": 1.0}, {"c1": 1.0, "c2c2": 1.0, "c2c3": 1.0})
SHARES: Final = (33.333, 100.0)


@dataclass(frozen=True)
class RunningDemo:
    """A demo in a folder of its own, and what it has printed."""

    folder: Path
    url: str
    environment: Mapping[str, str] = field(repr=False)

    @property
    def told(self) -> str:
        """What stands on the screen so far."""
        return (self.folder / "told").read_text(encoding="utf-8")

    def run(self, *arguments: str) -> str:
        """Run another command in the same folder; gives its standard output."""
        command = [sys.executable, "-m", "isuo_graph", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, check=True, capture_output=True)
        return done.stdout.decode()

    def ask(self, login: str, query: str) -> dict[str, Any]:
        """Ask with the token that the command line prints."""
        headers = {"Authorization": f"Bearer {self.run('token', login).strip()}"}
        answer = httpx.post(f"{self.url}/graphql", json={"query": query}, headers=headers, timeout=30).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data


@contextmanager
def demo(folder: Path, kolibri: KolibriServer, password: str) -> Iterator[RunningDemo]:
    """Run the demo beside a Kolibri until the block ends; begins when it has said how reading went."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ISUO_", "KOLIBRI_"))}
    made = RunningDemo(folder, f"http://127.0.0.1:{port}", {**inherited, "KOLIBRI_PASSWORD": password})
    account = kolibri.base_url.replace("://", f"://{kolibri.username}@")
    command = [sys.executable, "-m", "isuo_graph", "demo", "--port", str(port), "--kolibri", account]
    with (folder / "told").open("wb") as screen:
        server = subprocess.Popen(command, cwd=folder, env=made.environment, stdout=screen, stderr=subprocess.STDOUT)
        try:
            _wait_for(server, made, f"Kolibri at {kolibri.base_url} ")
            yield made
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


@dataclass(frozen=True)
class Slip:
    """What a demo with a mistyped password said, and what it answered all the same."""

    folder: Path
    told: str
    schools: list[dict[str, str]]


@pytest.fixture(scope="module")
def slip(kolibri: KolibriServer, tmp_path_factory: pytest.TempPathFactory) -> Slip:
    """A newcomer mistypes the password at first."""
    with demo(tmp_path_factory.mktemp("newcomer"), kolibri, "a slip of the hand") as made:
        return Slip(made.folder, made.told, made.ask("director", "{ schools { nodes { code } } }")["schools"]["nodes"])


@pytest.fixture(scope="module")
def beside(kolibri: KolibriServer, slip: Slip) -> Iterator[RunningDemo]:
    """And then starts the demo again with the right one."""
    with demo(slip.folder, kolibri, kolibri.password) as made:
        yield made


@pytest.fixture(scope="module")
def written_in(beside: RunningDemo, kolibri: KolibriServer) -> dict[str, float]:
    """Two learners of the list written into Kolibri, as a school does; gives the share of each by name."""
    rows = list(csv.DictReader(StringIO(beside.run("plugin", "learners", "kolibri", "--class", "5А"))))
    seeds = [
        LearnerSeed(row["identifier"], f"newcomer{place}", f"Окуучу {place}", work)
        for place, (row, work) in enumerate(zip(rows, WORK, strict=False))
    ]
    seed_class(kolibri, "Newcomers", seeds)
    return {row["name"]: share for row, share in zip(rows, SHARES, strict=False)}


def test_a_wrong_password_is_said_and_the_demo_goes_on(slip: Slip) -> None:
    assert "refused the account or its password. The demo goes on without it" in slip.told
    assert slip.schools


def test_it_says_what_was_read_and_what_to_do_next(beside: RunningDemo) -> None:
    assert "was read: 1 courses, progress of 0 learners." in beside.told
    assert "`isuo-graph plugin learners kolibri` lists them" in beside.told


def test_no_password_stands_on_the_screen(beside: RunningDemo, kolibri: KolibriServer) -> None:
    assert kolibri.password not in beside.told


def test_courses_that_stood_for_a_kolibri_have_gone(beside: RunningDemo) -> None:
    found = beside.ask("director", "{ courses { nodes { title goneAt } } }")["courses"]["nodes"]
    assert [one["title"] for one in found if one["goneAt"] is None] == ["testing"]


def test_a_learner_written_in_by_the_list_shows_progress_in_the_query_that_is_printed(
    beside: RunningDemo, written_in: Mapping[str, float]
) -> None:
    data = beside.ask(BESIDE_KOLIBRI.login, BESIDE_KOLIBRI.query)
    [seat] = data["schoolClasses"]["nodes"]
    students = seat["students"]["nodes"]
    shown = {one["displayName"]: one["liveCourses"][0]["progress"]["percent"] for one in students if one["liveCourses"]}
    assert shown == written_in


def _wait_for(server: subprocess.Popen[bytes], made: RunningDemo, words: str) -> None:
    deadline = time.monotonic() + TOLD_WITHIN_S
    while words not in made.told:
        assert server.poll() is None, made.told
        assert time.monotonic() < deadline, made.told
        time.sleep(0.1)
