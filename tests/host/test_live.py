"""The other live fields: papers of attempts, links for the learner alone, scores that a plugin gives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import delete
from tests.conftest import MOMENT
from tests.host import vendor
from tests.host.hosted import Hosted
from tests.rooms import acting
from tests.rooms.classroom import new_id

from isuo_graph import sdk
from isuo_graph.host.scoring import PluginScorer
from isuo_graph.host.sync import sync_plugin
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.policy.rights import Role
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.learning import tables
from isuo_graph.rooms.learning.acts.attempts import (
    StartTestAttempt,
    SubmitTestAttempt,
    start_test_attempt,
    submit_test_attempt,
)
from isuo_graph.rooms.learning.rules import QuestionAnswer, Scoring, Sheet

RIGHT, WRONG = (QuestionAnswer("q1", ("a",)),), (QuestionAnswer("q1", ("b",)),)


@pytest.fixture
async def mirrored(hosted: Hosted) -> AsyncIterator[Hosted]:
    pseudonym = (await hosted.pseudonyms())[hosted.students[0]]
    hosted.mood.changes["courses"] = [[vendor.course("algebra"), *vendor.taken(pseudonym)]]
    hosted.mood.changes["tests"] = [[sdk.Test(id="t1", title="Тест", max_points=2.0)]]
    await sync_plugin(hosted.host, await hosted.running(), hosted.room.school_id)
    yield hosted
    await hosted.write(delete(tables.TestAttempt))


def student(hosted: Hosted, number: int = 0) -> Viewer:
    return hosted.room.as_(Role.STUDENT, student_ids=(hosted.students[number],))


async def sat(hosted: Hosted, answers: tuple[QuestionAnswer, ...]) -> Any:  # noqa: ANN401 - a row
    """Start and hand in an attempt at the one test, as the first student."""
    services: Any = {Scoring: Scoring(PluginScorer(hosted.host))}
    (test,) = await hosted.rows(tables.Test)
    viewer = student(hosted)
    begun = await acting.do(hosted.store, viewer, start_test_attempt, StartTestAttempt(test.id), services)
    asked = SubmitTestAttempt(begun.test_attempt, answers)
    await acting.do(hosted.store, viewer, submit_test_attempt, asked, services)
    return await hosted.room.row(tables.TestAttempt, begun.test_attempt)


def sheet(hosted: Hosted, plugin_id: str = "vendor") -> Sheet:
    return Sheet(hosted.room.school_id, plugin_id, "t1", "1", RIGHT)


async def test_launch_link_is_for_the_learner(mirrored: Hosted) -> None:
    query = "{ courseEnrollments { nodes { launchUrl } } }"
    data, errors, _ = await mirrored.ask(query, student(mirrored))
    assert (data, errors) == ({"courseEnrollments": {"nodes": [{"launchUrl": "https://vendor.example/go"}]}}, [])


async def test_launch_link_is_for_nobody_else(mirrored: Hosted) -> None:
    data, _, _ = await mirrored.ask("{ courseEnrollments { nodes { launchUrl } } }")
    assert data["courseEnrollments"]["nodes"] == [{"launchUrl": None}]
    assert not mirrored.mood.asked("launch")


async def test_questions_of_a_test_are_for_those_who_teach(mirrored: Hosted) -> None:
    query = "{ tests { nodes { questions { kind prompt { text } options { id } } } } }"
    data, errors, _ = await mirrored.ask(query, mirrored.room.teacher)
    assert not errors
    assert data["tests"]["nodes"][0]["questions"] == [
        {"kind": "SINGLE_CHOICE", "prompt": {"text": "2 + 2?"}, "options": [{"id": "a"}, {"id": "b"}]}
    ]


async def test_student_does_not_read_questions_before_the_test(mirrored: Hosted) -> None:
    data, _, _ = await mirrored.ask("{ tests { nodes { questions { id } } } }", student(mirrored))
    assert data["tests"]["nodes"] == [{"questions": None}]


async def test_paper_of_an_attempt_has_its_own_seed(mirrored: Hosted) -> None:
    attempt = await sat(mirrored, RIGHT)
    data, errors, _ = await mirrored.ask("{ testAttempts { nodes { questions { id } } } }", student(mirrored))
    assert (data["testAttempts"]["nodes"], errors) == ([{"questions": [{"id": "q1"}]}], [])
    assert mirrored.mood.asked("questions") == [[sdk.Paper("t1", str(attempt.id))]]


@pytest.mark.parametrize(("answers", "score"), [(RIGHT, 2), (WRONG, 0), ((), 0)])
async def test_plugin_scores_an_attempt(mirrored: Hosted, answers: tuple[QuestionAnswer, ...], score: int) -> None:
    attempt = await sat(mirrored, answers)
    assert (attempt.score, attempt.state, attempt.scored_by) == (score, "SCORED", "PLUGIN")


async def test_plugin_that_does_not_answer_keeps_the_answers(mirrored: Hosted) -> None:
    mirrored.mood.tricks["score"] = vendor.hang
    attempt = await sat(mirrored, RIGHT)
    assert (attempt.score, attempt.state) == (None, "SUBMITTED")


async def test_scoring_names_nobody(mirrored: Hosted) -> None:
    await sat(mirrored, RIGHT)
    assert mirrored.mood.asked("score") == [[sdk.AnswerSheet("t1", (sdk.Response(question_id="q1", chosen=("a",)),))]]


async def test_answers_that_do_not_fit_are_the_students_fault(mirrored: Hosted) -> None:
    mirrored.mood.tricks["score"] = vendor.gives(lambda _: [sdk.Failed(sdk.FailureCode.INVALID, "no such question")])
    with pytest.raises(Refused) as caught:
        await PluginScorer(mirrored.host).score(sheet(mirrored))
    assert caught.value.code is Code.BAD_USER_INPUT


async def test_plugin_that_is_not_enabled_scores_nothing(mirrored: Hosted) -> None:
    with pytest.raises(Refused) as caught:
        await PluginScorer(mirrored.host).score(sheet(mirrored, "nobody"))
    assert caught.value.code is Code.PLUGIN_UNAVAILABLE


async def test_operation_that_the_manifest_leaves_out_gives_null_without_an_error(mirrored: Hosted) -> None:
    material = tables.Material(
        id=new_id(),
        school_id=mirrored.room.school_id,
        plugin_id="vendor",
        external_id="m1",
        title="Китеп",
        title_sort="китеп",
        title_search="китеп",
        kind="TEXTBOOK",
        as_of=MOMENT,
    )
    await mirrored.room.add(material)
    data, errors, _ = await mirrored.ask("{ materials { nodes { openUrl } } }")
    await mirrored.write(delete(tables.Material))
    assert (data["materials"]["nodes"], errors) == ([{"openUrl": None}], [])


async def test_payload_of_an_act_shows_live_fields(mirrored: Hosted) -> None:
    (test,) = await mirrored.rows(tables.Test)
    act = """mutation($id: ID!) { startTestAttempt(input: {testId: $id}) {
        testAttempt { state questions { __typename kind prompt { said: text format } } } userErrors { message } } }"""
    data, errors, _ = await mirrored.ask(act, student(mirrored), id=mirrored.outside("tst", test.id))
    assert not errors
    prompt = {"said": "2 + 2?", "format": "PLAIN"}
    question = {"__typename": "TestQuestion", "kind": "SINGLE_CHOICE", "prompt": prompt}
    assert data["startTestAttempt"] == {
        "testAttempt": {"state": "IN_PROGRESS", "questions": [question]},
        "userErrors": [],
    }


async def test_payload_of_an_act_says_which_live_fields_a_plugin_could_not_answer(mirrored: Hosted) -> None:
    mirrored.mood.tricks["questions"] = vendor.hang
    (test,) = await mirrored.rows(tables.Test)
    act = """mutation($id: ID!) { begun: startTestAttempt(input: {testId: $id}) {
        mine: testAttempt { state asked: questions { kind } } userErrors { message } } }"""
    data, errors, _ = await mirrored.ask(act, student(mirrored), id=mirrored.outside("tst", test.id))
    assert data["begun"] == {"mine": {"state": "IN_PROGRESS", "asked": None}, "userErrors": []}
    told = [(error.path, error.extensions["code"], error.extensions["plugin"]) for error in errors]
    assert told == [(["begun", "mine", "asked"], "PLUGIN_UNAVAILABLE", "vendor")]


async def test_plugin_is_configured_over_graphql_and_shows_no_secret(hosted: Hosted) -> None:
    act = """mutation($id: ID!, $order: ID!) { configurePlugin(input: {plugin: $id, orderId: $order,
        settings: [{name: "password", value: "жаңы-сыр"}]}) { plugin { pluginId manifest { secretSettings } }
        userErrors { message path } } }"""
    plugin, order = hosted.outside("plg", hosted.plugin_row), hosted.outside("ord", hosted.order_id)
    data, errors, _ = await hosted.ask(act, hosted.administrator, id=plugin, order=order)
    assert not errors
    assert data["configurePlugin"] == {
        "plugin": {"pluginId": "vendor", "manifest": {"secretSettings": ["password"]}},
        "userErrors": [],
    }
