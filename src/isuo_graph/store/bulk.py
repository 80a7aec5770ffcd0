"""Many rows at once, for data that is made or moved, not typed. Takes sheets of rows as they are kept.

A batch is one transaction. Values are storage values already: milliseconds, thousandths, days. Nothing is checked but
what the database itself checks, so this is no way in for what people enter.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Table as SqlTable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.store import postgres, sqlite
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import Dialect, dialect_of

WAIT_S: Final = 60.0
"""How long filling waits for a lock that another process holds; a guess."""
CONNECT_S: Final = 5.0
"""How long opening the connection may take; a guess."""
SQLITE_CACHE_KIB: Final = 256 * 1024
"""Page cache while filling: millions of rows go into five indexes at once, and pages that leave it are read again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one table, each with a value for every column in the table's order."""

    table: SqlTable
    rows: Sequence[tuple[Any, ...]]


async def fill(url: str, batches: Iterable[Iterable[Sheet]]) -> None:
    """Write every batch in a transaction of its own; the order of the sheets within a batch does not matter.

    Raises what the driver raises; the batch at fault leaves nothing behind.
    """
    engine = _engine(url)
    try:
        for batch in batches:
            async with engine.begin() as connection:
                await _write(connection, batch)
        if dialect_of(url) is Dialect.POSTGRES:
            # Without fresh statistics the first statements on a table of millions of rows read all of it.
            async with engine.begin() as connection:
                await connection.exec_driver_sql("ANALYZE")
    finally:
        await engine.dispose()


@asynccontextmanager
async def session(url: str) -> AsyncIterator[AsyncSession]:
    """Open a session outside of any act, for putting a new database in order; it commits what the block leaves."""
    engine = _engine(url)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as opened:
            yield opened
            await opened.commit()
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    if dialect_of(url) is Dialect.POSTGRES:
        link = postgres.PostgresLink(url, CONNECT_S, statement_s=0, lock_s=WAIT_S)
        return postgres.write_engine(link, size=1, open_s=CONNECT_S)
    return sqlite.write_engine(sqlite.path_of(url), busy_s=WAIT_S, open_s=CONNECT_S)


async def _write(connection: AsyncConnection, sheets: Iterable[Sheet]) -> None:
    place = {table.name: number for number, table in enumerate(Table.metadata.sorted_tables)}
    ordered = sorted(sheets, key=lambda sheet: place[sheet.table.name])
    is_sqlite = connection.dialect.name == Dialect.SQLITE
    # The statement also opens the transaction: what follows goes to the driver, past SQLAlchemy's own beginning of it.
    pragmas = (f"PRAGMA cache_size=-{SQLITE_CACHE_KIB}", "PRAGMA defer_foreign_keys=ON")
    for statement in pragmas if is_sqlite else ("SELECT 1",):
        await connection.exec_driver_sql(statement)
    driver: Any = (await connection.get_raw_connection()).driver_connection
    for sheet in ordered:
        await (_to_sqlite if is_sqlite else _to_postgres)(driver, sheet)


async def _to_postgres(driver: Any, sheet: Sheet) -> None:  # noqa: ANN401 - asyncpg's connection
    columns = [column.name for column in sheet.table.columns]
    await driver.copy_records_to_table(sheet.table.name, records=sheet.rows, columns=columns)


async def _to_sqlite(driver: Any, sheet: Sheet) -> None:  # noqa: ANN401 - aiosqlite's connection
    columns = ", ".join(column.name for column in sheet.table.columns)
    places = ", ".join("?" * len(sheet.table.columns))
    rows = _with_days_as_text(sheet)
    await driver.executemany(f"INSERT INTO {sheet.table.name} ({columns}) VALUES ({places})", rows)  # noqa: S608 - names of ours


def _with_days_as_text(sheet: Sheet) -> Iterable[tuple[Any, ...]]:
    """SQLite keeps days as text; the places of days are found once, since most columns of most rows hold none."""
    places = [number for number, column in enumerate(sheet.table.columns) if column.type.python_type is date]
    texts: dict[date | None, str | None] = {None: None}
    for row in sheet.rows:
        changed = list(row)
        for place in places:
            day = changed[place]
            if day not in texts:
                texts[day] = day.isoformat()
            changed[place] = texts[day]
        yield tuple(changed)
