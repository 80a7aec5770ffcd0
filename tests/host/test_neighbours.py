"""Two plugins at one school: neither waits for the other, nor knows a student by the other's name."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from tests.host import vendor
from tests.host.hosted import BOTH, SECRET, SETTINGS, Hosted, discovery, sit_down
from tests.host.vendor import Vendor
from tests.rooms import acting

from isuo_graph.host.acts import EnablePlugin, enable_plugin
from isuo_graph.host.config import PluginSettingValue
from isuo_graph.host.house import host
from isuo_graph.policy.rights import Role
from isuo_graph.store.dialect import Dialect

TAKEN = "{ students(orderBy: [{id: ASC}]) { nodes { liveCourses { pluginId } } } }"
QUICK_S = 0.25  # below the plugins' deadline of 0.3 s: who waits for the other does not stay below


@pytest.fixture
async def two(hosted: Hosted) -> AsyncIterator[tuple[Hosted, Vendor]]:
    """The school with a second vendor beside the first; both hear of the same students."""
    other = Vendor(id="other")
    made = host(
        hosted.store,
        SETTINGS,
        discovery(hosted.vendor, other),
        secret=SECRET,
        clock=hosted.host.clock,
        folder=hosted.host.workshop.folder,
        registry=CollectorRegistry(),
    )
    both = replace(hosted, host=made)
    address = (PluginSettingValue("address", "https://other.example"),)
    asked = EnablePlugin(hosted.room.school_id, "other", hosted.order_id, address)
    await acting.do(hosted.store, hosted.administrator, enable_plugin, asked, both.services)
    for student_id in hosted.students[:2]:
        await hosted.consent(student_id, *BOTH, recipient="other")
    sit_down(made)
    await both.ask(TAKEN)  # opens both
    hosted.mood.heard.clear()
    other.mood.heard.clear()
    yield both, other
    await made.close()


async def plugins(hosted: Hosted) -> list[list[str] | None]:
    data, _, _ = await hosted.ask(TAKEN)
    told = [node["liveCourses"] for node in data["students"]["nodes"]]
    return [None if one is None else sorted(course["pluginId"] for course in one) for one in told]


async def test_both_answer_in_one_list(two: tuple[Hosted, Vendor]) -> None:
    assert await plugins(two[0]) == [["other", "vendor"], ["other", "vendor"], None]


@pytest.mark.parametrize("trick", [vendor.hang, vendor.cling, vendor.block, vendor.raises(SystemExit(1))])
async def test_courses_of_one_do_not_hide_because_the_other_fails(
    two: tuple[Hosted, Vendor], trick: vendor.Trick
) -> None:
    hosted, other = two
    other.mood.tricks["enrolments"] = trick
    assert await plugins(hosted) == [["vendor"], ["vendor"], None]


@pytest.mark.parametrize("trick", [vendor.hang, vendor.block], ids=["hangs", "blocks"])
async def test_a_plugin_in_trouble_slows_nobody_who_asks_another(
    two: tuple[Hosted, Vendor], trick: vendor.Trick
) -> None:
    hosted, other = two
    other.mood.tricks["enrolments"] = trick
    slow = asyncio.ensure_future(hosted.ask(TAKEN))
    await asyncio.sleep(0.02)
    started = time.monotonic()
    data, errors, _ = await hosted.ask('{ students { nodes { liveCourses(plugin: "vendor") { pluginId } } } }')
    took_s = time.monotonic() - started
    assert not slow.done()
    assert (took_s < QUICK_S, errors) == (True, [])
    assert [bool(node["liveCourses"]) for node in data["students"]["nodes"]] == [True, True, False]
    await slow


async def test_a_query_of_the_school_alone_does_not_wait_for_a_plugin(two: tuple[Hosted, Vendor]) -> None:
    hosted, other = two
    other.mood.tricks["enrolments"] = vendor.block
    slow = asyncio.ensure_future(hosted.ask(TAKEN))
    await asyncio.sleep(0.02)
    started = time.monotonic()
    _, errors, _ = await hosted.ask("{ students { nodes { id } } }")
    assert (time.monotonic() - started < QUICK_S, errors, slow.done()) == (True, [], False)
    await slow


async def test_two_vendors_know_a_student_by_names_that_cannot_be_joined(two: tuple[Hosted, Vendor]) -> None:
    hosted, other = two
    await plugins(hosted)
    here, there = ({one.pseudonym for (learners) in [mood.asked("enrolments")[0]] for one in learners}
                   for mood in (hosted.mood, other.mood))  # fmt: skip
    assert (len(here), len(there), here & there) == (2, 2, set())


async def test_consent_to_one_vendor_lets_nothing_out_to_the_other(two: tuple[Hosted, Vendor]) -> None:
    hosted, other = two
    await hosted.consent(hosted.students[2], *BOTH, recipient="other")
    await plugins(hosted)
    assert [len(mood.asked("enrolments")[0]) for mood in (hosted.mood, other.mood)] == [2, 3]


async def test_where_it_cannot_be_written_down_nothing_leaves(two: tuple[Hosted, Vendor]) -> None:
    hosted, other = two
    await hosted.consent(hosted.students[2], *BOTH, recipient="other")
    locked = "LOCK TABLE plugin_disclosure IN ACCESS EXCLUSIVE MODE"
    async with hosted.store.write.engine.connect() as connection:
        is_sqlite = hosted.store.dialect is Dialect.SQLITE
        await connection.execute(text("UPDATE plugin_setting SET version = version" if is_sqlite else locked))
        _, errors, _ = await hosted.ask('{ students { nodes { liveCourses(plugin: "other") { pluginId } } } }')
        await connection.rollback()
    assert [error.extensions["code"] for error in errors] == ["PLUGIN_UNAVAILABLE"]
    assert other.mood.asked("enrolments") == []


async def test_who_may_not_see_e_learning_lets_nothing_out(two: tuple[Hosted, Vendor]) -> None:
    hosted, other = two
    await hosted.ask(TAKEN, hosted.room.as_(Role.NURSE))
    assert (hosted.mood.heard, other.mood.heard) == ([], [])
