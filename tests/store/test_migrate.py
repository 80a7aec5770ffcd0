"""Migrations: the same tables on both databases, once, whoever starts first, and never half."""

from __future__ import annotations

import asyncio
import shutil
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Index, MetaData, UniqueConstraint
from sqlalchemy.orm import registry
from tests.databases import PostgresFarm, SqliteFarm, school_check

from isuo_graph.kit.errors import BootRefused
from isuo_graph.policy.rights import Category
from isuo_graph.store import migrate
from isuo_graph.store.columns import Table, amount, day, flag, instant, key, link, number, text
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.engine import open_store
from isuo_graph.store.tables import AuditEntry, Event, Idempotency

Farm = SqliteFarm | PostgresFarm


class OwnTable(Table, registry=registry(metadata=MetaData(naming_convention=Table.metadata.naming_convention))):
    """Tables that only this module knows, beside the store's own."""


class Cabinet(OwnTable, table=True):
    __tablename__ = "cabinet"
    __table_args__ = (UniqueConstraint("school_id", "name"), Index("ix_cabinet_opened", "school_id", "opened"))

    id: int = key()
    school_id: int = number(Category.OPEN)
    name: str = text(Category.OPEN, 40)
    area: Decimal | None = amount(Category.OPEN, default=None)
    opened: date = day(Category.OPEN, index=True)
    seen: datetime = instant(Category.OPEN)
    is_warm: bool = flag(Category.OPEN, default=False)


class Shelf(OwnTable, table=True):
    __tablename__ = "shelf"

    id: int = key()
    cabinet_id: int = link("cabinet.id", index=True)


DECLARED = OwnTable.metadata
for own in (AuditEntry, Event, Idempotency):
    own.__table__.to_metadata(DECLARED)  # type: ignore[union-attr] # SQLModel puts it there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the store's own migrations, to add revisions to."""
    copy = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]_*", "00[1-9][0-9]_*"))
    return copy


def revision(folder: Path, number: str, after: str, upgrade: str) -> None:
    """Write a revision by hand."""
    body = "\n    ".join(upgrade.splitlines())
    (folder / "versions" / f"{number}_test.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {number!r}\ndown_revision = {after!r}\n"
        f"def upgrade():\n    {body}\n",
        encoding="utf-8",
    )


async def rows(url: str, sql: str) -> list[tuple[object, ...]]:
    """Send one statement down a read lane."""
    store = await open_store(url, row_check=school_check(dialect_of(url)))
    try:
        return await store.read.fetch_rows(sql)
    finally:
        await store.close()


async def test_an_empty_database_has_no_revision(farm: Farm) -> None:
    url = farm.empty()
    assert (await migrate.current(url), await migrate.is_current(url)) == (None, False)


async def test_an_upgraded_database_is_current(farm: Farm) -> None:
    url = farm.empty()
    await migrate.upgrade(url)
    assert await migrate.is_current(url)


async def test_upgrading_twice_changes_nothing(farm: Farm) -> None:
    url = farm.empty()
    await migrate.upgrade(url)
    await migrate.upgrade(url)
    assert await migrate.is_current(url)


async def test_a_generated_revision_leaves_no_difference(farm: Farm, folder: Path) -> None:
    await migrate.make_revision("Whatever is declared and not there yet", folder, DECLARED)
    url = farm.empty()
    await migrate.upgrade(url, folder)
    assert await migrate.differences(url, DECLARED) == []


async def test_a_table_without_a_revision_is_a_difference(farm: Farm) -> None:
    told = await migrate.differences(farm.database(), DECLARED)
    assert sum("add_table" in difference for difference in told) == 2


async def test_a_missing_column_is_a_difference(farm: Farm, folder: Path) -> None:
    await migrate.make_revision("Whatever is declared and not there yet", folder, DECLARED)
    newest = migrate.newest(folder)
    assert newest is not None
    revision(folder, "9999", newest, 'with op.batch_alter_table("event") as event:\n    event.drop_column("payload")')
    url = farm.empty()
    await migrate.upgrade(url, folder)
    assert any("payload" in difference for difference in await migrate.differences(url, DECLARED))


async def test_a_migration_that_fails_leaves_the_database_as_it_was(farm: Farm, folder: Path) -> None:
    url = farm.empty()
    await migrate.upgrade(url, folder)
    newest = migrate.newest(folder)
    assert newest is not None
    broken = 'op.create_table("half", sa.Column("id", sa.Integer))\nop.execute("SELECT nothing FROM nowhere")'
    revision(folder, "9999", newest, broken)
    with pytest.raises(Exception, match="nowhere"):
        await migrate.upgrade(url, folder)
    assert await migrate.current(url) == newest
    with pytest.raises(Exception, match="half"):
        await rows(url, "SELECT * FROM half")


async def test_a_database_newer_than_the_program_is_refused(farm: Farm, folder: Path) -> None:
    newest = migrate.newest(folder)
    assert newest is not None
    revision(folder, "9999", newest, "pass")
    url = farm.empty()
    await migrate.upgrade(url, folder)
    with pytest.raises(BootRefused, match="another version"):
        await migrate.upgrade(url)


async def test_processes_that_start_together_migrate_once(farm: Farm) -> None:
    url = farm.empty()
    program = f"import asyncio; from isuo_graph.store import migrate; asyncio.run(migrate.upgrade({url!r}))"
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, stderr=asyncio.subprocess.PIPE)
        for _ in range(2)
    ]
    ended = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0, 0], ended
    assert await migrate.is_current(url)


async def test_a_migration_that_breaks_a_link_is_undone_on_sqlite(sqlite: SqliteFarm, folder: Path) -> None:
    newest = migrate.newest(folder)
    assert newest is not None
    linked = 'op.execute("CREATE TABLE b (id INTEGER REFERENCES event (id))")\nop.execute("INSERT INTO b VALUES (7)")'
    revision(folder, "9999", newest, linked)
    url = sqlite.empty()
    with pytest.raises(BootRefused, match="undone"):
        await migrate.upgrade(url, folder)
    assert await migrate.current(url) is None


async def test_every_declared_table_has_a_revision(farm: Farm) -> None:
    migrate.import_tables()
    url = farm.empty()
    await migrate.upgrade(url)
    assert await migrate.differences(url) == []
