"""Idempotency keys: the same call acts once, whatever happens in between, on both databases."""

from __future__ import annotations

import asyncio

import pytest
from tests.store.things import KeepThing, count, keep_thing, lay_out, teacher

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.store import keys
from isuo_graph.store.engine import Store
from isuo_graph.store.line import Answered
from isuo_graph.store.sweep import Sweep


@pytest.fixture(scope="module", autouse=True)
async def laid_out(store: Store) -> None:
    await lay_out(store)


async def keep(store: Store, key: str, name: str, *, account_id: int = 500, body: bytes | None = None) -> str:
    """Keep a thing under a key, as the web floor does it, and give the answer."""
    call = keys.repeatable(account_id, key, keep_thing.name, body or name.encode())

    async def work() -> str:
        async with store.write.unit(teacher(1, account_id=account_id), keep_thing, call=call) as unit:
            if unit.earlier is not None:
                return unit.earlier
            made = await keep_thing.run(unit, KeepThing(name))
            await unit.session.flush()
            await asyncio.sleep(0.02)
            unit.conclude(f'{{"thing":{made.thing}}}')
            assert unit.notes.outcome is not None
            return unit.notes.outcome

    return await store.write.perform(work)


async def test_the_same_call_again_gets_the_same_answer(store: Store) -> None:
    assert await keep(store, "again-01", "atlas") == await keep(store, "again-01", "atlas")


async def test_the_same_call_again_acts_once(store: Store) -> None:
    for _ in range(2):
        await keep(store, "again-02", "easel")
    assert await count(store, "thing", "name = 'easel'") == 1


async def test_the_same_call_again_leaves_one_trail(store: Store) -> None:
    before = await count(store, "audit_entry")
    for _ in range(2):
        await keep(store, "again-03", "chalk")
    assert await count(store, "audit_entry") == before + 1


async def test_calls_at_the_same_time_act_once_and_get_one_answer(store: Store) -> None:
    answers = await asyncio.gather(*(keep(store, "together", "lens") for _ in range(4)))
    assert len(set(answers)) == 1
    assert await count(store, "thing", "name = 'lens'") == 1


async def test_a_key_used_for_something_else_is_refused(store: Store) -> None:
    await keep(store, "reused-01", "prism")
    with pytest.raises(Refused) as found:
        await keep(store, "reused-01", "magnet")
    assert (found.value.code, found.value.message) == (Code.CONFLICT, "idempotency.reused")


async def test_two_people_may_use_the_same_key(store: Store) -> None:
    mine = await keep(store, "shared-01", "scale")
    assert await keep(store, "shared-01", "scales", account_id=501) != mine


async def test_a_refused_call_may_be_made_again_under_its_key(store: Store) -> None:
    with pytest.raises(Refused):
        await keep(store, "refused-1", "globe")
    assert await keep(store, "refused-1", "globe of the moon", body=b"globe")


async def test_forgotten_keys_act_anew(store: Store) -> None:
    first = await keep(store, "forgotten", "stove", body=b"same")
    sweep = Sweep(store.write.engine, store.write.clock, [keys.stale(-1)], rows_max=100, every_s=1)
    await sweep.once()
    assert await keep(store, "forgotten", "other stove", body=b"same") != first


async def keep_slowly(store: Store, key: str, name: str) -> str:
    """Keep a thing under a key, with slow work that stands outside the transaction."""
    call = keys.repeatable(500, key, keep_thing.name, name.encode())
    answers: list[str] = []
    async with store.write.unit(teacher(1), keep_thing, call=call) as unit:
        try:
            await unit.let_go()
            await asyncio.sleep(0.05)
            await unit.take_up()
            made = await keep_thing.run(unit, KeepThing(name))
            answers.append(f'{{"thing":{made.thing}}}')
            unit.conclude(answers[0])
        except Answered as exc:
            answers.append(exc.outcome)
            raise
    return answers[0]


async def test_calls_with_slow_work_at_the_same_time_act_once_and_get_one_answer(store: Store) -> None:
    answers = await asyncio.gather(*(store.write.perform(lambda: keep_slowly(store, "slowly", "crane")) for _ in "ab"))
    assert len(set(answers)) == 1
    assert await count(store, "thing", "name = 'crane'") == 1
