"""Brings a database to the tables this program knows: Alembic run from code, one transaction, one process at a time.

`upgrade`, `current`, `is_current` and `differences` are for the program; `make_revision` is for developers, and so is
the command `python -m isuo_graph.store.migrate revision "what changes and why"`.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import pkgutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import AsyncConnection

from isuo_graph.kit.errors import BootRefused
from isuo_graph.store import postgres, sqlite, tables
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import Dialect, dialect_of

FOLDER: Final = Path(__file__).parent / "migrations"
OWN_TABLES: Final = tables.__name__
"""Importing the module put the store's own tables into the metadata."""

WAIT_S: Final = 60.0
"""How long a second process waits for the first one's migration; a guess."""
CONNECT_S: Final = 5.0
"""How long opening the connection may take; a guess."""
# Any number, as long as nobody else on the database uses it: the letters "isuo" read as a number.
LOCK: Final = int.from_bytes(b"isuo")


async def upgrade(url: str, folder: Path = FOLDER) -> None:
    """Bring the database to the newest revision, or leave it as it was.

    Raises BootRefused when the database is newer than the program.
    """
    async with _migrating(url) as connection:
        try:
            await connection.run_sync(lambda sync: command.upgrade(_config(folder, sync), "head"))
        except CommandError as exc:
            raise BootRefused(f"the database's tables are of another version than this program: {exc}") from exc
        await _check_links(connection)


async def current(url: str) -> str | None:
    """Give the revision the database is at, None for an empty database."""
    async with _connection(url) as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def is_current(url: str, folder: Path = FOLDER) -> bool:
    """Tell whether the database is at the newest revision of this program."""
    return await current(url) == newest(folder)


async def differences(url: str, metadata: MetaData = Table.metadata) -> list[str]:
    """Name what the declared tables have and the database has not, and the other way round; empty when they agree."""

    def compared(connection: Connection) -> list[str]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, metadata)]

    async with _connection(url) as connection:
        return await connection.run_sync(compared)


def newest(folder: Path = FOLDER) -> str | None:
    """Give the newest revision of this program."""
    return ScriptDirectory.from_config(_config(folder)).get_current_head()


def knows(revision: str, folder: Path = FOLDER) -> bool:
    """Tell whether this program knows a revision; it does not know those of a newer program."""
    return any(one.revision == revision for one in ScriptDirectory.from_config(_config(folder)).walk_revisions())


async def make_revision(text: str, folder: Path = FOLDER, metadata: MetaData = Table.metadata) -> Path | None:
    """Write the revision that leads from the last one to the tables as declared; read it before you commit it.

    Gives its path. Triggers are not found by comparing: add them by hand, with the functions of triggers.py.
    """
    number = f"{len(list((folder / 'versions').glob('[0-9]*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/as-migrated.db"
        await upgrade(url, folder)
        async with _migrating(url) as connection:
            made = await connection.run_sync(
                lambda sync: command.revision(_config(folder, sync, metadata), text, autogenerate=True, rev_id=number)
            )
    return Path(made.path) if made is not None and not isinstance(made, list) else None


@asynccontextmanager
async def _migrating(url: str) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that no other migration runs beside; the second process finds the work done."""
    async with _connection(url) as connection, connection.begin():
        if dialect_of(url) is Dialect.POSTGRES:
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        yield connection


@asynccontextmanager
async def _connection(url: str) -> AsyncIterator[AsyncConnection]:
    """Open a connection that may take its time. SQLite's links are checked at the end: changing a table rebuilds it."""
    if dialect_of(url) is Dialect.POSTGRES:
        link = postgres.PostgresLink(url, CONNECT_S, statement_s=0, lock_s=WAIT_S)
        engine = postgres.write_engine(link, size=1, open_s=CONNECT_S)
        # SERIALIZABLE would see the database as it was before the lock was granted, and migrate a second time.
        engine = engine.execution_options(isolation_level="READ COMMITTED")
    else:
        engine = sqlite.write_engine(sqlite.path_of(url), busy_s=WAIT_S, open_s=CONNECT_S, foreign_keys=False)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def _check_links(connection: AsyncConnection) -> None:
    if connection.dialect.name != Dialect.SQLITE:
        return
    broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise BootRefused(f"the migration was undone: {len(broken)} rows would refer to rows that do not exist")


def _config(folder: Path, connection: Connection | None = None, metadata: MetaData = Table.metadata) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_section_option("post_write_hooks", "hooks", "format")
    config.set_section_option("post_write_hooks", "format.type", "module")
    config.set_section_option("post_write_hooks", "format.module", "ruff")
    config.set_section_option("post_write_hooks", "format.options", "format --quiet REVISION_SCRIPT_FILENAME")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def import_tables(packages: Iterable[str] = ("isuo_graph.rooms", "isuo_graph.host")) -> None:
    """Import the tables of every room and of the host, so that the metadata holds them; the store knows only names."""
    for package in packages:
        place = importlib.import_module(package)
        for found in pkgutil.walk_packages(place.__path__, f"{package}."):
            if found.name.endswith(".tables"):
                importlib.import_module(found.name)


def main(arguments: list[str] | None = None) -> None:
    """Make a revision, from the command line of a developer."""
    parser = argparse.ArgumentParser(prog="python -m isuo_graph.store.migrate", description=main.__doc__)
    parser.add_argument("task", choices=["revision"])
    parser.add_argument("text", help="what changes and why, one sentence")
    asked = parser.parse_args(arguments)
    import_tables()
    made = asyncio.run(make_revision(asked.text))
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
