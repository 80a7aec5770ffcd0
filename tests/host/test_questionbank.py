"""The question bank that comes with the house, found by its entry point and run by the host: from folder to score."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry
from tests.host.hosted import SECRET, SETTINGS, Hosted, sit_down
from tests.rooms import acting

from isuo_graph.host.acts import EnablePlugin, enable_plugin
from isuo_graph.host.config import PluginSettingValue
from isuo_graph.host.discover import discover
from isuo_graph.host.house import host
from isuo_graph.host.sync import sync_school
from isuo_graph.rooms.learning import tables
from isuo_questionbank import samples_folder


@pytest.fixture
async def bank(hosted: Hosted) -> AsyncIterator[Hosted]:
    found = discover(["isuo-graph-questionbank!"])
    made = host(
        hosted.store,
        SETTINGS,
        found,
        secret=SECRET,
        clock=hosted.host.clock,
        folder=hosted.host.workshop.folder,
        registry=CollectorRegistry(),
    )
    banked = replace(hosted, host=made)
    folder = (PluginSettingValue("folder", str(samples_folder())),)
    asked = EnablePlugin(hosted.room.school_id, "questionbank", hosted.order_id, folder)
    await acting.do(hosted.store, hosted.administrator, enable_plugin, asked, banked.services)
    sit_down(made)
    yield banked
    await made.close()


async def test_sample_tests_are_mirrored(bank: Hosted) -> None:
    reports = await sync_school(bank.host, bank.room.school_id, ["questionbank"])
    assert reports[0].is_whole
    assert await bank.rows(tables.Test)


async def test_questions_come_without_right_answers(bank: Hosted) -> None:
    await sync_school(bank.host, bank.room.school_id, ["questionbank"])
    query = "{ tests { nodes { title questionCount questions { id kind title maxPoints } } } }"
    data, errors, _ = await bank.ask(query, bank.room.teacher)
    assert not errors
    asked = [[one for one in node["questions"] if one["kind"] != "DESCRIPTION"] for node in data["tests"]["nodes"]]
    assert [len(one) for one in asked] == [node["questionCount"] for node in data["tests"]["nodes"]]
