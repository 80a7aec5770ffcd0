"""The sweep: what has served goes, in bounded statements, by one process at a time, and nothing else goes."""

from __future__ import annotations

import asyncio
import itertools
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import delete
from tests.conftest import MOMENT
from tests.store.things import keep_thing, lay_out, teacher

from isuo_graph import app
from isuo_graph.rooms.people.tables import SignInFailure
from isuo_graph.settings import Settings
from isuo_graph.store import sweep
from isuo_graph.store.engine import Store

KINDS = app.leftovers(Settings())
OLD, YOUNG = MOMENT - timedelta(days=2), MOMENT - timedelta(minutes=1)
numbers = itertools.count(1)


@pytest.fixture(scope="module", autouse=True)
async def laid_out(store: Store) -> None:
    await lay_out(store)


@pytest.fixture(autouse=True)
async def emptied(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        await unit.session.exec(delete(SignInFailure))


async def failed(store: Store, *moments: datetime) -> None:
    """Write down attempts to sign in that failed."""
    async with store.write.unit(teacher(1), keep_thing) as unit:
        for moment in moments:
            row = SignInFailure(id=next(numbers), login="a", address="192.0.2.1", failed_at=moment)
            unit.session.add(row)


async def left(store: Store) -> int:
    row = await store.read.fetch_row("SELECT count(*) FROM sign_in_failure")
    assert row is not None
    return int(str(row[0]))


async def gone(store: Store) -> None:
    """Wait until nothing is left."""
    while await left(store):  # noqa: ASYNC110 - the sweep tells nobody but the log
        await asyncio.sleep(0.02)


def sweeping(store: Store, rows_max: int = 1_000) -> sweep.Sweep:
    return sweep.Sweep(store.write.engine, store.write.clock, KINDS, rows_max, every_s=0.01)


async def test_what_has_served_goes_and_the_rest_stays(store: Store) -> None:
    await failed(store, OLD, OLD, YOUNG)
    gone = await sweeping(store).once()
    assert (gone["sign_in_failure"], await left(store)) == (2, 1)


async def test_many_rows_go_in_several_statements(store: Store) -> None:
    await failed(store, *[OLD] * 7)
    gone = await sweeping(store, rows_max=3).once()
    assert (gone["sign_in_failure"], await left(store)) == (7, 0)


async def test_what_should_have_gone_is_counted(store: Store) -> None:
    await failed(store, OLD, OLD, YOUNG)
    async with store.write.engine.connect() as connection:
        found = await sweep.left(connection, KINDS, MOMENT)
    assert found == {"idempotency": 0, "sign_in_failure": 2, "session": 0, "one_time_link": 0}


async def test_it_goes_on_until_it_is_cancelled(store: Store) -> None:
    task = asyncio.create_task(sweeping(store).forever())
    for _ in range(2):
        await failed(store, OLD)
        async with asyncio.timeout(5):
            await gone(store)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_sweep_leaves_it_to_the_process_that_sweeps_already(postgres_store: Store) -> None:
    await failed(postgres_store, OLD)
    async with postgres_store.write.engine.connect() as other, other.begin():
        await other.execute(text(f"SELECT pg_advisory_xact_lock({sweep.LOCK})"))
        assert (await sweeping(postgres_store).once())["sign_in_failure"] == 0
    assert (await sweeping(postgres_store).once())["sign_in_failure"] == 1
