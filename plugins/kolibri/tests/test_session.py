"""Sessions that Kolibri forgets, with a notice or without one."""

import asyncio
from collections.abc import Callable

import pytest
from plugins.kolibri.tests.recorded_kolibri import CHANNEL_ID, CLASS_ID, RecordedKolibri, answering
from starlette.requests import Request
from starlette.responses import Response

from isuo_graph.sdk import Call, CourseKey, CourseProvider, Learner, Unavailable

Calls = Callable[[], Call]
SIGN_IN = ("POST", "/api/auth/session/")
SUMMARY = f"/coach/api/classsummary/{CLASS_ID}/"


async def test_a_lost_session_is_renewed_and_the_answer_is_complete(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    before = list(await courses.enrolments(call(), list(learners.values())))
    kolibri.lose_sessions()
    assert list(await courses.enrolments(call(), list(learners.values()))) == before


async def test_an_empty_list_is_not_believed_without_a_session(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.lose_sessions()
    [found] = await courses.enrolments(call(), [learners["ahead"]])
    assert found
    assert kolibri.count(*SIGN_IN) == 2


async def test_a_403_is_followed_by_one_sign_in_and_one_more_question(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    # The session ends between the list of classes and the summary.
    async def lose_then_answer(request: Request) -> Response:
        del kolibri.faults[SUMMARY]
        kolibri.lose_sessions()
        return await answering('[{"id": "NOT_AUTHENTICATED"}]', 403)(request)

    kolibri.faults[SUMMARY] = lose_then_answer
    [found] = await courses.progress(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert found is not None
    assert kolibri.count("GET", SUMMARY) == 2
    assert kolibri.count(*SIGN_IN) == 2


async def test_a_class_that_is_not_shown_costs_no_new_sign_in(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.faults[SUMMARY] = answering('[{"id": "PERMISSION_DENIED"}]', 403)
    with pytest.raises(Unavailable, match="not shown"):
        await courses.progress(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert kolibri.count(*SIGN_IN) == 1


async def test_many_calls_at_once_share_one_new_sign_in(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.lose_sessions()
    await asyncio.gather(*(courses.enrolments(call(), [learners["ahead"]]) for _ in range(8)))
    assert kolibri.count(*SIGN_IN) == 2


async def test_a_truly_empty_list_is_believed_after_asking_who_we_are(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    kolibri.members.clear()
    assert list(await courses.enrolments(call(), [learners["ahead"]])) == [()]
    assert kolibri.count(*SIGN_IN) == 1


async def test_a_write_is_not_sent_into_a_lost_session(
    courses: CourseProvider, call: Calls, learners: dict[str, Learner], kolibri: RecordedKolibri
) -> None:
    await courses.enrolments(call(), [learners["ahead"]])
    kolibri.lose_sessions()
    await courses.unenrol(call(), [CourseKey(learners["ahead"], CHANNEL_ID)])
    assert list(await courses.enrolments(call(), [learners["ahead"]])) == [()]
