"""One query for school data and what plugins say: batched, consented, shaped; a plugin's fault costs its own field."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from sqlmodel import col, update
from tests.host import vendor
from tests.host.hosted import Hosted

from isuo_graph import sdk
from isuo_graph.kit.language import Language
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.tables import DirectorOrder, OrderState

CLASS = """query($id: ID!) { schoolClass(id: $id) { name students(orderBy: [{id: ASC}]) { nodes {
    id  taken: liveCourses { __typename ...Short progress { percent isCompleted lastActiveAt } }
} } } }
fragment Short on LiveCourse { name: title courseId state pluginId }"""


async def asked(hosted: Hosted, language: Language = Language.EN) -> tuple[list[dict[str, Any]], list[Any], Any]:
    data, errors, asking = await hosted.ask(CLASS, language=language, id=hosted.outside("cls", hosted.room.class_id))
    return data["schoolClass"]["students"]["nodes"], errors, asking


async def test_school_data_and_live_progress_come_in_one_answer(hosted: Hosted) -> None:
    nodes, errors, _ = await asked(hosted)
    assert not errors
    assert nodes[0]["taken"] == [
        {
            "__typename": "LiveCourse",
            "name": "Алгебра, 7-класс",
            "courseId": "algebra",
            "state": "ACTIVE",
            "pluginId": "vendor",
            "progress": {"percent": 25.0, "isCompleted": False, "lastActiveAt": "2026-09-01T00:00:00.000Z"},
        }
    ]


async def test_a_class_costs_one_call_of_each_kind(hosted: Hosted) -> None:
    await asked(hosted)
    assert {name: len(hosted.mood.asked(name)) for name in ("enrolments", "progress", "courses_by_id")} == {
        "enrolments": 1,
        "progress": 1,
        "courses_by_id": 1,
    }


async def test_student_without_consent_is_absent_from_the_call(hosted: Hosted) -> None:
    await asked(hosted)
    (learners,) = hosted.mood.asked("enrolments")
    assert len(learners) == 2


async def test_value_of_a_student_without_consent_is_null_and_says_why(hosted: Hosted) -> None:
    nodes, _, asking = await asked(hosted)
    assert nodes[2]["taken"] is None
    assert {
        "path": ["schoolClass", "students", "nodes", "taken"],
        "code": "CONSENT_MISSING",
        "right": "student:learning:read",
        "purpose": "ELEARNING",
        "conditional": True,
    } in asking.extensions["withheld"]


async def test_withdrawn_consent_bites_on_the_next_call(hosted: Hosted) -> None:
    await asked(hosted)
    await hosted.withdraw(hosted.students[0])
    nodes, _, _ = await asked(hosted)
    assert nodes[0]["taken"] is None


async def test_plugin_is_gone_with_its_order(hosted: Hosted) -> None:
    revoked = update(DirectorOrder).where(col(DirectorOrder.id) == hosted.order_id)
    await hosted.write(revoked.values(state=OrderState.REVOKED))
    try:
        nodes, _, _ = await asked(hosted)
    finally:
        await hosted.write(revoked.values(state=OrderState.SIGNED))
    assert nodes[0]["taken"] == []
    assert not hosted.mood.heard


async def test_rows_that_the_viewer_may_not_see_are_not_asked_about(hosted: Hosted) -> None:
    await hosted.ask(
        "{ students { nodes { liveCourses { courseId } } } }", hosted.room.as_(Role.LIBRARIAN)
    )  # fmt: skip
    assert not hosted.mood.heard


async def test_argument_names_the_one_plugin_to_ask(hosted: Hosted) -> None:
    query = "query($p: String) { students { nodes { liveCourses(plugin: $p) { courseId } } } }"
    data, _, _ = await hosted.ask(query, p="another")
    assert [node["liveCourses"] for node in data["students"]["nodes"]] == [[], [], []]
    assert not hosted.mood.heard


TROUBLES = {
    "hangs": vendor.hang,
    "swallows its cancellation": vendor.cling,
    "blocks its thread": vendor.block,
    "crashes": vendor.raises(RuntimeError("Асан")),
    "ends the process": vendor.raises(SystemExit(1)),
    "cancels itself": vendor.raises(asyncio.CancelledError()),
    "is away": vendor.raises(sdk.Unavailable("down")),
    "was given a wrong password": vendor.raises(sdk.Unauthorized("no")),
    "gives nothing": vendor.gives(lambda _: None),
    "gives too few": vendor.gives(lambda _: []),
    "floods with answers": vendor.gives(lambda _: [()] * 1_000_000),
    "floods with text": vendor.gives(
        lambda asked: [(sdk.Enrolment(learner=one.pseudonym, course_id="x" * 255),) * 2000 for one in asked]
    ),
    "gives dictionaries": vendor.gives(lambda asked: [{"course_id": "algebra"} for _ in asked]),
    "speaks of somebody else": vendor.gives(lambda asked: [vendor.taken("a" * 26) for _ in asked]),
    "gives a generator": vendor.gives(lambda asked: (vendor.taken(one.pseudonym) for one in asked)),
}


@pytest.mark.parametrize("trick", TROUBLES.values(), ids=TROUBLES.keys())
async def test_core_is_intact_within_the_deadline_when_the_vendor(hosted: Hosted, trick: vendor.Trick) -> None:
    hosted.mood.tricks["enrolments"] = trick
    await hosted.running()
    started = time.monotonic()
    nodes, errors, _ = await asked(hosted)
    assert time.monotonic() - started < 0.3 + 0.4  # the plugin's deadline, and room for a busy machine
    assert [node["id"] for node in nodes] == [hosted.outside("stu", one) for one in hosted.students]
    assert [node["taken"] for node in nodes] == [None, None, None]
    assert [(error.extensions, error.path) for error in errors] == [
        ({"code": "PLUGIN_UNAVAILABLE", "plugin": "vendor"}, ["schoolClass", "students", "nodes", 0, "taken"])
    ]


async def test_crash_is_told_in_the_readers_language_without_the_vendors_words(hosted: Hosted) -> None:
    hosted.mood.tricks["enrolments"] = vendor.raises(RuntimeError("Асан"))
    _, errors, _ = await asked(hosted, Language.KY)
    assert errors[0].message == "«vendor» плагини жооп бербей жатат; калган маалымат толук."


async def test_key_that_fails_costs_its_own_row_only(hosted: Hosted) -> None:
    failed = sdk.Failed(sdk.FailureCode.UNAVAILABLE, "this one")
    hosted.mood.tricks["enrolments"] = vendor.gives(
        lambda asked: [failed, *(vendor.taken(one.pseudonym) for one in asked[1:])]
    )
    nodes, errors, _ = await asked(hosted)
    assert sorted(node["taken"] is None for node in nodes) == [False, True, True]
    assert len(errors) == 1


async def test_plugin_rests_after_several_faults_and_is_tried_again(hosted: Hosted) -> None:
    hosted.mood.tricks["enrolments"] = vendor.raises(RuntimeError())
    for _ in range(3):
        await asked(hosted)
    calls = len(hosted.mood.heard)
    _, errors, _ = await asked(hosted)
    assert len(hosted.mood.heard) == calls
    assert errors[0].message == "The plugin “vendor” is paused after several failures; the other data are complete."
    hosted.mood.tricks.clear()
    await asyncio.sleep(0.25)
    nodes, errors, _ = await asked(hosted)
    assert not errors
    assert nodes[0]["taken"]


async def test_query_that_goes_away_stops_the_vendors_work(hosted: Hosted) -> None:
    begun, ended = threading.Event(), threading.Event()

    async def wait(_call: sdk.Call, _asked: object) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    await hosted.running()
    hosted.mood.tricks["enrolments"] = wait
    task = asyncio.ensure_future(asked(hosted))
    assert await asyncio.to_thread(begun.wait, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 1)


async def test_query_without_plugin_fields_asks_no_plugin(hosted: Hosted) -> None:
    _, errors, _ = await hosted.ask("{ students { nodes { id } } }")
    assert (errors, hosted.mood.heard) == ([], [])
