"""Writes the invented country into a database, by COPY or executemany, into the very tables of the house.

Takes a URL of an empty database and a size. The tables are made as an installation makes them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

import asyncpg
from sqlalchemy import Column
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bench import data
from isuo_graph.store import migrate
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import Dialect, dialect_of


async def fill(url: str, size: data.Size) -> None:
    """Make the tables and write every row of the country."""
    await _tables(url)
    if dialect_of(url) is Dialect.SQLITE:
        _sqlite(url, size)
    else:
        await _postgres(url, size)


async def _tables(url: str) -> None:
    """Migrate; then add what is declared and has no revision yet, so that a room in the making can be measured."""
    migrate.import_tables()
    await migrate.upgrade(url)
    driver = "sqlite+aiosqlite" if dialect_of(url) is Dialect.SQLITE else "postgresql+asyncpg"
    engine = create_async_engine(make_url(url).set(drivername=driver))
    async with engine.begin() as connection:
        await connection.run_sync(Table.metadata.create_all)
    await engine.dispose()


async def _postgres(url: str, size: data.Size) -> None:
    connection = await asyncpg.connect(url)
    # The rows are right by construction; checking every reference would take longer than writing them.
    await connection.execute("SET session_replication_role = replica")
    for table, columns, rows in _whole(size):
        await connection.copy_records_to_table(table, records=rows, columns=columns)
    await connection.execute("RESET session_replication_role")
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


def _sqlite(url: str, size: data.Size) -> None:
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    for table, columns, rows in _whole(size):
        places = ", ".join("?" * len(columns))
        plain = ([value.isoformat() if isinstance(value, date) else value for value in row] for row in rows)
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", plain)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _whole(size: data.Size) -> Iterator[data.Rows]:
    """Add to each row the columns that must not be empty and that the tables' own defaults fill in Python."""
    for table, columns, rows in data.country(size):
        missing = {
            column.name: _default(column)
            for column in Table.metadata.tables[table].columns
            if column.name not in columns and not column.nullable
        }
        added = tuple(missing.values())
        yield table, (*columns, *missing), [(*row, *added) for row in rows]


def _default(column: Column[Any]) -> Any:  # noqa: ANN401 - any value of a column
    assert column.default is not None, f"the data says nothing of {column}"
    return column.default.arg  # type: ignore[attr-defined] # a plain value, no function
