"""The unit of work: all or nothing, within scope, with its trail and its events, on both databases."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime

import pytest
from tests.store.things import KeepThing, Thing, ThingType, count, keep_thing, lay_out, teacher

from isuo_graph.kit.errors import Code, Refusals, Refused
from isuo_graph.policy.viewer import Viewer
from isuo_graph.store import tally
from isuo_graph.store.engine import Store
from isuo_graph.store.unit import Unit


@pytest.fixture(scope="module", autouse=True)
async def laid_out(store: Store) -> None:
    await lay_out(store)


async def last_entry(store: Store) -> dict[str, object]:
    names = ("account_id", "session_id", "roles", "act", "school_id", "subject_id", "request_id", "outcome", "detail")
    row = await store.read.fetch_row(f"SELECT {', '.join(names)} FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert row is not None
    return dict(zip(names, row, strict=True))


async def test_what_an_act_wrote_is_there_afterwards(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        await keep_thing.run(unit, KeepThing("abacus"))
    assert await count(store, "thing", "name = 'abacus'") == 1


async def test_after_a_refusal_nothing_is_written(store: Store) -> None:
    events = await count(store, "event")

    async def act() -> None:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            await keep_thing.run(unit, KeepThing("ruler"))
            await unit.session.flush()
            raise Refused(Code.BAD_USER_INPUT, "input.nothing_to_change")

    with pytest.raises(Refused):
        await act()
    assert (await count(store, "thing", "name = 'ruler'"), await count(store, "event")) == (0, events)


async def test_a_cancelled_act_writes_nothing(store: Store) -> None:
    async def act() -> None:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            await keep_thing.run(unit, KeepThing("compass"))
            await unit.session.flush()
            await asyncio.sleep(10)

    task = asyncio.create_task(act())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(store, "thing", "name = 'compass'") == 0
    await test_what_an_act_did_stands_in_the_trail(store)


async def test_what_an_act_did_stands_in_the_trail(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing, request_id="req-1") as unit:
        unit.note(subject_id=77, school_id=1, mark_kind="TEST")
        unit.note(count=3)
    assert await last_entry(store) == {
        "account_id": 500,
        "session_id": 600,
        "roles": "CLASS_TEACHER,SUBJECT_TEACHER",
        "act": "things:thing_kept",
        "school_id": 1,
        "subject_id": 77,
        "request_id": "req-1",
        "outcome": "DONE",
        "detail": '{"mark_kind":"TEST","count":3}',
    }


async def test_a_refused_act_stands_in_the_trail_by_its_code_without_values(store: Store) -> None:
    refusals = Refusals(
        [
            Refused(Code.BAD_USER_INPUT, "input.blank", field="Secret"),
            Refused(Code.CONFLICT, "conflict.duplicate"),
        ]
    )

    async def act() -> None:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            unit.note(subject_id=77, school_id=1, told="before")
            raise refusals

    with pytest.raises(Refusals):
        await act()
    entry = await last_entry(store)
    assert (entry["outcome"], entry["subject_id"]) == ("BAD_USER_INPUT", 77)
    assert json.loads(str(entry["detail"])) == {"refusals": ["input.blank", "conflict.duplicate"]}


async def test_a_fault_of_the_house_stands_in_the_trail_as_internal(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.write.unit(teacher(1), keep_thing):
            _ = 1 // 0
    assert (await last_entry(store))["outcome"] == "INTERNAL"


async def test_a_refusal_of_nobody_leaves_no_trail(store: Store) -> None:
    before = await count(store, "audit_entry")
    with pytest.raises(Refused):
        async with store.write.unit(Viewer(), keep_thing):
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
    assert await count(store, "audit_entry") == before


@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET outcome = 'x'", "DELETE FROM audit_entry"])
async def test_the_trail_cannot_be_changed(store: Store, sql: str) -> None:
    with pytest.raises(Exception, match="append-only"):
        async with store.write.engine.begin() as connection:
            await connection.exec_driver_sql(sql)


async def test_an_event_is_written_with_the_act(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        unit.emit("journal:mark_recorded", school_id=1, mark_id=9)
    row = await store.read.fetch_row("SELECT kind, school_id, payload FROM event ORDER BY id DESC LIMIT 1")
    assert row == ("journal:mark_recorded", 1, '{"mark_id":9}')


async def test_a_unit_stands_on_one_moment(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        told = (unit.now, unit.now_ms, unit.today)
    moment = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
    assert told == (moment, int(moment.timestamp() * 1000), date(2026, 10, 5))


async def refused(unit: Unit, row_id: int) -> tuple[object, ...]:
    with pytest.raises(Refused) as found:
        await unit.reach(ThingType, row_id, path=("thingId",))
    return found.value.code, found.value.message, found.value.path, dict(found.value.values)


async def test_a_row_within_scope_is_reached(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        assert (await unit.reach(ThingType, 1)).name == "globe"


async def test_a_row_out_of_scope_and_a_missing_one_are_refused_alike(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        assert await refused(unit, 2) == await refused(unit, 999)


async def test_a_row_out_of_scope_and_a_missing_one_cost_the_same_statements(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        with tally.tallied() as strange:
            await refused(unit, 2)
    async with store.write.unit(teacher(1), keep_thing) as unit:
        with tally.tallied() as missing:
            await refused(unit, 999)
    assert strange.statements == missing.statements


async def test_a_row_written_in_the_unit_is_within_its_reach(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        made = await keep_thing.run(unit, KeepThing("protractor"))
        assert (await unit.reach(ThingType, made.thing)).name == "protractor"


async def test_getting_a_missing_row_is_refused(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        with pytest.raises(Refused) as found:
            await unit.get(Thing, 999)
    assert found.value.message == "row.not_found"


async def test_a_change_counts_the_version_on(store: Store) -> None:
    async with store.write.unit(teacher(1), keep_thing) as unit:
        thing = await unit.get(Thing, 2)
        unit.change(thing, version=1)
    assert await count(store, "thing", "id = 2 AND version = 2") == 1


async def test_a_change_of_a_changed_row_is_refused(store: Store) -> None:
    with pytest.raises(Refused) as found:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            unit.change(await unit.get(Thing, 1), version=7)
    assert (found.value.code, found.value.message) == (Code.CONFLICT, "row.changed")


async def test_a_row_that_exists_already_is_a_conflict(store: Store) -> None:
    with pytest.raises(Refused) as found:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            await keep_thing.run(unit, KeepThing("globe"))
    assert (found.value.code, found.value.message) == (Code.CONFLICT, "conflict.duplicate")


async def test_units_behave_as_if_one_ran_after_the_other(store: Store) -> None:
    async def add_when_few() -> None:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            connection = await unit.session.connection()
            found = await connection.exec_driver_sql("SELECT count(*) FROM thing WHERE school_id = 9")
            few = found.scalar_one() < 3
            await asyncio.sleep(0.01)
            if few:
                unit.session.add(Thing(id=unit.new_id(), school_id=9, name=str(unit.new_id())))

    await asyncio.gather(*(store.write.perform(add_when_few) for _ in range(6)))
    assert await count(store, "thing", "school_id = 9") == 3


async def test_the_statements_of_a_unit_are_counted(store: Store) -> None:
    with tally.tallied() as sent:
        async with store.write.unit(teacher(1), keep_thing) as unit:
            await unit.reach(ThingType, 1)
    assert [sql.split()[0] for sql in sent.statements] == ["SELECT", "SELECT", "INSERT"]
