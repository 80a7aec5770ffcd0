"""Commands as people call them: what they answer, what they leave behind, and with which code they end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from tests.cli.conftest import Run, plain
from typer.testing import CliRunner

from isuo_graph.cli import commands, main
from isuo_graph.cli.demo.accounts import LISTED
from isuo_graph.cli.demo.queries import EXAMPLES
from isuo_graph.cli.terminal import FOUND_WRONG, REFUSED
from isuo_graph.kit.errors import BootRefused
from isuo_graph.rooms.org.tables import School, SchoolKind
from isuo_graph.store import bulk
from isuo_graph.store.migrate import newest

ORDER = ("--order-number", "17-ө/қ", "--order-date", "2026-08-25")
READY_S = 60.0  # a loaded machine; the demo itself takes a few seconds


def test_every_command_says_what_it_is_for(run: Run) -> None:
    for name in ("demo", "init", "upgrade", "serve", "token", "doctor", "schema", "plugin", "explain"):
        result = run(name, "--help")
        assert result.exit_code == 0
        assert len(plain(result.output).split()) > 10


def test_a_refusal_to_start_is_said_without_a_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ISUO_PAGE_MXA", "5")
    monkeypatch.setattr(sys, "argv", ["isuo-graph", "serve"])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == REFUSED
    assert "did you mean ISUO_PAGE_MAX?" in told
    assert "Traceback" not in told


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was made once."""
    made = tmp_path_factory.mktemp("demo")
    before = Path.cwd()
    os.chdir(made)
    try:
        result = CliRunner().invoke(commands(), ["demo", "--no-serve"])
        assert result.exit_code == 0, result.exception
    finally:
        os.chdir(before)
    return made


@pytest.fixture
def in_demo(folder: Path, demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(demo_folder)
    return demo_folder


def test_the_demo_prints_every_account_and_one_password(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    told = plain(run("demo", "--no-serve").output)
    assert all(listed.login in told for listed in LISTED)
    assert "password of all:" in told


def test_the_demo_started_twice_finds_its_data_and_keeps_its_password(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    first, second = (plain(run("demo", "--no-serve").output) for _ in range(2))
    assert "Found the demo" in first
    assert first == second


def test_the_demo_does_not_get_among_real_schools(run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_DATABASE_URL", sqlite_url)
    asyncio.run(_found_a_real_school(sqlite_url))
    result = run("demo", "--no-serve")
    assert isinstance(result.exception, BootRefused)
    assert "not the demo's" in str(result.exception)


def test_fresh_removes_nothing_but_the_demos_own_file(
    run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISUO_DATABASE_URL", sqlite_url)
    assert "--fresh only removes" in str(run("demo", "--no-serve", "--fresh").exception)
    assert Path(sqlite_url.removeprefix("sqlite:///")).exists()


def test_a_token_is_printed_alone_on_standard_output(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    result = run("token", "teacher")
    assert result.exit_code == 0
    assert result.stdout.count(".") == 2
    assert len(result.stdout.split()) == 1


def test_a_token_for_nobody_is_refused(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    assert "no such account" in str(run("token", "nobody").exception)


def test_explain_shows_orders_cost_and_sql_of_an_account(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    told = run("explain", "-", "--as", "teacher", text="{ students { nodes { displayName pin } } }").output
    assert "SUBJECT_TEACHER: by order" in told
    assert "students.nodes.pin: code FORBIDDEN_FIELD" in told
    assert "rows at most, the limit is 10000" in told
    assert "SELECT" in told


def test_explain_refuses_what_is_no_query(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    assert "not valid" in str(run("explain", "-", text="{ nothing }").exception)
    assert "no JSON" in str(run("explain", "-", "--variables", "{", text="{ viewer { id } }").exception)
    assert "cannot be read" in str(run("explain", "missing.graphql").exception)


def test_plugins_are_listed_with_the_reason_why_one_is_left_out(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISUO_PLUGINS_ALLOWED", "isuo-graph-questionbank")
    told = run("plugin", "list").output
    assert "may serve tests" in told
    assert "left out, it is not in the allow-list" in told


def test_init_makes_a_key_tables_and_a_link_that_works_once(folder: Path, run: Run) -> None:
    result = run("init", *ORDER)
    assert result.exit_code == 0, result.exception
    assert stat.S_IMODE((folder / "isuo.key").stat().st_mode) == 0o600
    token = result.stdout.strip().rpartition("link=")[2]
    assert len(token) > 30
    assert asyncio.run(_one("SELECT count(*) FROM one_time_link")) == 1
    assert asyncio.run(_one("SELECT role FROM role_grant")) == "ADMINISTRATOR"
    assert asyncio.run(_one("SELECT token_hash FROM one_time_link")) != token


def test_init_does_not_run_twice_but_makes_a_new_link_when_told(folder: Path, run: Run) -> None:
    assert run("init", *ORDER).exit_code == 0
    assert "there is an installation already" in str(run("init", *ORDER).exception)
    assert run("init", *ORDER, "--again").exit_code == 0
    assert asyncio.run(_one("SELECT count(*) FROM account")) == 1
    assert asyncio.run(_one("SELECT count(*) FROM one_time_link")) == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--order-number", " ", "--order-date", "2026-08-25"), "--order-number"),
        (("--order-number", "1", "--order-date", "2999-01-01"), "--order-date"),
        ((*ORDER, "--login", "Ж"), "--login"),
    ],
)
def test_init_refuses_an_order_that_cannot_be_and_leaves_nothing(
    folder: Path, run: Run, arguments: tuple[str, ...], named: str
) -> None:
    assert named in str(run("init", *arguments).exception)
    assert list(folder.iterdir()) == []


def test_upgrade_tells_from_where_to_where(folder: Path, run: Run) -> None:
    assert f"empty → {newest()}" in run("upgrade").output
    assert f"{newest()} → {newest()}" in run("upgrade").output


def test_the_schema_is_exported_and_checked(folder: Path, run: Run) -> None:
    assert run("schema", "export").exit_code == 0
    written = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    assert written == {"schema/isuo.graphql", "schema/policy.json", "docs/policy.md", "docs/settings.md"}
    assert json.loads((folder / "schema/policy.json").read_text(encoding="utf-8"))["fields"]
    assert run("schema", "export", "--check").exit_code == 0
    (folder / "docs/policy.md").write_text("something else", encoding="utf-8")
    differing = run("schema", "export", "--check")
    assert differing.exit_code == FOUND_WRONG
    assert "docs/policy.md differs" in differing.stderr
    assert "isuo.graphql" not in differing.stderr


@pytest.mark.parametrize(
    ("new", "told", "code"),
    [
        ("type Query { a: Int }", "breaking: Field Query.b was removed.", FOUND_WRONG),
        ("type Query { a: Int b: E } enum E { X Y }", "dangerous: Enum value E.Y was added.", 0),
        ("type Query { a: Int b: E c: Int } enum E { X }", "safe: Field Query.c was added.", 0),
        ("type Query { a: Int b: E } enum E { X }", "The schemas are the same.", 0),
    ],
)
def test_a_difference_of_schemas_is_weighed(folder: Path, run: Run, new: str, told: str, code: int) -> None:
    (folder / "old.graphql").write_text("type Query { a: Int b: E } enum E { X }", encoding="utf-8")
    (folder / "new.graphql").write_text(new, encoding="utf-8")
    result = run("schema", "diff", "old.graphql", "new.graphql")
    assert result.exit_code == code
    assert told in result.output


def test_a_schema_that_cannot_be_read_is_refused_by_name(folder: Path, run: Run) -> None:
    assert "missing.graphql" in str(run("schema", "diff", "missing.graphql").exception)


def test_the_demo_serves_its_three_queries_and_stops_when_told(in_demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ISUO_")}
    command = [sys.executable, "-m", "isuo_graph", "demo", "--port", str(port)]
    server = subprocess.Popen(command, cwd=in_demo, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait(port, server)
        for example in EXAMPLES:
            answer = _ask(port, in_demo, environment, example.login, example.query)
            assert "errors" not in answer, answer
            assert any(answer["data"].values())
    finally:
        server.send_signal(signal.SIGINT)
        told, _ = server.communicate(timeout=30)
    assert server.returncode == 0, told.decode()
    assert f"http://127.0.0.1:{port}/graphql. Stop with Ctrl+C." in told.decode()
    assert b"Traceback" not in told


def test_a_port_that_is_taken_is_said_before_anything_starts(in_demo: Path, run: Run) -> None:
    os.chdir(in_demo)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("demo", "--port", str(port))
    assert isinstance(result.exception, BootRefused)
    assert f"127.0.0.1:{port} cannot be listened on" in str(result.exception)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the demo did not start")


def _ask(port: int, folder: Path, environment: dict[str, str], login: str, query: str) -> dict[str, dict[str, object]]:
    command = [sys.executable, "-m", "isuo_graph", "token", login]
    token = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout
    headers = {"Authorization": f"Bearer {token.strip()}"}
    answer: dict[str, dict[str, object]] = httpx.post(
        f"http://127.0.0.1:{port}/graphql", json={"query": query}, headers=headers, timeout=30
    ).json()
    return answer


async def _found_a_real_school(url: str) -> None:
    async with bulk.session(url) as session:
        session.add(
            School(
                id=1,
                code="1",
                kind=SchoolKind.STATE,
                name_ky="Мектеп",
                name_ru="Школа",
                name_sort="",
                name_search="",
            )
        )


async def _one(sql: str) -> object:
    async with bulk.session("sqlite:///isuo.db") as session:
        return (await (await session.connection()).execute(text(sql))).scalar_one()
