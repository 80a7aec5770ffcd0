"""Broken installations, each broken for real: the doctor names the fault and the line that mends it."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.cli.conftest import Run
from tests.databases import PostgresFarm

from isuo_graph.cli import founding
from isuo_graph.cli.doctor import command, database, machine
from isuo_graph.cli.doctor.finding import Finding
from isuo_graph.cli.founding import Appointment
from isuo_graph.cli.terminal import FOUND_WRONG
from isuo_graph.kit.clock import SystemClock
from isuo_graph.settings import Settings
from isuo_graph.settings.secrets import make_secret
from isuo_graph.store import bulk, migrate
from isuo_graph.store.tables import AuditEntry


@pytest.fixture
def whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with nothing wrong."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("ISUO_BIND", f"127.0.0.1:{free.getsockname()[1]}")
    monkeypatch.setenv("ISUO_PLUGINS_ALLOWED", "isuo-graph-questionbank,isuo-graph-kolibri")
    settings = Settings()
    make_secret(settings.secret_key_file)
    asyncio.run(_founded(settings))
    return settings


async def _founded(settings: Settings) -> None:
    await migrate.upgrade(settings.database_url)
    await founding.found(settings, Appointment("administrator", "1", SystemClock().today()))


def faults() -> dict[str, Finding]:
    return {one.about: one for one in asyncio.run(command.examine()) if one.is_fault}


def only(about: str) -> Finding:
    found = faults()
    assert set(found) == {about}, found
    return found[about]


def mended(finding: Finding) -> str:
    assert finding.mend is not None
    return finding.mend


def test_a_whole_installation_has_no_fault(whole: Settings, run: Run) -> None:
    assert faults() == {}
    assert run("doctor").exit_code == 0


def test_the_command_prints_fault_and_mending_and_exits_with_one(whole: Settings, run: Run) -> None:
    Path(whole.secret_key_file).chmod(0o644)
    result = run("doctor")
    assert result.exit_code == FOUND_WRONG
    assert "✗ key file" in result.output
    assert "→ chmod 600 isuo.key" in result.output


def test_a_missing_key_file(whole: Settings) -> None:
    Path(whole.secret_key_file).unlink()
    assert mended(only("key file")) == "isuo-graph init"


def test_a_key_file_that_is_too_short(whole: Settings) -> None:
    Path(whole.secret_key_file).write_text("short", encoding="ascii")
    found = only("key file")
    assert "at least 32 random bytes" in found.says
    assert "isuo-graph init --again" in mended(found)


def test_a_key_file_that_others_may_read(whole: Settings) -> None:
    Path(whole.secret_key_file).chmod(0o640)
    assert mended(only("key file")) == "chmod 600 isuo.key"


def test_an_unknown_variable(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_DATABSE_URL", "sqlite:///x.db")
    assert "did you mean ISUO_DATABASE_URL?" in only("settings").says


def test_an_address_of_a_database_we_do_not_know(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_DATABASE_URL", "mysql://root@localhost/school")
    assert "ISUO_DATABASE_URL" in only("settings").says


def test_a_time_zone_that_does_not_exist(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_ZONE", "Asia/Frunze2")
    assert "ISUO_ZONE" in only("settings").says


def test_a_server_that_does_not_answer(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_DATABASE_URL", f"postgresql://nobody:hidden@{whole.bind}/school")
    found = only("database")
    assert "PostgreSQL cannot be reached" in found.says
    assert "hidden" not in found.says + mended(found)
    assert mended(found) == "sudo systemctl start postgresql"


def test_a_server_that_refuses_the_database(
    whole: Settings, postgres: PostgresFarm, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = postgres.empty()
    monkeypatch.setenv("ISUO_DATABASE_URL", known.replace("/isuo_tests_", "/absent_"))
    assert mended(only("database")).startswith("createdb")


def test_an_empty_server(whole: Settings, postgres: PostgresFarm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_DATABASE_URL", postgres.empty())
    assert mended(only("database")) == "isuo-graph init"


def test_a_folder_that_is_not_there(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_DATABASE_URL", "sqlite:///absent/isuo.db")
    assert mended(only("database")).startswith("mkdir -p absent")


def test_a_file_that_is_not_there(whole: Settings) -> None:
    for path in Path().glob("isuo.db*"):
        path.unlink()
    assert mended(only("database")) == "isuo-graph init"
    assert not Path("isuo.db").exists()


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    locked = Path("locked")
    locked.mkdir(mode=0o500)
    settings = Settings(database_url="sqlite:///locked/isuo.db")
    if os.geteuid() == 0:
        assert _asked_by_nobody(settings) == "chmod u+rwx locked"
    else:
        fault = database.file_fault(settings)
        assert fault is not None
        assert mended(fault) == "chmod u+rwx locked"


def _asked_by_nobody(settings: Settings) -> str | None:
    """Ask in a child process that is nobody: rights of folders do not bind root."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        for place in (Path.cwd(), *Path.cwd().parents):
            place.chmod(place.stat().st_mode | 0o055) if place.stat().st_uid == 0 and place != Path("/") else None
        os.setuid(65534)
        fault = database.file_fault(settings)
        os.write(writing, (fault.mend or "" if fault else "").encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        return told.read()


def test_a_file_that_is_no_database(whole: Settings) -> None:
    for path in Path().glob("isuo.db*"):
        path.unlink()
    Path("isuo.db").write_bytes(b"this is a letter to the ministry " * 100)
    found = only("database")
    assert "it may be no database" in found.says
    assert "isuo.db.broken" in mended(found)


def test_a_database_without_tables(whole: Settings) -> None:
    for path in Path().glob("isuo.db*"):
        path.unlink()
    sqlite3.connect("isuo.db").execute("VACUUM").connection.close()
    assert mended(only("database")) == "isuo-graph init"


def test_a_database_of_an_older_version(whole: Settings) -> None:
    asyncio.run(_at_revision("0001"))
    assert mended(only("database")) == "isuo-graph upgrade"


def test_a_database_of_a_newer_version(whole: Settings) -> None:
    asyncio.run(_at_revision("9999"))
    assert mended(only("database")) == "pip install --upgrade isuo-graph"


def test_a_python_with_an_old_sqlite(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    assert "is too old" in only("database").says


def test_nobody_is_administrator_once_the_order_is_revoked(whole: Settings) -> None:
    asyncio.run(_send("UPDATE director_order SET state = 'REVOKED'"))
    assert mended(only("administrator")).startswith("isuo-graph init --again")


def test_a_clock_that_is_behind_the_trail(whole: Settings) -> None:
    asyncio.run(_trail_of_tomorrow())
    assert mended(only("clock")) == "timedatectl set-ntp true"


def test_a_port_that_is_taken(whole: Settings) -> None:
    host, _, port = whole.bind.rpartition(":")
    with socket.create_server((host, int(port))):
        assert mended(only("port")) == f"export ISUO_BIND={host}:{int(port) + 1}"


def test_a_disk_with_too_little_room(whole: Settings) -> None:
    found = next(iter(machine.disk(whole, needed_bytes=1 << 60)))
    assert mended(found).startswith("du -xh")


def test_a_plugin_that_is_not_allowed(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_PLUGINS_ALLOWED", "isuo-graph-questionbank")
    assert mended(only("plugins")) == "export ISUO_PLUGINS_ALLOWED=isuo-graph-questionbank,isuo-graph-kolibri"


def test_one_line_allows_all_plugins_that_wait(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISUO_PLUGINS_ALLOWED", raising=False)
    assert mended(only("plugins")) == "export ISUO_PLUGINS_ALLOWED=isuo-graph-kolibri,isuo-graph-questionbank"


def test_a_plugin_that_is_allowed_and_not_installed(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISUO_PLUGINS_ALLOWED", "isuo-graph-questionbank,isuo-graph-kolibri,isuo-graph-absent")
    assert mended(only("plugins")) == "pip install isuo-graph-absent"


def test_a_plugin_that_breaks_at_import(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path("broken_plugin.py")
    package.write_text("raise RuntimeError('no')", encoding="utf-8")
    info = Path("isuo_graph_broken-1.0.dist-info")
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: isuo-graph-broken\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[isuo_graph.plugins]\nbroken = broken_plugin:Plugin\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(Path.cwd()))
    monkeypatch.setenv("ISUO_PLUGINS_ALLOWED", "isuo-graph-questionbank,isuo-graph-kolibri,isuo-graph-broken")
    found = only("plugins")
    assert "cannot be loaded (RuntimeError)" in found.says
    assert mended(found) == "pip install --force-reinstall isuo-graph-broken==1.0"


async def _at_revision(number: str) -> None:
    await _send(f"UPDATE alembic_version SET version_num = '{number}'")


async def _send(sql: str) -> None:
    async with bulk.session("sqlite:///isuo.db") as session:
        await (await session.connection()).execute(text(sql))


async def _trail_of_tomorrow() -> None:
    async with bulk.session("sqlite:///isuo.db") as session:
        at = SystemClock().now() + timedelta(days=1)
        session.add(AuditEntry(id=1, at=at, roles="", act="test:done", request_id="", outcome="DONE", detail="{}"))
